"""Home: the note of the day, saved in two taps, and what comes next."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.cycles.forms import NoteForm
from logbook.cycles.models import Answer, Cycle, Observation, ObservationRequest
from logbook.cycles.next_steps import SHOWN, next_steps
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Stage
from logbook.cycles.views.blueprint import bp, id_in
from logbook.cycles.views.observations import find_observation
from logbook.cycles.whole import load_parts
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.people.navigation import home_of
from logbook.policy import Action, authorize
from logbook.releases.models import Release
from logbook.reviews.models import Sparring

IN_HAND = 10
NOTES_SHOWN = 3


@bp.route("/", methods=["GET", "POST"])
@takes("forloeb")
def today() -> ResponseReturnValue:
    """The log form for the cycle in hand; those who write nowhere go to their own first page."""
    if request.method == "GET" and home_of(me()) != url_for(".today") and not me().houses():
        return redirect(home_of(me()))
    in_hand = cycles_in_hand()
    open_for_notes = [c for c in in_hand if c.stage is not Stage.WONDERING]
    form = NoteForm()
    form.cycle.choices = {str(c.id): f"{c.title} · {c.visibility.in_short}" for c in open_for_notes}
    if form.validate_on_submit():
        return save_note(form, next(c for c in open_for_notes if str(c.id) == form.cycle.data))
    asked_for = id_in(request.args, "forloeb")
    cycle = chosen(open_for_notes, form.cycle.data or str(asked_for))
    latest = notes()
    if cycle and not form.is_submitted():
        form.cycle.data, form.note.data = str(cycle.id), str(uuid4())
    if cycle:
        saved = [{"text": answer.text} for n in latest if (answer := n.answer_to(Question.SAW))]
        resume(form, f"Note · {cycle.title}", place=f"/#{cycle.id}", saved_before=saved)
    return render_template(
        "cycles/today.html",
        form=form,
        cycle=cycle,
        drafts=[c for c in in_hand if c.stage is Stage.WONDERING],
        action=action_of(cycle) if cycle else None,
        notes=latest,
        steps=next_steps(
            me(),
            asked=db.session.scalars(*prepared(first_asked, me())).all(),
            consents=db.session.scalars(*prepared(first_to_say_yes_to, me())).all(),
            sparring=db.session.scalars(*prepared(first_sparring, me())).all(),
            cycles=in_hand,
        ),
        now=clock.now(),
    ), (422 if form.errors else 200)


def cycles_in_hand() -> list[Cycle]:
    return list(db.session.scalars(*prepared(first_in_hand, me())))


def first_in_hand(person: Person) -> Select[Cycle]:
    return Cycle.written_by(person).where(Cycle.ended_from.is_(None)).limit(IN_HAND)


def first_asked(person: Person) -> Select[ObservationRequest]:
    return ObservationRequest.waiting_for(person).limit(SHOWN)


def first_to_say_yes_to(person: Person) -> Select[Release]:
    return Release.awaiting(person).limit(SHOWN)


def first_sparring(person: Person) -> Select[Sparring]:
    return Sparring.unread_by(person).limit(SHOWN)


def latest_notes(person: Person) -> Select[Observation]:
    return Observation.by(person).limit(NOTES_SHOWN)


def action_to(_person: Person, cycle_id: UUID) -> Select[Answer]:
    return Answer.of_cycle(cycle_id, Question.ACTION)


def action_of(cycle: Cycle) -> Answer | None:
    query, values = prepared(action_to, me(), cycle_id=cycle.id)
    answer: Answer | None = db.session.scalar(query, values)
    return answer


def chosen(cycles: list[Cycle], key: str | None) -> Cycle | None:
    """The cycle that was asked for, else the one last written in."""
    return next((c for c in cycles if str(c.id) == key), cycles[0] if cycles else None)


def notes() -> list[Observation]:
    return list(db.session.scalars(*prepared(latest_notes, me())).unique())


def save_note(form: NoteForm, cycle: Cycle) -> ResponseReturnValue:
    """Keep the note; the same note sent twice is kept once, another text is another note."""
    load_parts(cycle, me(), "writers")
    authorize(Action.WRITE_IN_CYCLE, cycle)
    note_id = UUID(form.note.data) if form.note.data else uuid4()
    known = db.session.scalar(*prepared(Observation.mine, me(), observation_id=note_id))
    if known and not says(known, form.text.data):
        known, note_id = None, uuid4()
    if known is None:
        now = clock.now()
        cycle.observe(form.text.data, on=clock.day_of(now), by=me(), at=now, id=note_id)
        db.session.commit()
    return redirect(url_for(".note", observation_id=note_id), code=303)


def says(note: Observation, words: str) -> bool:
    answer = note.answer_to(Question.SAW)
    return answer is not None and answer.text == words


@bp.get("/note/<uuid:observation_id>")
def note(observation_id: UUID) -> ResponseReturnValue:
    """”Tak. Det er gemt.”, and the signs with one tap each."""
    observation = find_observation(
        observation_id, joinedload(Observation.cycle).selectinload(Cycle.signs)
    )
    authorize(Action.EDIT_OBSERVATION, observation)
    return render_template(
        "cycles/note.html", observation=observation, cycle=observation.cycle, scores=SCORES
    )


@bp.post("/note/<uuid:observation_id>/tegn")
def score(observation_id: UUID) -> ResponseReturnValue:
    """One sign, scored by one tap."""
    observation = find_observation(observation_id)
    authorize(Action.EDIT_OBSERVATION, observation)
    words = {("" if value is None else str(value)): value for value in SCORES}
    sign = next((s for s in observation.cycle.signs if str(s.id) == request.form.get("tegn")), None)
    if sign is None or request.form.get("set") not in words:
        flash("Vælg et af ordene ud for tegnet.", "error")
    else:
        observation.score(sign, words[request.form["set"]])
        db.session.commit()
    # To the next sign, where the thumb already is.
    signs = observation.cycle.signs
    following = min(signs.index(sign) + 2, len(signs)) if sign else 1
    return redirect(
        url_for(".note", observation_id=observation.id, _anchor=f"tegn-{following}"), code=303
    )
