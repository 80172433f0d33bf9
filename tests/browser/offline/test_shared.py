"""A shared tablet: nothing of anybody's stays on it, and no page is lost for want of net."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Page, Route, expect

from logbook.db import db
from logbook.people.models import SignIn
from tests.browser.conftest import PASSWORD
from tests.browser.offline.conftest import Device
from tests.browser.offline.faults import Faults

TEXT = "Det så jeg, før jeg blev logget ud."
FIELD = "form[data-place] textarea"


WHAT_IS_KEPT = """async () => ({
  databases: (await indexedDB.databases()).map(each => each.name),
  local: localStorage.length, session: sessionStorage.length,
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"databases": [], "local": 0, "session": 0, "caches": [], "workers": 0}


def test_a_shared_device_keeps_nothing(shared: Device, notes: Any) -> None:
    page = shared.page
    page.locator(FIELD).fill(TEXT)
    page.wait_for_timeout(3_000)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING
    page.get_by_role("button", name="Gem note").click()
    page.wait_for_url("**/note/*")
    page.wait_for_timeout(1_500)
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING
    assert notes().count(TEXT) == 1


def test_a_shared_device_warns_and_holds_on_to_the_page(shared: Device) -> None:
    page = shared.page
    expect(page.locator("[data-told]")).to_contain_text("Delt enhed")
    page.locator(FIELD).fill(TEXT)
    shared.offline()
    page.get_by_role("button", name="Gem note").click()
    expect(page.get_by_text("Lad siden stå åben")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(TEXT)
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING


def test_on_a_shared_device_the_server_keeps_the_draft(shared: Device, faults: Faults) -> None:
    shared.type_and_wait(TEXT)
    shared.page.goto("about:blank")
    shared.page.goto("/")
    expect(shared.page.locator(FIELD)).to_have_value(TEXT)


def test_a_draft_that_is_refused_is_not_said_to_lie_on_the_device(shared: Device) -> None:
    page = shared.page
    page.locator(FIELD).fill("Barnet 010203-1234 faldt.")
    shared.expect_status("Kun på siden")
    expect(page.locator("[data-told]")).to_contain_text("Kladden ligger kun på siden.")
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING


# -- a page that would be lost --------------------------------------------------------------


def sign_in_here(page: Page, user_name: str) -> None:
    box = page.get_by_role("dialog")
    box.get_by_label("Brugernavn").fill(user_name)
    box.get_by_label("Adgangskode").fill(PASSWORD)
    box.get_by_role("button", name="Log ind").click()


def test_a_session_that_ran_out_is_taken_up_on_the_page(
    shared: Device, cast: SimpleNamespace, drafts: Any
) -> None:
    """From the line at the top; the tablet is as shared as before."""
    page = shared.page
    shared.context.clear_cookies()
    page.locator(FIELD).fill(TEXT)
    shared.expect_status("Log ind for at gemme")
    page.get_by_role("status").get_by_role("link").click()
    sign_in_here(page, cast.author.user_name)
    expect(page.get_by_role("dialog")).to_have_count(0)
    shared.expect_status("Alt er gemt")
    expect(page.locator(FIELD)).to_have_value(TEXT)
    assert drafts() == [TEXT]
    db.session.rollback()
    assert db.session.query(SignIn).filter_by(is_shared=False).count() == 0
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING


def test_a_session_that_ran_out_is_taken_up_by_gem(
    shared: Device, cast: SimpleNamespace, notes: Any
) -> None:
    page = shared.page
    shared.context.clear_cookies()
    shared.write(TEXT)
    page.get_by_role("button", name="Senere").click()
    expect(page.locator("[data-told]")).to_contain_text("Du er logget ud")
    expect(page.locator(FIELD)).to_have_value(TEXT)
    page.get_by_role("button", name="Gem note", exact=True).click()
    sign_in_here(page, cast.author.user_name)
    page.wait_for_url("**/note/*")
    assert notes().count(TEXT) == 1
    assert page.evaluate(WHAT_IS_KEPT) == NOTHING


def test_the_line_at_the_top_leads_nowhere(shared: Device) -> None:
    page = shared.page
    shared.expect_status("Alt er gemt")
    page.locator(FIELD).fill(TEXT)
    page.get_by_role("status").get_by_role("link").click()
    page.wait_for_timeout(1_000)
    expect(page.locator(FIELD)).to_have_value(TEXT)


def test_a_server_that_is_not_reached_takes_no_page(shared: Device, notes: Any) -> None:
    """The browser says that there is a connection; nothing gets through."""
    page = shared.page

    def cut(route: Route) -> None:
        if route.request.method in {"POST", "PUT"}:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/*", cut)
    shared.write(TEXT)
    expect(page.locator("[data-told]")).to_contain_text("Lad siden stå åben")
    expect(page.locator(FIELD)).to_have_value(TEXT)
    assert page.locator(FIELD).is_editable()
    page.unroute("**/*")
    page.get_by_role("button", name="Gem note", exact=True).click()
    page.wait_for_url("**/note/*")
    assert notes().count(TEXT) == 1


def test_a_server_that_takes_nothing_now_takes_no_page(
    shared: Device, faults: Faults, notes: Any
) -> None:
    faults.say(503, {"error": "Om lidt."})
    shared.write(TEXT)
    expect(shared.page.locator("[data-told]")).to_contain_text("Lad siden stå åben")
    faults.say(422, {"error": "Skriv noget mere."})
    shared.write(TEXT)
    expect(shared.page.locator("[data-told]")).to_contain_text("Skriv noget mere.")
    expect(shared.page.locator(FIELD)).to_have_value(TEXT)
    faults.stop()
    shared.write(TEXT)
    shared.page.wait_for_url("**/note/*")
    assert notes().count(TEXT) == 1


def test_who_was_here_before_is_neither_seen_nor_lost(
    device: Device, cast: SimpleNamespace, sign_in_shared: Any, saved_once: Any
) -> None:
    """Her sign-in ran out with a note waiting; another takes the tablet, and the net goes."""
    page = device.page
    device.offline()
    device.write(TEXT, "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.context.clear_cookies()
    device.offline(False)
    page.goto("about:blank")
    sign_in_shared(page, cast.coauthor)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    device.offline()
    page.goto("/")
    expect(page).to_have_title("Uden net – Logbogen")
    expect(page.get_by_text("Delt enhed: intet gemmes på den")).to_be_visible()
    expect(page.locator("[data-shell=write]")).to_be_hidden()
    page.wait_for_timeout(1_000)
    expect(page.locator("body")).not_to_contain_text("før jeg blev logget ud")
    assert len(device.held("outbox")) == 1
    device.offline(False)
    device.context.clear_cookies()
    device.sign_in()
    saved_once(TEXT)
