"""Home: the note of the day, saved in two taps, and what comes next."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles.forms import NoteForm
from logbook.cycles.models import Answer, Cycle, CycleWriter, Observation, ObservationRequest
from logbook.cycles.next_steps import next_steps
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Stage
from logbook.cycles.views.blueprint import bp, find
from logbook.cycles.views.observations import find_observation
from logbook.db import db
from logbook.gate import me
from logbook.people.navigation import home_of
from logbook.policy import Action, authorize
from logbook.releases.models import Release
from logbook.reviews.models import Sparring

IN_HAND = 10
NOTES_SHOWN = 3


@bp.route("/", methods=["GET", "POST"])
def today() -> ResponseReturnValue:
    """The log form for the cycle in hand; those who write nowhere go to their own first page."""
    if request.method == "GET" and home_of(me()) != url_for(".today") and not me().houses():
        return redirect(home_of(me()))
    in_hand = cycles_in_hand()
    open_for_notes = [c for c in in_hand if c.stage is not Stage.WONDERING]
    form = NoteForm()
    form.cycle.choices = {str(cycle.id): cycle.title for cycle in open_for_notes}
    if form.validate_on_submit():
        return save_note(form)
    cycle = chosen(open_for_notes, form.cycle.data or request.args.get("forloeb"))
    if cycle and not form.is_submitted():
        form.cycle.data, form.note.data = str(cycle.id), str(uuid4())
    return render_template(
        "cycles/today.html",
        form=form,
        cycle=cycle,
        drafts=[c for c in in_hand if c.stage is Stage.WONDERING],
        action=db.session.scalar(Answer.of_cycle(cycle, Question.ACTION)) if cycle else None,
        notes=notes(),
        steps=next_steps(
            me(),
            asked=db.session.scalars(ObservationRequest.waiting_for(me()).limit(3)).all(),
            consents=db.session.scalars(Release.awaiting(me()).limit(3)).all(),
            sparring=db.session.scalars(Sparring.unread_by(me()).limit(3)).all(),
            cycles=in_hand,
        ),
        now=clock.now(),
    ), (422 if form.errors else 200)


def cycles_in_hand() -> list[Cycle]:
    query = Cycle.written_by(me()).where(Cycle.ended_from.is_(None)).limit(IN_HAND)
    return list(db.session.scalars(query))


def chosen(cycles: list[Cycle], key: str | None) -> Cycle | None:
    """The cycle that was asked for, else the one last written in."""
    return next((c for c in cycles if str(c.id) == key), cycles[0] if cycles else None)


def notes() -> list[Observation]:
    return list(db.session.scalars(Observation.by(me()).limit(NOTES_SHOWN)))


def save_note(form: NoteForm) -> ResponseReturnValue:
    """Keep the note; the same note sent twice is kept once."""
    cycle = find(UUID(form.cycle.data), selectinload(Cycle.writers).joinedload(CycleWriter.person))
    authorize(Action.WRITE_IN_CYCLE, cycle)
    note_id = UUID(form.note.data) if form.note.data else uuid4()
    if db.session.scalar(Observation.mine(me(), note_id)) is None:
        now = clock.now()
        cycle.observe(form.text.data, on=clock.day_of(now), by=me(), at=now, id=note_id)
        db.session.commit()
    return redirect(url_for(".note", observation_id=note_id), code=303)


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
    return redirect(url_for(".note", observation_id=observation.id), code=303)
