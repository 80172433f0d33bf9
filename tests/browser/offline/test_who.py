"""Whose text it is: the sign-in that ran out, the next person on the tablet, signing out."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from logbook.db import db
from logbook.people.models import Person, SignIn
from tests.browser.conftest import PASSWORD
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.browser.offline.faults import Faults
from tests.browser.offline.test_drafts import BLOCKED
from tests.browser.pages import AccountPage

TEXT = "Det så jeg, før jeg blev logget ud."
FIELD = "form[data-place] textarea"


def end_sign_ins(person: Person) -> None:
    db.session.execute(SignIn.end_all(person))
    db.session.commit()


def test_a_session_that_ran_out_is_taken_up_on_the_spot(
    device: Device, cast: SimpleNamespace, notes: Any
) -> None:
    end_sign_ins(cast.author)
    device.write(TEXT)
    box = device.page.get_by_role("dialog")
    expect(box).to_contain_text("Din tekst er her endnu")
    device.expect_status("Log ind for at sende 1")
    assert TEXT not in notes()
    box.get_by_label("Brugernavn").fill(cast.author.user_name)
    box.get_by_label("Adgangskode").fill("forkert kode, desværre")
    box.get_by_role("button", name="Log ind").click()
    expect(box.get_by_role("alert")).to_contain_text("passer ikke sammen")
    box.get_by_label("Adgangskode").fill(PASSWORD)
    box.get_by_role("button", name="Log ind").click()
    device.page.wait_for_url("**/note/*")
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1


def test_signing_in_can_wait_and_so_can_the_text(
    device: Device, cast: SimpleNamespace, notes: Any, saved_once: Any
) -> None:
    end_sign_ins(cast.author)
    device.write(TEXT)
    device.page.get_by_role("button", name="Senere").click()
    device.expect_status("Log ind for at sende 1")
    assert TEXT not in notes()
    device.sign_in()
    saved_once(TEXT)
    device.expect_status("Alt er gemt")


def test_a_draft_waits_for_the_sign_in_too(device: Device, cast: SimpleNamespace) -> None:
    end_sign_ins(cast.author)
    device.page.locator(FIELD).fill(TEXT)
    device.expect_status("Log ind for at gemme")
    device.sign_in()
    expect(device.page.locator(FIELD)).to_have_value(TEXT)
    device.expect_status("Alt er gemt")


def test_the_next_person_on_the_tablet_neither_sees_nor_sends_it(
    device: Device, cast: SimpleNamespace, notes: Any, faults: Faults
) -> None:
    page = device.page
    device.offline()
    device.write(TEXT, "Gem på enheden")
    device.expect_status("Uden net · 1 venter")
    page.locator(FIELD).fill("Og en kladde.")
    wait_until_kept(page, "Og en kladde.")
    device.context.clear_cookies()
    device.offline(False)
    faults.asked.clear()
    page.goto("about:blank")
    device.sign_in(cast.coauthor.user_name)
    device.expect_status("Alt er gemt")
    for path in ("/", "/uden-net"):
        page.goto(path)
        page.wait_for_timeout(1_000)
        expect(page.locator("body")).not_to_contain_text("før jeg blev logget ud")
        assert "Og en kladde." not in str(
            page.locator("textarea").evaluate_all("fields => fields.map(field => field.value)")
        )
    assert TEXT not in notes()
    # Its owner comes back: it is there, and it is sent.
    device.context.clear_cookies()
    device.sign_in()
    device.expect_status("Alt er gemt")
    assert notes().count(TEXT) == 1
    expect(page.locator(FIELD)).to_have_value("Og en kladde.")


def test_another_persons_sign_in_in_another_tab_takes_nothing_along(
    device: Device, cast: SimpleNamespace, notes: Any
) -> None:
    device.context.clear_cookies()
    other = Device(device.context.new_page(), cast.coauthor).sign_in()
    device.write(TEXT)
    expect(device.page.get_by_role("dialog")).to_be_visible()
    assert TEXT not in notes()
    assert len(device.held("outbox")) == 1
    expect(other.page.locator("body")).not_to_contain_text(TEXT)


# -- 20,000 characters, whenever it runs out ------------------------------------------------

LONG = ("Fra den time så jeg dem. Må jeg være med? " * 500)[:20_000].strip()


def sign_in_here(device: Device, person: Person) -> None:
    """In the box on the page, without leaving it."""
    box = device.page.get_by_role("dialog")
    box.get_by_label("Brugernavn").fill(person.user_name)
    box.get_by_label("Adgangskode").fill(PASSWORD)
    box.get_by_role("button", name="Log ind").click()


@pytest.mark.parametrize("step", ["autosave", "save"])
@pytest.mark.parametrize("by_herself", [True, False])
def test_nothing_of_a_long_text_is_lost_when_the_sign_in_runs_out(
    device: Device, cast: SimpleNamespace, notes: Any, saved_once: Any, step: str, by_herself: bool
) -> None:
    end_sign_ins(cast.author)
    if step == "autosave":
        device.page.locator(FIELD).fill(LONG)
        device.expect_status("Log ind for at gemme")
        device.page.get_by_role("status").get_by_role("link").click()
    else:
        device.write(LONG)
    sign_in_here(device, cast.author if by_herself else cast.coauthor)
    if not by_herself:
        device.page.wait_for_url(lambda address: address.endswith("/"))
        device.expect_status("Alt er gemt")
        for path in ("/", "/uden-net", "/konto/ikke-gemt"):
            device.page.goto(path)
            device.page.wait_for_timeout(500)
            assert "Fra den time" not in device.page.content()
            assert "Fra den time" not in everything_typed(device)
        assert not any("Fra den time" in text for text in notes())
        device.context.clear_cookies()
        device.sign_in()
    if step == "save":
        saved_once(LONG)
        return
    expect(device.page.locator(FIELD)).to_have_value(LONG)
    device.expect_status("Alt er gemt")
    device.page.get_by_role("button", name="Gem note").click()
    saved_once(LONG)


def everything_typed(device: Device) -> str:
    fields = device.page.locator("textarea")
    return str(fields.evaluate_all("fields => fields.map(field => field.value)"))


def test_where_nothing_can_be_kept_the_server_keeps_it_for_her(
    cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any, notes: Any
) -> None:
    """Somebody else signs in on the page: the form is sent, and sealed for the one who wrote it."""
    context = new_context()
    context.add_init_script(BLOCKED)
    device = Device(context.new_page(), cast.author).sign_in()
    device.expect_status("Gemmes ikke her")
    end_sign_ins(cast.author)
    device.write(LONG)
    page = device.page
    sign_in_here(device, cast.coauthor)
    page.get_by_text("Teksten er låst inde").wait_for()
    assert "Fra den time" not in page.content()
    page.goto("/konto/ikke-gemt")
    assert "Fra den time" not in page.content()
    context.clear_cookies()
    device.sign_in()
    page.goto("/konto/ikke-gemt")
    assert page.content().count("Fra den time") >= 1
    assert not any("Fra den time" in text for text in notes())
    page.get_by_role("button", name="Gem").first.click()
    page.wait_for_url("**/note/*")
    assert notes().count(LONG) == 1


@pytest.mark.parametrize(
    ("answer", "is_out", "is_sent"),
    [
        ("Send nu", True, True),
        ("Slet dem, og log ud", True, False),
        ("Bliv her", False, False),
    ],
)
def test_signing_out_asks_about_what_is_not_sent(
    device: Device, faults: Faults, notes: Any, answer: str, is_out: bool, is_sent: bool
) -> None:
    faults.say(503, {"error": "Om lidt."})
    device.write(TEXT)
    device.expect_status("Prøver igen · 1 venter")
    device.page.goto("/konto")
    device.page.get_by_role("button", name="Log ud").click()
    box = device.page.get_by_role("dialog")
    expect(box).to_contain_text("1 tekst er ikke sendt")
    faults.stop()
    box.get_by_role("button", name=answer).click()
    if is_out:
        device.page.wait_for_url("**/log-ind")
        assert not any(device.held(store) for store in ("drafts", "outbox", "inhand"))
        assert device.page.evaluate("localStorage.length") == 0
    else:
        expect(box).to_have_count(0)
        assert len(device.held("outbox")) == 1
    assert notes().count(TEXT) == is_sent


def test_signing_out_with_nothing_unsent_asks_nothing_and_leaves_nothing(device: Device) -> None:
    AccountPage(device.page).sign_out()
    device.page.wait_for_url("**/log-ind")
    assert not any(device.held(store) for store in ("drafts", "outbox", "inhand"))
    assert [row["key"] for row in device.held("meta")] in ([], ["device"])


# Another tab that is busy with the store for as long as a slow telephone may be.
OCCUPIED = """() => new Promise(ready => {
  const asked = indexedDB.open('logbogen');
  asked.onsuccess = () => {
    const meta = asked.result.transaction('meta', 'readwrite').objectStore('meta');
    const end = performance.now() + 2500;
    const again = () => {
      ready();
      if (performance.now() < end) meta.get('device').onsuccess = again;
      else asked.result.close();
    };
    again();
  };
})"""


def test_signing_out_asks_however_soon_she_presses(device: Device, faults: Faults) -> None:
    faults.say(503, {"error": "Om lidt."})
    device.write(TEXT)
    device.expect_status("Prøver igen · 1 venter")
    other = device.context.new_page()
    other.goto("/konto")
    other.wait_for_timeout(1_000)
    other.evaluate(OCCUPIED)
    device.page.goto("/konto")
    button = device.page.get_by_role("button", name="Log ud")
    button.dblclick()
    # Asked once, however often.
    expect(device.page.get_by_role("dialog")).to_contain_text("1 tekst er ikke sendt")
