"""”Senere”: a request comes back on a day that she picks; nobody else is told."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.stages import IllegalMove
from logbook.db import db
from logbook.gate import me
from logbook.pages import long_day
from logbook.policy import Action, authorize
from logbook.reviews.forms import SnoozeForm
from logbook.reviews.models import Snooze, SparringRequest
from logbook.reviews.views.blueprint import bp, find


@bp.route("/sparring/<uuid:request_id>/senere", methods=["GET", "POST"])
def put_off(request_id: UUID) -> ResponseReturnValue:
    """On which day it shall come back."""
    asked = find_to_put_off(request_id)
    if request.method == "GET" and not asked.waits:
        return redirect(url_for(".give", request_id=asked.id))
    form = SnoozeForm()
    form.offer(clock.day_of(clock.now()))
    if form.validate_on_submit() and form.chosen:
        put_off_until(asked, form.chosen)
        db.session.commit()
        flash(f"Den kommer igen {long_day(form.chosen)}.")
        return redirect(url_for(".index"), code=303)
    page = render_template("reviews/put_off.html", form=form, asked=asked, cycle=asked.cycle)
    return page, (422 if form.errors else 200)


@bp.post("/sparring/<uuid:request_id>/tilbage-i-koeen")
def bring_forward(request_id: UUID) -> ResponseReturnValue:
    """Back into her queue at once."""
    asked = find_to_put_off(request_id)
    found = db.session.scalar(Snooze.of(asked.id, me()))
    if found:
        db.session.delete(found)
        db.session.commit()
    return redirect(url_for(".index"), code=303)


def find_to_put_off(request_id: UUID) -> SparringRequest:
    whole = joinedload(SparringRequest.cycle).options(
        selectinload(Cycle.writers), joinedload(Cycle.house)
    )
    asked = find(request_id, whole, joinedload(SparringRequest.asked_by))
    authorize(Action.GIVE_SPARRING, asked)
    return asked


def put_off_until(asked: SparringRequest, day: date) -> None:
    if not asked.waits:
        raise IllegalMove("Her venter ikke længere nogen på sparring.")
    known = db.session.scalar(Snooze.of(asked.id, me()))
    if known:
        known.until = day
    else:
        db.session.add(Snooze(request_id=asked.id, person_id=me().id, until=day))
