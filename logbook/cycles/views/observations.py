"""Iagttag: what one person saw, question by question; a colleague can be asked for hers."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload
from wtforms.validators import DataRequired

from logbook import clock
from logbook.cycles import turns
from logbook.cycles.forms import PersonForm, PositionForm, ScoresForm, TextForm
from logbook.cycles.models import Cycle, Observation, ObservationRequest
from logbook.cycles.questions import SCORES_LABEL, STAGE_QUESTIONS, Question
from logbook.cycles.stages import Position, Stage
from logbook.cycles.views.blueprint import (
    bp,
    find_whole,
    wants_to_close,
    was_changed_meanwhile,
)
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.forms import Form
from logbook.gate import me
from logbook.people.models import Person
from logbook.policy import Action, authorize

PAGES = list(turns.OBSERVATION_PAGES.values())
EMPTY = "Skriv, hvad du så og hørte. Et par linjer er nok."


def find_observation(observation_id: UUID, *options: Any) -> Observation:
    """An observation of one's own, or in a cycle that one may see; else 404."""
    query = Observation.visible_to(me()).where(Observation.id == observation_id)
    loaded = [selectinload(Observation.answers), selectinload(Observation.scores), *options]
    observation: Observation = db.one_or_404(query.options(*loaded))
    return observation


@bp.route("/forloeb/<uuid:cycle_id>/iagttag", methods=["GET", "POST"])
def observe(cycle_id: UUID) -> ResponseReturnValue:
    """A new observation, begun with what was seen and heard."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.must_be_planned()
    form = first_form(cycle)
    if form.validate_on_submit():
        now = clock.now()
        observation = cycle.observe(form.text.data or "", on=clock.day_of(now), by=me(), at=now)
        db.session.flush()
        cycle.advance_to(Stage.OBSERVE, by=me(), at=now)
        db.session.commit()
        return go_on(observation, PAGES[0])
    return ask(form, cycle, PAGES[0])


@bp.route("/bedt/<uuid:request_id>", methods=["GET", "POST"])
def answer_request(request_id: UUID) -> ResponseReturnValue:
    """A colleague writes what she saw; she sees the title, the action and the signs, no more."""
    asked: ObservationRequest = db.one_or_404(
        ObservationRequest.to(me()).where(ObservationRequest.id == request_id)
    )
    authorize(Action.ANSWER_OBSERVATION_REQUEST, asked)
    form = first_form(asked.cycle)
    if form.validate_on_submit():
        now = clock.now()
        observation = asked.cycle.observe(
            form.text.data or "", on=clock.day_of(now), by=me(), at=now
        )
        asked.answered_at = now
        db.session.commit()
        return go_on(observation, PAGES[0])
    return ask(form, asked.cycle, PAGES[0], asked=asked)


def first_form(cycle: Cycle) -> TextForm:
    form = TextForm().ask(Question.SAW)
    form.text.validators = [DataRequired(EMPTY), *form.text.validators]
    return resume(form, f"Iagttagelse · {cycle.title}")


@bp.route("/iagttagelse/<uuid:observation_id>/<slug>", methods=["GET", "POST"])
def observation(observation_id: UUID, slug: str) -> ResponseReturnValue:
    """One question about an observation that is already kept."""
    seen = find_observation(observation_id, joinedload(Observation.cycle).selectinload(Cycle.signs))
    authorize(Action.EDIT_OBSERVATION, seen)
    page = turns.OBSERVATION_PAGES.get(slug) or abort(404)
    form = form_about(seen, page)
    if form.validate_on_submit() and keep(form, seen, page):
        db.session.commit()
        return go_on(seen, page)
    return ask(form, seen.cycle, page, observation=seen)


def form_about(seen: Observation, page: turns.QuestionPage) -> Form:
    if page.question:
        given = seen.answer_to(page.question)
        form = TextForm(
            text=given.text if given else "", revision=given.revision if given else 0
        ).ask(page.question)
        if page.question is Question.SAW:
            form.text.validators = [DataRequired(EMPTY), *form.text.validators]
        return resume(form, f"{page.question.words.short} · {seen.cycle.title}")
    if page.slug == turns.POSITION:
        return PositionForm(position=seen.position.value if seen.position else None)
    signs = [(f"sign_{n}", sign.text) for n, sign in enumerate(seen.cycle.signs, 1)]
    given_scores = {
        f"sign_{n}": ("" if score.score is None else str(score.score))
        for n, sign in enumerate(seen.cycle.signs, 1)
        if (score := seen.score_of(sign))
    }
    return ScoresForm.about(signs)(data=given_scores)


def keep(form: Form, seen: Observation, page: turns.QuestionPage) -> bool:
    """Write what was filled in into the observation; False if the text changed meanwhile."""
    now = clock.now()
    if isinstance(form, TextForm) and page.question:
        if was_changed_meanwhile(form.text, form.revision, seen.answer_to(page.question)):
            return False
        seen.cycle.answer(page.question, form.text.data or "", by=me(), at=now, about=seen)
    elif isinstance(form, PositionForm):
        seen.position = Position(form.position.data) if form.position.data else None
    else:
        for n, sign in enumerate(seen.cycle.signs, 1):
            value = form[f"sign_{n}"].data
            if value is not None:
                seen.score(sign, int(value) if value else None)
    return True


def go_on(seen: Observation, page: turns.QuestionPage) -> ResponseReturnValue:
    place = turns.place_of(page, PAGES)
    slug = place.next_slug
    if slug == turns.SCORES and not seen.cycle.signs:
        slug = turns.POSITION
    if slug and not wants_to_close():
        return redirect(url_for(".observation", observation_id=seen.id, slug=slug), code=303)
    flash("Tak – din iagttagelse er gemt.")
    may_see = db.session.scalar(Cycle.visible_to(me()).where(Cycle.id == seen.cycle_id))
    there = url_for(".show", cycle_id=seen.cycle_id, _anchor="observe")
    return redirect(there if may_see else url_for(".today"), code=303)


def ask(
    form: Form, cycle: Cycle, page: turns.QuestionPage, *,
    asked: ObservationRequest | None = None, observation: Observation | None = None,
) -> ResponseReturnValue:  # fmt: skip
    return render_template(
        "cycles/observe.html",
        form=form,
        cycle=cycle,
        page=page,
        place=turns.place_of(page, PAGES),
        asked=asked,
        observation=observation,
        field_asked=form[next(iter(form._fields), "")] if form._fields else None,
        scores_label=SCORES_LABEL,
        stage_question=STAGE_QUESTIONS[Stage.OBSERVE],
        others=observation.answer_to(page.question) if observation and page.question else None,
    ), (422 if form.errors else 200)


@bp.route("/forloeb/<uuid:cycle_id>/bed-en-kollega", methods=["GET", "POST"])
def ask_colleague(cycle_id: UUID) -> ResponseReturnValue:
    """Ask somebody to write what she saw."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.must_be_planned()
    asked = list(db.session.scalars(ObservationRequest.in_cycle(cycle.id)))
    busy = {request.colleague_id for request in asked if request.waits}
    busy |= {writer.person_id for writer in cycle.present_writers}
    colleagues = [p for p in db.session.scalars(Person.colleagues_of(me())) if p.id not in busy]
    form = PersonForm().offer([(p.id, p.title) for p in colleagues])
    if form.validate_on_submit():
        colleague = next(p for p in colleagues if str(p.id) == form.person.data)
        ObservationRequest.ask(cycle, colleague, earlier=asked, by=me(), at=clock.now())
        db.session.commit()
        flash(f"{colleague.first_name} er spurgt og ser det på sin forside.")
        return redirect(url_for(".show", cycle_id=cycle.id, _anchor="observe"), code=303)
    return render_template("cycles/ask_colleague.html", form=form, cycle=cycle, asked=asked), (
        422 if form.errors else 200
    )


@bp.post("/bedt/<uuid:request_id>/traek-tilbage")
def withdraw_request(request_id: UUID) -> ResponseReturnValue:
    """A writer no longer needs the observation, or the one who was asked says no."""
    asked: ObservationRequest = db.one_or_404(
        ObservationRequest.concerning(me()).where(ObservationRequest.id == request_id)
    )
    if asked.colleague_id == me().id:
        authorize(Action.ANSWER_OBSERVATION_REQUEST, asked)
    else:
        authorize(Action.WRITE_IN_CYCLE, asked.cycle)
    if asked.answered_at is not None:
        abort(409)
    asked.withdrawn_at = clock.now()
    db.session.commit()
    flash("Spørgsmålet er trukket tilbage.")
    return redirect(
        url_for(".today") if asked.colleague_id == me().id
        else url_for(".show", cycle_id=asked.cycle_id, _anchor="observe"),
        code=303,
    )  # fmt: skip
