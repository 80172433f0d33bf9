"""Hiding once more what an older backup brings back of a text that was reported since."""

from datetime import datetime
from typing import Any
from uuid import UUID

from logbook.cycles.models import Expectation
from logbook.db import Model, db
from logbook.people.models import Person
from logbook.withheld.models.forgetting import Rewritten, take_out_earlier
from logbook.withheld.models.hiding import hide, hide_with_twins
from logbook.withheld.models.kinds import Reportable, TextKind
from logbook.withheld.models.withheld import Withheld

EXPECTATION = Expectation.__tablename__


def is_there(name: str, text_id: UUID) -> bool:
    return row_of(name, text_id) is not None


def row_of(name: str, text_id: UUID) -> Any:
    kind = TextKind.of_table(name)
    model: Any = Expectation if name == EXPECTATION else kind and kind.words.model
    return db.session.get(model, text_id) if model else None


def withhold(name: str, text_id: UUID, *, at: datetime) -> tuple[list[Withheld], Rewritten | None]:
    """Hide it from all but its writers, who read it through again; its earlier texts go for good.

    What the writers had put in its place is not in the backup: what stands there was written
    before. Returns what is hidden now and was not, and what else is to be looked for.
    """
    row, kind = row_of(name, text_id), TextKind.of_table(name)
    if row is None:
        return [], None
    if kind is None:
        row.put_right(at=at)
        return [], None
    held = Reportable(kind, row)
    hidden = db.session.scalar(Withheld.open_about(held.id))
    before = hidden.own_words if hidden else held.words
    new = [] if hidden or not before else hide_with_twins(held, None, by=asker(held), at=at)
    db.session.flush()
    take_out_earlier(held, before)
    return new, Rewritten.of(held, before)


def is_shown(name: str, text_id: UUID) -> bool:
    """Whether it holds words that everyone sees who sees its place."""
    row, kind = row_of(name, text_id), TextKind.of_table(name)
    if row is None or kind is None or not Reportable(kind, row).words:
        return False
    return db.session.scalar(Withheld.open_about(text_id)) is None


def withhold_as(report_id: UUID, name: str, text_id: UUID, *, at: datetime) -> Withheld:
    """Hide what was reported and not rewritten, as that report: nothing of it goes."""
    kind = TextKind.of_table(name)
    assert kind is not None
    held = Reportable(kind, row_of(name, text_id))
    return hide(held, None, by=asker(held), at=at, report_id=report_id)


def asker(held: Reportable) -> Person:
    """In whose name it is hidden, which no page tells: somebody who has a part in it."""
    row: Any = held.row
    board: Model | None = getattr(row, "board", None)
    known = (
        held.owner_id
        or getattr(row, "started_by_id", None)
        or getattr(row, "written_by_id", None)
        or getattr(row, "made_by_id", None)
        or getattr(board, "made_by_id", None)
    )
    if known is None:
        known = row.cycle.started_by_id
    return db.session.get_one(Person, known)
