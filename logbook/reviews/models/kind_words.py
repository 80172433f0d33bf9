"""A kind word: what a leader writes herself to a team that has not written for a while."""

from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Row,
    Select,
    Text,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import Cycle, CycleWriter, writes_in
from logbook.cycles.stages import IllegalMove
from logbook.db import Model
from logbook.people.models import Person
from logbook.reviews.models.conditions import MOST_ON_BADGE, is_past

QUIET_DAYS = 14
ONE_IN = timedelta(days=7)


class NotNow(IllegalMove):
    """A kind word cannot be sent just now; the message says why."""


class TooSoon(NotNow):
    """The team had one lately; `may_on` is the first day for the next."""

    def __init__(self, last: "KindWord") -> None:
        super().__init__("De har lige fået et puf.")
        self.last, self.may_on = last, last.sent_on + ONE_IN


class KindWord(Model):
    """One nudge to a cycle's writers. `number` counts those of the cycle: of two that are sent in
    the same moment only one can be the next.
    """

    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint(
            "(thanked_at IS NULL) = (thanked_by_id IS NULL)", name="somebody_thanked"
        ),
        Index("uq_kind_word", "cycle_id", "number", unique=True),
    )  # fmt: skip

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
    sent_on: Mapped[date]
    thanked_at: Mapped[datetime | None]
    thanked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    cycle: Mapped[Cycle] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])

    @classmethod
    def send(
        cls, cycle: Cycle, words: str, *, last: "KindWord | None", quiet_since: datetime,
        by: Person, at: datetime, today: date, id: UUID | None = None,
    ) -> "KindWord":  # fmt: skip
        """Write to a team. `last` is the newest that it had, by whoever. Raises NotNow."""
        cls.must_be_possible(cycle, last=last, quiet_since=quiet_since, today=today)
        return cls(
            **({"id": id} if id else {}),
            cycle=cycle, cycle_id=cycle.id, number=last.number + 1 if last else 1, by=by,
            by_id=by.id, text=words, sent_at=at, sent_on=today,
        )  # fmt: skip

    @classmethod
    def must_be_possible(
        cls, cycle: Cycle, *, last: "KindWord | None", quiet_since: datetime, today: date
    ) -> None:
        """Raises TooSoon in the seven days after the last one; NotNow if nobody needs one."""
        if last and today < last.sent_on + ONE_IN:
            raise TooSoon(last)
        if cycle.stage.is_ending or not cycle.is_planned:
            raise NotNow("Runden er ikke i gang.")
        if cycle.changed_at >= quiet_since:
            raise NotNow("Der er lige skrevet i forløbet.")

    def thank(self, *, by: Person, at: datetime) -> None:
        """The team has seen it; the first of them stands there."""
        if self.thanked_at is None:
            self.thanked_at, self.thanked_by_id = at, by.id

    @classmethod
    def of(cls, cycle_id: UUID) -> Select[Self]:
        """All that a team ever had, the newest first."""
        return (
            select(cls)
            .where(cls.cycle_id == cycle_id)
            .options(joinedload(cls.by))
            .order_by(cls.number.desc())
        )

    @classmethod
    def shown_to(cls, person: Person) -> Select[Self]:
        """Those to her teams that nobody has thanked for, while nobody has written since."""
        return (
            select(cls)
            .join(cls.cycle)
            .join(CycleWriter, CycleWriter.cycle_id == cls.cycle_id)
            .where(
                CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None),
                cls.thanked_at.is_(None), cls.sent_at >= Cycle.changed_at,
                Cycle.ended_from.is_(None),
            )
            .order_by(cls.sent_at.desc(), cls.id)
        )  # fmt: skip

    @classmethod
    def number_shown_to(cls, person: Person) -> Select[int]:
        few = cls.shown_to(person).with_only_columns(cls.id).order_by(None).limit(MOST_ON_BADGE)
        return select(func.count()).select_from(few.subquery())

    @classmethod
    def known_to(cls, person: Person) -> Select[Self]:
        """Those that she wrote, and those to her and the ones she writes with."""
        return (
            select(cls)
            .where(or_(cls.by_id == person.id, writes_in(person.id, cls.cycle_id)))
            .options(joinedload(cls.cycle).selectinload(Cycle.writers))
        )

    @classmethod
    def last_sent_on(cls) -> Select[date]:
        """For a query over cycles: on which day each had its last one."""
        return select(func.max(cls.sent_on)).where(cls.cycle_id == Cycle.id).correlate(Cycle)


def quiet_in(person: Person, house_id: UUID, quiet_since: datetime) -> Select[Cycle]:
    """What a house's leader may open and nobody has written in, the longest first.

    Not what has ended, nor what she writes in herself.
    """
    return (
        Cycle.opened_to_leader_of(house_id)
        .where(
            Cycle.ended_from.is_(None),
            Cycle.changed_at < quiet_since,
            ~writes_in(person.id, Cycle.id),
        )
        .order_by(Cycle.changed_at, Cycle.id)
    )


def is_quieter_than(last: Cycle | Row[*tuple[Any, ...]]) -> ColumnElement[bool]:
    """What stands below `last` in that list."""
    return is_past(Cycle, Cycle.changed_at, last, newest_first=False)
