"""What stood in the note of a conversation before, and what was written at the same time."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, Text, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import VersionKind, WaitsToBeSettled
from logbook.cycles.models.versions import WAITING
from logbook.db import Model, enum_column
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.conversations.models.conversation import Conversation


class NoteVersion(WaitsToBeSettled, Model):
    """An earlier text of a note, or one that met another and waits to be looked at.

    As with the versions of an answer it is never changed, and goes only with its conversation.
    """

    __table_args__ = (
        CheckConstraint("kind = 'came_second' OR settled_at IS NULL", name="only_a_second_waits"),
        Index("ix_note_version_conversation_id", "conversation_id", "written_at"),
        Index(
            "ix_note_version_waiting",
            "conversation_id",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"))
    kind: Mapped[VersionKind] = mapped_column(enum_column(VersionKind, "kind"))
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    conversation: Mapped["Conversation"] = relationship(back_populates="versions")
    written_by: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, conversation_id: UUID) -> Select[Self]:
        """The newest first, with who wrote each."""
        return (
            select(cls)
            .where(cls.conversation_id == conversation_id)
            .order_by(cls.written_at.desc(), cls.revision.desc(), cls.id)
            .options(joinedload(cls.written_by))
        )

    @classmethod
    def with_id(cls, version_id: UUID) -> Select[Self]:
        """Whoever asks: who may read it is said by its conversation."""
        return select(cls).where(cls.id == version_id).options(joinedload(cls.written_by))

    @classmethod
    def same(cls, conversation_id: UUID, words: str, person: Person) -> Select[Self]:
        """The same text of hers that waits already: a page loaded again sends it once more."""
        return select(cls).where(
            cls.conversation_id == conversation_id,
            cls.is_waiting(),
            cls.written_by_id == person.id,
            cls.text == words,
        )
