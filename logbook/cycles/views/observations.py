"""Iagttag: what one person saw, question by question; a colleague can be asked for hers."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.audit.models import Act
from logbook.cycles import turns
from logbook.cycles.forms import PersonForm, PositionForm, SawForm, TextForm
from logbook.cycles.models import Cycle, Observation, ObservationRequest, leads_somewhere
from logbook.cycles.not_names import with_not_names
from logbook.cycles.questions import SCORES_LABEL, STAGE_QUESTIONS, Question
from logbook.cycles.read_through import may_be_shown, places_in
from logbook.cycles.recorded import record_in
from logbook.cycles.sign_forms import ScoresForm
from logbook.cycles.stages import Position, Stage
from logbook.cycles.views.blueprint import (
    bp,
    day_of_writing,
    find_whole,
    keep_both_if_changed_meanwhile,
    wants_to_close,
)
from logbook.cycles.whole import load_guests
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.forms import Form
from logbook.gate import me
from logbook.people.models import Person
from logbook.policy import Action, authorize, can
from logbook.withheld.leading import read_through_first

PAGES = list(turns.OBSERVATION_PAGES.values())


def find_observation(observation_id: UUID, *options: Any) -> Observation:
    """An observation of one's own, or in a cycle that one may see; else 404."""
    query = Observation.visible_to(me()).where(Observation.id == observation_id)
    loaded = [selectinload(Observation.answers), selectinload(Observation.scores), *options]
    observation: Observation = db.one_or_404(query.options(*loaded))
    load_guests([observation.cycle], me())
    return observation


def is_known(cycle: Cycle) -> bool:
    """Whether she may see the cycle, or was asked what she saw in it.

    One who no longer writes there keeps her own words, and reads nothing more of the others'.
    """
    asked = ObservationRequest.to(me()).where(ObservationRequest.cycle_id == cycle.id)
    return may_open(cycle) or db.session.scalar(asked) is not None


def may_open(cycle: Cycle) -> bool:
    return db.session.scalar(Cycle.visible_to(me()).where(Cycle.id == cycle.id)) is not None


@bp.route("/forloeb/<uuid:cycle_id>/iagttag", methods=["GET", "POST"])
def observe(cycle_id: UUID) -> ResponseReturnValue:
    """A new observation, begun with what was seen and heard."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.must_be_planned()
    form = SawForm().ask(Question.SAW)
    resume(form, f"Iagttagelse · {cycle.title}")
    if form.validate_on_submit():
        words, now = form.text.data or "", clock.now()
        new_id, today = form.id_of_new(me().id, cycle.id), day_of_writing(now)
        kept = already_kept(cycle, new_id, words, today)
        if kept is None:
            kept = cycle.observe(words, on=today, by=me(), at=now, id=new_id)
            for question, answer in form.answers().items():
                cycle.answer(question, answer, by=me(), at=now, about=kept)
            db.session.flush()
            cycle.advance_to(Stage.OBSERVE, by=me(), at=now)
            db.session.commit()
        return go_on(kept, PAGES[0])
    return ask(form, cycle, PAGES[0])


def already_kept(cycle: Cycle, new_id: UUID, words: str, today: date) -> Observation | None:
    """Her observation that this form made before, or that says just this since this morning.

    A browser that goes back shows her words again, in a form that was never sent.
    """
    made_before: Observation | None = db.session.scalar(Observation.mine(me(), new_id))
    if made_before:
        return made_before
    of_today = Observation.of_day(me(), cycle.id, today).options(selectinload(Observation.answers))
    for seen in db.session.scalars(of_today):
        saw = seen.answer_to(Question.SAW)
        if saw and saw.text == words:
            return seen
    return None


@bp.route("/bedt/<uuid:request_id>", methods=["GET", "POST"])
def answer_request(request_id: UUID) -> ResponseReturnValue:
    """A colleague writes what she saw; she sees the title, the action and the signs, no more."""
    asked: ObservationRequest = db.one_or_404(
        ObservationRequest.to(me())
        .where(ObservationRequest.id == request_id)
        .options(joinedload(ObservationRequest.cycle), joinedload(ObservationRequest.asked_by))
    )
    authorize(Action.ANSWER_OBSERVATION_REQUEST, asked)
    kept = db.session.scalar(Observation.mine(me(), asked.id_of_answer))
    if kept and request.method == "GET":
        return redirect(url_for(".observation", observation_id=kept.id, slug=PAGES[0].slug))
    form = SawForm().ask(Question.SAW)
    resume(form, f"Iagttagelse · {asked.cycle.title}")
    if form.validate_on_submit():
        words, now = form.text.data or "", clock.now()
        if kept:
            keep_both_if_changed_meanwhile(form.text, form.revision, kept.answer_to(Question.SAW))
            asked.cycle.answer(Question.SAW, words, by=me(), at=now, about=kept)
        else:
            kept = asked.cycle.observe(
                words, on=day_of_writing(now), by=me(), at=now, id=asked.id_of_answer
            )
            asked.answered_at = now
        db.session.commit()
        return go_on(kept, PAGES[0])
    return ask(form, asked.cycle, PAGES[0], asked=asked, observation=kept)


@bp.route("/iagttagelse/<uuid:observation_id>/<slug>", methods=["GET", "POST"])
def observation(observation_id: UUID, slug: str) -> ResponseReturnValue:
    """One question about an observation that is already kept."""
    seen = find_observation(observation_id, joinedload(Observation.cycle).selectinload(Cycle.signs))
    authorize(Action.EDIT_OBSERVATION, seen)
    page, known = turns.OBSERVATION_PAGES.get(slug), is_known(seen.cycle)
    if page is None or (page.slug == turns.SCORES and not known):
        abort(404)
    if page.question:
        read_through_first(seen.answer_to(page.question))
    form = form_about(seen, page, known=known)
    if form.validate_on_submit():
        keep(form, seen, page)
        db.session.commit()
        return go_on(seen, page)
    return ask(form, seen.cycle, page, observation=seen, known=known)


def form_about(seen: Observation, page: turns.QuestionPage, *, known: bool) -> Form:
    if page.question:
        given = seen.answer_to(page.question)
        form = TextForm(
            text=given.text if given else "", revision=given.revision if given else 0
        ).ask(page.question)
        with_not_names(form, given)
        return resume(form, page.question.words.short + (f" · {seen.cycle.title}" if known else ""))
    if page.slug == turns.POSITION:
        return PositionForm(position=seen.position.value if seen.position else None)
    signs = [(f"sign_{n}", sign.text) for n, sign in seen.cycle.signs_to_look_for]
    given_scores = {
        f"sign_{n}": ("" if score.score is None else str(score.score))
        for n, sign in seen.cycle.signs_to_look_for
        if (score := seen.score_of(sign))
    }
    return ScoresForm.about(signs)(data=given_scores)


def keep(form: Form, seen: Observation, page: turns.QuestionPage) -> None:
    """Write what was filled in into the observation."""
    now = clock.now()
    if isinstance(form, TextForm) and page.question:
        keep_both_if_changed_meanwhile(form.text, form.revision, seen.answer_to(page.question))
        seen.cycle.answer(page.question, form.text.data or "", by=me(), at=now, about=seen)
    elif isinstance(form, PositionForm):
        seen.position = Position(form.position.data) if form.position.data else None
    else:
        for n, sign in seen.cycle.signs_to_look_for:
            value = form[f"sign_{n}"].data
            if value is not None:
                seen.score(sign, int(value) if value else None)


def go_on(seen: Observation, page: turns.QuestionPage) -> ResponseReturnValue:
    place = turns.place_of(page, PAGES)
    slug = place.next_slug
    if slug == turns.SCORES and not (seen.cycle.signs_to_look_for and is_known(seen.cycle)):
        slug = turns.POSITION
    if slug and not wants_to_close():
        return redirect(url_for(".observation", observation_id=seen.id, slug=slug), code=303)
    flash("Tak – din iagttagelse er gemt.")
    there = url_for(".show", cycle_id=seen.cycle_id, _anchor="observe")
    return redirect(there if may_open(seen.cycle) else url_for(".today"), code=303)


def ask(
    form: Form, cycle: Cycle, page: turns.QuestionPage, *,
    asked: ObservationRequest | None = None, observation: Observation | None = None,
    known: bool = True,
) -> ResponseReturnValue:  # fmt: skip
    return render_template(
        "cycles/observe.html",
        form=form,
        cycle=cycle,
        page=page,
        place=turns.place_of(page, PAGES),
        asked=asked,
        observation=observation,
        known=known,
        field_asked=next(iter(form.visible_fields), None),
        scores_label=SCORES_LABEL,
        stage_question=STAGE_QUESTIONS[Stage.OBSERVE],
        answer=observation.answer_to(page.question) if observation and page.question else None,
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
    colleagues = [p for p in to_be_asked(cycle) if p.id not in busy]
    form = PersonForm().offer([(p.id, p.title) for p in colleagues])
    if form.is_submitted() and form.person.data in {str(r.colleague_id) for r in asked if r.waits}:
        return redirect(url_for(".show", cycle_id=cycle.id, _anchor="observe"), code=303)
    places = places_in(cycle, [Question.ACTION])
    if form.validate_on_submit() and may_be_shown(form, places):
        colleague = next(p for p in colleagues if str(p.id) == form.person.data)
        at = clock.now()
        ObservationRequest.ask(cycle, colleague, earlier=asked, by=me(), at=at)
        record_in(cycle, Act.COLLEAGUE_ASKED, by=me(), at=at, person_id=colleague.id)
        db.session.commit()
        flash(f"{colleague.first_name} er spurgt og finder det i Logbogen.")
        return redirect(url_for(".show", cycle_id=cycle.id, _anchor="observe"), code=303)
    return render_template(
        "cycles/ask_colleague.html", form=form, cycle=cycle, asked=asked,
        may_show=can(me(), Action.ADMINISTER_CYCLE, cycle), can_be_asked=bool(colleagues),
        places=places,
    ), (422 if form.errors else 200)  # fmt: skip


def to_be_asked(cycle: Cycle) -> list[Person]:
    """Those who can open it; to others it shows its name and action, which one person may do.

    Never to a leader: of what is not open to her she knows nothing.
    """
    query = Person.colleagues_of(me()).options(selectinload(Person.memberships))
    may_show = can(me(), Action.ADMINISTER_CYCLE, cycle)
    return [
        person
        for person in db.session.scalars(query)
        if cycle.is_open_to(person) or (may_show and not leads_somewhere(person))
    ]


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
    asked.withdrawn_at = at = clock.now()
    colleague_id = asked.colleague_id
    record_in(asked.cycle, Act.COLLEAGUE_NOT_ASKED, by=me(), at=at, person_id=colleague_id)
    db.session.commit()
    flash("Spørgsmålet er trukket tilbage.")
    return redirect(
        url_for(".today") if asked.colleague_id == me().id
        else url_for(".show", cycle_id=asked.cycle_id, _anchor="observe"),
        code=303,
    )  # fmt: skip
