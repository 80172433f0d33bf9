"""Giving sparring: reading the cycle, the three boxes, and on to the next."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError

from logbook import clock
from logbook.audit.models import Act
from logbook.by_script import tell_of_conflict
from logbook.cycles.recorded import record_in
from logbook.db import db
from logbook.drafts.resuming import put_back, resume
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.reviews.forms import GiveForm
from logbook.reviews.models import SparringRequest
from logbook.reviews.queue import quoted
from logbook.reviews.reading import mark_as_read, note_reading
from logbook.reviews.views.blueprint import QUESTIONS, bp, find_with_cycle

MOST_IN_QUEUE = 20
BOXES = ("noticed", "curious", "can_help")
LATER = "senere"


@bp.route("/sparring/<uuid:request_id>", methods=["GET", "POST"])
def give(request_id: UUID) -> ResponseReturnValue:
    """Read the cycle and write in the three boxes."""
    asked = find_with_cycle(request_id)
    authorize(Action.GIVE_SPARRING, asked)
    form = GiveForm()
    if asked.waits:
        resume(form, f"Sparring til {asked.asked_by.first_name} · {asked.cycle.title}")
    today = clock.day_of(clock.now())
    if request.method == "GET":
        page = give_page(asked, form)
        note_reading(asked.cycle, me(), today)
        mark_as_read([asked], me(), today, writes=False)
        return page
    if not asked.waits:
        return too_late(asked, form)
    if LATER in request.form:
        return put_aside(asked, form)
    if not form.validate():
        return give_page(asked, form), 422
    now = clock.now()
    sparring = asked.give(
        noticed=form.noticed.data or "",
        curious=form.curious.data or "",
        can_help=form.can_help.data or "",
        bring_up=form.place,
        by=me(),
        at=now,
    )
    db.session.add(sparring)
    record_in(asked.cycle, Act.SPARRING_GIVEN, by=me(), at=now, about=sparring)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return too_late(find_with_cycle(request_id), form)
    flash("Tak – sparringen er sendt.")
    following = db.session.scalar(SparringRequest.in_queue_of(me(), today).limit(1))
    if following is None:
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".give", request_id=following.id), code=303)


def too_late(asked: SparringRequest, form: GiveForm) -> ResponseReturnValue:
    """Somebody gave sparring a moment earlier: her text waits for her as a reply in the thread."""
    if asked.sparring and form.can_be_kept():
        there = url_for(".thread", request_id=asked.id)
        words = [form[box].data for box in BOXES if form[box].data]
        put_back(there, {"text": "\n\n".join(words)})
        tell_of_conflict(to=there, kept=True)
        db.session.commit()
        asked = find_with_cycle(asked.id)
    return give_page(asked, form), 409


def put_aside(asked: SparringRequest, form: GiveForm) -> ResponseReturnValue:
    """”Senere”: what she has begun waits with it, also without a script."""
    if not form.can_be_kept():
        return give_page(asked, form), 422
    fields = {box: form[box].data or "" for box in (*BOXES, "bring_up")}
    put_back(url_for(".give", request_id=asked.id), fields)
    db.session.commit()
    return redirect(url_for(".put_off", request_id=asked.id), code=303)


def give_page(asked: SparringRequest, form: GiveForm) -> str:
    today = clock.day_of(clock.now())
    waiting = list(db.session.scalars(*prepared(first_in_queue, me(), today=today)))
    return render_template(
        "reviews/give.html",
        asked=asked,
        cycle=asked.cycle,
        words=quoted(asked, me()),
        form=form,
        place=waiting.index(asked.id) + 1 if asked.id in waiting else None,
        number=len(waiting),
        goes_on=any(each != asked.id for each in waiting),
        is_more=len(waiting) == MOST_IN_QUEUE,
        questions=QUESTIONS,
    )


def first_in_queue(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    queue = SparringRequest.in_queue_of(person, today)
    return queue.with_only_columns(SparringRequest.id).limit(MOST_IN_QUEUE)
