"""Hold en samtale: choosing a round, its minutes, and opening it if the house does not see it."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.conversations.forms import BeginForm, OpenForm
from logbook.conversations.models import Conversation
from logbook.conversations.models.rounds import (
    colleagues_in,
    rounds_of_her_houses,
    rounds_of_her_own,
)
from logbook.conversations.parts import PARTS, ROLES
from logbook.conversations.views.blueprint import bp, find_cycle, since
from logbook.cycles.models import Cycle
from logbook.cycles.stages import HOUSE_SEES
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize

SHOWN = 20


@bp.get("/samtaler")
def index() -> ResponseReturnValue:
    """What is under way on her screen, and the rounds that a conversation can be about."""
    authorize(Action.START_CYCLE, me().programme)
    return render_template(
        "conversations/index.html",
        under_way=list(db.session.scalars(*prepared(first_under_way, me(), since=since()))),
        house_sees=list(db.session.scalars(*prepared(first_of_her_houses, me()))),
        her_own=list(db.session.scalars(*prepared(first_of_her_own, me()))),
    )


def first_under_way(person: Person, since: datetime) -> Select[Conversation]:
    return Conversation.under_way(person, since).limit(SHOWN)


def first_of_her_houses(person: Person) -> Select[Cycle]:
    return rounds_of_her_houses(person).options(*Cycle.for_lists(with_house=True)).limit(SHOWN)


def first_of_her_own(person: Person) -> Select[Cycle]:
    return rounds_of_her_own(person).options(*Cycle.for_lists(with_house=True)).limit(SHOWN)


@bp.route("/forloeb/<uuid:cycle_id>/samtale", methods=["GET", "POST"])
def begin(cycle_id: UUID) -> ResponseReturnValue:
    """How long each part may last; and whether the round is opened for it."""
    cycle = find_cycle(cycle_id)
    authorize(Action.HOLD_CONVERSATION, cycle)
    cycle.must_be_planned()
    running = db.session.scalar(Conversation.running_in(cycle.id))
    if running is not None:
        return to_the_one_under_way(running)
    form, colleagues = BeginForm(), []
    if cycle.visibility not in HOUSE_SEES:
        authorize(Action.OPEN_FOR_CONVERSATION, cycle)
        colleagues = list(db.session.scalars(colleagues_in(cycle.house, me())))
        form = OpenForm()
        form.offer(colleagues)
    if form.validate_on_submit():
        chosen = form.screen.data if isinstance(form, OpenForm) else ""
        screen_of = next((each for each in colleagues if str(each.id) == chosen), me())
        started = Conversation.begin(
            cycle, screen_of=screen_of, minutes=form.minutes(), by=me(), at=clock.now(),
            id=form.id_of_new(me().id, cycle.id),
        )  # fmt: skip
        db.session.add(started)
        db.session.commit()
        if screen_of is not me():
            flash(f"Runden er åbnet på {screen_of.first_name}s skærm, til samtalen er slut.")
        return redirect(url_for(".show", conversation_id=started.id), code=303)
    return render_template(
        "conversations/begin.html", form=form, cycle=cycle, parts=PARTS, roles=ROLES
    ), (422 if form.errors else 200)


def to_the_one_under_way(running: Conversation) -> ResponseReturnValue:
    """Each round has one conversation at a time; one that is opened is not everybody's."""
    if db.session.scalar(Conversation.one(me(), running.id, since())) is None:
        flash("Der er allerede en samtale i gang om runden.", "error")
        return redirect(url_for("cycles.show", cycle_id=running.cycle_id), code=303)
    return redirect(url_for(".show", conversation_id=running.id), code=303)
