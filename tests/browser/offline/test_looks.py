"""How it looks: the shell, the queue and the status line, on narrow and wide screens."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.checks import problems, resize
from tests.browser.conftest import PASSWORD
from tests.browser.offline.conftest import Device
from tests.browser.offline.faults import Faults
from tests.browser.test_weight import WATCH_SHIFTS, open_whole

WIDTHS = (320, 390, 1280)


def look(page: Page, name: str, shots: Any) -> None:
    """Everything that every page owes; and a picture, where somebody asked for them."""
    assert problems(page) == [], name
    for width in WIDTHS:
        resize(page, width)
        shots(page, f"{name}-{width}")
    resize(page, 390)


def test_every_state_serves_everyone(device: Device, faults: Faults, cast: Any, shots: Any) -> None:
    page = device.page
    device.expect_status("Alt er gemt")
    shots(page, "gemt-390")
    device.offline()
    device.expect_status("Uden net")
    device.write("Tre børn blev siddende ved bænken, og en far spurgte, om han måtte bygge med.",
                 "Gem på enheden")  # fmt: skip
    device.expect_status("Uden net · 1 venter")
    look(page, "hjem-uden-net", shots)
    page.goto("/forloeb")
    expect(page.get_by_label("Forløb")).to_be_visible()
    look(page, "skal", shots)
    faults.say(404, {"error": "Forløbet er slettet, eller det er ikke længere delt med dig."})
    device.offline(False)
    device.expect_status("1 tekst ikke sendt")
    look(page, "koe-afvist", shots)
    faults.say(409, {"error": "", "kept": True, "to": "/konto"})
    page.get_by_role("button", name="Prøv igen").click()
    device.expect_status("Ændret to steder")
    look(page, "koe-konflikt", shots)
    page.goto("/konto")
    device.expect_status("Alt er gemt")
    page.goto("/")
    faults.say(401, {"error": "Log ind for at gemme."})
    device.write("Det så jeg.")
    expect(page.get_by_role("dialog")).to_be_visible()
    device.expect_status("Log ind for at sende 1")
    look(page, "log-ind-her", shots)
    faults.stop()
    page.get_by_label("Brugernavn").fill(cast.author.user_name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/note/*")


def test_nothing_moves_when_the_status_comes(device: Device) -> None:
    page = device.page
    page.add_init_script(WATCH_SHIFTS)
    for path in ("/", "/forloeb", "/konto"):
        open_whole(page, path)
        device.expect_status("Alt er gemt")
        page.wait_for_timeout(1_000)
        assert page.evaluate("window.shifted") == 0, path


def test_a_telephone_can_install_it(device: Device) -> None:
    devtools = device.context.new_cdp_session(device.page)
    told = devtools.send("Page.getAppManifest")
    assert told["errors"] == []
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The browser of the tests keeps nothing between two tests, and says so.
    assert [each for each in found if each["errorId"] != "in-incognito"] == []
