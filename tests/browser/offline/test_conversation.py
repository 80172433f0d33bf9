"""A team's conversation with one screen in the middle, while the connection comes and goes."""

import re
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import expect

from logbook.cycles.models import Cycle
from logbook.cycles.stages import Decision
from logbook.db import db
from tests.browser.checks import problems
from tests.browser.offline.faults import Faults
from tests.browser.offline.screens import Screen, Wait, screen_of, until
from tests.browser.pages import AnyPage

__all__ = ["screen_of", "until"]


def test_the_journey_with_a_connection_that_drops(
    cast: SimpleNamespace, furnished: SimpleNamespace, screen_of: Any, until: Wait,
    size: dict[str, int], shots: Any,
) -> None:  # fmt: skip
    screen = screen_of(cast.author, viewport=size)
    screen.expect_part("Fortæl")
    expect(screen.words).to_have_text("5 minutter")
    AnyPage(screen.page).press("Start uret")
    expect(screen.words).to_have_text("5 minutter endnu")
    shots(screen.page, f"samtale-{size['width']}")
    screen.note("Ventetiden.")
    AnyPage(screen.page).press("Videre: Iagttagelser frem")
    until(lambda talk: talk.note == "Ventetiden." and talk.part == 2)

    screen.offline()
    screen.note("Ventetiden. Køen.")
    screen.turn_to(3, "Spørg ind")
    screen.expect_status("Uden net · 1 venter")
    screen.note("Ventetiden. Køen. Døren.")
    screen.turn_to(4, "Lytterne reflekterer")
    screen.note("Ventetiden. Køen. Døren. Os voksne.")
    screen.turn_to(5, "Fortælleren samler op")
    screen.expect_status("Uden net · 2 venter")
    shots(screen.page, f"samtale-uden-net-{size['width']}")
    held = [*screen.held("outbox"), *screen.held("drafts")]
    assert "De børnene hjælper" not in str(held)
    assert "garderoben" not in str(held).lower(), "nobody else's text is kept"
    screen.offline(False)
    screen.expect_status("Alt er gemt")
    talk = until(lambda talk: talk.note.endswith("Os voksne.") and talk.part == 5)
    assert not [each for each in talk.versions if each.waits and "Ventetiden" in each.text]
    # The page has gone on from what is saved: no conflict with herself.
    screen.note("Ventetiden. Køen. Døren. Os voksne. Vagtplanen.")
    AnyPage(screen.page).press("Gem noten")
    until(lambda talk: talk.note.endswith("Vagtplanen."))

    AnyPage(screen.page).press("Hold pause")
    until(lambda talk: talk.running_since is None and sum(talk.used) > 0)
    screen.page.goto(f"/forloeb/{furnished.talked.id}")
    screen.page.get_by_role("link", name="Tag samtalen op igen").click()
    screen.expect_part("Fortælleren samler op")
    screen.expect_note("Ventetiden. Køen. Døren. Os voksne. Vagtplanen.")
    screen.page.get_by_label("Hvad tager I med?").fill("Ventetid skaber uro.")
    screen.page.get_by_label("Hvad er næste skridt").fill("To hold fra mandag.")
    screen.page.get_by_label("Justér", exact=True).check()
    assert problems(screen.page) == []
    screen.page.set_viewport_size(size)
    with screen.page.expect_navigation():
        AnyPage(screen.page).press("Slut, og begynd runde 2")
    expect(screen.page.get_by_text("Ventetid skaber uro.").first).to_be_visible()
    assert until(lambda talk: talk.is_over).cycle.decision is Decision.ADJUST
    following = db.session.scalar(Cycle.following(furnished.talked))
    assert following is not None
    assert screen.page.url.endswith(str(following.id))
    screen.page.goto(f"/forloeb/{furnished.talked.id}")
    expect(screen.page.get_by_text("Vagtplanen.").first).to_be_visible()


def test_it_is_ended_without_a_connection_and_sent_when_there_is_one(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    screen = screen_of(cast.colleague)
    screen.offline()
    screen.turn_to(5, "Fortælleren samler op")
    screen.note("Skrevet uden net.")
    AnyPage(screen.page).press("Gem, og slut samtalen")
    expect(screen.page.get_by_text("Gemt: teksten ligger på enheden")).to_be_visible()
    screen.offline(False)
    until(lambda talk: talk.is_over and talk.note == "Skrevet uden net.")
    screen.page.wait_for_url("**/forloeb/**")


def test_an_answer_that_is_lost_makes_no_conflict_with_herself(
    cast: SimpleNamespace, screen_of: Any, until: Wait, faults: Faults
) -> None:
    screen = screen_of(cast.colleague)
    before = len(until(lambda talk: True).versions)
    faults.lost = 1
    screen.note("En.")
    AnyPage(screen.page).press("Gem noten")
    screen.note("En. To.")
    AnyPage(screen.page).press("Gem noten")
    screen.expect_status("Alt er gemt")
    talk = until(lambda talk: talk.note == "En. To.")
    assert [each.text for each in talk.versions if each.waits][before:] == []
    assert "/samtaler/" in screen.page.url


def test_what_was_summed_up_and_kept_is_changed_and_makes_no_conflict_with_itself(
    cast: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    screen = screen_of(cast.author)
    screen.turn_to(5, "Fortælleren samler op")
    for words, decision in (("Ventetid.", "Behold"), ("Ventetid skaber uro.", "Justér")):
        screen.page.get_by_label("Hvad tager I med?").fill(words)
        screen.page.get_by_label(decision, exact=True).check()
        AnyPage(screen.page).press("Gem noten")
        expect(screen.page.get_by_text("Noten er gemt.")).to_be_visible()
        screen.expect_status("Alt er gemt")
    with screen.page.expect_navigation(url=re.compile("/forloeb/")):
        AnyPage(screen.page).press("Gem, og slut samtalen")
    assert until(lambda talk: talk.is_over).cycle.decision is Decision.ADJUST
    expect(screen.page.get_by_text("Ventetid skaber uro.").first).to_be_visible()


def test_two_devices_meet_on_a_page_that_shows_both(
    cast: SimpleNamespace, furnished: SimpleNamespace, screen_of: Any, until: Wait
) -> None:
    middle, phone = screen_of(cast.author), screen_of(cast.colleague)
    middle.note("Fra skærmen.")
    AnyPage(middle.page).press("Gem noten")
    until(lambda talk: talk.note == "Fra skærmen.")
    phone.note("Fra telefonen.")
    AnyPage(phone.page).press("Gem noten")
    phone.page.wait_for_url("**/samtalenote/*")
    AnyPage(phone.page).press("Behold begge tekster")
    until(lambda talk: talk.note == "Fra skærmen.\n\nFra telefonen.")


def test_the_clock_is_calm(cast: SimpleNamespace, screen_of: Any) -> None:
    """It tells words, aloud only when they matter, and never stops anybody."""
    screen = screen_of(cast.author)
    heard = screen.page.locator("[data-heard]")
    screen.page.clock.install()
    screen.page.reload()
    AnyPage(screen.page).press("Start uret")
    expect(heard).to_have_text("")
    screen.page.clock.run_for("03:30")
    expect(screen.words).to_have_text("2 minutter endnu")
    expect(heard).to_have_text("")
    screen.page.clock.run_for("00:45")
    expect(screen.words).to_have_text("Under et minut endnu")
    expect(heard).to_have_text("Under et minut endnu")
    screen.page.clock.run_for("01:00")
    expect(screen.words).to_have_text("Tiden er gået – tag den tid, I har brug for")
    expect(heard).to_have_text("Tiden er gået – tag den tid, I har brug for")
    screen.expect_part("Fortæl")
    AnyPage(screen.page).press("Et minut mere")
    expect(screen.words).to_have_text("Under et minut endnu")


def test_a_shared_device_keeps_nothing(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, until: Wait
) -> None:
    page = new_context().new_page()
    page.goto("/log-ind")
    AnyPage(page).fill("Brugernavn", cast.author.user_name)
    page.get_by_label("Delt enhed").check()
    page.get_by_label("Adgangskode").fill("gul cykel under broen")
    AnyPage(page).press_and_go("Log ind")
    screen = Screen(page, cast.author).open(furnished)
    screen.note("På den fælles tablet.")
    with page.expect_response("**/kladder"):
        screen.turn_to(3, "Spørg ind")
    until(lambda talk: talk.part == 3)
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("Object.keys(localStorage).length") == 0
    AnyPage(page).press_and_go("Gem noten")
    screen.expect_part("Spørg ind")
    until(lambda talk: talk.note == "På den fælles tablet.")


def test_without_a_script_it_is_plain_pages(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, until: Wait, shots: Any
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/log-ind")
    AnyPage(page).fill("Brugernavn", cast.author.user_name)
    page.get_by_label("Adgangskode").fill("gul cykel under broen")
    AnyPage(page).press_and_go("Log ind")
    page.goto(f"/samtaler/{furnished.talk.id}")
    screen = Screen(page, cast.author)
    expect(screen.words).to_have_text("5 minutter")
    expect(page.get_by_role("button", name="Start uret")).to_be_hidden()
    shots(page, "samtale-uden-script")
    screen.note("Uden script.")
    AnyPage(page).press_and_go("Videre: Iagttagelser frem")
    screen.expect_part("Iagttagelser frem")
    screen.expect_note("Uden script.")
    page.locator(".talk-step").nth(4).click()
    screen.expect_part("Fortælleren samler op")
    with page.expect_navigation(url=re.compile("/forloeb/")):
        AnyPage(page).press("Gem, og slut samtalen")
    until(lambda talk: talk.is_over)
