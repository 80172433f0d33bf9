"""What the guard finds in a round, text by text, before it is shown to others; and just after a
save."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import Flask, request, session, url_for

from logbook.by_script import as_uuid
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.not_names import JUST_SAVED, found_in_answers, found_in_texts, found_in_words_of
from logbook.cycles.questions import Question
from logbook.cycles.turns import SIGNS
from logbook.db import db
from logbook.forms import Form
from logbook.gate import me
from logbook.policy import Action, can
from logbook.privacy.found import Place

STILL_A_NUMBER = (
    "I en af teksterne står noget, der ligner et CPR-nummer. Fjern tallet, før I viser den til "
    "andre."
)


def places_in(cycle: Cycle, questions: Collection[Question] = ()) -> list[Place]:
    """Where in the round something is found: its name, its signs, its answers.

    With `questions` only in these answers of its own, beside the name and the signs.
    """
    answers = [
        answer
        for answer in cycle.all_answers
        if not questions or (answer.question in questions and not answer.observation_id)
    ]
    found = found_in_texts(
        {cycle.id: cycle.title}
        | {answer.id: answer.text for answer in answers}
        | {sign.id: sign.text for sign in cycle.signs}
    )
    about = [(answer, found[answer.id]) for answer in answers if answer.id in found]
    signs = url_for("cycles.question", cycle_id=cycle.id, slug=SIGNS)
    around = [
        ("Forløbets navn", cycle.id, url_for("cycles.tags", cycle_id=cycle.id)),
        *(("Tegn", sign.id, signs) for sign in cycle.signs),
    ]
    return [
        *(
            Place(label, found[key], href)
            for label, key, href in around
            if key in found and found[key].is_to_be_read_again
        ),
        *(
            Place(answer.question.words.short, what, where_to_edit(answer) or "")
            for answer, what in about
            if what.is_to_be_read_again
        ),
    ]


def passage_in(answer: Answer, words: str) -> list[Place]:
    """What is found in a passage, for the card on which it is read through."""
    found = found_in_words_of(answer.id, words)
    return [Place("Citatet", found, where_to_edit(answer) or "")] if found else []


def may_be_shown(form: Form, places: Sequence[Place], *, is_wider: bool = True) -> bool:
    """Whether it can be shown to more people: with a CPR number in it to nobody, and it says so."""
    if not is_wider or not any(place.found.has_cpr for place in places):
        return True
    form.form_errors.append(STILL_A_NUMBER)
    return False


def where_to_edit(answer: Answer) -> str | None:
    """The page where she may change the answer itself, if she may."""
    slug, observation = answer.question.words.slug, answer.observation
    if observation:
        is_hers = can(me(), Action.EDIT_OBSERVATION, observation)
        if not is_hers:
            return None
        return url_for("cycles.observation", observation_id=observation.id, slug=slug)
    if answer.question is Question.SET_ASIDE or not can(me(), Action.WRITE_IN_CYCLE, answer.cycle):
        return None
    if answer.trial_id:
        return url_for("cycles.trial", trial_id=answer.trial_id, slug=slug)
    if answer.question is Question.WONDERING:
        return url_for("cycles.wondering", cycle_id=answer.cycle_id)
    return url_for("cycles.question", cycle_id=answer.cycle_id, slug=slug)


def found_just_now() -> list[Place]:
    """Told once, on the first page after the save: what was found in the text that was saved."""
    if request.method != "GET" or JUST_SAVED not in session:
        return []
    keys: list[UUID] = [key for each in session.pop(JUST_SAVED) if (key := as_uuid(each))]
    answers = db.session.scalars(Answer.with_words_of(me()).where(Answer.id.in_(keys))).all()
    found = found_in_answers(answers)
    return [
        Place(answer.question.words.short, found[answer.id], href)
        for answer in answers
        if answer.id in found and (href := where_to_edit(answer))
    ]


def init_app(app: Flask) -> None:
    app.jinja_env.globals["found_just_now"] = found_just_now
