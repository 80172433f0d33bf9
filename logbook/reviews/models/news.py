"""What is new for one person, as numbers: one row for every page, since the menu tells it."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from logbook.people.models import Person
from logbook.reviews.models.conditions import MOST_ON_BADGE
from logbook.reviews.models.given import Sparring
from logbook.reviews.models.kind_words import KindWord
from logbook.reviews.models.replies import Reply
from logbook.reviews.models.sparring import SparringRequest


def number_waiting_for(person: Person, today: date) -> Select[int]:
    """How many stand in her queue, up to MOST_ON_BADGE: one number."""
    few = SparringRequest.in_queue_of(person, today).with_only_columns(SparringRequest.id)
    return select(func.count()).select_from(few.order_by(None).limit(MOST_ON_BADGE).subquery())


def news_for(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    """One row of numbers.

    `waiting` in her queue; `unread` sparring and `replies` to her as a writer; `answers` to the
    sparring that she gave; `kind_words` to her teams.
    """
    unread = Sparring.unread_by(person).with_only_columns(Sparring.id).order_by(None)
    numbers = {
        "waiting": number_waiting_for(person, today),
        "unread": select(func.count()).select_from(unread.limit(MOST_ON_BADGE).subquery()),
        "replies": Reply.number_of(Reply.to_writer(person)),
        "answers": Reply.number_of(Reply.to_giver(person)),
        "kind_words": KindWord.number_shown_to(person),
    }
    return select(*(each.scalar_subquery().label(name) for name, each in numbers.items()))
