"""Signing out: nothing stays on the device, in any tab; nothing unsent goes unasked."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_drafts import FIELD
from tests.browser.pages import AccountPage

TEXT = "Kun i nødkopien."
NO_ROOM = """IDBObjectStore.prototype.put = function () {
  this.transaction.abort();
  throw new DOMException('full', 'QuotaExceededError');
};"""
HIDE = """() => {
  Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""
COPIES = "Object.values(localStorage)"


def test_a_second_tab_keeps_nothing_after_she_has_signed_out(device: Device) -> None:
    second = device.context.new_page()
    second.goto("/")
    with second.expect_response("**/kladder", timeout=30_000):
        second.locator(FIELD).fill("Fane to skriver videre")
    second.wait_for_timeout(500)
    AccountPage(device.page).sign_out()
    device.page.wait_for_url("**/log-ind")
    assert device.held("drafts") == []
    second.locator(FIELD).press_sequentially(" efter")
    second.wait_for_timeout(800)
    second.evaluate(HIDE)
    second.wait_for_timeout(800)
    assert second.evaluate(COPIES) == []
    second.close(run_before_unload=True)
    assert not any(device.held(store) for store in ("drafts", "outbox", "inhand"))
    assert device.page.evaluate(COPIES) == []


def test_a_second_tab_keeps_again_when_she_is_back(device: Device) -> None:
    second = device.context.new_page()
    second.goto("/")
    AccountPage(device.page).sign_out()
    device.page.wait_for_url("**/log-ind")
    device.sign_in()
    second.locator(FIELD).fill("Hun er her igen.")
    wait_until_kept(second, "Hun er her igen.")
    assert [draft["fields"]["text"] for draft in device.held("drafts")] == ["Hun er her igen."]


def leave_only_an_emergency_copy(device: Device) -> Page:
    page = device.page
    device.offline()
    page.evaluate(f"() => {{ {NO_ROOM} }}")
    page.locator(FIELD).fill(TEXT)
    page.evaluate(HIDE)
    assert page.evaluate(f"{COPIES}.length") == 1
    page.goto("about:blank")
    device.offline(False)
    return page


def test_an_emergency_copy_is_sent_from_any_page(
    device: Device, drafts: Callable[[], list[str]]
) -> None:
    page = leave_only_an_emergency_copy(device)
    with page.expect_response("**/kladder", timeout=30_000):
        page.goto("/konto")
    device.expect_status("Alt er gemt")
    # Perhaps twice: the page that was closed may have had time for it, under a number of its own.
    assert set(drafts()) == {TEXT}
    assert page.evaluate(COPIES) == []


def test_an_emergency_copy_is_asked_about(device: Device, faults: Faults) -> None:
    faults.takes_drafts = False
    page = leave_only_an_emergency_copy(device)
    page.goto("/konto")
    page.get_by_role("button", name="Log ud").click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("1 tekst er ikke sendt")
    assert page.evaluate(f"{COPIES}.length") == 1
    faults.takes_drafts = True
    box.get_by_role("button", name="Send nu").click()
    page.wait_for_url("**/log-ind")
    assert page.evaluate(COPIES) == []


def test_a_full_store_does_not_keep_what_lies_in_it_from_being_sent(
    device: Device, saved_once: Callable[[str], None]
) -> None:
    device.offline()
    device.write("Venter fra i går.", "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.page.goto("about:blank")
    device.context.add_init_script(NO_ROOM)
    device.offline(False)
    device.page.goto("/")
    device.expect_status("Gemmes ikke her")
    saved_once("Venter fra i går.")
