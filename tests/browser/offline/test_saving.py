"""Gem, with and without a connection: each text is saved exactly once, whatever happens to it."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.offline.conftest import Device
from tests.browser.offline.faults import Faults


def test_without_a_connection_not_even_the_worker_gets_through(device: Device) -> None:
    """If this fails, every other test here shows nothing."""
    ask = "() => fetch('/i-haanden').then(() => 'answered', () => 'cut off')"
    assert device.page.evaluate(ask) == "answered"
    device.offline()
    assert device.page.evaluate(ask) == "cut off"
    # The worker's own way out: a page that it does not keep comes as the shell.
    device.page.goto("/konto")
    expect(device.page).to_have_title("Uden net – Logbogen")
    device.offline(False)
    device.page.goto("/konto")
    expect(device.page).to_have_title("Min konto – Logbogen")


def test_with_a_connection_it_is_saved_at_once(device: Device, notes: Any) -> None:
    device.write("De satte sig ned.")
    device.page.wait_for_url("**/note/*")
    device.expect_status("Alt er gemt")
    assert notes().count("De satte sig ned.") == 1
    assert device.held("outbox") == []
    assert device.held("drafts") == []


def test_what_is_saved_without_a_connection_is_sent_once(
    device: Device, notes: Any, faults: Faults
) -> None:
    device.offline()
    device.write("Skrevet i skoven.", "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    expect(device.page.locator(".waiting")).to_contain_text("Skrevet i skoven.")
    expect(device.page.locator(".waiting")).to_contain_text("Venter på net")
    assert "Skrevet i skoven." not in notes()
    device.offline(False)
    device.expect_status("Alt er gemt")
    assert notes().count("Skrevet i skoven.") == 1
    assert device.held("outbox") == []


def test_two_notes_on_the_same_page_are_two_notes(device: Device, notes: Any) -> None:
    device.offline()
    device.write("Den første.", "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.write("Den anden.", "Gem på enheden")
    device.expect_status("Uden net · 2 venter")
    device.offline(False)
    device.expect_status("Alt er gemt")
    assert (notes().count("Den første."), notes().count("Den anden.")) == (1, 1)


def test_an_answer_lost_after_it_was_saved_makes_no_double(
    device: Device, notes: Any, faults: Faults
) -> None:
    faults.lost = 1
    device.write("Kun én gang.")
    device.expect_status("Uden net · 1 venter")
    device.expect_status("Alt er gemt")
    assert faults.posts == 2
    assert notes().count("Kun én gang.") == 1
    assert device.held("outbox") == []
