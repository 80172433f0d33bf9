"""Two houses in which eight people write at once, each signed in, on a database of their own."""

from dataclasses import dataclass

from flask import Flask

from logbook import clock, create_app
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Person, Role
from logbook.settings import Settings
from tests import factories as make
from tests.serving import SECRET, cookie_of

NOTERS, ANSWERERS, PAIRS = 3, 3, 2


@dataclass(frozen=True)
class Seat:
    """Where one writer sits: her cycle, her cookie and, if she asks for sparring, her leader's."""

    cycle_id: str
    cookie: str
    leader: str = ""


@dataclass(frozen=True)
class World:
    """Everyone who writes."""

    noters: list[Seat]
    answerers: list[Seat]
    pairs: list[Seat]


def app_on(url: str) -> Flask:
    return create_app(Settings(secret_key=SECRET, database_url=url))


def assemble(url: str) -> World:
    app = app_on(url)
    with app.app_context():
        programme = make.programme()
        houses = [make.house(programme, name) for name in ("Kastanjen", "Regnbuen")]
        leaders = [make.member(programme, Role.LEADER, "Hanne Friis", unit=h) for h in houses]
        keys = {leader.id: cookie_of(leader, app) for leader in leaders}

        def seat(n: int, leader: Person | None = None) -> Seat:
            house = houses[n % 2]
            author = make.member(programme, Role.AUTHOR, f"Mette Holm {n}", unit=house)
            cycle = make.cycle(
                by=author, house=house, stage=Stage.TRY, visibility=Visibility.LEADER,
                title=f"Ro i garderoben {n}", at=clock.now(),
            )  # fmt: skip
            return Seat(str(cycle.id), cookie_of(author, app), keys[leader.id] if leader else "")

        world = World(
            [seat(n) for n in range(NOTERS)],
            [seat(n) for n in range(ANSWERERS)],
            [seat(n, leaders[n]) for n in range(PAIRS)],
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return world
