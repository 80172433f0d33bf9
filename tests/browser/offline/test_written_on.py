"""An answer that is written on while it waits: her next text goes on from it, and never meets it as
if somebody else had written it."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from logbook.cycles.questions import Question
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_shell_answers import came_second

assert came_second
FIRST = "Fordi de selv finder på."
MORE = f"{FIRST} Og mere."
FIELD = "form[data-place] textarea"


@pytest.fixture
def at_answer(device: Device, furnished: SimpleNamespace) -> Device:
    device.page.goto(f"/forloeb/{furnished.second.id}/svar/hvorfor")
    return device


@pytest.fixture
def went_on(notes: Any, came_second: Any) -> Any:
    """What she wrote last stands there, and beside it nothing."""

    def see(device: Device) -> None:
        device.page.wait_for_url("**/svar/hvem")
        device.expect_status("Alt er gemt")
        assert notes(Question.WHY).count(MORE) == 1
        assert came_second() == []

    return see


def wait_until_drafted(device: Device) -> None:
    """Until the server has the draft."""
    while not all(draft["saved"] for draft in device.held("drafts")):
        device.page.wait_for_timeout(50)


def test_found_again_after_it_was_sent(at_answer: Device, went_on: Any) -> None:
    device = at_answer
    path = device.page.url
    device.offline()
    device.write(FIRST, "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.page.locator(FIELD).fill(MORE)
    wait_until_kept(device.page, MORE)
    device.page.goto("about:blank")
    device.offline(False)
    device.page.goto("/konto")
    device.expect_status("Alt er gemt")
    wait_until_drafted(device)
    device.page.goto(path)
    expect(device.page.locator(FIELD)).to_have_value(MORE)
    device.page.get_by_role("button", name="Fortsæt", exact=True).click()
    went_on(device)


def test_found_again_while_it_waits(at_answer: Device, faults: Faults, went_on: Any) -> None:
    """The drafts come through, and what is saved does not."""
    device = at_answer
    faults.say(503, {"error": "Om lidt."})
    device.write(FIRST, "Fortsæt")
    device.expect_status("Prøver igen · 1 venter")
    with device.page.expect_response("**/kladder", timeout=30_000):
        device.page.locator(FIELD).fill(MORE)
    wait_until_drafted(device)
    device.page.reload()
    expect(device.page.locator(FIELD)).to_have_value(MORE)
    faults.stop()
    device.expect_status("Alt er gemt")
    expect(device.page.locator(FIELD)).to_have_value(MORE)
    device.page.get_by_role("button", name="Fortsæt", exact=True).click()
    went_on(device)


def test_saved_twice_while_the_server_takes_nothing(
    at_answer: Device, faults: Faults, went_on: Any
) -> None:
    device = at_answer
    faults.say(503, {"error": "Om lidt."})
    for n, text in enumerate((FIRST, MORE), 1):
        device.write(text, "Fortsæt")
        device.expect_status(f"Prøver igen · {n} venter")
    # The second is not even tried before the first has come through.
    first, second = sorted(device.held("outbox"), key=lambda row: float(row["at"]))
    assert (first["tried"], second["tried"], second["replaces"]) == (True, False, first["op"])
    faults.stop()
    went_on(device)
