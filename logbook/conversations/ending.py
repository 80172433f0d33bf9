"""What a conversation leaves in the round: what was learned, the next step, and the decision."""

from datetime import datetime

from logbook.cycles.models import Answer, Cycle, Version
from logbook.cycles.next_round import may_be_built_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import ROAD, Stage
from logbook.db import db
from logbook.people.models import Person

# What the one who told sums up in the end, and the answers that it becomes.
SUMMED_UP = {"learned": Question.LEARNED, "next_step": Question.NEXT_STEP}


def may_lead_on(cycle: Cycle) -> bool:
    """Whether the next round can follow once its writers have summed up."""
    if may_be_built_on(cycle):
        return True
    if cycle.stage not in ROAD:
        return False
    missing = ROAD[ROAD.index(cycle.stage) + 1 :]
    return all(cycle.has_answered(stage) for stage in missing if stage is not Stage.REFLECT)


def sum_up(
    cycle: Cycle, question: Question, words: str, *, revision: int, by: Person, at: datetime
) -> Version | None:
    """Write what was summed up as an answer; if another was saved meanwhile, keep it beside it."""
    given = cycle.answer_to(question)
    if given is None or given.revision == revision or given.text == words:
        cycle.answer(question, words, by=by, at=at)
        return None
    second = waits_already(given, words, by) or Version.that_came_second(words, given, by=by, at=at)
    db.session.add(second)
    return second


def waits_already(answer: Answer, words: str, by: Person) -> Version | None:
    waiting = db.session.scalars(Version.waiting(answer))
    return next((v for v in waiting if v.text == words and v.written_by_id == by.id), None)
