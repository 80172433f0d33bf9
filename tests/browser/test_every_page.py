"""Every page there is: axe finds nothing, nothing is too wide, nothing is too small to hit."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, url_for
from playwright.sync_api import Page

from logbook.db import db
from tests.browser import world
from tests.browser.checks import AXE_SCRIPT, in_the_dark, listed, problems
from tests.browser.conftest import DESK, PASSWORD
from tests.browser.doors import doors
from tests.browser.pages import AnyPage, SignInPage, WelcomePage

Way = Callable[[Page], Any]


def refuse(page: Page, path: str, *buttons: str) -> None:
    """Send a form that says nothing: it comes back with what must be put right."""
    page.goto(path)
    page.locator("main form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    for button in buttons:
        AnyPage(page).press_and_go(button)


def refuse_minutes(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_label("Fortæl", exact=True).fill("99")
    AnyPage(page).press_and_go("Åbn, og hold samtalen")


def end_unsaid(page: Page, path: str) -> None:
    """The next round says what it needs; the last part is shown, where it is asked for."""
    page.goto(path)
    page.locator(".talk-step").last.click()
    page.get_by_label("Hvad tager I med?").fill("")
    AnyPage(page).press_and_go("Slut, og begynd runde 2")


def send_without_script(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form").first.evaluate(
            "form => HTMLFormElement.prototype.submit.call(form)"
        )


def pressed(cast: SimpleNamespace, made: SimpleNamespace) -> dict[str, dict[str, Way]]:
    """The pages that only a button leads to."""
    second = f"/forloeb/{made.second.id}"
    return {
        "nobody": {
            "signed in wrongly": lambda page: SignInPage(page).open().sign_in("mette", "forkert"),
            "welcomed wrongly": lambda page: (
                WelcomePage(page).open().come_in("nour", "AAAA-AAAA", "kort")
            ),
        },
        "author": {
            "an empty note": lambda page: refuse(page, "/", "Gem note"),
            "an empty start": lambda page: refuse(page, "/forloeb/nyt", "Fortsæt"),
            "set aside without a reason": lambda page: refuse(
                page, f"{second}/laeg-til-side", "Læg til side"
            ),
            "no minutes": lambda page: refuse_minutes(page, f"/forloeb/{made.planned.id}/samtale"),
            "no next step": lambda page: end_unsaid(page, f"/samtaler/{made.talk.id}"),
            "nobody asked": lambda page: refuse(page, f"{second}/bed-en-kollega", "Spørg"),
            "no password": lambda page: refuse(page, "/konto/adgangskode", "Skift adgangskode"),
            "read through": lambda page: (
                page.goto(f"/svar/{made.learned.id}/frigiv"),
                AnyPage(page).check("Med navn").press_and_go("Fortsæt"),
            ),
            "the form moved on": lambda page: (
                page.goto(f"{second}/svar/laert"),
                page.locator("[name=revision]").evaluate("field => { field.value = 7 }"),
                AnyPage(page).fill("Hvad har I lært om jeres egen praksis?", world.LONG),
                AnyPage(page).press_and_go("Fortsæt"),
            ),
            "a sign-in that ran out": lambda page: (
                page.goto(f"{second}/svar/laert"),
                AnyPage(page).fill("Hvad har I lært om jeres egen praksis?", world.LONG),
                page.context.clear_cookies(),
                send_without_script(page),
            ),
            "the text after signing in": lambda page: SignInPage(page).sign_in(
                cast.author.user_name, PASSWORD
            ),
        },
        "leader": {
            "empty boxes": lambda page: refuse(
                page, f"/sparring/{made.waiting.id}", "Send og gå til næste"
            ),
            "an empty kind word": lambda page: refuse(
                page, f"/forloeb/{made.quiet.id}/puf", "Send puffet"
            ),
        },
        "coordinator": {
            "an empty invitation": lambda page: refuse(page, "/personer/ny", "Lav sedlen"),
            "a slip": lambda page: (
                page.goto(f"/personer/{made.newcomer.id}"),
                AnyPage(page).press_and_go("Lav en ny kode"),
            ),
        },
    }  # fmt: skip


def opening(app: Flask, endpoint: str, values: dict[str, Any]) -> Way:
    with app.test_request_context():
        address = url_for(endpoint, **values)
    return lambda page: page.goto(address)


PEOPLE = (
    "nobody", "coauthor", "asked_colleague", "stranger", "leader", "other_leader",
    "district_leader", "instructor", "coordinator",
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "part", "of"),
    [*((who, 0, 1) for who in PEOPLE), *(("author", part, 4) for part in range(4))],
)
@pytest.mark.parametrize("axe_at", [390, pytest.param(1280, marks=pytest.mark.long)])
def test_a_page_serves_everyone(
    who: str, part: int, of: int, axe_at: int, app: Flask, cast: SimpleNamespace,
    furnished: SimpleNamespace, new_context: Any, signed_in: Any,
) -> None:  # fmt: skip
    page = new_context().new_page() if who == "nobody" else signed_in(getattr(cast, who))
    ways: dict[str, Way] = {
        name: opening(app, endpoint, values)
        for name, endpoint, values in doors(cast, furnished).get(who, [])
    }
    ways |= pressed(cast, furnished).get(who, {})
    # The author's are many: those of one part follow each other, for some need the one before.
    begin, end = (len(ways) * each // of for each in (part, part + 1))
    found = []
    for name, way in list(ways.items())[begin:end]:
        way(page)
        found.append((name, problems(page, [axe_at])))
    assert not any(told for _, told in found), f"\n{listed(found)}"


@pytest.mark.parametrize(
    ("who", "path"),
    [("author", "/"), ("author", "/forloeb/{cycle}"), ("leader", "/"), ("coordinator", "/")],
)
def test_in_the_dark_on_a_desk(
    who: str, path: str, cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any
) -> None:
    """The phone's colours are looked at on every page; a desk has its menu at the side."""
    page = signed_in(getattr(cast, who), viewport=DESK)
    page.goto(path.format(cycle=furnished.second.id))
    page.evaluate(AXE_SCRIPT)
    assert list(in_the_dark(page)) == []


def test_the_warning_of_an_old_backup(
    cast: SimpleNamespace, furnished: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    """The example programme never warns; a real one does until the first backup."""
    cast.programme.is_example = False
    db.session.commit()
    page = signed_in(cast.coordinator, viewport=size)
    page.goto("/personer")
    warning = page.get_by_role("region", name="Der er endnu ingen sikkerhedskopi")
    warning.wait_for()
    assert problems(page) == []
    page.evaluate(AXE_SCRIPT)
    assert list(in_the_dark(page)) == []


# Files and data.
NO_PAGES = {
    "static", "style",
    "offline.worker", "offline.manifest",
    "names.current", "names.known", "cycles.in_hand", "jobs.progress", "jobs.file",
}  # fmt: skip


def test_every_page_is_looked_at(
    app: Flask, cast: SimpleNamespace, furnished: SimpleNamespace
) -> None:
    walked = {endpoint for each in doors(cast, furnished).values() for _, endpoint, _ in each}
    there = {
        rule.endpoint for rule in app.url_map.iter_rules()
        if rule.methods and "GET" in rule.methods
        and rule.endpoint not in NO_PAGES and not rule.endpoint.startswith("script")
    }  # fmt: skip
    assert walked == there
