"""Hold en samtale: choosing a round, its minutes, and opening it if the house does not see it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.audit.models import Act
from logbook.by_script import as_uuid
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
from logbook.cycles.read_through import may_be_shown, places_in
from logbook.cycles.recorded import record_in
from logbook.cycles.stages import OPEN_TO_HOUSE
from logbook.db import db
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize

SHOWN = 20
UNDER_WAY = (
    "Der er allerede en samtale i gang om runden. De, der skriver i runden, kan slutte den; "
    "ellers lukker den af sig selv inden for en uge."
)


@bp.get("/samtaler")
@takes("huset", "egne")
def index() -> ResponseReturnValue:
    """What is under way on her screen, and the rounds that a conversation can be about."""
    authorize(Action.START_CYCLE, me().programme)
    house_sees, after_house = a_page_of(first_of_her_houses, "huset")
    her_own, after_own = a_page_of(first_of_her_own, "egne")
    return render_template(
        "conversations/index.html",
        under_way=list(db.session.scalars(*prepared(first_under_way, me(), since=since()))),
        house_sees=house_sees,
        after_house=after_house,
        her_own=her_own,
        after_own=after_own,
    )


def a_page_of(first: Callable[[Person], Select[Cycle]], name: str) -> tuple[list[Cycle], str]:
    """A page of a list, and the address of the next; `name` says after which round it begins."""
    if name not in request.args:
        found = list(db.session.scalars(*prepared(first, me())))
    else:
        after = as_uuid(request.args[name]) or abort(404)
        last = db.first_or_404(Cycle.visible_to(me()).where(Cycle.id == after))
        found = list(db.session.scalars(AFTER[name](first(me()), me(), last)))
    if len(found) <= SHOWN:
        return found, ""
    there: dict[str, Any] = request.args.to_dict() | {name: str(found[SHOWN - 1].id)}
    return found[:SHOWN], url_for(".index", **there)


def after_changed(query: Select[Cycle], _person: Person, last: Cycle) -> Select[Cycle]:
    return query.where(Cycle.comes_after(last))


AFTER = {"huset": after_changed, "egne": Cycle.after_in_hand}


def first_under_way(person: Person, since: datetime) -> Select[Conversation]:
    return Conversation.under_way(person, since).limit(SHOWN)


def first_of_her_houses(person: Person) -> Select[Cycle]:
    return one_more(rounds_of_her_houses(person))


def first_of_her_own(person: Person) -> Select[Cycle]:
    return one_more(rounds_of_her_own(person))


def one_more(query: Select[Cycle]) -> Select[Cycle]:
    """Than is shown: it tells whether there is another page."""
    return query.options(*Cycle.for_lists(with_house=True)).limit(SHOWN + 1)


@bp.route("/forloeb/<uuid:cycle_id>/samtale", methods=["GET", "POST"])
def begin(cycle_id: UUID) -> ResponseReturnValue:
    """How long each part may last; and whether the round is opened for it."""
    cycle = find_cycle(cycle_id)
    authorize(Action.HOLD_CONVERSATION, cycle)
    cycle.must_be_planned()
    running = db.session.scalar(Conversation.running_in(cycle.id))
    if running is not None and not gives_way(running):
        return to_the_one_under_way(running)
    form, colleagues, places = BeginForm(), [], []
    if cycle.visibility not in OPEN_TO_HOUSE:
        authorize(Action.OPEN_FOR_CONVERSATION, cycle)
        colleagues = list(db.session.scalars(colleagues_in(cycle.house, me())))
        form = OpenForm()
        form.offer(colleagues)
        places = places_in(cycle)
    if form.validate_on_submit() and may_be_shown(form, places):
        chosen = form.screen.data if isinstance(form, OpenForm) else ""
        screen_of = next((each for each in colleagues if str(each.id) == chosen), me())
        if running is not None:
            running.end(by=me(), at=clock.now())
            # Only then is there room for another.
            db.session.flush()
        started = Conversation.begin(
            cycle, screen_of=screen_of, minutes=form.minutes(), by=me(), at=clock.now(),
            id=form.id_of_new(me().id, cycle.id),
        )  # fmt: skip
        db.session.add(started)
        if screen_of is not me():
            there = screen_of.id
            record_in(cycle, Act.OPENED_ON_SCREEN, by=me(), at=clock.now(), person_id=there)
        db.session.commit()
        if screen_of is not me():
            flash(f"Runden er åbnet på skærmen hos {screen_of.first_name}, til samtalen er slut.")
        return redirect(url_for(".show", conversation_id=started.id), code=303)
    return render_template(
        "conversations/begin.html", form=form, cycle=cycle, parts=PARTS, roles=ROLES, places=places
    ), (422 if form.errors else 200)


def gives_way(running: Conversation) -> bool:
    """Whether it was opened and forgotten: those who may still take it up do that."""
    return running.has_closed(since()) and not may_take_up(running)


def may_take_up(running: Conversation) -> bool:
    return db.session.scalar(Conversation.one(me(), running.id, since())) is not None


def to_the_one_under_way(running: Conversation) -> ResponseReturnValue:
    """Each round has one conversation at a time; one that is opened is not everybody's."""
    if not may_take_up(running):
        flash(UNDER_WAY, "error")
        return redirect(url_for("cycles.show", cycle_id=running.cycle_id), code=303)
    return redirect(url_for(".show", conversation_id=running.id), code=303)
