"""A coordinator lets people in with slips and links, gives roles, and ends access at once."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.browser.pages import AnyPage, HomePage, InvitePage, SignInPage, WelcomePage

NEW_PASSWORD = "fire blå skeer i sandkassen"


def test_she_looks_after_everyone(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, new_context: Any,
    size: dict[str, int],
) -> None:  # fmt: skip
    page = signed_in(cast.coordinator, viewport=size)
    office = InvitePage(page)
    office.invite("Nadia Aziz", "nadia.aziz", "dagplejer", "Pædagogisk leder", "Kastanjen")
    link = office.link

    newcomer = new_context(viewport=size).new_page()
    newcomer.goto(link)
    WelcomePage(newcomer).expect_heading("Velkommen, Nadia").choose_password(NEW_PASSWORD)
    AnyPage(newcomer).expect_heading("Overblik for Kastanjen")
    again = new_context(viewport=size).new_page()
    again.goto(link)
    AnyPage(again).expect_heading("Linket virker ikke længere")

    office.open_person("Nadia Aziz").choose("Rolle", "Underviser (KP)")
    office.choose("Hvor", "Hele projektet").press("Giv rollen")
    office.expect_text("Nadia Aziz har fået en rolle mere.")
    newcomer.reload()
    SignInPage(newcomer).sign_in("nadia.aziz", NEW_PASSWORD)
    AnyPage(newcomer).menu("Citater")
    expect(newcomer.get_by_role("heading", name="Find citater")).to_be_visible()

    renews_a_code(office, cast, new_context, size)

    mette = HomePage(signed_in(cast.author, viewport=size)).open()
    mette.note.fill("Midt i en sætning")
    office.open_person("Mette Holm").follow("Fjern adgangen")
    office.press("Fjern adgangen").expect_text("Mette Holm har ikke længere adgang.")
    mette.save.click()
    expect(mette.page.get_by_role("dialog")).to_contain_text("Din tekst er her endnu")
    mette.fill("Brugernavn", cast.author.user_name).fill("Adgangskode", PASSWORD).press("Log ind")
    mette.expect_text("Brugernavn og adgangskode passer ikke sammen.")
    mette.page.goto("/")
    expect(mette.page.get_by_role("button", name="Log ind", exact=True)).to_be_visible()


def renews_a_code(
    office: InvitePage, cast: SimpleNamespace, new_context: Any, size: dict[str, int]
) -> None:
    office.open_person("Ali Kaya").press("Lav en ny kode")
    page = new_context(viewport=size).new_page()
    SignInPage(page).open().sign_in(cast.coauthor.user_name, PASSWORD)
    AnyPage(page).expect_text("Brugernavn og adgangskode passer ikke sammen.")
    AnyPage(page).follow("Brug din engangskode")
    WelcomePage(page).come_in(cast.coauthor.user_name, office.code, NEW_PASSWORD)
    AnyPage(page).expect_text("Din kode blev fornyet af Kim Berg")
