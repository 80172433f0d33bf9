"""Around a time of teaching: when it is, and what one has written that could be taken along."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, select, union_all

from logbook.cycles.models import Answer, Cycle, CycleWriter
from logbook.cycles.questions import Question
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.programme.models import Module, Session, SessionKind
from logbook.releases.models import Release
from logbook.uses.models.outcome import Outcome

TOLD = (Question.TAKEAWAY, Question.LEARNED, Question.SURPRISED)
SHOWN = 3


@dataclass(frozen=True)
class ToShare:
    """Something she has written, and how far it is on its way to KP."""

    id: UUID
    cycle_id: UUID
    question: Question
    text: str
    title: str
    is_out: bool
    is_proposed: bool


def taught(person: Person, *days: ColumnElement[bool]) -> Select[UUID]:
    """The times of teaching of her programme on some days."""
    return (
        select(Session.id)
        .join(Session.module)
        .where(
            Module.programme_id == person.programme_id,
            Session.kind != SessionKind.TRIAL_PERIOD,
            *days,
        )
        .limit(1)
    )


def near_sessions(person: Person, first: date, today: date) -> Select[*tuple[Any, ...]]:
    """The last time of teaching since `first`, with what was told of it, and the next one.

    The day itself counts as over, as for a passage.
    """
    order = Session.starts_on, Session.position, Session.id
    been = taught(person, Session.starts_on >= first, Session.starts_on <= today)
    coming = taught(person, Session.starts_on > today).order_by(*order)
    two = [been.order_by(*(each.desc() for each in order)), coming]
    return (
        select(
            Session.id, Session.title, Session.starts_on, Session.module_id,
            Module.title.label("module"), Outcome.text.label("outcome"),
        )
        .join(Session.module)
        .outerjoin(Outcome, Outcome.session_id == Session.id)
        .where(Session.id.in_(union_all(*(select(each.subquery().c.id) for each in two))))
        .order_by(Session.starts_on)
    )  # fmt: skip


def to_share(person: Person, module_id: UUID) -> Select[*tuple[Any, ...]]:
    """The newest that she could take along, from this module first."""
    is_live = and_(Release.answer_id == Answer.id, Release.withdrawn_at.is_(None))
    is_told = and_(
        Answer.cycle_id == Cycle.id,
        Answer.question.in_(TOLD),
        Answer.trial_id.is_(None),
        Answer.observation_id.is_(None),
        Answer.text.not_in(["", HIDDEN_TEXT]),
    )
    return (
        select(
            Answer.id, Answer.cycle_id, Answer.question, Answer.text, Cycle.title,
            exists().where(is_live, Release.released_at.is_not(None)).label("is_out"),
            exists().where(is_live).label("is_proposed"),
        )
        .select_from(CycleWriter)
        .join(Cycle, Cycle.id == CycleWriter.cycle_id)
        .join(Answer, is_told)
        .where(
            CycleWriter.person_id == person.id,
            CycleWriter.removed_at.is_(None),
            Cycle.programme_id == person.programme_id,
        )
        .order_by(
            case((Cycle.module_id == module_id, 0), else_=1), Answer.written_at.desc(), Answer.id
        )
        .limit(SHOWN)
    )  # fmt: skip
