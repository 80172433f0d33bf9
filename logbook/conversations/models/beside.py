"""What is kept beside the notes of conversations: earlier texts, and second ones that wait."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from logbook.conversations.models.conversation import Conversation
from logbook.conversations.models.note import NoteVersion
from logbook.cycles.models import Cycle
from logbook.people.models import Person


def notes_met_for(person: Person) -> Select[*tuple[Any, ...]]:
    """Two texts that met in a note of what she writes in, as lines, the oldest first."""
    return (
        Cycle.written_by(person)
        .join(Conversation, Conversation.cycle_id == Cycle.id)
        .join(NoteVersion, NoteVersion.conversation_id == Conversation.id)
        .where(NoteVersion.is_waiting())
        .with_only_columns(NoteVersion.id, NoteVersion.written_at, Cycle.title)
        .order_by(None)
        .order_by(NoteVersion.written_at, NoteVersion.id)
    )


def kept_beside_notes_in(cycle_id: UUID) -> Select[UUID, UUID, bool]:
    """Of a round: conversation, text, and whether it waits; the newest first."""
    return (
        select(NoteVersion.conversation_id, NoteVersion.id, NoteVersion.is_waiting().label("waits"))
        .join(NoteVersion.conversation)
        .where(Conversation.cycle_id == cycle_id)
        .order_by(NoteVersion.written_at.desc(), NoteVersion.id)
    )


def by_conversation(kept: Iterable[Any]) -> dict[UUID, UUID | None]:
    """Each conversation with something beside its note, and the oldest text that waits there."""
    found: dict[UUID, UUID | None] = {}
    for each in kept:
        found[each.conversation_id] = each.id if each.waits else found.get(each.conversation_id)
    return found
