"""A leader writes a kind word to a team that has been quiet; one of them says thank you."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles.models import Cycle, CycleWriter
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.pages import lately, long_day
from logbook.policy import Action, authorize
from logbook.reviews.forms import KindWordForm
from logbook.reviews.models import KindWord, NotNow, TooSoon
from logbook.reviews.quiet import quiet_since
from logbook.reviews.views.blueprint import bp


@bp.route("/forloeb/<uuid:cycle_id>/puf", methods=["GET", "POST"])
def send_kind_word(cycle_id: UUID) -> ResponseReturnValue:
    """A message of her own; too early or no longer needed, it stays in the field."""
    cycle = find_cycle(cycle_id)
    authorize(Action.SEND_KIND_WORD, cycle)
    now = clock.now()
    today = clock.day_of(now)
    last = db.session.scalar(KindWord.of(cycle.id).limit(1))
    form = resume(KindWordForm(), f"Venligt puf · {cycle.title}")
    if form.validate_on_submit():
        new_id = form.id_of_new(me().id, cycle.id)
        try:
            if last is None or last.id != new_id:
                sent = KindWord.send(
                    cycle, form.text.data or "", last=last, quiet_since=quiet_since(today),
                    by=me(), at=now, today=today, id=new_id,
                )  # fmt: skip
                db.session.add(sent)
                db.session.commit()
        except NotNow as reason:
            form.text.errors = [*form.text.errors, why_not(reason)]
        else:
            flash("Tak – dit puf er sendt. Alle, der skriver i forløbet, kan se det.")
            return redirect(url_for("overview.house", house_id=cycle.house_id), code=303)
    try:
        KindWord.must_be_possible(cycle, last=last, quiet_since=quiet_since(today), today=today)
        reason_now = ""
    except NotNow as reason:
        reason_now = why_not(reason)
    return render_template(
        "reviews/send_kind_word.html", cycle=cycle, form=form, last=last, reason=reason_now
    ), (422 if form.errors else 200)


def why_not(reason: NotNow) -> str:
    """In words that let her text rest until it can be sent."""
    if isinstance(reason, TooSoon):
        who = "du" if reason.last.by_id == me().id else reason.last.by.first_name
        return (
            f"De fik et puf {lately(reason.last.sent_on)}, som {who} skrev. Et om ugen er nok: "
            f"næste gang kan være {long_day(reason.may_on)}."
        )
    return f"{reason} De har ikke brug for et puf lige nu."


@bp.post("/puf/<uuid:kind_word_id>/tak")
def thank_for_kind_word(kind_word_id: UUID) -> ResponseReturnValue:
    """One of the writers has seen it; it makes room."""
    query = KindWord.known_to(me()).where(KindWord.id == kind_word_id)
    kind_word: KindWord = db.one_or_404(query)
    authorize(Action.WRITE_IN_CYCLE, kind_word.cycle)
    kind_word.thank(by=me(), at=clock.now())
    db.session.commit()
    return redirect(url_for("cycles.show", cycle_id=kind_word.cycle_id), code=303)


def find_cycle(cycle_id: UUID) -> Cycle:
    query = Cycle.visible_to(me()).where(Cycle.id == cycle_id)
    whole = (joinedload(Cycle.house), selectinload(Cycle.writers).joinedload(CycleWriter.person))
    cycle: Cycle = db.one_or_404(query.options(*whole))
    return cycle
