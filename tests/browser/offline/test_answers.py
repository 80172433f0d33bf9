"""Whatever the server says to a text from the queue: none is lost, and she is told what to do."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.browser.offline.conftest import Device
from tests.browser.offline.faults import Faults

TEXT = "Tre børn blev siddende ved bænken."


def queued(device: Device) -> list[dict[str, Any]]:
    return [row for row in device.held("outbox") if row["state"] != "conflict"]


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (403, "Du skriver ikke længere med her."),
        (404, "Forløbet er slettet."),
        (409, "Forløbet er kommet videre."),
        (413, "Teksten er for lang."),
    ],
)
def test_what_is_refused_stays_with_its_reason_and_can_be_copied_out(
    device: Device, faults: Faults, notes: Any, status: int, says: str
) -> None:
    device.context.grant_permissions(["clipboard-read", "clipboard-write"])
    faults.say(status, {"error": says, "kept": False})
    device.write(TEXT)
    device.expect_status("1 tekst ikke sendt")
    expect(device.page.get_by_text(says).first).to_be_visible()
    assert device.page.locator("textarea").first.input_value() == TEXT
    device.page.get_by_role("status").get_by_role("link").click()
    row = device.page.locator("[data-shell=queue] > li")
    expect(row).to_contain_text(TEXT)
    expect(row).to_contain_text(says)
    row.get_by_role("button", name="Kopiér teksten").click()
    expect(row.get_by_role("button", name="Kopieret")).to_be_visible()
    assert device.page.evaluate("navigator.clipboard.readText()") == TEXT
    # It did not go by itself, and goes when the reason is gone and she says so.
    faults.stop()
    assert TEXT not in notes()
    row.get_by_role("button", name="Prøv igen").click()
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1


def test_a_cpr_number_that_was_saved_on_the_device_goes_in_one_tap(
    device: Device, notes: Any
) -> None:
    page = device.page
    page.goto("/")
    page.wait_for_selector("body > p.sr[role=status]", state="attached")
    device.offline()
    text = f"{TEXT} Se 010119-1234 her, og 020218-4321."
    marks = page.locator("[data-marks]").first
    page.locator("form[data-place] textarea").first.fill(text)
    expect(marks).to_contain_text("ligner et CPR-nummer")
    device.write(text, button="Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    # The field is empty again, and so is what stood below it.
    expect(marks).to_be_empty()
    device.offline(False)
    device.expect_status("1 tekst ikke sendt")
    page.goto("/uden-net#koe")
    row = page.locator("[data-shell=queue] > li")
    expect(row).to_contain_text("ligner et CPR-nummer")
    # Sent as it is it would only be refused again.
    expect(row.get_by_role("button", name="Prøv igen")).to_have_count(0)
    row.get_by_role("button", name="Fjern tallet").click()
    expect(row).to_contain_text("”020218-4321” ligner et CPR-nummer")
    row.get_by_role("button", name="Fjern tallet").click()
    device.expect_status("Alt er gemt")
    assert notes().count(f"{TEXT} Se her, og .") == 1


def test_a_row_goes_away_only_when_she_says_so_twice(device: Device, faults: Faults) -> None:
    faults.say(404, {"error": "Forløbet er slettet."})
    device.write(TEXT)
    device.expect_status("1 tekst ikke sendt")
    device.page.goto("/uden-net#koe")
    device.page.get_by_role("button", name="Slet", exact=True).click()
    assert len(queued(device)) == 1
    device.page.get_by_role("button", name="Slet den helt?").click()
    expect(device.page.get_by_text("Intet venter på at blive sendt.")).to_be_visible()
    assert queued(device) == []


@pytest.mark.parametrize(
    "status", [503, *(pytest.param(each, marks=pytest.mark.long) for each in (429, 500))]
)
def test_what_the_server_cannot_take_now_is_sent_later(
    device: Device, faults: Faults, notes: Any, status: int
) -> None:
    faults.say(status, {"error": "Prøv igen om lidt."})
    device.write(TEXT)
    device.expect_status("Prøver igen · 1 venter")
    assert len(queued(device)) == 1
    faults.stop()
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1


def test_somebody_elses_page_is_no_receipt(device: Device, faults: Faults, notes: Any) -> None:
    """A hotel's network answers 200 to everything, with a page of its own."""
    faults.say(200, "<!doctype html><title>Velkommen til hotellet</title>")
    device.write(TEXT)
    device.expect_status("Uden net · 1 venter")
    assert len(queued(device)) == 1
    faults.stop()
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1


def test_one_that_is_refused_does_not_stop_the_others(
    device: Device, faults: Faults, notes: Any
) -> None:
    faults.say(404, {"error": "Forløbet er slettet."})
    device.write("Den, der ikke kan sendes.")
    device.expect_status("1 tekst ikke sendt")
    faults.stop()
    device.write(TEXT)
    device.page.wait_for_url("**/note/*")
    device.expect_status("1 tekst ikke sendt")
    assert notes().count(TEXT) == 1


def test_a_mistake_in_the_form_is_shown_by_the_form(device: Device) -> None:
    device.write("")
    expect(device.page.get_by_role("alert")).to_contain_text("før du gemmer")
    device.write("Barnet 010203-1234 faldt.")
    expect(device.page.get_by_role("alert")).to_contain_text("ligner et CPR-nummer")
    assert device.page.locator("form[data-place] textarea").input_value().startswith("Barnet")
    assert device.held("outbox") == []


@pytest.mark.parametrize("is_shared", [True, False])
def test_the_form_can_be_written_in_when_a_part_of_the_script_does_not_come(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, sign_in_shared: Any,
    is_shared: bool,
) -> None:  # fmt: skip
    """After an update the old part is gone: then the server's own page carries the text."""
    page = new_context(service_workers="block").new_page()
    page.route("**/later.js", lambda route: route.fulfill(status=404, body=""))
    if is_shared:
        sign_in_shared(page, cast.author)
    else:
        Device(page, cast.author).sign_in()
    expect(page.locator("[data-told]")).to_contain_text("gemmes")
    page.context.clear_cookies()
    page.locator("textarea").first.fill(TEXT)
    page.get_by_role("button", name="Gem note", exact=True).click()
    expect(page.get_by_text("Din tekst er her endnu.")).to_be_visible()
    page.get_by_label("Brugernavn").fill(cast.author.user_name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_text(TEXT)).to_be_visible()


@pytest.mark.parametrize("number", [25, pytest.param(200, marks=pytest.mark.long)])
def test_each_of_very_many_notes_comes_once(number: int, device: Device, notes: Any) -> None:
    device.offline()
    device.write("Note 0.", "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    (row,) = device.held("outbox")
    device.page.evaluate(
        """([row, number]) => new Promise(done => {
          const asked = indexedDB.open('logbogen');
          asked.onsuccess = () => {
            const all = asked.result.transaction('outbox', 'readwrite');
            for (let n = 1; n < number; n++) all.objectStore('outbox').put({
              ...row, op: crypto.randomUUID(), at: row.at + n, text: `Note ${n}.`,
              fields: row.fields.map(([name, value]) => [name,
                name === 'text' ? `Note ${n}.` : name === 'note' ? crypto.randomUUID() : value]),
            });
            all.oncomplete = () => { asked.result.close(); done(); };
          };
        })""",
        [row, number],
    )
    device.offline(False)
    device.expect_status("Alt er gemt", timeout=120_000)
    saved = [text for text in notes() if text.startswith("Note ")]
    assert sorted(saved) == sorted(f"Note {n}." for n in range(number))
    assert device.held("outbox") == []


def test_two_tabs_send_it_once(device: Device, faults: Faults, notes: Any) -> None:
    second = device.context.new_page()
    second.goto("/forloeb")
    device.offline()
    device.write(TEXT, "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    device.offline(False)
    for page in (second, device.page):
        page.evaluate("dispatchEvent(new Event('online'))")
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1
    assert faults.posts == 1


def test_what_was_changed_in_two_places_leaves_the_way_to_both(
    device: Device, faults: Faults
) -> None:
    """The server holds the text when it says so; here stays a notice, without the text."""
    device.offline()
    device.write(TEXT, "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    faults.say(409, {"error": "Der er gemt noget andet.", "kept": True, "to": "/konto"})
    device.offline(False)
    device.expect_status("Ændret to steder")
    assert queued(device) == []
    assert TEXT not in str(device.held("outbox"))
    # The notice goes when its page is open.
    device.page.get_by_role("status").get_by_role("link").click()
    device.page.wait_for_url("**/konto")
    device.expect_status("Alt er gemt")
    assert device.held("outbox") == []
