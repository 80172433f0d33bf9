"""What needs the leader on her overview: who waits, what is new, and who could use a kind word."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from logbook.db import db
from logbook.people.models import Person, prepared
from logbook.reviews.queue import news_for, queue_of, quoted, replies_to
from logbook.reviews.quiet import quiet_cycles, quiet_since
from logbook.reviews.waiting_time import usual_wait

WAITING_SHOWN = 3
QUIET_SHOWN = 3


def needs_her(person: Person, house_id: UUID, today: date) -> dict[str, Any]:
    """What `_queue.html` and `_kind_words.html` show."""
    waiting = db.session.execute(*prepared(first_in_queue, person, today=today)).all()
    asked = prepared(first_quiet, person, house_id=house_id, before=quiet_since(today))
    quiet = db.session.execute(*asked).all()
    return {
        "waiting": waiting,
        "number": news_for(person).waiting if waiting else 0,
        "words": quoted(waiting[0], person) if waiting else None,
        "usual_wait": usual_wait(person, house_id, today),
        "replies": replies_to(person),
        "quiet": quiet[:QUIET_SHOWN],
        "more_quiet": len(quiet) > QUIET_SHOWN,
    }


def first_in_queue(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    return queue_of(person, today).limit(WAITING_SHOWN)


def first_quiet(person: Person, house_id: UUID, before: datetime) -> Select[*tuple[Any, ...]]:
    return quiet_cycles(person, house_id, before).limit(QUIET_SHOWN + 1)
