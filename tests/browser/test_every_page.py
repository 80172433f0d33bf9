"""Every page there is: axe finds nothing, nothing is too wide, nothing is too small to hit."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, url_for
from playwright.sync_api import Page

from logbook.db import db
from tests.browser import world
from tests.browser.checks import AXE_SCRIPT, in_the_dark, listed, problems
from tests.browser.conftest import DESK, PASSWORD
from tests.browser.pages import AnyPage, SignInPage, WelcomePage

Way = Callable[[Page], Any]

# What a page is called here, its endpoint, and what of the world is in its address.
Door = tuple[str, str, dict[str, Any]]


def doors(cast: SimpleNamespace, made: SimpleNamespace) -> dict[str, list[Door]]:
    """Every page that can be opened by its address, at its fullest and at its barest."""
    first, second = {"cycle_id": made.first.id}, {"cycle_id": made.second.id}
    draft, planned = {"cycle_id": made.draft.id}, {"cycle_id": made.planned.id}
    aside, other = {"cycle_id": made.aside.id}, {"cycle_id": made.other.id}
    trial, seen = {"trial_id": made.trial.id}, {"observation_id": made.seen.id}
    plan = ("handling", "hvorfor", "hvem", "tegn", "iagttagere")
    reflect = ("laert", "overrasket", "modulet", "beslutning", "naeste-skridt", "tag-med")
    waiting, given = {"request_id": made.waiting.id}, {"request_id": made.given.id}
    return {
        "nobody": [
            ("at the door", "people.sign_in", {}),
            ("welcome with a code", "people.welcome_with_code", {}),
            ("welcome with the link", "people.welcome", {"token": made.token}),
            ("a used link", "people.welcome", {"token": "brugt"}),
            ("without a connection", "offline.shell", {}),
        ],
        "author": [
            ("home", "cycles.today", {}),
            ("own cycles", "cycles.index", {}),
            ("the house's cycles", "cycles.index", {"hus": cast.house.id}),
            ("the project's cycles", "cycles.index", {"vis": "projekt"}),
            ("start", "cycles.new", {}),
            ("a first round", "cycles.show", first),
            ("a second round", "cycles.show", second),
            ("a draft", "cycles.show", draft),
            ("a plan", "cycles.show", planned),
            ("set aside", "cycles.show", aside),
            ("the wondering", "cycles.wondering", draft),
            ("begin", "cycles.begin", draft),
            ("plan", "cycles.plan", draft),
            ("reflect", "cycles.reflect", second),
            *((f"plan {s}", "cycles.question", second | {"slug": s}) for s in plan),
            *((f"reflect {s}", "cycles.question", second | {"slug": s}) for s in reflect),
            ("try", "cycles.try_out", second),
            ("trial what", "cycles.trial", trial | {"slug": "hvad"}),
            ("trial different", "cycles.trial", trial | {"slug": "anderledes"}),
            ("trial date", "cycles.trial_date", trial),
            ("observe", "cycles.observe", second),
            *((f"observation {s}", "cycles.observation", seen | {"slug": s})
              for s in ("saa-og-hoerte", "boernenes-side", "med", "tegn", "placering")),
            ("a note", "cycles.note", seen),
            ("earlier texts", "cycles.versions", {"answer_id": made.learned.id}),
            ("no earlier texts", "cycles.versions", {"answer_id": made.unchanged.id}),
            ("earlier names and signs", "cycles.wordings", first),
            ("no earlier names and signs", "cycles.wordings", planned),
            ("two texts", "cycles.two_texts", {"version_id": made.met.id}),
            ("ask a colleague", "cycles.ask_colleague", second),
            ("set it aside", "cycles.set_aside", second),
            ("delete", "cycles.delete", draft),
            ("delete a note", "cycles.delete_observation", seen),
            ("tags", "cycles.tags", second),
            ("visibility", "cycles.visibility", second),
            ("writers", "cycles.writers", first),
            ("ask for sparring", "reviews.ask", planned),
            ("waits for sparring already", "reviews.ask", second),
            ("sparring of hers", "reviews.index", {}),
            ("passages with KP", "releases.index", {}),
            ("one passage", "releases.show", {"release_id": made.shared.id}),
            ("propose a passage", "releases.propose", {"answer_id": made.learned.id}),
            ("account", "people.account", {}),
            ("change password", "people.change_password", {}),
            ("where signed in", "people.sign_ins", {}),
            ("what was not saved", "people.unsaved", {}),
            ("not found", "cycles.show", {"cycle_id": uuid4()}),
            ("not allowed", "exports.index", {}),
            ("no overview", "overview.index", {}),
        ],
        "coauthor": [
            ("a yes that is asked for", "releases.show", {"release_id": made.proposed.id}),
            ("passages that wait for a yes", "releases.index", {}),
        ],
        "asked_colleague": [
            ("home of one who is asked", "cycles.today", {}),
            ("what did you see", "cycles.answer_request", {"request_id": made.asked.id}),
        ],
        "stranger": [
            ("home with nothing", "cycles.today", {}),
            ("cycles with nothing", "cycles.index", {}),
            ("sparring with nothing", "reviews.index", {}),
            ("nothing with KP", "releases.index", {}),
            ("another's cycle", "cycles.show", other),
        ],
        "leader": [
            ("overview", "overview.house", {"house_id": cast.house.id}),
            ("the queue", "reviews.index", {}),
            ("give sparring", "reviews.give", waiting),
            ("sparring given", "reviews.give", given),
            ("a leader reads", "cycles.show", second),
            ("a leader's list", "cycles.index", {"hus": cast.house.id, "trin": "observe"}),
            ("a leader's people", "people.index", {}),
            ("a leader's person", "people.show", {"person_id": cast.colleague.id}),
        ],
        "other_leader": [("choose a house", "overview.index", {})],
        "instructor": [
            ("extracts", "exports.index", {}),
            ("extracts of nothing", "exports.index", {"spor": str(tag_of(cast, "Spor B"))}),
        ],
        "coordinator": [
            ("people", "people.index", {}),
            ("people of a house", "people.index", {"hus": cast.house.id}),
            ("people looked for", "people.index", {"find": "Kim"}),
            ("invite", "people.invite", {}),
            ("a person", "people.show", {"person_id": cast.colleague.id}),
            ("one with a code", "people.show", {"person_id": made.newcomer.id}),
            ("oneself", "people.show", {"person_id": cast.coordinator.id}),
            ("remove access", "people.remove", {"person_id": cast.colleague.id}),
        ],
    }  # fmt: skip


def tag_of(cast: SimpleNamespace, name: str) -> Any:
    return next(tag.id for tag in cast.programme.tags if tag.name == name)


def refuse(page: Page, path: str, *buttons: str) -> None:
    """Send a form that says nothing: it comes back with what must be put right."""
    page.goto(path)
    page.locator("main form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    for button in buttons:
        AnyPage(page).press_and_go(button)


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
        },
        "instructor": {
            "cards": lambda page: (
                page.goto("/udtraek"),
                AnyPage(page).press_and_go("Kort til udskrift"),
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
    "instructor", "coordinator",
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "part", "of"),
    [*((who, 0, 1) for who in PEOPLE), *(("author", part, 4) for part in range(4))],
)
def test_a_page_serves_everyone(
    who: str, part: int, of: int, app: Flask, cast: SimpleNamespace, furnished: SimpleNamespace,
    new_context: Any, signed_in: Any,
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
        found.append((name, problems(page)))
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
    "static", "style", "script", "script_later", "offline.worker", "offline.manifest",
    "cycles.in_hand",
}  # fmt: skip


def test_every_page_is_looked_at(
    app: Flask, cast: SimpleNamespace, furnished: SimpleNamespace
) -> None:
    walked = {endpoint for each in doors(cast, furnished).values() for _, endpoint, _ in each}
    there = {
        rule.endpoint for rule in app.url_map.iter_rules()
        if rule.methods and "GET" in rule.methods and rule.endpoint not in NO_PAGES
    }  # fmt: skip
    assert walked == there
