"""A text that is not saved: it outlives the tab, the browser and a full disk, or she is told."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.conftest import ARGUMENTS, PHONE
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.chromium import chromium_path

HALF = "Hun satte sig ned på gulvet, og så"
FIELD = "form[data-place] textarea"


def kept(device: Device) -> list[str]:
    return [draft["fields"]["text"] for draft in device.held("drafts")]


def test_what_is_typed_is_kept_on_the_device_by_itself(device: Device) -> None:
    device.offline()
    device.page.locator(FIELD).press_sequentially(HALF)
    wait_until_kept(device.page, HALF)
    assert kept(device) == [HALF]


def test_a_pause_is_enough_for_the_server(device: Device, faults: Faults) -> None:
    device.type_and_wait(HALF)
    assert [bool(draft["saved"]) for draft in device.held("drafts")] == [True]
    # On another device the text stands where it was left.
    other = device.context.browser.new_context(  # type: ignore[union-attr]
        base_url=device.page.url, storage_state={"cookies": device.context.cookies()}
    )
    page = other.new_page()
    page.goto("/")
    expect(page.locator(FIELD)).to_have_value(HALF)
    other.close()
    assert faults.asked.count("PUT /kladder") == 1


def test_a_draft_without_a_connection_has_one_button_that_saves_it(
    device: Device, saved_once: Callable[[str], None]
) -> None:
    """The one that throws the draft away stands in the same form, and keeps its name."""
    device.type_and_wait(HALF)
    page = device.page
    page.goto("/")
    page.get_by_text("Start forfra").click()
    device.offline()
    expect(page.get_by_role("button", name="Slet kladden")).to_be_visible()
    page.get_by_role("button", name="Gem på enheden", exact=True).click()
    device.expect_status("Uden net · 1 venter")
    device.offline(False)
    saved_once(HALF)


def test_an_empty_note_is_not_put_in_the_queue(device: Device) -> None:
    device.offline()
    device.write("", "Gem på enheden")
    told = device.page.get_by_text("Skriv, hvad du lagde mærke til, før du gemmer.")
    expect(told).to_be_visible()
    assert device.held("outbox") == []


def test_the_server_is_asked_once_at_a_time_and_not_for_every_word(
    device: Device, faults: Faults
) -> None:
    for word in HALF.split():
        device.page.locator(FIELD).press_sequentially(f"{word} ")
        device.page.wait_for_timeout(900)
    device.page.wait_for_timeout(2_500)
    assert 0 < faults.asked.count("PUT /kladder") <= 2


def close(page: Page) -> None:
    """As a phone does: nothing is asked, nothing can be said."""
    page.close(run_before_unload=False)


def crash(page: Page) -> None:
    """As when the telephone needs the memory."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=3_000)


@pytest.mark.parametrize("end", [close, crash])
def test_a_tab_that_is_gone_leaves_its_text(
    device: Device, faults: Faults, end: Callable[[Page], None]
) -> None:
    faults.takes_drafts = False
    device.page.locator(FIELD).press_sequentially(HALF)
    wait_until_kept(device.page, HALF)
    end(device.page)
    page = device.context.new_page()
    page.goto("/")
    expect(page.locator(FIELD)).to_have_value(HALF)


def test_the_last_words_before_the_page_is_hidden_are_kept_at_once(device: Device) -> None:
    """There is no time for the pause of 300 ms, and perhaps none for the database."""
    device.offline()
    device.page.locator(FIELD).fill(HALF)
    copies = device.page.evaluate(
        """() => {
          Object.defineProperty(document, 'visibilityState', {value: 'hidden'});
          document.dispatchEvent(new Event('visibilitychange'));
          return Object.values(localStorage);
        }"""
    )
    assert any(HALF in copy for copy in copies)


def test_the_emergency_copy_is_put_back(device: Device) -> None:
    device.offline()
    device.page.locator(FIELD).fill(HALF)
    device.page.goto("about:blank")
    device.offline(False)
    device.page.goto("/")
    expect(device.page.locator(FIELD)).to_have_value(HALF)


def test_what_is_saved_does_not_come_back_as_a_draft(device: Device) -> None:
    device.write("Det er gemt.")
    device.page.wait_for_url("**/note/*")
    device.page.goto("/")
    device.expect_status("Alt er gemt")
    expect(device.page.locator(FIELD)).to_have_value("")
    assert device.page.evaluate("localStorage.length") == 0


def test_start_afresh_takes_the_draft_from_the_device_too(device: Device) -> None:
    device.type_and_wait(HALF)
    device.page.goto("/")
    # One tap asks, and throws nothing away.
    device.page.get_by_text("Start forfra").click()
    expect(device.page.get_by_text("Kladden bliver slettet")).to_be_visible()
    expect(device.page.locator(FIELD)).to_have_value(HALF)
    device.page.get_by_role("button", name="Slet kladden").click()
    expect(device.page.locator(FIELD)).to_have_value("")
    device.page.goto("/")
    expect(device.page.locator(FIELD)).to_have_value("")
    assert device.held("drafts") == []


def test_a_draft_that_the_server_refuses_stays_and_says_why(device: Device) -> None:
    text = "Barnet 010203-1234 faldt."
    device.page.locator(FIELD).fill(text)
    device.expect_status("Kun på enheden")
    expect(device.page.locator("[data-told]")).to_contain_text("ligner et CPR-nummer")
    assert kept(device) == [text]


def test_a_text_over_the_limit_says_so_while_it_is_typed_and_stays(device: Device) -> None:
    text = "å" * 100_012
    device.page.locator(FIELD).fill(text)
    expect(device.page.locator("[data-told]")).to_contain_text("12 tegn for lang")
    wait_until_kept(device.page, text)
    assert kept(device) == [text]


# -- a browser that is killed ---------------------------------------------------------------


def test_a_browser_that_is_killed_leaves_draft_and_queue(
    cast: SimpleNamespace, furnished: SimpleNamespace, faults: Faults, base_url: str,
    chromium: Any, tmp_path: Path, saved_once: Any,
) -> None:  # fmt: skip
    def start() -> tuple[BrowserContext, Device]:
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=chromium_path(), args=list(ARGUMENTS),
            base_url=base_url, viewport=PHONE, locale="da-DK",
        )  # fmt: skip
        return context, Device(context.new_page(), cast.author)

    context, device = start()
    device.sign_in().settle()
    device.offline()
    device.write("I køen, da telefonen døde.", "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.page.locator(FIELD).press_sequentially(HALF)
    wait_until_kept(device.page, HALF)
    kill(tmp_path / "profile")
    with contextlib.suppress(Error):
        context.close()
    context, device = start()
    try:
        device.sign_in()
        expect(device.page.locator(FIELD)).to_have_value(HALF)
        saved_once("I køen, da telefonen døde.")
        device.expect_status("Alt er gemt")
    finally:
        context.close()


def kill(profile: Path) -> None:
    """The first process of the browser that uses this profile; its children go with it."""
    found = subprocess.run(
        ["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=True
    )
    for pid in map(int, found.stdout.split()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


# -- nowhere to keep it ---------------------------------------------------------------------

BLOCKED = """Object.defineProperty(window, 'indexedDB', {
  get() { throw new DOMException('no', 'SecurityError'); },
});"""
LONG = "Hun satte sig ned på gulvet. " * 3_000


@pytest.fixture
def full(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, base_url: str
) -> Device:
    """A telephone with room for hardly anything more."""
    device = Device(new_context().new_page(), cast.author)
    devtools = device.context.new_cdp_session(device.page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": base_url, "quotaSize": 60_000})
    return device.sign_in()


def test_a_full_device_says_so_and_the_form_is_sent_as_without_script(
    full: Device, notes: Any
) -> None:
    full.page.locator(FIELD).fill(LONG)
    full.expect_status("Gemmes ikke her")
    expect(full.page.locator("[data-told]")).to_contain_text("kan ikke gemme")
    full.write(LONG)
    full.page.wait_for_url("**/note/*")
    assert notes().count(LONG.strip()) == 1


def test_a_full_device_without_a_connection_sends_nothing_into_the_void(full: Device) -> None:
    full.offline()
    # Without a keystroke: keeping it as she writes would be tried meanwhile, and told as well.
    full.page.locator(FIELD).evaluate("(field, text) => { field.value = text; }", LONG)
    full.page.get_by_role("button", name="Gem på enheden").click()
    expect(full.page.get_by_text("så intet er gemt")).to_be_visible()
    expect(full.page.locator(FIELD)).to_have_value(LONG)


def test_where_storage_is_blocked_the_form_is_sent_as_without_script(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, notes: Any
) -> None:
    context = new_context()
    context.add_init_script(BLOCKED)
    device = Device(context.new_page(), cast.author).sign_in()
    device.expect_status("Gemmes ikke her")
    expect(device.page.locator("[data-told]")).to_contain_text("Tryk Gem, før du lukker siden.")
    device.write(HALF)
    device.page.wait_for_url("**/note/*")
    assert notes().count(HALF) == 1
