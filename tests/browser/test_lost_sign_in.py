"""A sign-in that ends while somebody writes: her text comes back to her, and to nobody else."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logbook.cycles.models import Answer, Observation
from logbook.db import db
from logbook.people.models import Person, SignIn
from tests.browser.conftest import PASSWORD
from tests.browser.pages import AnyPage, HomePage, NotePage, QuestionPage, SignInPage

TEXT = "Der blev stille, da døren stod åben. " * 40
LEARNED = "Hvad har I lært om jeres egen praksis?"


@pytest.fixture
def page(cast: Any, furnished: Any, signed_in: Any) -> Page:
    """Without script; what the script makes of it stands in offline/test_who.py."""
    hers: Page = signed_in(cast.author, java_script_enabled=False)
    return hers


def end_sign_ins(person: Person) -> None:
    db.session.execute(SignIn.end_all(person))
    db.session.commit()


def is_kept() -> bool:
    db.session.rollback()
    return any(each.text == TEXT.strip() for each in db.session.query(Answer))


def test_the_note_is_saved_after_signing_in_again(page: Page, cast: SimpleNamespace) -> None:
    home = HomePage(page).open()
    home.note.fill(TEXT)
    end_sign_ins(cast.author)
    home.save.click()
    home.expect_heading("Log ind igen").expect_text("Din tekst er her endnu.")
    SignInPage(page).sign_in(cast.author.user_name, "forkert kode, desværre")
    AnyPage(page).expect_text("Brugernavn og adgangskode passer ikke sammen.")
    SignInPage(page).sign_in(cast.author.user_name, PASSWORD)
    AnyPage(page).expect_heading("Du har tekst, der ikke er gemt").expect_text(TEXT[:36])
    assert not is_kept()
    AnyPage(page).press("Gem nu")
    NotePage(page).expect_heading("Tak, Mette. Det er gemt.")
    assert is_kept()


def test_the_answer_to_a_question_is_saved_after_signing_in_again(
    page: Page, cast: SimpleNamespace, furnished: SimpleNamespace
) -> None:
    page.goto(f"/forloeb/{furnished.second.id}/svar/laert")
    QuestionPage(page).fill(LEARNED, TEXT)
    end_sign_ins(cast.author)
    AnyPage(page).press("Fortsæt")
    SignInPage(page).sign_in(cast.author.user_name, PASSWORD)
    AnyPage(page).press("Gem nu").expect_heading("Hvad kom bag på jer?")
    assert is_kept()


def test_the_next_person_on_the_device_gets_nothing(page: Page, cast: SimpleNamespace) -> None:
    home = HomePage(page).open()
    home.note.fill(TEXT)
    end_sign_ins(cast.author)
    home.save.click()
    SignInPage(page).sign_in(cast.colleague.user_name, PASSWORD)
    AnyPage(page).expect_heading("Hej Jonna. Hvad undrer du dig over?")
    expect(page.locator("html")).not_to_contain_text(TEXT[:36])
    page.goto("/konto/ikke-gemt")
    AnyPage(page).expect_heading("Alt er gemt")
    assert not is_kept()
    # It waits for the one who wrote it.
    page.goto("/konto")
    AnyPage(page).press("Log ud")
    AnyPage(page).expect_text("Du er logget ud.")
    SignInPage(page).sign_in(cast.author.user_name, PASSWORD)
    AnyPage(page).press("Gem nu")
    NotePage(page).expect_heading("Tak, Mette. Det er gemt.")
    assert is_kept()


def test_a_page_left_open_is_not_saved_as_the_next_persons(
    page: Page, cast: SimpleNamespace
) -> None:
    home = HomePage(page).open()
    home.note.fill(TEXT)
    end_sign_ins(cast.author)
    second_tab = page.context.new_page()
    SignInPage(second_tab).open().sign_in(cast.colleague.user_name, PASSWORD)
    home.save.click()
    home.expect_text("Her er logget ind som Jonna Friis.")
    expect(page.locator("main")).not_to_contain_text(TEXT[:36])
    assert not is_kept()
    # Who wrote it signs in on the same page, and it is hers.
    SignInPage(page).sign_in(cast.author.user_name, PASSWORD)
    AnyPage(page).press("Gem nu")
    NotePage(page).expect_heading("Tak, Mette. Det er gemt.")
    assert is_kept()
    assert answers_of(cast.colleague) == []


def answers_of(person: Person) -> list[str]:
    seen = db.session.scalars(Observation.by(person)).unique()
    return [answer.text for each in seen for answer in each.answers if answer.text == TEXT.strip()]
