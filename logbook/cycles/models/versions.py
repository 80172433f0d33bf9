"""What stood in an answer before, and what was written at the same time."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, Text, select
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
    def replaced(cls, answer: Answer) -> Self:
        """What stands in the answer now, kept before something else does."""
        return cls(
            answer_id=answer.id,
            kind=VersionKind.REPLACED,
            revision=answer.revision,
            text=answer.text,
            written_by_id=answer.written_by_id,
            written_at=answer.written_at,
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
        )

    @property
    def waits(self) -> bool:
        return self.kind is VersionKind.CAME_SECOND and self.settled_at is None
