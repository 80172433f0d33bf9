"""The answers that a person may propose a passage of."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, exists, not_, or_, select, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from logbook.cycles.models import Answer, AnswerWriter, Cycle, writes_in
from logbook.db import Model
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.programme.models import Module
from logbook.releases.models.release import Release


def is_releasable_by(person: Person) -> ColumnElement[bool]:
    """Whether she may propose a passage of an answer.

    Those of the cycles that she writes in, and those in which nobody else wrote: one who has
    left a cycle keeps her own words, but does not read what the others have made of them.
    """
    in_it = AnswerWriter.answer_id == Answer.id
    hers = exists().where(in_it, AnswerWriter.person_id == person.id)
    others = exists().where(in_it, AnswerWriter.person_id != person.id)
    return and_(
        Cycle.programme_id == person.programme_id,
        Answer.text.not_in(["", HIDDEN_TEXT]),
        or_(writes_in(person.id, Answer.cycle_id), and_(hers, not_(others))),
    )


def releasable_by(person: Person) -> Select[Answer]:
    """The answers that she may propose a passage of, with who wrote in them."""
    return (
        select(Answer)
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .where(is_releasable_by(person))
        .options(
            joinedload(Answer.cycle).selectinload(Cycle.writers),
            joinedload(Answer.cycle).joinedload(Cycle.module).selectinload(Module.sessions),
            selectinload(Answer.writers).joinedload(AnswerWriter.person),
        )
    )


def corrected_since(person: Person, release_ids: Collection[UUID]) -> Select[UUID]:
    """Of these passages those whose answer was written again, and which she may share anew.

    Not where a passage of the new text is on its way already.
    """
    newer = aliased(Release)
    is_shared_anew = exists().where(
        newer.answer_id == Answer.id,
        newer.id != Release.id,
        newer.withdrawn_at.is_(None),
        newer.written_at >= Answer.written_at,
    )
    return (
        select(Release.id)
        .join(Release.answer)
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .where(
            Release.id.in_(release_ids),
            is_releasable_by(person),
            Answer.text != Release.text,
            Answer.written_at > Release.written_at,
            ~is_shared_anew,
        )
    )


def hold(kind: type[Model], row_id: UUID) -> Update:
    """Make others who would change this row wait until the transaction ends, on any database.

    Two writers who say yes in the same moment must not each think that the other has not.
    """
    table: Any = kind
    return update(table).where(table.id == row_id).values(id=table.id)
