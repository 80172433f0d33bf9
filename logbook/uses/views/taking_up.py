"""Words that are used again: at a meeting of their house, and in another plan."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.models import Answer, Cycle
from logbook.db import db
from logbook.gate import me
from logbook.policy import Action, authorize, can
from logbook.reviews.reading import note_reading
from logbook.uses.forms import NEW, MeetingForm, PlanForm
from logbook.uses.models import Use, UseKind, known_to
from logbook.uses.sources import readable_answer, released_of, words_of
from logbook.uses.views.blueprint import bp

OFFERED = 30


def find_answer(answer_id: UUID) -> Answer:
    return readable_answer(answer_id) or abort(404)


def own_rounds() -> list[Cycle]:
    query = Cycle.written_by(me()).where(Cycle.ended_from.is_(None))
    return list(db.session.scalars(query.options(*Cycle.for_lists()).limit(OFFERED)))


def page(answer: Answer, **forms: Any) -> ResponseReturnValue:
    may_mark = can(me(), Action.MARK_AT_MEETING, answer.cycle)
    may_plan = can(me(), Action.USE_IN_PLAN, answer.cycle)
    if not (may_mark or may_plan):
        abort(403)
    today, errors = clock.day_of(clock.now()), any(form.errors for form in forms.values())
    return render_template(
        "uses/take_up.html",
        answer=answer,
        words=words_of(answer),
        meeting=forms.get("meeting") or (MeetingForm().until(today) if may_mark else None),
        plan=forms.get("plan") or (PlanForm().offer(own_rounds()) if may_plan else None),
        errors=errors,
    ), (422 if errors else 200)


@bp.get("/svar/<uuid:answer_id>/brug")
def take_up(answer_id: UUID) -> ResponseReturnValue:
    """Say that it was taken up at a meeting, or build a plan on it."""
    answer = find_answer(answer_id)
    shown, cycle = page(answer), answer.cycle
    note_reading(cycle, me(), clock.day_of(clock.now()))
    return shown


@bp.post("/svar/<uuid:answer_id>/brug/personalemoede")
def mark_meeting(answer_id: UUID) -> ResponseReturnValue:
    """Marked twice for one day it is marked once."""
    answer = find_answer(answer_id)
    authorize(Action.MARK_AT_MEETING, answer.cycle)
    now = clock.now()
    form = MeetingForm().until(clock.day_of(now))
    if not form.validate() or form.on.data is None:
        return page(answer, meeting=form)
    if db.session.scalar(Use.same_meeting(answer, form.on.data)) is None:
        release = released_of(answer)
        db.session.add(Use.at_meeting(answer, release, on=form.on.data, by=me(), at=now))
    db.session.commit()
    flash("Tak – nu kan de, der har skrevet, se, at det blev brugt på personalemødet.")
    return redirect(to_answer(answer), code=303)


@bp.post("/svar/<uuid:answer_id>/brug/plan")
def use_in_plan(answer_id: UUID) -> ResponseReturnValue:
    """In a round of her own; a new one is begun with its own wondering."""
    answer = find_answer(answer_id)
    authorize(Action.USE_IN_PLAN, answer.cycle)
    rounds = own_rounds()
    form = PlanForm().offer(rounds)
    if not form.validate():
        return page(answer, plan=form)
    if form.plan.data == NEW:
        return redirect(url_for("cycles.new", citat=answer.id), code=303)
    plan = next(each for each in rounds if str(each.id) == form.plan.data)
    now = clock.now()
    if db.session.scalar(Use.in_this_plan(answer, plan.id)) is None:
        use = Use.in_plan(
            answer, released_of(answer), plan, by=me(), at=now, today=clock.day_of(now)
        )
        db.session.add(use)
    db.session.commit()
    flash("Citatet står nu i jeres forløb.")
    return redirect(url_for("cycles.show", cycle_id=plan.id), code=303)


@bp.post("/brugt/<uuid:use_id>/fjern")
def take_back(use_id: UUID) -> ResponseReturnValue:
    """Whoever marked it takes it back; what is in a plan, those who write that."""
    use = find_use(use_id)
    authorize(Action.TAKE_BACK_USE, use)
    there = use.plan_id if use.kind is UseKind.PLAN else use.cycle_id
    db.session.delete(use)
    db.session.commit()
    flash("Det er fjernet igen.")
    return redirect(url_for("cycles.show", cycle_id=there), code=303)


def find_use(use_id: UUID) -> Use:
    """One that she is told of at its words, or that stands in a plan she may open."""
    use: Use = db.one_or_404(known_to(me(), use_id))
    return use


def to_answer(answer: Answer) -> str:
    return url_for("cycles.show", cycle_id=answer.cycle_id, _anchor="reflect")
