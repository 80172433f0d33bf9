"""A conversation about a round, and what stood in its note before."""

from logbook.conversations.models.conversation import OPENING_LASTS, Conversation
from logbook.conversations.models.note import NoteVersion

__all__ = ["OPENING_LASTS", "Conversation", "NoteVersion"]
