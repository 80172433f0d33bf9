"""What waits for one person's sparring, and the words that the first of it is about."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager, joinedload

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.people.models import Person, prepared
from logbook.reviews.models import SparringRequest, words_about


def queue_of(person: Person) -> Select[SparringRequest]:
    """Oldest first, with all that a line of it shows."""
    return SparringRequest.waiting_for(person).options(
        joinedload(SparringRequest.asked_by, innerjoin=True),
        contains_eager(SparringRequest.cycle).joinedload(Cycle.house, innerjoin=True),
    )


def number_waiting(person: Person) -> int:
    return db.session.scalar(*prepared(SparringRequest.number_waiting_for, person)) or 0


def quoted(asked: SparringRequest, reader: Person) -> Answer | None:
    """The answer that a request is about."""
    query, values = prepared(words_at(asked.stage), reader, cycle_id=asked.cycle_id)
    answer: Answer | None = db.session.scalar(query, values)
    return answer


@cache
def words_at(stage: Stage) -> Callable[..., Select[Answer]]:
    """One query for each stage, since each asks for other questions."""

    def words(_person: Person, cycle_id: UUID) -> Select[Answer]:
        return words_about(cycle_id, stage)

    return words
