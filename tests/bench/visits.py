"""Who visits which page: eight people take turns, each with pages of her own."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from logbook import create_app
from logbook.cycles.models import Answer, Cycle, Observation
from logbook.cycles.stages import Stage
from logbook.cycles.views.today import first_in_hand
from logbook.db import db
from logbook.people.models import Membership, Person, Role
from logbook.reviews.models import SparringRequest
from logbook.settings import Settings
from tests.bench.client import NEW, Ask
from tests.serving import SECRET, cookie_of

TURNS = 8
PAGE, SAVE = 5.0, 6.0
NOTE = "Fire børn byggede på gulvet, og to kom til, da den voksne satte sig ned. " * 3
# What a cycle page typically holds, so that small and large databases show the same page.
TYPICAL_OBSERVATIONS = 2


@dataclass(frozen=True)
class Visit:
    """One page, as several people ask for it; `limit` is how many reference pages it may cost."""

    name: str
    asks: list[Ask]
    limit: float = PAGE
    saves: bool = False


def visits_in(url: str) -> list[Visit]:
    """Sign people in on a filled database, and find something for each of them to look at."""
    app = app_on(url)
    with app.app_context():
        guests = Guests(app)
        visits = [
            Visit("Sign-in page", [Ask("/log-ind")]),
            Visit("Home", guests.ask(Role.AUTHOR, lambda person: "/")),
            Visit("Own cycles", guests.ask(Role.AUTHOR, lambda person: "/forloeb")),
            Visit("The house's cycles", guests.ask(Role.AUTHOR, house_list)),
            Visit("A cycle", guests.ask(Role.AUTHOR, cycle_page)),
            Visit("Leader's queue", guests.ask(Role.LEADER, lambda person: "/sparring")),
            Visit("Giving sparring", guests.ask(Role.LEADER, giving_page)),
            Visit("Overview of a house", guests.ask(Role.LEADER, overview)),
            Visit("Overview of a district", guests.ask(Role.DISTRICT_LEADER, district)),
            Visit("Overview of a programme", guests.ask(Role.COORDINATOR, programme)),
            Visit("Extract page", guests.ask(Role.INSTRUCTOR, lambda person: "/udtraek")),
            Visit("Saving a note", guests.notes(), limit=SAVE, saves=True),
        ]
        db.session.commit()
        db.engine.dispose()
    return visits


def app_on(url: str) -> Flask:
    return create_app(Settings(secret_key=SECRET, database_url=url))


class Guests:
    """People of the first programme, each signed in once."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.cookies: dict[Person, str] = {}

    def playing(self, role: Role) -> list[Person]:
        people = (
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.role == role)
            .where(Membership.district_id.is_(None) | (role == Role.DISTRICT_LEADER))
            .where(Person.user_name.like("fyld-1-%"), Person.user_name.not_like("%ppr%"))
            .order_by(Person.user_name)
        )
        found = list(db.session.scalars(people))
        # From as many houses as there are.
        return found[:: max(1, len(found) // TURNS)][:TURNS]

    def cookie(self, person: Person) -> str:
        """The header of a browser in which she has just signed in."""
        if person not in self.cookies:
            self.cookies[person] = cookie_of(person, self.app)
        return self.cookies[person]

    def ask(self, role: Role, path_for: Callable[[Person], str | None]) -> list[Ask]:
        people = [(person, path_for(person)) for person in self.playing(role)]
        return [Ask(path, self.cookie(person)) for person, path in people if path]

    def notes(self) -> list[Ask]:
        asks = []
        for person in self.playing(Role.AUTHOR):
            in_hand = db.session.scalars(first_in_hand(person))
            cycle = next((c for c in in_hand if c.stage is not Stage.WONDERING), None)
            if cycle:
                form = {"cycle": str(cycle.id), "key": NEW, "text": NOTE}
                asks.append(Ask("/", self.cookie(person), form))
        return asks


def house_list(person: Person) -> str:
    return f"/forloeb?hus={person.memberships[0].unit_id}"


def cycle_page(person: Person) -> str | None:
    """A second round of hers that was reflected on, of typical length."""
    observations = (
        select(db.func.count())
        .where(Observation.cycle_id == Cycle.id)
        .correlate(Cycle)
        .scalar_subquery()
    )
    answers = (
        select(db.func.count())
        .where(Answer.cycle_id == Cycle.id)
        .correlate(Cycle)
        .scalar_subquery()
    )
    mine = Cycle.written_by(person).where(Cycle.stage == Stage.REFLECT)
    typical = db.func.abs(observations - TYPICAL_OBSERVATIONS)
    cycle = db.session.scalar(
        mine.order_by(None).order_by(Cycle.round != 2, typical, answers, Cycle.id).limit(1)
    )
    return f"/forloeb/{cycle.id}" if cycle else None


def giving_page(leader: Person) -> str | None:
    asked = db.session.scalar(SparringRequest.waiting_for(leader).limit(1))
    return f"/sparring/{asked.id}" if asked else None


def overview(leader: Person) -> str:
    return f"/overblik/{leader.memberships[0].unit_id}"


def district(leader: Person) -> str:
    return f"/overblik/distrikt/{leader.memberships[0].district_id}"


def programme(coordinator: Person) -> str:
    return "/overblik/projekt"
