"""What the pages of a conversation share: the blueprint, and how things are found."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.conversations.models import OPENING_LASTS, Conversation
from logbook.cycles.models import Cycle
from logbook.cycles.models.parts import PARTS, TO_READ
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.policy import Action

bp = Blueprint("conversations", __name__)


def since() -> datetime:
    """What was opened before that has closed by itself."""
    return clock.now() - OPENING_LASTS


def find(conversation_id: UUID, *, to_write: bool = False) -> Conversation:
    """One that the signed-in person may see, with its round and all that stands in it; else 404.

    What was opened is read through the conversation: she need not see the round itself.
    """
    return look_for(conversation_id, to_write=to_write) or abort(404)


def look_for(conversation_id: UUID, *, to_write: bool = False) -> Conversation | None:
    query, values = prepared(one_to_hold, me(), conversation_id=conversation_id, since=since())
    conversation: Conversation | None = db.session.scalar(query, values)
    if conversation is not None:
        make_whole(conversation.cycle, me(), PARTS if to_write else TO_READ)
    return conversation


def one_to_hold(person: Person, conversation_id: UUID, since: datetime) -> Select[Conversation]:
    return Conversation.one(person, conversation_id, since)


def to_rewrite(conversation: Conversation) -> tuple[Action, Conversation | Cycle]:
    """What one must be allowed to do to rewrite the note, and to read what stood there before.

    While the conversation lasts its note is everybody's who takes part; then its writers'.
    """
    if conversation.is_over:
        return Action.WRITE_IN_CYCLE, conversation.cycle
    return Action.TAKE_PART_IN_CONVERSATION, conversation


def find_cycle(cycle_id: UUID) -> Cycle:
    """The round, if she may see it; else 404."""
    query, values = prepared(one_to_talk_about, me(), cycle_id=cycle_id)
    return make_whole(db.session.scalar(query, values) or abort(404), me(), TO_READ)


def one_to_talk_about(person: Person, cycle_id: UUID) -> Select[Cycle]:
    return (
        Cycle.visible_to(person)
        .where(Cycle.id == cycle_id)
        .options(joinedload(Cycle.house, innerjoin=True))
    )
