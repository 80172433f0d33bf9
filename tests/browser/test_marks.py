"""The guard while somebody writes: below the field, on the spot, and without a script as well."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from logbook.db import db
from tests.browser.checks import problems
from tests.browser.conftest import PHONE
from tests.browser.offline.conftest import HELD

NAMED = "I dag sad Vitus længe ved bordet."
NUMBER = "010119-1234"
COME = 15_000


@pytest.fixture
def door(furnished: SimpleNamespace) -> str:
    return f"/forloeb/{furnished.second.id}/svar/hvem"


def write(page: Page, text: str, label: str = "Hvem gør hvad, hvor og hvornår?") -> Locator:
    field = page.get_by_label(label, exact=True)
    field.fill("")
    field.press_sequentially(text)
    return field


def marks(page: Page) -> Locator:
    return page.locator(".marks")


def on_device(page: Page) -> str:
    """What was written there: drafts, and what waits."""
    return str([page.evaluate(HELD, store) for store in ("drafts", "outbox")])


def expect_gone_from_device(page: Page, words: str) -> None:
    """The page says that all is saved before it has looked at what lies there."""
    for _ in range(COME // 50):
        if words not in on_device(page):
            return
        page.wait_for_timeout(50)
    assert words not in on_device(page)


def test_what_it_finds_stands_below_and_nothing_is_sent(
    cast: SimpleNamespace, door: str, signed_in: Any, size: dict[str, int]
) -> None:
    page = signed_in(cast.author, viewport=size)
    page.goto(door)
    write(page, NAMED)
    expect(marks(page)).to_contain_text("Er ”Vitus” et navn?", timeout=COME)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    field = write(page, f"{NAMED} Og Fatima kom til.")
    expect(marks(page)).to_contain_text("Er ”Fatima” et navn?")
    # Her draft is kept as ever; of what was found nothing goes anywhere.
    assert {url for url in sent if not url.endswith("/kladder")} == set()
    expect(field).to_have_value(f"{NAMED} Og Fatima kom til.")
    heard = page.get_by_role("status").filter(has_text="Under feltet står")
    expect(heard).to_have_text("Under feltet står 2 steder at se på.")
    assert problems(page) == []
    # It never stands in the way of saving; the next page says it once, quietly.
    page.get_by_role("button", name="Gem og luk").click()
    expect(page.locator(".flash").filter(has_text="Er ”Vitus” et navn?")).to_be_visible()
    assert problems(page) == []


def test_an_offer_is_one_tap_and_what_is_no_name_is_remembered(
    cast: SimpleNamespace, door: str, signed_in: Any
) -> None:
    page = signed_in(cast.author, viewport=PHONE)
    page.goto(door)
    field = write(page, f"Ro. {NAMED} Storms hue var væk, og Fatima lo. A.K., 3 år, så.")
    marks(page).get_by_role("button", name="et barn i stedet for Vitus").click(timeout=COME)
    expect(field).to_have_value(
        "Ro. I dag sad et barn længe ved bordet. Storms hue var væk, og Fatima lo. A.K., 3 år, så."
    )
    expect(field).to_be_focused()
    marks(page).get_by_role("button", name="Det er ikke et navn (Fatima)").click()
    expect(marks(page)).not_to_contain_text("Fatima")
    marks(page).get_by_role("button", name="Det er ikke et navn (A.K., 3 år)").click()
    expect(marks(page)).not_to_contain_text("hvilket barn")
    page.get_by_role("button", name="Gem og luk").click()
    page.wait_for_url("**/forloeb/*")
    page.goto(door)
    expect(page.locator("[name=not_names]")).to_have_value("Fatima,A.K. 3 år")
    expect(marks(page)).not_to_contain_text("Fatima")


def test_the_stop_card_and_the_number(
    cast: SimpleNamespace, door: str, signed_in: Any, size: dict[str, int]
) -> None:
    cast.programme.concern = "Ring til Familiehuset."
    db.session.commit()
    page = signed_in(cast.author, viewport=size)
    page.goto(door)
    field = write(page, f"Vi overvejer en underretning om {NUMBER} i dag.")
    expect(marks(page)).to_contain_text("Logbogen er ikke stedet.", timeout=COME)
    expect(marks(page)).to_contain_text("Ring til Familiehuset.")
    assert problems(page) == []
    # Refused as it is, on the device's way to the server as well: the text stays.
    page.get_by_role("button", name="Gem og luk").click()
    # The draft is refused at the same time: it is the form that comes back that counts.
    expect(page).to_have_title(re.compile("^Fejl"), timeout=COME)
    expect(page.get_by_role("alert").first).to_contain_text("ligner et CPR-nummer", timeout=COME)
    field = page.get_by_label("Hvem gør hvad, hvor og hvornår?", exact=True)
    expect(field).to_have_value(f"Vi overvejer en underretning om {NUMBER} i dag.")
    assert problems(page) == []
    expect(marks(page)).to_contain_text("Logbogen er ikke stedet.", timeout=COME)
    page.get_by_role("button", name="Fjern tallet").first.click()
    field = page.get_by_label("Hvem gør hvad, hvor og hvornår?", exact=True)
    expect(field).to_have_value("Vi overvejer en underretning om i dag.")
    # Nor does the number stay where the page tells what is to be put right.
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page).not_to_have_title(re.compile("Fejl"))


def test_on_a_shared_device_the_number_goes_in_one_tap_too(
    cast: SimpleNamespace, door: str, new_context: Any, base_url: str
) -> None:
    from tests.browser.conftest import PASSWORD

    page = new_context(viewport=PHONE).new_page()
    page.goto("/log-ind")
    page.get_by_label("Brugernavn", exact=True).fill(cast.author.user_name)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_label("Delt enhed").check()
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/")
    page.goto(door)
    field = write(page, f"Se {NUMBER} her.")
    marks(page).get_by_role("button", name="Fjern tallet").click(timeout=COME)
    expect(field).to_have_value("Se her.")
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_before_the_guard_has_come_the_servers_buttons_do_it(
    cast: SimpleNamespace, door: str, signed_in: Any
) -> None:
    page = signed_in(cast.author, viewport=PHONE)
    page.route("**/guard.js", lambda route: route.abort())
    page.goto(door)
    field = write(page, f"{NAMED} Se {NUMBER}.")
    page.get_by_role("button", name="Gem og luk").click()
    expect(page).to_have_title(re.compile("^Fejl"), timeout=COME)
    assert NUMBER in on_device(page)
    page.get_by_role("button", name="Fjern tallet").click()
    # What the device holds is older than what the server sends back.
    expect(page.get_by_text("Tallet er taget ud.")).to_be_visible(timeout=COME)
    expect(page.get_by_role("status").filter(has_text="Alt er gemt")).to_be_visible(timeout=COME)
    expect(field).to_have_value(f"{NAMED} Se .")
    # Nor does the number lie on the device any longer, put aside with what waits.
    expect_gone_from_device(page, NUMBER)
    marks(page).get_by_role("button", name="et barn i stedet for Vitus").click()
    expect(page.get_by_text("Ordene er skiftet ud.")).to_be_visible(timeout=COME)
    expect(page.get_by_role("status").filter(has_text="Alt er gemt")).to_be_visible(timeout=COME)
    expect(field).to_have_value("I dag sad et barn længe ved bordet. Se .")


def test_without_a_script_the_same_buttons_send_the_form(
    cast: SimpleNamespace, door: str, signed_in: Any, size: dict[str, int]
) -> None:
    page = signed_in(cast.author, viewport=size, java_script_enabled=False)
    page.goto(door)
    field = page.get_by_label("Hvem gør hvad, hvor og hvornår?", exact=True)
    field.fill(f"{NAMED} Se {NUMBER}.")
    page.get_by_role("button", name="Gem og luk").click()
    page.get_by_role("button", name="Fjern tallet").click()
    expect(field).to_have_value(f"{NAMED} Se .")
    marks(page).get_by_role("button", name="et barn i stedet for Vitus").click()
    expect(field).to_have_value("I dag sad et barn længe ved bordet. Se .")
    field.fill(NAMED)
    page.get_by_role("button", name="Gem og luk").click()
    told = page.locator(".flash").filter(has_text="Er ”Vitus” et navn?")
    told.get_by_role("link", name="Se på teksten").click()
    expect(marks(page)).to_contain_text("Er ”Vitus” et navn?")
