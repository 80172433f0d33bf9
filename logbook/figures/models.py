"""The figures of a programme's houses as they were counted on one day, and what they count."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    Text,
    UniqueConstraint,
    Update,
    and_,
    case,
    event,
    inspect,
    null,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from logbook.cycles.models import Cycle, CycleWriter, Observation
from logbook.cycles.stages import OPEN_TO_HOUSE
from logbook.db import HeldSession, Model
from logbook.people.models import Person


class Figures(Model):
    """The figures of one programme, counted once a day; each count has an id of its own.

    `shown` is JSON, and what is hidden is not in it. `published` says what was counted when each
    number was last shown, and is read only by the next count. `taken_back` names the houses in
    which something was taken back since. There is one row a programme, or none until somebody asks.
    """

    __table_args__ = (UniqueConstraint("programme_id"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    counted_on: Mapped[date]
    shown: Mapped[str] = mapped_column(Text)
    published: Mapped[str] = mapped_column(Text)
    taken_back: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def latest(cls, programme_id: UUID) -> Select[UUID, date, str]:
        """The id of the last count, its day, and where something was taken back since."""
        return select(cls.id, cls.counted_on, cls.taken_back).where(
            cls.programme_id == programme_id
        )

    @classmethod
    def shown_in(cls, figures_id: UUID) -> Select[str]:
        return select(cls.shown).where(cls.id == figures_id)

    @classmethod
    def published_in(cls, figures_id: UUID) -> Select[str]:
        return select(cls.published).where(cls.id == figures_id)

    @classmethod
    def replace(cls, figures_id: UUID, taken_back: str, **counted: Any) -> Update:
        """Put another count in its place, unless somebody else did or took something back."""
        is_same = and_(cls.id == figures_id, cls.taken_back == taken_back)
        return update(cls).where(is_same).values(id=uuid4(), taken_back="", **counted)

    @classmethod
    def take_back(cls, programme_id: UUID, house_id: UUID) -> Update:
        """Count again before anything is shown: something is gone from this house."""
        is_new = ~cls.taken_back.contains(str(house_id))
        return (
            update(cls)
            .where(cls.programme_id == programme_id, is_new)
            .values(taken_back=cls.taken_back + f"{house_id} ")
        )


def cycles_counted(programme_id: UUID) -> Select[*tuple[Any, ...]]:
    """A row for each writer of each cycle, those of a cycle after each other.

    Above a house only what is open to all of it counts.
    """
    return (
        select(
            Cycle.house_id, Cycle.module_id, Cycle.stage, Cycle.decision, Cycle.id,
            unless_stand_in(CycleWriter.person_id),
        )
        .join(CycleWriter, CycleWriter.cycle_id == Cycle.id)
        .join(Person, Person.id == CycleWriter.person_id)
        .where(
            Cycle.programme_id == programme_id,
            Cycle.visibility.in_(OPEN_TO_HOUSE),
            CycleWriter.removed_at.is_(None),
        )
        .order_by(Cycle.id)
    )  # fmt: skip


def unless_stand_in(person_id: Any) -> ColumnElement[UUID | None]:
    """Who stands in for those who left is nobody, and never one more of five."""
    return case((Person.is_stand_in, null()), else_=person_id).label("person_id")


def notes_counted(
    programme_id: UUID, since: datetime, first: date, last: date
) -> Select[UUID, date, UUID | None]:
    """A row for each note that tells of these days: its house, its day, and who saw it.

    `since` is when the first day began; what was written later stands in a cycle changed later.
    """
    return (
        select(Cycle.house_id, Observation.observed_on, unless_stand_in(Observation.observer_id))
        .join(Observation, Observation.cycle_id == Cycle.id)
        .join(Person, Person.id == Observation.observer_id)
        .where(
            Cycle.programme_id == programme_id,
            Cycle.visibility.in_(OPEN_TO_HOUSE),
            Cycle.changed_at >= since,
            Observation.observed_on.between(first, last),
        )
    )


@event.listens_for(HeldSession, "before_flush")
def note_what_is_taken_back(session: Session, _context: Any, _instances: Any) -> None:
    """What is narrowed or deleted, or a writer who leaves: no figure shows it from now on."""
    things = [(thing, thing in session.deleted) for thing in (*session.dirty, *session.deleted)]
    gone = {
        (cycle.programme_id, cycle.house_id)
        for thing, is_deleted in things
        if (cycle := cycle_that_loses(thing, is_deleted))
    }
    for programme_id, house_id in gone:
        noted = Figures.take_back(programme_id, house_id)
        session.execute(noted.execution_options(synchronize_session=False))


def cycle_that_loses(thing: object, is_deleted: bool) -> Cycle | None:
    """The cycle of which something was counted before this flush and is not after it."""
    if isinstance(thing, Cycle):
        return thing if is_deleted or is_narrowed(thing) else None
    if isinstance(thing, Observation):
        return thing.cycle if is_deleted else None
    if isinstance(thing, CycleWriter):
        leaves = thing.removed_at and inspect(thing).attrs.removed_at.history.added
        return thing.cycle if is_deleted or leaves else None
    return None


def is_narrowed(cycle: Cycle) -> bool:
    history = inspect(cycle).attrs.visibility.history
    # What stood there is not always loaded; then it may have been counted.
    was_counted = not history.deleted or history.deleted[0] in OPEN_TO_HOUSE
    return bool(history.added) and was_counted and cycle.visibility not in OPEN_TO_HOUSE
