"""The smallest world with someone in every position; the cast never changes."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select

from logbook.db import Model, db
from logbook.people.models import Profession, Role
from logbook.programme.models import UnitKind
from tests import factories as make

# Everyone who knocks on doors in the tests, in the order of the access table.
PEOPLE = (
    "author",
    "coauthor",
    "removed_coauthor",
    "asked_colleague",
    "colleague",
    "leader",
    "other_leader",
    "district_leader",
    "coordinator",
    "instructor",
    "ppr_consultant",
    "stranger",
    "foreign_leader",
    "foreign_instructor",
)


def assemble() -> SimpleNamespace:
    """Two programmes; in the first, a house with everyone around it."""
    here, elsewhere = make.programme("Her"), make.programme("Et andet sted")
    district = make.district(here)
    house = make.house(here, "Kastanjen", district=district)
    other_house = make.house(here, "Regnbuen", district=district)
    ppr = make.house(here, "PPR", UnitKind.MUNICIPAL)
    foreign_house = make.house(elsewhere, "Kastanjen")
    author, leader = Role.AUTHOR, Role.LEADER
    return SimpleNamespace(
        programme=here,
        elsewhere=elsewhere,
        district=district,
        house=house,
        other_house=other_house,
        ppr=ppr,
        foreign_house=foreign_house,
        module=make.module(here),
        author=make.member(here, author, "Mette Holm", unit=house),
        coauthor=make.member(here, author, "Ali Kaya", unit=house, profession=Profession.ASSISTANT),
        removed_coauthor=make.member(here, author, "Rikke Lund", unit=house),
        asked_colleague=make.member(here, author, "Sara Bech", unit=house),
        colleague=make.member(here, author, "Jonna Friis", unit=house),
        leader=make.member(
            here, leader, "Hanne Friis", unit=house, profession=Profession.PEDAGOGICAL_LEADER
        ),
        other_leader=make.member(here, leader, "Bo Dahl", unit=other_house),
        district_leader=make.member(here, Role.DISTRICT_LEADER, "Dorte Skov", district=district),
        coordinator=make.member(here, Role.COORDINATOR, "Kim Berg"),
        instructor=make.member(
            here, Role.INSTRUCTOR, "Inge Kjær", profession=Profession.INSTRUCTOR
        ),
        ppr_consultant=make.member(
            here, author, "Pia Ravn", unit=ppr, profession=Profession.PPR_CONSULTANT
        ),
        stranger=make.member(here, author, "Søren Vig", unit=other_house),
        foreign_leader=make.member(elsewhere, leader, "Lone Ager", unit=foreign_house),
        foreign_instructor=make.member(elsewhere, Role.INSTRUCTOR, "Ulla Munk"),
    )


@dataclass(frozen=True)
class Stage:
    """A database in which everyone stands ready, to be copied, and where to find each of them.

    `words` holds what is no row of its own: keys, codes, and what somebody wrote.
    """

    url: str
    places: dict[str, tuple[type[Model], UUID]]
    words: dict[str, Any]

    @classmethod
    def set(cls, url: str, assemble: Callable[[], SimpleNamespace] = assemble) -> Self:
        assembled = vars(assemble())
        rows = {name: each for name, each in assembled.items() if isinstance(each, Model)}
        return cls(
            url,
            {name: (type(each), each.id) for name, each in rows.items()},
            {name: each for name, each in assembled.items() if name not in rows},
        )

    def enter(self) -> SimpleNamespace:
        """The same people and places, from the copy that this test works on."""
        rows: dict[UUID, Any] = {}
        for kind in {kind for kind, _ in self.places.values()}:
            keys = [key for each, key in self.places.values() if each is kind]
            rows |= {
                row.id: row for row in db.session.scalars(select(kind).where(kind.id.in_(keys)))
            }
        things = {name: rows[key] for name, (_, key) in self.places.items()}
        return SimpleNamespace(**self.words | things)

    def id(self, name: str) -> UUID:
        return self.places[name][1]
