"""A cycle with everything that stands in it, in a fixed number of queries that are built once."""

from sqlalchemy.orm.attributes import set_committed_value

from logbook.cycles.models import Cycle
from logbook.cycles.models.parts import PARTS, Parts
from logbook.db import db
from logbook.people.models import Person, prepared


def make_whole(cycle: Cycle, reader: Person, parts: Parts = PARTS) -> Cycle:
    """Load all its parts, and give each trial and observation its own answers."""
    load_parts(cycle, reader, *parts, parts=parts)
    cycle.hand_out_answers()
    return cycle


def load_parts(cycle: Cycle, reader: Person, *names: str, parts: Parts = PARTS) -> None:
    """Load some of its parts, each by the name of its relationship."""
    for name in names:
        found = db.session.scalars(*prepared(parts[name], reader, cycle_id=cycle.id)).unique()
        set_committed_value(cycle, name, list(found))
