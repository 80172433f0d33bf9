"""The same text begun twice: in two tabs, or on two devices. Saving one leaves the other."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_drafts import FIELD, kept

FIRST, SECOND = "Fra den ene fane.", "Fra den anden fane, og meget længere."


def test_two_tabs_at_one_place_lose_neither_draft(device: Device) -> None:
    first, second = device.page, device.context.new_page()
    second.goto("/")
    device.offline()
    for page, text in ((first, "Fra den ene fane."), (second, "Fra den anden fane.")):
        page.locator(FIELD).fill(text)
        wait_until_kept(page, text)
    first.close()
    device.page = second
    assert kept(device) == ["Fra den anden fane."]
    second.goto("/uden-net#koe")
    row = second.locator("[data-shell=queue] > li")
    expect(row).to_contain_text("Fra den ene fane.")
    expect(row).to_contain_text("Skrevet i en anden fane")


@pytest.fixture
def second(device: Device) -> Page:
    """Another tab at the same place, opened before anything was written."""
    page = device.context.new_page()
    page.goto("/")
    page.wait_for_load_state("networkidle")
    return page


def write_until_sent(page: Page, text: str) -> None:
    with page.expect_response("**/kladder", timeout=30_000):
        page.locator(FIELD).fill(text)
    page.wait_for_timeout(500)


@pytest.mark.parametrize("is_sent", [True, False])
def test_gem_in_one_tab_leaves_what_a_killed_tab_had_begun(
    device: Device, second: Page, faults: Faults, notes: Any, drafts: Any, is_sent: bool
) -> None:
    faults.takes_drafts = is_sent
    for page, text in ((device.page, FIRST), (second, SECOND)):
        write_until_sent(page, text)
    second.close()
    faults.takes_drafts = True
    device.page.get_by_role("button", name="Gem note", exact=True).click()
    device.page.wait_for_url("**/note/*")
    assert kept(device) == [SECOND]
    if is_sent:
        assert drafts() == [SECOND]
    device.page.goto("/")
    expect(device.page.locator(FIELD)).to_have_value(SECOND)
    assert notes().count(FIRST) == 1


def test_gem_in_the_tab_that_wrote_last_leaves_the_other_one(
    device: Device, second: Page, notes: Any
) -> None:
    for page, text in ((second, SECOND), (device.page, FIRST)):
        write_until_sent(page, text)
    second.close()
    device.page.get_by_role("button", name="Gem note", exact=True).click()
    device.page.wait_for_url("**/note/*")
    device.page.goto("/uden-net#koe")
    expect(device.page.locator("[data-shell=queue] > li")).to_contain_text(SECOND)
    assert notes().count(FIRST) == 1


def test_a_page_on_its_way_shows_what_another_tab_wrote_meanwhile(
    device: Device, faults: Faults, furnished: SimpleNamespace
) -> None:
    path = f"/forloeb/{furnished.planned.id}/svar/laert"
    device.page.goto(path)
    coming = device.context.new_page()
    faults.late = path
    coming.goto("/konto")
    coming.evaluate("path => { location.href = path }", path)
    assert faults.made_late.wait(30)
    device.type_and_wait(FIRST)
    while not all(each["saved"] for each in device.held("drafts")):
        device.page.wait_for_timeout(50)
    faults.let_go.set()
    coming.wait_for_url(f"**{path}")
    expect(coming.locator("form[data-place] textarea")).to_have_value(FIRST)


# -- two devices ----------------------------------------------------------------------------


def test_what_lies_on_one_device_does_not_end_what_another_has_begun(
    device: Device, cast: SimpleNamespace, new_device: Any, notes: Any, drafts: Any
) -> None:
    phone, text = device, "Fra tabletten: lang og vigtig."
    phone.offline()
    phone.page.locator(FIELD).fill("Fra telefonen.")
    wait_until_kept(phone.page, "Fra telefonen.")
    phone.page.goto("about:blank")
    tablet = new_device(cast.author)
    tablet.type_and_wait(text)
    tablet.page.goto("about:blank")
    phone.offline(False)
    page = phone.page
    page.goto("/")
    expect(page.locator(FIELD)).to_have_value("Fra telefonen.")
    # Both are there; and nothing offers to throw away the one that is only shown.
    other = page.locator("form[data-place] .quote")
    expect(other).to_contain_text("På en anden enhed står der noget andet")
    expect(other).to_contain_text(text)
    expect(page.get_by_text("Start forfra")).to_have_count(0)
    page.get_by_role("button", name="Gem note", exact=True).click()
    page.wait_for_url("**/note/*")
    assert notes().count("Fra telefonen.") == 1
    assert drafts() == [text]
    tablet.page.goto("/")
    expect(tablet.page.locator(FIELD)).to_have_value(text)
    tablet.page.get_by_role("button", name="Gem note", exact=True).click()
    tablet.page.wait_for_url("**/note/*")
    assert notes().count(text) == 1
    assert drafts() == []


def test_the_draft_of_this_device_is_put_aside_when_she_goes_on_with_anothers(
    device: Device, cast: SimpleNamespace, new_device: Any
) -> None:
    """The server holds one draft of each device; the first one stands beside the form."""
    phone, early = device, "Fra telefonen, og tidligere."
    phone.type_and_wait(early)
    phone.page.goto("about:blank")
    tablet = new_device(cast.author)
    expect(tablet.page.locator(FIELD)).to_have_value(early)
    tablet.type_and_wait("Fra tabletten.")
    phone.page.goto("/")
    expect(phone.page.locator(FIELD)).to_have_value("Fra tabletten.")
    phone.type_and_wait("Fra tabletten, og mere.")
    phone.page.goto("/uden-net#koe")
    expect(phone.page.locator("[data-shell=queue] > li")).to_contain_text(early)
