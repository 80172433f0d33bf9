"""Every page there is: axe finds nothing, nothing is too wide, nothing is too small to hit."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, url_for
from playwright.sync_api import Page

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
            ("what to talk about", "conversations.index", {}),
            ("open for a conversation", "conversations.begin", planned),
            ("a conversation", "conversations.show", {"conversation_id": made.talk.id}),
            ("its note before", "conversations.versions", {"conversation_id": made.talk.id}),
            ("two notes", "conversations.two_notes", {"version_id": made.notes_met.id}),
            ("a conversation on paper", "conversations.sheet", second),
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
            ("nothing to talk about", "conversations.index", {}),
        ],
        "leader": [
            ("overview", "overview.house", {"house_id": cast.house.id}),
            ("the queue", "reviews.index", {}),
            ("give sparring", "reviews.give", waiting),
            ("sparring given", "reviews.give", given),
            ("a leader reads", "cycles.show", second),
            ("a leader begins a conversation", "conversations.begin", other),
            ("a leader's conversation", "conversations.show", {"conversation_id": made.talk.id}),
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
    "nobody", "author", "coauthor", "asked_colleague", "stranger", "leader", "other_leader",
    "instructor", "coordinator",
)  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_a_page_serves_everyone(
    who: str, app: Flask, cast: SimpleNamespace, furnished: SimpleNamespace, new_context: Any,
    signed_in: Any, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    page = new_context().new_page() if who == "nobody" else signed_in(getattr(cast, who))
    ways: dict[str, Way] = {
        name: opening(app, endpoint, values)
        for name, endpoint, values in doors(cast, furnished).get(who, [])
    }
    ways |= pressed(cast, furnished).get(who, {})
    found = []
    for name, way in ways.items():
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


# Files and data.
NO_PAGES = {
    "static", "style", "script", "script_later", "script_conversation",
    "offline.worker", "offline.manifest",
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
