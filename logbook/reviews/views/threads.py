"""The conversation after the sparring: writing back, taking it back, and ”Tak”."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles.models import Cycle, CycleWriter
from logbook.cycles.stages import IllegalMove
from logbook.cycles.whole import load_guests
from logbook.db import db
from logbook.drafts.resuming import put_back, resume
from logbook.gate import me
from logbook.policy import Action, authorize
from logbook.reviews.forms import ReplyForm
from logbook.reviews.models import Reply, Sparring, SparringRequest
from logbook.reviews.queue import quoted
from logbook.reviews.reading import mark_as_read, note_reading
from logbook.reviews.views.blueprint import bp, find
from logbook.withheld.leading import led_to_reading


@bp.route("/sparring/<uuid:request_id>/svar", methods=["GET", "POST"])
def thread(request_id: UUID) -> ResponseReturnValue:
    """What was asked, given and said since, and a field for what comes next."""
    asked = find_thread(request_id)
    authorize(Action.TAKE_PART_IN_THREAD, asked)
    if request.method == "GET" and asked.sparring is None:
        return redirect(url_for("cycles.show", cycle_id=asked.cycle_id))
    form = ReplyForm()
    resume(form, f"Svar · {asked.cycle.title}")
    if form.validate_on_submit():
        new_id = form.id_of_new(me().id, asked.id)
        if not any(each.id == new_id for each in asked.replies):
            try:
                asked.reply(form.text.data or "", by=me(), at=clock.now(), id=new_id)
            except IllegalMove as reason:
                form.text.errors = [*form.text.errors, str(reason)]
                return thread_page(asked, form), 409
            db.session.commit()
        flash("Tak – dit svar er sendt.")
        return redirect(at_cycle(asked, f"svar-{new_id}"), code=303)
    page = thread_page(asked, form)
    if request.method == "GET":
        today = clock.day_of(clock.now())
        writes = asked.cycle.is_written_by(me())
        note_reading(asked.cycle, me(), today)
        mark_as_read([asked], me(), today, writes=writes)
    return page, (422 if form.errors else 200)


def thread_page(asked: SparringRequest, form: ReplyForm) -> str:
    return render_template(
        "reviews/thread.html",
        asked=asked,
        cycle=asked.cycle,
        form=form,
        words=quoted(asked, me()),
        writes=asked.cycle.is_written_by(me()),
    )


@bp.post("/sparring/<uuid:request_id>/tak")
def thank(request_id: UUID) -> ResponseReturnValue:
    """”Tak, vi tager det med”: the writers have the last word."""
    asked = find_thread(request_id)
    authorize(Action.WRITE_IN_CYCLE, asked.cycle)
    now = clock.now()
    asked.thank(by=me(), at=now, today=clock.day_of(now))
    db.session.commit()
    return redirect(at_cycle(asked, f"spurgt-{asked.id}"), code=303)


@bp.post("/sparring/svar/<uuid:reply_id>/tag-tilbage")
def take_back(reply_id: UUID) -> ResponseReturnValue:
    """Until it is read, its writer can take a reply back; it stands in her field again."""
    reply = db.session.scalar(Reply.visible_to(me()).where(Reply.id == reply_id)) or abort(404)
    authorize(Action.TAKE_BACK_REPLY, reply)
    led_to_reading(reply)
    there, text = url_for(".thread", request_id=reply.request_id), reply.text
    if not text or db.session.scalar(Reply.take_back(reply_id)) is None:
        raise IllegalMove("Den er allerede læst, så den bliver stående.")
    put_back(there, {"text": text})
    db.session.commit()
    flash("Du har taget dit svar tilbage. Teksten står i feltet.")
    return redirect(there, code=303)


def find_thread(request_id: UUID) -> SparringRequest:
    options: list[Any] = [
        joinedload(SparringRequest.cycle).options(
            joinedload(Cycle.house), selectinload(Cycle.writers).joinedload(CycleWriter.person)
        ),
        joinedload(SparringRequest.asked_by),
        joinedload(SparringRequest.sparring).joinedload(Sparring.by),
        selectinload(SparringRequest.replies).joinedload(Reply.by),
    ]
    asked = find(request_id, *options)
    load_guests([asked.cycle], me())
    return asked


def at_cycle(asked: SparringRequest, anchor: str) -> str:
    return url_for("cycles.show", cycle_id=asked.cycle_id, _anchor=anchor)
