"""Moving on: begin, go back, set aside, close, take up again, and who may see it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.forms import SetAsideForm, VisibilityForm
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.read_through import may_be_shown, places_in
from logbook.cycles.recorded import record_audience
from logbook.cycles.stages import ROAD, Stage, Visibility
from logbook.cycles.turns import PLAN_PAGES
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.policy import Action, authorize, can


def to_cycle(cycle: Cycle, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".show", cycle_id=cycle.id, _anchor=anchor), code=303)


@bp.route("/forloeb/<uuid:cycle_id>/begynd", methods=["GET", "POST"])
def begin(cycle_id: UUID) -> ResponseReturnValue:
    """Tjek svar, choose who may see it, and begin."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    if cycle.stage is not Stage.WONDERING:
        return to_cycle(cycle)
    last = me().last_visibility
    may_open = can(me(), Action.ADMINISTER_CYCLE, cycle)
    form = VisibilityForm(visibility=last).offer(
        cycle.house, Visibility.PROJECT if may_open else Visibility.PRIVATE
    )
    places = places_in(cycle) if may_open else []
    is_whole = form.validate_on_submit() and cycle.has_answered(Stage.PLAN)
    if is_whole and may_be_shown(form, places, is_wider=form.visibility.data != "private"):
        visibility, at = Visibility(form.visibility.data), clock.now()
        cycle.begin(visibility, by=me(), at=at)
        record_audience(cycle, Visibility.PRIVATE, by=me(), at=at)
        me().last_visibility = visibility.value
        db.session.commit()
        flash("I er i gang. God fornøjelse med at prøve det af.")
        return to_cycle(cycle)
    return render_template(
        "cycles/begin.html", form=form, cycle=cycle, pages=PLAN_PAGES,
        is_ready=cycle.has_answered(Stage.PLAN), places=places,
    ), (422 if form.is_submitted() else 200)  # fmt: skip


@bp.post("/forloeb/<uuid:cycle_id>/flyt")
def move(cycle_id: UUID) -> ResponseReturnValue:
    """One step forward or any step back on the road."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    goal = next((stage for stage in ROAD if stage.value == request.form.get("trin")), None)
    if goal is None or (goal is Stage.PLAN and cycle.stage is Stage.WONDERING):
        abort(404)
    if goal is not cycle.stage:
        before, at = cycle.visibility, clock.now()
        cycle.move_to(goal, by=me(), at=at)
        record_audience(cycle, before, by=me(), at=at)
        db.session.commit()
        flash(f"Forløbet står nu ved {goal.label}.")
    return to_cycle(cycle, goal.value)


@bp.route("/forloeb/<uuid:cycle_id>/laeg-til-side", methods=["GET", "POST"])
def set_aside(cycle_id: UUID) -> ResponseReturnValue:
    """A good ending, with its reason."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    form = SetAsideForm(reason=cycle.text_of(Question.SET_ASIDE))
    resume(form, f"Læg til side · {cycle.title}")
    if form.validate_on_submit():
        cycle.set_aside(form.reason.data or "", by=me(), at=clock.now())
        db.session.commit()
        flash("Forløbet er lagt til side. Tak, fordi I skrev hvorfor – det er også viden.")
        return to_cycle(cycle)
    return render_template("cycles/set_aside.html", form=form, cycle=cycle), (
        422 if form.errors else 200
    )


@bp.post("/forloeb/<uuid:cycle_id>/afslut")
def close(cycle_id: UUID) -> ResponseReturnValue:
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.move_to(Stage.CLOSED, by=me(), at=clock.now())
    db.session.commit()
    flash("Runden er afsluttet. Godt gået.")
    return to_cycle(cycle)


@bp.post("/forloeb/<uuid:cycle_id>/genoptag")
def reopen(cycle_id: UUID) -> ResponseReturnValue:
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.reopen(by=me(), at=clock.now())
    db.session.commit()
    flash("Forløbet er taget op igen.")
    return to_cycle(cycle)


@bp.route("/forloeb/<uuid:cycle_id>/synlighed", methods=["GET", "POST"])
def visibility(cycle_id: UUID) -> ResponseReturnValue:
    """Every writer may narrow who sees it; the one who started it may also widen."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    may_widen = can(me(), Action.ADMINISTER_CYCLE, cycle)
    form = VisibilityForm(visibility=cycle.visibility.value).offer(
        cycle.house, Visibility.PROJECT if may_widen else cycle.visibility
    )
    places = places_in(cycle) if may_widen else []
    wanted = Visibility(form.visibility.data) if form.validate_on_submit() else None
    is_wider = wanted is not None and wanted.is_wider_than(cycle.visibility)
    if is_wider:
        authorize(Action.ADMINISTER_CYCLE, cycle)
    if wanted and may_be_shown(form, places, is_wider=is_wider):
        before = cycle.visibility
        cycle.show_to(wanted)
        record_audience(cycle, before, by=me(), at=clock.now())
        db.session.commit()
        flash(f"{cycle.is_seen_by}.")
        return to_cycle(cycle)
    return render_template(
        "cycles/visibility.html", form=form, cycle=cycle, may_widen=may_widen, places=places
    ), (422 if form.errors else 200)
