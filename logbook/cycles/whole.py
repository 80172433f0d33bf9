"""A cycle with everything that stands in it, in a fixed number of queries that are built once."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm.attributes import set_committed_value

from logbook.cycles.models import Cycle, CycleGuest
from logbook.cycles.models.parts import PARTS, Parts
from logbook.db import db
from logbook.people.models import Person, prepared


def make_whole(cycle: Cycle, reader: Person, parts: Parts = PARTS) -> Cycle:
    """Load all its parts, and give each trial and observation its own answers."""
    load_parts(cycle, reader, *parts, parts=parts)
    load_guests([cycle], reader)
    cycle.hand_out_answers()
    return cycle


def load_parts(cycle: Cycle, reader: Person, *names: str, parts: Parts = PARTS) -> None:
    """Load some of its parts, each by the name of its relationship."""
    for name in names:
        found = db.session.scalars(*prepared(parts[name], reader, cycle_id=cycle.id)).unique()
        set_committed_value(cycle, name, list(found))


def load_guests(cycles: Sequence[Cycle], reader: Person) -> None:
    """Load whom each was sent to by name, in one query; in none if there can be nobody."""
    keys = [cycle.id for cycle in cycles if cycle.may_have_guests]
    if not keys:
        return
    found = db.session.scalars(*prepared(guests_of, reader, cycle_ids=keys)).unique().all()
    for cycle in cycles:
        if cycle.id in keys:
            hers = [guest for guest in found if guest.cycle_id == cycle.id]
            set_committed_value(cycle, "guests", hers)


def guests_of(_person: Person, cycle_ids: Collection[UUID]) -> Select[CycleGuest]:
    return CycleGuest.of(cycle_ids)
