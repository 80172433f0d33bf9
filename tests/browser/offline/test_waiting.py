"""What waits on the device: a server that hangs, a text that grows old, the home screen."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.offline.conftest import Device
from tests.browser.offline.faults import Faults

TEXT = "Skrevet, mens nettet stod stille."
AGED = """([store, days]) => new Promise(done => {
  const asked = indexedDB.open('logbogen');
  asked.onsuccess = () => {
    const all = asked.result.transaction(store, 'readwrite'), rows = all.objectStore(store);
    rows.getAll().onsuccess = event => event.target.result.forEach(
      row => rows.put({...row, at: row.at - days * 86400000}));
    all.oncomplete = () => { asked.result.close(); done(); };
  };
})"""
OFFER = """Object.assign(new Event('beforeinstallprompt', {cancelable: true}), {
  prompt() { window.wasAsked = true; },
})"""


def test_a_server_that_never_answers_is_given_up_and_asked_again(
    device: Device, faults: Faults, saved_once: Any
) -> None:
    """It has taken the connection and says nothing: not even that it has failed."""
    faults.hangs = True
    device.write(TEXT)
    device.expect_status("Gemmer …")
    (row,) = device.held("outbox")
    device.expect_status("Uden net · 1 venter", timeout=20_000)
    (kept,) = device.held("outbox")
    assert (kept["op"], kept["text"], kept["state"]) == (row["op"], TEXT, "ready")
    faults.hangs = False
    saved_once(TEXT)
    device.expect_status("Alt er gemt")
    assert device.held("outbox") == []
    # The one that hung reaches the program after all: it is the same press of Gem.
    faults.let_go.set()
    device.page.wait_for_timeout(1_000)
    saved_once(TEXT)
    assert len(faults.keys) > 1
    assert set(faults.keys) == {row["op"]}


@pytest.mark.parametrize(("days", "asks"), [(6, True), (4, False)])
def test_a_text_that_still_waits_after_five_days_is_asked_about(
    device: Device, faults: Faults, days: int, asks: bool
) -> None:
    faults.say(503, {"error": "Om lidt."})
    device.write(TEXT)
    device.expect_status("Prøver igen · 1 venter")
    device.page.evaluate(AGED, ["outbox", days])
    device.page.goto("/konto")
    if not asks:
        device.page.wait_for_timeout(2_500)
        expect(device.page.get_by_role("dialog")).to_have_count(0)
        return
    box = device.page.get_by_role("dialog")
    expect(box).to_contain_text("En tekst har ventet i mere end fem dage")
    box.get_by_role("button", name="Senere").click()
    # Once a day is loud enough.
    device.page.goto("/konto")
    device.page.wait_for_timeout(2_500)
    expect(device.page.get_by_role("dialog")).to_have_count(0)
    assert [row["text"] for row in device.held("outbox")] == [TEXT]


def test_the_home_screen_is_offered_only_with_nothing_unsent(
    device: Device, faults: Faults
) -> None:
    faults.say(404, {"error": "Forløbet er slettet."})
    device.write(TEXT)
    device.expect_status("1 tekst ikke sendt")
    page = device.page
    page.goto("/konto")
    device.expect_status("1 tekst ikke sendt")
    button = page.get_by_role("button", name="Læg Logbogen på enheden")
    assert page.evaluate(f"!dispatchEvent({OFFER})"), "the browser's own offer waits"
    page.wait_for_timeout(500)
    expect(button).to_be_hidden()
    device.page.goto("/uden-net#koe")
    device.page.get_by_role("button", name="Slet", exact=True).click()
    device.page.get_by_role("button", name="Slet den helt?").click()
    expect(device.page.get_by_text("Intet venter på at blive sendt.")).to_be_visible()
    page.goto("/konto")
    device.expect_status("Alt er gemt")
    expect(button).to_be_hidden()  # not before the browser can
    page.evaluate(f"dispatchEvent({OFFER})")
    button.click()
    assert page.evaluate("window.wasAsked") is True
    expect(button).to_be_hidden()


def test_the_manifest_says_where_it_begins(device: Device) -> None:
    told = json.loads(device.page.request.get("/logbogen.webmanifest").text())
    assert (told["start_url"], told["display"]) == ("/", "standalone")
