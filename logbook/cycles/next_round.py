"""The next turn of the spiral: a new round with what was learned filled in."""

from datetime import datetime

from logbook.cycles.models import Answer, AnswerWriter, Cycle, CycleWriter, Sign
from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import IllegalMove, SparringState, Stage, Visibility
from logbook.people.models import Person
from logbook.privacy.hidden import is_hidden

CAN_BE_BUILT_ON = frozenset({Stage.REFLECT, Stage.CLOSED})
# Of these the next wondering is made.
CARRIED = (Question.LEARNED, Question.NEXT_STEP)
READ_FIRST = "Læs det igennem, der er skjult, og vis det igen. Så kan I bygge videre."


def may_be_built_on(cycle: Cycle) -> bool:
    return cycle.stage in CAN_BE_BUILT_ON


def hidden_in(cycle: Cycle) -> Cycle | Answer | Sign | None:
    """The first of what is carried on that is hidden: a stand-in is nobody's word."""
    carried = (*CARRIED, *questions_of(Stage.PLAN))
    texts: list[Answer | Sign] = [a for question in carried if (a := cycle.answer_to(question))]
    if is_hidden(cycle.title):
        return cycle
    return next((each for each in [*texts, *cycle.signs] if is_hidden(each.text)), None)


def build_on(cycle: Cycle, *, by: Person, at: datetime) -> Cycle:
    """Close the round and start the one that follows it.

    The new wondering is what was learned, and the next step; the plan and its signs are those of
    the round before, to be changed. The words stay with those who wrote them. Raises IllegalMove
    before the reflection is done.
    """
    if not may_be_built_on(cycle):
        raise IllegalMove("Svar på refleksionen først, så kan I bygge videre.")
    if hidden_in(cycle) is not None:
        raise IllegalMove(READ_FIRST)
    if cycle.stage is Stage.REFLECT:
        cycle.move_to(Stage.CLOSED, by=by, at=at)
    starter = cycle.in_charge.person if cycle.in_charge else by
    following = Cycle(
        programme_id=cycle.programme_id, house=cycle.house, module=cycle.module,
        title=cycle.title, stage=Stage.WONDERING, visibility=Visibility.PRIVATE,
        sparring=SparringState.NONE, round=cycle.round + 1, first_id=cycle.first_id,
        follows=cycle, follows_id=cycle.id, started_by=starter, started_by_id=starter.id,
        started_at=at, changed_at=at, tags=list(cycle.tags),
    )  # fmt: skip
    # Who builds gains nothing by it: everyone writes on as what she was, since she joined.
    following.writers = [
        CycleWriter(
            person=writer.person, person_id=writer.person_id, added_by_id=writer.added_by_id,
            added_at=writer.added_at, used_at=at,
        )
        for writer in cycle.present_writers
        if writer.person.is_active
    ]  # fmt: skip
    learned = [cycle.answer_to(q) for q in CARRIED]
    carry(following, Question.WONDERING, [answer for answer in learned if answer], at=at)
    for question in questions_of(Stage.PLAN):
        planned = cycle.answer_to(question)
        carry(following, question, [planned] if planned else [], at=at)
    following.signs = [
        Sign(position=sign.position, text=sign.text, continues_id=sign.id) for sign in cycle.signs
    ]
    return following


def carry(cycle: Cycle, question: Question, answers: list[Answer], *, at: datetime) -> None:
    """Fill in a question with earlier answers, keeping everyone who wrote in them."""
    words = "\n\n".join(answer.text for answer in answers if answer.text)
    if not words:
        return
    carried = Answer(question=question, text=words, revision=1, cycle=cycle, written_at=at)
    writers = {writer.person_id: writer.person for a in answers for writer in a.writers}
    carried.writers = [
        AnswerWriter(person=person, person_id=key, since=at) for key, person in writers.items()
    ]
