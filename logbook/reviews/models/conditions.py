"""What the queries of sparring share: who sees, who writes, what to quote, what comes after."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.people.models import Person

BOX_HEADINGS = ("Det lægger jeg mærke til", "Det bliver jeg nysgerrig på", "Det kan jeg hjælpe med")
# A number on a badge need not be exact for ever; past this it stays.
MOST_ON_BADGE = 99
# The answer that a stage is about; where it has none, the action that is tried.
ABOUT = {
    Stage.TRY: Question.WHAT,
    Stage.OBSERVE: Question.SAW,
    Stage.REFLECT: Question.LEARNED,
}


class BringUp(StrEnum):
    """Where the leader will bring it up."""

    ROOM_MEETING = "room_meeting"
    STAFF_MEETING = "staff_meeting"

    @property
    def label(self) -> str:
        return {"room_meeting": "stuemøde", "staff_meeting": "personalemøde"}[self.value]


def seen_by(person: Person) -> ColumnElement[bool]:
    """`Cycle.visible_to` as a condition, for queries that reach a cycle by joining it."""
    condition = Cycle.visible_to(person).whereclause
    assert condition is not None
    return condition


def is_past(row: Any, at: Any, last: Any, *, newest_first: bool) -> ColumnElement[bool]:
    """Whether a row comes after the last one shown, in the order of a moment and then the id."""
    moment = getattr(last, at.key)
    further = at < moment if newest_first else at > moment
    return or_(further, and_(at == moment, row.id > last.id))


def words_about(cycle_id: UUID, stage: Stage, about_id: UUID | None = None) -> Select[Answer]:
    """The one answer to quote: the one chosen, else what the stage is about, else the action,
    else the wondering.
    """
    wanted = [ABOUT.get(stage, Question.ACTION), Question.ACTION, Question.WONDERING]
    is_chosen = Answer.id == about_id
    place = case(
        (is_chosen, -1), *((Answer.question == question, n) for n, question in enumerate(wanted))
    )
    return (
        select(Answer)
        .where(
            Answer.cycle_id == cycle_id,
            or_(is_chosen, Answer.question.in_(wanted)),
            Answer.text != "",
        )
        .order_by(place, Answer.written_at.desc(), Answer.id)
        .limit(1)
    )
