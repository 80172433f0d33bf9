"""What a person can do on each page, in the words that stand on the screen."""

import re
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect

from logbook.jobs.making import make_all_waiting


@dataclass
class AnyPage:
    page: Page

    def expect_heading(self, text: str) -> Self:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)
        return self

    def expect_text(self, text: str) -> Self:
        expect(self.page.get_by_text(text).first).to_be_visible()
        return self

    def expect_no_text(self, text: str) -> Self:
        expect(self.page.get_by_text(text)).to_have_count(0)
        return self

    def press(self, name: str) -> Self:
        self.page.get_by_role("button", name=name, exact=True).click()
        return self

    def press_and_go(self, name: str) -> Self:
        """Until another page has come: a busy browser goes on only after the click is over."""
        with self.page.expect_navigation():
            self.press(name)
        return self

    def follow(self, name: str) -> Self:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        return self

    def fill(self, label: str, text: str) -> Self:
        self.page.get_by_label(label, exact=True).fill(text)
        return self

    def choose(self, label: str, option: str) -> Self:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        return self

    def check(self, label: str) -> Self:
        self.page.get_by_label(label, exact=True).check()
        return self

    def menu(self, name: str) -> Self:
        menu = self.page.get_by_role("navigation", name="Hovedmenu")
        menu.get_by_role("link", name=re.compile(rf"^\s*{name}\b")).click()
        return self


class SignInPage(AnyPage):
    def open(self) -> Self:
        self.page.goto("/log-ind")
        return self

    def sign_in(self, user_name: str, password: str) -> Self:
        self.fill("Brugernavn", user_name).fill("Adgangskode", password)
        return self.press_and_go("Log ind")


class AccountPage(AnyPage):
    def open(self) -> Self:
        self.page.get_by_role("link", name=re.compile("^Min konto")).click()
        return self

    def sign_out(self) -> None:
        self.open().press("Log ud")


class InvitePage(AnyPage):
    """Where a coordinator invites, and the slip that she is given once."""

    def invite(self, name: str, user_name: str, profession: str, role: str, place: str) -> Self:
        self.menu("Personer").follow("Invitér en person")
        self.fill("Navn", name).fill("Brugernavn", user_name)
        self.choose("Faggruppe", profession).choose("Rolle", role).choose("Hvor", place)
        return self.press("Lav sedlen")

    @property
    def code(self) -> str:
        return self.page.locator(".slip .code").inner_text().strip()

    @property
    def link(self) -> str:
        found = self.page.get_by_text(re.compile(r"^https?://.*/velkommen/.+")).inner_text()
        return str(found).strip()

    def open_person(self, name: str) -> Self:
        self.menu("Personer")
        self.page.get_by_role("main").get_by_role("link", name=re.compile(f"^{name}")).click()
        return self


class WelcomePage(AnyPage):
    def open(self) -> Self:
        self.page.goto("/velkommen")
        return self

    def come_in(self, user_name: str, code: str, password: str) -> Self:
        self.fill("Brugernavn", user_name).fill("Engangskode", code)
        return self.choose_password(password)

    def choose_password(self, password: str) -> Self:
        self.fill("Vælg en adgangskode", password).fill("Skriv den igen", password)
        return self.press_and_go("Gem, og log ind")


class HomePage(AnyPage):
    """Where one writes the note of the day."""

    QUESTION = "Hvad så og hørte du?"

    def open(self) -> Self:
        self.page.goto("/")
        return self

    @property
    def note(self) -> Locator:
        return self.page.get_by_label(self.QUESTION, exact=True)

    @property
    def save(self) -> Locator:
        return self.page.get_by_role("button", name="Gem note", exact=True)


class NotePage(AnyPage):
    """”Det er gemt”, and the signs with one tap each."""

    def score(self, sign: str, word: str) -> Self:
        group = self.page.get_by_role("group", name=sign)
        group.get_by_role("button", name=word, exact=True).click()
        return self

    def expect_score(self, sign: str, word: str) -> Self:
        button = self.page.get_by_role("group", name=sign).get_by_role(
            "button", name=word, exact=True
        )
        expect(button).to_have_attribute("aria-pressed", "true")
        return self


class QuestionPage(AnyPage):
    """One question, whose label is the heading of the page."""

    def answer(self, question: str, text: str) -> Self:
        self.expect_heading(question)
        return self.fill(question, text).press("Fortsæt")

    def answer_all(self, answers: dict[str, str]) -> Self:
        for question, text in answers.items():
            self.answer(question, text)
        return self


class CyclePage(AnyPage):
    def open(self, title: str) -> Self:
        self.menu("Forløb")
        self.page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
        return self

    def stage(self, name: str) -> Locator:
        steps = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_role("heading", level=3, name=re.compile(f"^{name}"))
        )
        return steps.first

    def expect_stage_is_now(self, name: str) -> Self:
        expect(self.page.locator("[aria-current=step]").get_by_role("heading").first).to_have_text(
            re.compile(f"^{name}")
        )
        return self

    def expect_at_stage(self, name: str, text: str) -> Self:
        expect(self.stage(name).get_by_text(text).first).to_be_visible()
        return self

    def expect_rounds(self, number: int) -> Self:
        rounds = self.page.get_by_role("navigation", name="Vælg runde").get_by_role("link")
        expect(rounds).to_have_count(number)
        return self

    def unfold(self, summary: str) -> Self:
        self.page.locator("summary", has_text=summary).first.click()
        return self


class SparringPage(AnyPage):
    """Where a leader reads and writes in the three boxes."""

    def write(self, *, noticed: str = "", curious: str = "", can_help: str = "") -> Self:
        self.fill("Det lægger jeg mærke til …", noticed)
        self.fill("Det bliver jeg nysgerrig på …", curious)
        return self.fill("Det kan jeg hjælpe med …", can_help)

    def send(self) -> Self:
        return self.press("Send og gå til næste")


class ExtractPage(AnyPage):
    def find(self, **choices: str) -> Self:
        for label, option in choices.items():
            self.choose(label.capitalize(), option)
        return self.press("Vis citater")

    @property
    def passages(self) -> list[str]:
        return [
            each.strip("”") for each in self.page.locator(".qcard blockquote").all_inner_texts()
        ]

    def take(self, format: str) -> bytes:
        """It waits on a page of its own until the file is made, comes by itself, and back again."""
        there = self.page.url
        with self.page.expect_download() as caught:
            self.press(format)
            expect(self.page.get_by_role("progressbar")).to_be_visible()
            assert make_all_waiting() == 1
        made = caught.value.path().read_bytes()
        self.page.goto(there)
        return made
