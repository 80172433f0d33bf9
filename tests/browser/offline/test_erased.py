"""What was erased for good goes from the device too, when it is next on the net."""

from types import SimpleNamespace

from playwright.sync_api import Page, expect

from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.forgetting import erase
from logbook.erasing.models import Kind, text_of
from tests.browser.offline.conftest import Device
from tests.factories import NOON

TOLD = "gik med, da den tekst, det hørte til, blev slettet for altid"
HALF = "Hun satte sig ned på gulvet, og så"


def wait_until_empty(device: Device, store: str) -> None:
    for _ in range(100):
        if not device.held(store):
            return
        device.page.wait_for_timeout(50)
    assert device.held(store) == []


def test_a_draft_about_an_erased_round_goes_from_the_device(
    device: Device, furnished: SimpleNamespace
) -> None:
    cycle = furnished.second
    page, cycle_id = device.page, cycle.id
    page.goto(f"/forloeb/{cycle_id}/svar/laert")
    device.type_and_wait(HALF)
    assert len(device.held("drafts")) == 1
    erase(text_of(Kind.ROUND, cycle), by=device.person, at=NOON)
    db.session.remove()
    page.goto("/forloeb")
    wait_until_empty(device, "drafts")
    expect(page.get_by_role("alert")).to_contain_text(TOLD)
    answer = page.goto(f"/forloeb/{cycle_id}/svar/laert")
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text("Det er slettet for altid")


def test_a_draft_that_is_erased_on_another_device_goes_and_others_stay(
    device: Device, furnished: SimpleNamespace
) -> None:
    page = device.page
    device.type_and_wait(HALF)
    page.goto(f"/forloeb/{furnished.second.id}/svar/laert")
    device.type_and_wait("En anden tanke.")
    assert len(device.held("drafts")) == 2
    note = next(
        each for each in db.session.query(Draft) if each.fields and HALF in each.texts.values()
    )
    erase(text_of(Kind.DRAFT, note), by=device.person, at=NOON)
    db.session.remove()
    page.goto("/forloeb")
    for _ in range(100):
        if len(device.held("drafts")) == 1:
            break
        page.wait_for_timeout(50)
    assert [each["fields"]["text"] for each in device.held("drafts")] == ["En anden tanke."]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_row_that_waits_for_an_erased_round_goes(
    device: Device, furnished: SimpleNamespace
) -> None:
    page: Page = device.page
    page.goto(f"/forloeb/{furnished.second.id}/svar/laert")
    device.offline()
    page.locator("form[data-place] textarea").first.fill(HALF)
    page.get_by_role("button", name="Gem på enheden", exact=True).first.click()
    device.expect_status("Uden net · 1 venter")
    erase(text_of(Kind.ROUND, furnished.second), by=device.person, at=NOON)
    db.session.remove()
    device.offline(False)
    page.goto("/forloeb")
    wait_until_empty(device, "outbox")
    expect(page.get_by_role("alert")).to_contain_text(TOLD)
