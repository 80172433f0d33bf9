"""What stood in an answer before, and what was written at the same time."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation
from logbook.cycles.models.writers import CycleWriter
from logbook.db import Model
from logbook.people.models import Person

SHOWN = 20
WAITING = "kind = 'came_second' AND settled_at IS NULL"


class VersionKind(StrEnum):
    """Why a text is kept beside the one that stands in the answer."""

    REPLACED = "replaced"
    CAME_SECOND = "came_second"


class WaitsToBeSettled:
    """A text that is kept beside another; one that came second waits for somebody to choose."""

    if TYPE_CHECKING:
        kind: Mapped[VersionKind]
        settled_at: Mapped[datetime | None]

    @property
    def waits(self) -> bool:
        return self.kind is VersionKind.CAME_SECOND and self.settled_at is None

    @classmethod
    def is_waiting(cls) -> ColumnElement[bool]:
        """`waits` as a condition, in the words of its index: a parameter would not be known."""
        second = bindparam(
            "second", VersionKind.CAME_SECOND, type_=cls.kind.type, literal_execute=True
        )
        return and_(cls.kind == second, cls.settled_at.is_(None))


class Version(WaitsToBeSettled, Model):
    """An earlier text of an answer; or one that met another, and waits to be looked at.

    `revision` is the answer's own when this text stood there; for one that came second it is the
    revision that it met. `written_by` is nobody where nobody knows. A version is never changed
    and goes only with its answer: nothing that was written is lost by writing again.
    """

    __table_args__ = (
        CheckConstraint("kind = 'came_second' OR settled_at IS NULL", name="only_a_second_waits"),
        Index("ix_version_answer_id", "answer_id", "written_at"),
        Index(
            "ix_version_waiting",
            "answer_id",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    kind: Mapped[VersionKind]
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    # When it gave way to another text; for one that came second, when it came.
    kept_at: Mapped[datetime]
    # When somebody chose between a text that came second and the one it met.
    settled_at: Mapped[datetime | None]

    answer: Mapped[Answer] = relationship()
    written_by: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, answer: Answer) -> Select[Self]:
        """The newest first, with who wrote each."""
        return (
            select(cls)
            .where(cls.answer_id == answer.id)
            .order_by(cls.written_at.desc(), cls.revision.desc(), cls.id)
            .options(joinedload(cls.written_by))
        )

    @classmethod
    def known_to(cls, reader: Person, answer: Answer, since: datetime | None) -> Select[Self]:
        """Of these her own, and those that stood there when she came or later.

        `since` is when she came; None in an observation, which is hers alone from the beginning.
        """
        return cls.of(answer).where(cls.stood_for(reader, since))

    @classmethod
    def stood_for(cls, reader: Person, since: datetime | None) -> ColumnElement[bool]:
        is_hers = cls.written_by_id == reader.id
        return true() if since is None else or_(is_hers, cls.kept_at >= since)

    @classmethod
    def writers_in(cls, cycle_id: UUID) -> Select[UUID | None]:
        """Whose words are kept beside the texts of this cycle."""
        return (
            select(cls.written_by_id)
            .join(Answer, Answer.id == cls.answer_id)
            .where(Answer.cycle_id == cycle_id)
            .distinct()
        )

    @classmethod
    def with_id(cls, version_id: UUID) -> Select[Self]:
        """Whoever asks: who may read it is said by its answer."""
        return select(cls).where(cls.id == version_id).options(joinedload(cls.written_by))

    @classmethod
    def waiting(cls, answer: Answer) -> Select[Self]:
        """What came second and was not looked at yet, the oldest first."""
        return (
            select(cls)
            .where(cls.answer_id == answer.id, cls.is_waiting())
            .order_by(cls.written_at, cls.id)
        )

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        """The same in every text that she may rewrite, joined to its answer."""
        writes = exists().where(
            CycleWriter.cycle_id == Answer.cycle_id,
            CycleWriter.person_id == person.id,
            CycleWriter.removed_at.is_(None),
            # What met before she came is for those who were there.
            CycleWriter.added_at <= cls.kept_at,
        )
        observed = exists().where(
            Observation.id == Answer.observation_id, Observation.observer_id == person.id
        )
        hers = or_(and_(Answer.observation_id.is_(None), writes), observed)
        waiting = aliased(cls)
        met = select(waiting.answer_id).where(waiting.is_waiting())
        return (
            select(cls)
            .join(cls.answer)
            # From the few that wait, by their index, not from all cycles that there are.
            .where(Answer.id.in_(met), cls.is_waiting(), hers)
            .order_by(cls.written_at, cls.id)
        )

    @classmethod
    def replaced(cls, answer: Answer, *, at: datetime) -> Self:
        """What stands in the answer now, kept before something else does."""
        return cls(
            answer_id=answer.id,
            kind=VersionKind.REPLACED,
            revision=answer.revision,
            text=answer.text,
            written_by_id=answer.written_by_id,
            written_at=answer.written_at,
            kept_at=at,
        )

    @classmethod
    def that_came_second(cls, words: str, answer: Answer, *, by: Person, at: datetime) -> Self:
        return cls(
            answer_id=answer.id,
            kind=VersionKind.CAME_SECOND,
            revision=answer.revision,
            text=words,
            written_by_id=by.id,
            written_at=at,
            kept_at=at,
        )
