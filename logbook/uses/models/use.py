"""One place that a passage went to: a time of teaching, a house meeting, or a plan."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    CompoundSelect,
    ForeignKey,
    Index,
    Select,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from logbook.boards.models import BoardPassage
from logbook.cycles.models import Answer, Cycle
from logbook.db import Model
from logbook.people.models import Person
from logbook.programme.models import Session
from logbook.releases.models import Release


class UseKind(StrEnum):
    SESSION = "session"
    MEETING = "meeting"
    PLAN = "plan"


class Use(Model):
    """That an answer, or a released passage of it, was used; on a day, never at an hour.

    `cycle` and `house` are where the words come from, `plan` the round that was built on them.
    """

    __table_args__ = (
        CheckConstraint(
            "(kind = 'session' AND session_id IS NOT NULL AND release_id IS NOT NULL"
            " AND plan_id IS NULL)"
            " OR (kind = 'meeting' AND session_id IS NULL AND plan_id IS NULL)"
            " OR (kind = 'plan' AND session_id IS NULL AND plan_id IS NOT NULL)",
            name="place_fits_kind",
        ),
        Index("uq_use_session", "session_id", "release_id", unique=True),
        Index("uq_use_plan", "plan_id", "answer_id", unique=True),
        Index(
            "uq_use_meeting",
            "answer_id",
            "used_on",
            unique=True,
            sqlite_where=text("kind = 'meeting'"),
            postgresql_where=text("kind = 'meeting'"),
        ),
        Index("ix_use_answer_id", "answer_id"),
        Index("ix_use_release_id", "release_id"),
        Index("ix_use_cycle_id", "cycle_id"),
        Index("ix_use_house", "house_id", "used_on"),
    )

    kind: Mapped[UseKind]
    house_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"))
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("release.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"))
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("cycle.id"))
    used_on: Mapped[date]
    marked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime]

    cycle: Mapped[Cycle] = relationship(foreign_keys=[cycle_id])
    answer: Mapped[Answer] = relationship()
    release: Mapped[Release | None] = relationship()
    session: Mapped[Session | None] = relationship()
    plan: Mapped[Cycle | None] = relationship(foreign_keys=[plan_id])
    marked_by: Mapped[Person] = relationship()

    @classmethod
    def in_session(cls, release: Release, session: Session, *, by: Person, at: datetime) -> Self:
        """A released passage was used in a time of teaching; an instructor says so."""
        return cls(
            kind=UseKind.SESSION, house_id=release.cycle.house_id, cycle_id=release.cycle_id,
            answer_id=release.answer_id, release_id=release.id, session_id=session.id,
            used_on=session.starts_on, marked_by_id=by.id, marked_at=at,
        )  # fmt: skip

    @classmethod
    def at_meeting(
        cls, answer: Answer, release: Release | None, *, on: date, by: Person, at: datetime
    ) -> Self:
        """The words were taken up at a meeting of their house."""
        return cls(
            kind=UseKind.MEETING, house_id=answer.cycle.house_id, cycle_id=answer.cycle_id,
            answer_id=answer.id, release_id=release.id if release else None,
            used_on=on, marked_by_id=by.id, marked_at=at,
        )  # fmt: skip

    @classmethod
    def in_plan(
        cls, answer: Answer, release: Release | None, plan: Cycle, *,
        by: Person, at: datetime, today: date,
    ) -> Self:  # fmt: skip
        """Another round is built on the words."""
        return cls(
            kind=UseKind.PLAN, house_id=answer.cycle.house_id, cycle_id=answer.cycle_id,
            answer_id=answer.id, release_id=release.id if release else None, plan_id=plan.id,
            used_on=today, marked_by_id=by.id, marked_at=at,
        )  # fmt: skip

    def may_be_taken_back_by(self, person: Person) -> bool:
        """By the one who marked it; what is in a plan, by those who write that."""
        writes_the_plan = self.plan is not None and self.plan.is_written_by(person)
        return self.kind is not UseKind.SESSION and (
            self.marked_by_id == person.id or writes_the_plan
        )

    @classmethod
    def with_id(cls, use_id: UUID) -> Select[Self]:
        """Whoever asks: a view says who may."""
        return (
            select(cls)
            .where(cls.id == use_id)
            .options(joinedload(cls.plan).selectinload(Cycle.writers))
        )

    @classmethod
    def of_session(cls, session_id: UUID) -> Select[Self]:
        """What is marked as used in a time of teaching."""
        return select(cls).where(cls.session_id == session_id)

    @classmethod
    def out_in(cls, session_id: UUID) -> Select[Self]:
        """Those of them that an instructor may see: released and not withdrawn."""
        return (
            cls.of_session(session_id)
            .join(cls.release)
            .where(Release.released_at.is_not(None), Release.withdrawn_at.is_(None))
            .options(contains_eager(cls.release))
            .order_by(cls.release_id)
        )

    @classmethod
    def same_meeting(cls, answer: Answer, on: date) -> Select[Self]:
        return select(cls).where(
            cls.answer_id == answer.id, cls.kind == UseKind.MEETING, cls.used_on == on
        )

    @classmethod
    def in_this_plan(cls, answer: Answer, plan_id: UUID) -> Select[Self]:
        return select(cls).where(cls.answer_id == answer.id, cls.plan_id == plan_id)

    @classmethod
    def ever_about(cls, cycle_id: UUID) -> Select[Self]:
        """What was used of a round, and what it was built on."""
        return select(cls).where(or_(cls.cycle_id == cycle_id, cls.plan_id == cycle_id))


def offered_to(programme_id: UUID, session_id: UUID) -> Select[Release]:
    """What may be marked as used in a time of teaching: wherever it was found, it is with KP."""
    # Three searches along three indexes; an OR, or an order, would read all that KP has.
    there: CompoundSelect[UUID] = union_all(
        select(Release.id).where(Release.session_id == session_id),
        BoardPassage.for_session(session_id),
        select(Use.release_id).where(Use.session_id == session_id),
    )
    return Release.released_to(programme_id).where(Release.id.in_(there))
