"""The figures of a programme's houses as they were counted on one day, and what they count."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Delete,
    ForeignKey,
    Select,
    Text,
    UniqueConstraint,
    delete,
    event,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from logbook.cycles.models import Cycle, CycleWriter, Observation
from logbook.cycles.stages import Visibility
from logbook.db import HeldSession, Model

# Above a house only what is open to all of it counts.
COUNTED = (Visibility.HOUSE, Visibility.PROJECT)


class Figures(Model):
    """The figures of one programme, counted once a day; what is hidden is not in them.

    `shown` is JSON. There is one row a programme, or none until somebody asks.
    """

    __table_args__ = (UniqueConstraint("programme_id"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    counted_on: Mapped[date]
    shown: Mapped[str] = mapped_column(Text)

    @classmethod
    def of_day(cls, programme_id: UUID, day: date) -> Select[UUID]:
        """The id of what was counted that day, if anybody asked."""
        return select(cls.id).where(cls.programme_id == programme_id, cls.counted_on == day)

    @classmethod
    def numbers_in(cls, figures_id: UUID) -> Select[str]:
        return select(cls.shown).where(cls.id == figures_id)

    @classmethod
    def forget(cls, programme_ids: set[UUID]) -> Delete:
        return delete(cls).where(cls.programme_id.in_(programme_ids))


def cycles_counted(programme_id: UUID) -> Select[*tuple[Any, ...]]:
    """A row for each writer of each cycle: house, module, stage, decision, cycle, writer."""
    return (
        select(
            Cycle.house_id, Cycle.module_id, Cycle.stage, Cycle.decision, Cycle.id,
            CycleWriter.person_id,
        )
        .join(CycleWriter, CycleWriter.cycle_id == Cycle.id)
        .where(
            Cycle.programme_id == programme_id,
            Cycle.visibility.in_(COUNTED),
            CycleWriter.removed_at.is_(None),
        )
    )  # fmt: skip


def notes_counted(
    programme_id: UUID, since: datetime, first: date, last: date
) -> Select[UUID, date, UUID]:
    """A row for each note that tells of these days: its house, its day, and who saw it.

    `since` is when the first day began; what was written later stands in a cycle changed later.
    """
    return (
        select(Cycle.house_id, Observation.observed_on, Observation.observer_id)
        .join(Observation, Observation.cycle_id == Cycle.id)
        .where(
            Cycle.programme_id == programme_id,
            Cycle.visibility.in_(COUNTED),
            Cycle.changed_at >= since,
            Observation.observed_on.between(first, last),
        )
    )


@event.listens_for(HeldSession, "before_flush")
def forget_what_is_taken_back(session: Session, _context: Any, _instances: Any) -> None:
    """What is narrowed or deleted leaves the figures at once: they are counted anew."""
    gone = {
        cycle.programme_id
        for cycle in (*session.dirty, *session.deleted)
        if isinstance(cycle, Cycle) and is_taken_back(cycle, cycle in session.deleted)
    }
    if gone:
        session.execute(Figures.forget(gone).execution_options(synchronize_session=False))


def is_taken_back(cycle: Cycle, is_deleted: bool) -> bool:
    """Whether it could be counted before this flush and cannot after it."""
    history = inspect(cycle).attrs.visibility.history
    if is_deleted or not history.added:
        return is_deleted
    # What stood there is not always loaded; then it may have been counted.
    was_counted = not history.deleted or history.deleted[0] in COUNTED
    return was_counted and cycle.visibility not in COUNTED
