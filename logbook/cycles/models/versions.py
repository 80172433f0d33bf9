"""What stood in an answer before, and what was written at the same time."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Text,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models.texts import Answer
from logbook.db import Model
from logbook.people.models import Person

SHOWN = 20


class VersionKind(StrEnum):
    """Why a text is kept beside the one that stands in the answer."""

    REPLACED = "replaced"
    CAME_SECOND = "came_second"


class Version(Model):
    """An earlier text of an answer; or one that met another, and waits to be looked at.

    `revision` is the answer's own when this text stood there; for one that came second it is the
    revision that it met. `written_by` is nobody where nobody knows. A version is never changed
    and goes only with its answer: nothing that was written is lost by writing again.
    """

    __table_args__ = (
        CheckConstraint("kind = 'came_second' OR settled_at IS NULL", name="only_a_second_waits"),
        Index("ix_version_answer_id", "answer_id", "written_at"),
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
    def known_to(cls, reader: Person, answer: Answer, since: datetime | None) -> Select[Self]:
        """Her own, and those that stood there when she came or later; the newest first.

        `since` is when she came; None where she was the first.
        """
        return (
            select(cls)
            .where(cls.answer_id == answer.id, cls.stood_for(reader, since))
            .order_by(cls.written_at.desc(), cls.revision.desc(), cls.id)
            .options(joinedload(cls.written_by))
        )

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
            .where(
                cls.answer_id == answer.id,
                cls.kind == VersionKind.CAME_SECOND,
                cls.settled_at.is_(None),
            )
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

    @property
    def waits(self) -> bool:
        return self.kind is VersionKind.CAME_SECOND and self.settled_at is None
