"""The way around: what stands in the menu for whom, and where each person is at home."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from logbook.gate import me
from logbook.people.alphabet import first_name
from logbook.people.models import Person, Role

# A feature that knows of something new for a person says so: counters["sparring"] = …
counters: dict[str, Callable[[Person], int]] = {}


@dataclass(frozen=True)
class Place:
    """One place in the menu, and whose menu it stands in."""

    key: str
    label: str
    endpoint: str
    icon: str
    is_for: Callable[[Person], bool]


@dataclass(frozen=True)
class NavItem:
    """A place as one person sees it; `count` is how much is new there."""

    key: str
    label: str
    href: str
    icon: str
    count: int = 0


@dataclass(frozen=True)
class Brand:
    """What stands top left; the seed draws its mark."""

    name: str
    mark_seed: str


def plays(*roles: Role) -> Callable[[Person], bool]:
    return lambda person: any(person.plays(role) for role in roles)


def writes(person: Person) -> bool:
    """Whether she has a house to write in, as far as her memberships tell without a query."""
    return plays(Role.AUTHOR, Role.LEADER)(person) or any(
        m.unit is not None and not m.unit.has_children for m in person.memberships
    )


def reads(person: Person) -> bool:
    """Whether anybody's forløb can be open to her."""
    return writes(person) or person.belongs_to_the_project


def gives_or_gets_sparring(person: Person) -> bool:
    return writes(person) or person.plays(Role.DISTRICT_LEADER)


PLACES = (
    Place(
        "overview",
        "Overblik",
        "overview.index",
        "overview",
        plays(Role.LEADER, Role.DISTRICT_LEADER, Role.COORDINATOR),
    ),
    Place("today", "I dag", "cycles.today", "today", writes),
    Place("cycles", "Forløb", "cycles.index", "cycles", reads),
    Place("sparring", "Sparring", "reviews.index", "sparring", gives_or_gets_sparring),
    Place("boards", "Tavler", "boards.index", "board", plays(Role.INSTRUCTOR)),
    Place("extract", "Citater", "exports.index", "extracts", plays(Role.INSTRUCTOR)),
    Place("people", "Personer", "people.index", "people", plays(Role.COORDINATOR)),
)
# Where somebody starts, the first that fits; whoever plays no part at all has her own page.
HOMES = (
    ("overview.index", plays(Role.LEADER)),
    ("cycles.today", lambda person: bool(person.houses())),
    ("boards.index", plays(Role.INSTRUCTOR)),
    ("reviews.index", plays(Role.DISTRICT_LEADER)),
    ("people.index", plays(Role.COORDINATOR)),
)
ACCOUNT = {
    "people.account", "people.change_password", "people.sign_ins", "people.usual_attribution",
    "audit.own",
    "mine.data", "mine.book", "mine.about",
}  # fmt: skip
BLUEPRINTS = {
    "mine": "people",
    "overview": "overview",
    "figures": "overview",
    "cycles": "cycles",
    "conversations": "cycles",
    "reviews": "sparring",
    "boards": "boards",
    "exports": "extract",
    "uses": "cycles",
    "people": "people",
    "audit": "people",
}


def home_of(person: Person) -> str:
    """The path of the page that she starts from."""
    for endpoint, is_home in HOMES:
        if endpoint in current_app.view_functions and is_home(person):
            return url_for(endpoint)
    return url_for("people.account")


def menu_of(person: Person) -> list[NavItem]:
    return [
        NavItem(
            place.key,
            place.label,
            url_for(place.endpoint),
            place.icon,
            counters[place.key](person) if place.key in counters else 0,
        )
        for place in PLACES
        if place.endpoint in current_app.view_functions and place.is_for(person)
    ]


def current_place() -> str:
    endpoint = request.endpoint or ""
    if endpoint == "cycles.today":
        return "today"
    if endpoint in ACCOUNT:
        return "account"
    return BLUEPRINTS.get(endpoint.split(".")[0], "")


def brand_of(person: Person) -> Brand:
    """Her own house if she has one, else the programme."""
    units = sorted((m.unit for m in person.memberships if m.unit), key=lambda unit: unit.position)
    if units:
        return Brand(units[0].name, units[0].mark_seed)
    return Brand(person.programme.name, person.programme.name)


def is_for_nobody() -> bool:
    """A page for nobody: before she has signed in, and when the database is away."""
    return "database_is_away" in g or not current_user.is_authenticated


def whom_to_call() -> str:
    """The municipality's own line for whoever is worried about a child; or nothing."""
    return "" if is_for_nobody() else me().programme.concern


def for_layout() -> dict[str, Any]:
    """What the layout asks for."""
    if is_for_nobody():
        return {
            "nav_items": [],
            "current_nav": "",
            "example_data": False,
            "brand": None,
            "person": None,
            "is_shared": False,
        }
    person = me()
    return {
        "nav_items": menu_of(person),
        "current_nav": current_place(),
        "example_data": person.programme.is_example,
        "brand": brand_of(person),
        "person": person,
        "is_shared": g.get("sign_in_is_shared", False),
    }


def init_app(app: Flask) -> None:
    app.context_processor(for_layout)
    app.jinja_env.globals["whom_to_call"] = whom_to_call
    app.jinja_env.filters["first_name"] = first_name
