"""Opened without a connection: an empty shell, in which she can write in all her forløb."""

from types import SimpleNamespace
from typing import Any

from flask import Flask, url_for
from playwright.sync_api import expect

from logbook.cycles.questions import Question
from tests.browser import world
from tests.browser.offline.conftest import Device, wait_until_kept
from tests.people.words import another

WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
FIELD = "[data-shell=form] textarea"


def test_any_page_opens_as_the_shell_and_only_the_shell_is_kept(device: Device, app: Flask) -> None:
    page = device.page
    for path in ("/", "/forloeb", "/konto", "/sparring"):
        page.goto(path)
    with app.test_request_context():
        expected = [
            url_for("offline.shell"), url_for("style"), url_for("script"),
            url_for("script_later"), url_for("script_shell"),
            url_for("static", filename="mark.svg"),
            url_for("static", filename="fonts/bricolage-da.woff2"),
            url_for("static", filename="fonts/sourcesans-da.woff2"),
        ]  # fmt: skip
    assert device.cached() == sorted(expected)
    device.offline()
    page.goto("/forloeb")
    expect(page).to_have_title("Uden net – Logbogen")
    expect(page.get_by_label("Forløb")).to_be_visible()
    device.expect_status("Uden net")


def test_no_kept_page_holds_anybodys_text(device: Device, furnished: SimpleNamespace) -> None:
    device.page.goto(f"/forloeb/{furnished.first.id}")
    kept = device.page.evaluate(
        """async () => {
          const texts = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys())
              texts.push(await (await cache.match(request)).text());
          }
          return texts.join();
        }"""
    )
    for word in (world.LONG[:40], "Garderoben", "Mette", furnished.first.house.name):
        assert word not in kept
    held = str(device.held("inhand"))
    assert "Garderoben som mødested" in held
    assert world.LONG[:40] not in held


def choose(device: Device, cycle: str, what: str) -> None:
    device.page.get_by_label("Forløb").select_option(label=cycle)
    device.page.get_by_label("Hvad vil du skrive?").select_option(label=what)


def test_a_note_is_written_in_the_shell_and_sent_when_there_is_a_connection(
    device: Device, furnished: SimpleNamespace, notes: Any
) -> None:
    device.offline()
    device.page.goto("/")
    choose(device, "Frokosten", "Dagens note")
    device.page.locator(FIELD).fill("Skrevet i skallen.")
    device.page.get_by_role("button", name="Gem på enheden").click()
    device.expect_status("Uden net · 1 venter")
    expect(device.page.locator("[data-shell=queue]")).to_contain_text("Dagens note · Frokosten")
    expect(device.page.locator("[data-shell=queue]")).to_contain_text("Venter på net")
    device.offline(False)
    device.expect_status("Alt er gemt")
    assert notes().count("Skrevet i skallen.") == 1
    expect(device.page.get_by_text("Intet venter på at blive sendt.")).to_be_visible()


def test_a_question_that_waits_can_be_written_on(
    device: Device, furnished: SimpleNamespace, notes: Any
) -> None:
    """Written on before it was sent, it is no conflict with herself."""
    device.offline()
    device.page.goto(f"/forloeb/{furnished.planned.id}/svar/laert")
    wanted = device.page.locator("[data-shell=what] option:checked")
    expect(wanted).to_have_text(Question.LEARNED.label)
    for n, text in enumerate(("Først det.", "Først det. Så mere."), 1):
        device.page.goto(f"/forloeb/{furnished.planned.id}/svar/laert")
        if text != "Først det.":
            expect(device.page.locator(FIELD)).to_have_value("Først det.")
        device.page.locator(FIELD).fill(text)
        device.page.get_by_role("button", name="Gem på enheden").click()
        device.expect_status(f"Uden net · {n} venter")
    device.offline(False)
    device.expect_status("Alt er gemt")
    assert notes(Question.LEARNED).count("Først det. Så mere.") == 1


def test_a_draft_begun_without_a_connection_stands_there_with_one(
    device: Device, furnished: SimpleNamespace
) -> None:
    path = f"/forloeb/{furnished.planned.id}/svar/laert"
    device.offline()
    device.page.goto(path)
    device.page.locator(FIELD).fill("Halvt skrevet")
    wait_until_kept(device.page, "Halvt skrevet")
    device.offline(False)
    device.page.goto(path)
    expect(device.page.locator("form[data-place] textarea")).to_have_value("Halvt skrevet")


def test_the_worker_goes_where_it_is_switched_off(device: Device, app: Flask) -> None:
    app.config["SETTINGS"] = another(app.config["SETTINGS"], offline=False)
    device.page.evaluate("navigator.serviceWorker.getRegistration().then(each => each.update())")
    for _ in range(40):
        if not device.cached() and device.page.evaluate(WORKERS) == 0:
            break
        device.page.wait_for_timeout(250)
    assert (device.cached(), device.page.evaluate(WORKERS)) == ([], 0)
    device.page.goto("/konto")
    device.page.wait_for_timeout(1_500)
    assert device.page.evaluate(WORKERS) == 0
