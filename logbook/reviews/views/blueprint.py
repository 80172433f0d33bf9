"""What the pages of sparring share: the blueprint, and how a request is found."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from logbook.cycles.models import Cycle
from logbook.cycles.models.parts import TO_READ
from logbook.cycles.questions import questions_of
from logbook.cycles.stages import IllegalMove, Stage
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.reviews.models import Reply, Sparring, SparringRequest

bp = Blueprint("reviews", __name__)

QUESTIONS = {stage: questions_of(stage) for stage in Stage}


def find(request_id: UUID, *options: Any) -> SparringRequest:
    """The request, if the signed-in person may see its cycle; else 404."""
    query = SparringRequest.visible_to(me()).where(SparringRequest.id == request_id)
    asked: SparringRequest = db.session.scalar(query.options(*options)) or abort(404)
    return asked


def find_with_cycle(request_id: UUID) -> SparringRequest:
    """The request with its cycle and all that is read of it, in a fixed number of queries."""
    query, values = prepared(request_to_read, me(), request_id=request_id)
    found = db.session.scalars(query, values).unique()
    asked: SparringRequest = next(iter(found), None) or abort(404)
    make_whole(asked.cycle, me(), TO_READ)
    return asked


def request_to_read(person: Person, request_id: UUID) -> Select[SparringRequest]:
    return (
        SparringRequest.visible_to(person)
        .where(SparringRequest.id == request_id)
        .options(
            joinedload(SparringRequest.asked_by),
            joinedload(SparringRequest.sparring).joinedload(Sparring.by),
            joinedload(SparringRequest.replies).joinedload(Reply.by),
            contains_eager(SparringRequest.cycle).joinedload(Cycle.house),
        )
    )


def commit_or_refuse(reason: str) -> None:
    """Commit; if somebody else was a moment earlier, say what stands in the way."""
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise IllegalMove(reason) from error
