"""A conversation that is ended or written in elsewhere while its screen has no connection."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import expect

from tests.browser.offline.faults import Faults
from tests.browser.offline.screens import Wait, screen_of, until
from tests.browser.pages import AnyPage

__all__ = ["screen_of", "until"]


def texts_that_wait(until: Wait) -> list[str]:
    return [each.text for each in until(lambda talk: True).versions if each.waits]


def test_what_is_written_after_slut_goes_on_from_it_and_the_page_is_left(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    screen = screen_of(cast.author)
    waited = texts_that_wait(until)
    screen.note("Linje et.")
    AnyPage(screen.page).press("Gem noten")
    until(lambda talk: talk.note == "Linje et.")
    screen.turn_to(5, "Fortælleren samler op")
    screen.offline()
    AnyPage(screen.page).press("Gem, og slut samtalen")
    expect(screen.page.get_by_text("Gemt: teksten ligger på enheden")).to_be_visible()
    screen.note("Linje et. Linje to.")
    AnyPage(screen.page).press("Gem på enheden")
    screen.expect_status("Uden net · 2 venter")
    screen.offline(False)
    until(lambda talk: talk.is_over and talk.note == "Linje et. Linje to.")
    screen.page.wait_for_url("**/forloeb/**")
    assert texts_that_wait(until) == waited


def test_slut_while_the_note_is_still_being_kept_is_not_passed_over(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    screen = screen_of(cast.author)
    screen.note("Linje et.")
    screen.page.evaluate("""() => {
      document.querySelectorAll(".talk-step")[4].click();
      document.querySelector("[data-end] button[value='1']").click();
    }""")
    until(lambda talk: talk.is_over and talk.note == "Linje et.")
    screen.page.wait_for_url("**/forloeb/**")


def test_slut_takes_the_place_of_a_note_that_stands_behind_another(
    cast: SimpleNamespace, screen_of: Any, until: Wait, faults: Faults
) -> None:
    screen = screen_of(cast.author)
    faults.hangs = True
    screen.note("Linje et.")
    AnyPage(screen.page).press("Gem noten")
    screen.note("Linje et. Linje to.")
    screen.turn_to(5, "Fortælleren samler op")
    screen.offline()
    AnyPage(screen.page).press("Gem, og slut samtalen")
    expect(screen.page.get_by_text("Gemt: teksten ligger på enheden")).to_be_visible()
    faults.hangs = False
    faults.let_go.set()
    screen.offline(False)
    until(lambda talk: talk.is_over and talk.note == "Linje et. Linje to.")
    screen.page.wait_for_url("**/forloeb/**")


def test_what_is_begun_after_slut_is_sent_before_the_page_is_left(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    screen = screen_of(cast.author)
    screen.turn_to(5, "Fortælleren samler op")
    screen.offline()
    screen.note("Et.")
    AnyPage(screen.page).press("Gem, og slut samtalen")
    expect(screen.page.get_by_text("Gemt: teksten ligger på enheden")).to_be_visible()
    screen.note("Et. To.")
    screen.offline(False)
    until(lambda talk: talk.is_over and talk.note == "Et. To.")
    screen.page.wait_for_url("**/forloeb/**")


def test_the_open_page_leads_to_a_conflict_that_came_while_it_waited(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    middle, phone = screen_of(cast.author), screen_of(cast.colleague)
    middle.offline()
    middle.note("Fra skærmen.")
    AnyPage(middle.page).press("Gem på enheden")
    middle.expect_status("Uden net · 1 venter")
    phone.note("Fra telefonen.")
    AnyPage(phone.page).press("Gem noten")
    until(lambda talk: talk.note == "Fra telefonen.")
    middle.offline(False)
    middle.page.wait_for_url("**/samtalenote/*")
    for text in ("Fra skærmen.", "Fra telefonen."):
        expect(middle.page.get_by_text(text).first).to_be_visible()
    middle.expect_status("Alt er gemt")
