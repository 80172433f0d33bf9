"""Sparring: asking for it, what waits, giving it, and what came back."""

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.models.parts import TO_READ
from logbook.cycles.next_steps import (
    Step,
    first_asked,
    first_in_hand,
    first_met,
    first_to_say_yes_to,
    next_steps,
)
from logbook.cycles.questions import questions_of
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me, takes
from logbook.people import navigation
from logbook.people.models import Membership, Person, Role, prepared
from logbook.policy import Action, authorize, can
from logbook.reviews.forms import LEADERS, AskForm, GiveForm, names
from logbook.reviews.models import Sparring, SparringRequest
from logbook.reviews.queue import given_by, news_for, queue_of, quoted, received_by, waited_for
from logbook.reviews.reading import note_reading

bp = Blueprint("reviews", __name__)

PAGE = 20
QUESTIONS = {stage: questions_of(stage) for stage in Stage}
LISTS = ("venter", "givet", "faaet")


@bp.get("/sparring")
@takes("venter", "givet", "faaet")
def index() -> ResponseReturnValue:
    """What waits for her, what she has given, and what she and her co-writers got."""
    only, after = continued()
    shown: dict[str, tuple[list[Any], Any]] = {
        "venter": page_of(SparringRequest, queue_of, only, "venter", after),
        "givet": page_of(Sparring, given_by, only, "givet", after),
        "faaet": page_of(Sparring, received_by, only, "faaet", after),
    }
    queue = shown["venter"][0]
    return render_template(
        "reviews/index.html",
        shown=shown,
        only=only,
        number=news_for(me()).waiting if queue and not only else 0,
        words=quoted(queue[0], me()) if queue else None,
        asked=[] if only else db.session.execute(*prepared(first_waited_for, me())).all(),
        leads=me().plays(Role.LEADER) or me().plays(Role.DISTRICT_LEADER) or bool(queue),
        steps=[] if only or navigation.writes(me()) else her_steps(),
    )


def her_steps() -> list[Step]:
    """What waits for one who has no page ”I dag”; the new sparring stands here already."""
    return next_steps(
        met=db.session.execute(*prepared(first_met, me())).all(),
        asked=db.session.execute(*prepared(first_asked, me())).all(),
        consents=db.session.execute(*prepared(first_to_say_yes_to, me())).all(),
        sparring=[],
        cycles=db.session.scalars(*prepared(first_in_hand, me())).all(),
    )


@bp.route("/forloeb/<uuid:cycle_id>/bed-om-sparring", methods=["GET", "POST"])
def ask(cycle_id: UUID) -> ResponseReturnValue:
    """What to ask, and whom; before it is shared the text is read through once more."""
    cycle = find_cycle(cycle_id)
    authorize(Action.ASK_FOR_SPARRING, cycle)
    # Who asks somebody that cannot open it widens who sees it, which one person alone may do.
    is_private = cycle.visibility is Visibility.PRIVATE
    may_widen = can(me(), Action.ADMINISTER_CYCLE, cycle)
    leaders, others = whom_to_ask(cycle)
    if not may_widen:
        others = [person for person in others if cycle.is_open_to(person)]
    form = AskForm()
    form.offer(leaders, others)
    resume(form, f"Spørgsmål til sparring · {cycle.title}")
    if request.method == "POST":
        SparringRequest.must_be_possible(cycle)
        if is_private:
            authorize(Action.ADMINISTER_CYCLE, cycle)
    if form.validate_on_submit():
        asked = None if form.whom.data == LEADERS else form.chosen([*leaders, *others])
        request_ = SparringRequest.ask(
            cycle, form.question.data or "", of=asked, by=me(), at=clock.now()
        )
        db.session.add(request_)
        commit_or_refuse("Forløbet venter allerede på sparring.")
        flash(f"Tak. {asked.name if asked else names(leaders)} er spurgt.")
        return redirect(url_for("cycles.show", cycle_id=cycle.id), code=303)
    return render_template(
        "reviews/ask.html",
        cycle=cycle,
        form=form,
        is_private=is_private,
        may_widen=may_widen,
        house_leaders=leaders,
        questions=QUESTIONS,
        can_be_asked=bool(leaders or others),
        waits_already=SparringRequest.is_impossible_in(cycle),
    ), (422 if form.errors else 200)


@bp.post("/sparring/<uuid:request_id>/traek-tilbage")
def withdraw(request_id: UUID) -> ResponseReturnValue:
    """Take a question back before it is answered; every writer of the cycle may."""
    asked = find(request_id, joinedload(SparringRequest.cycle).selectinload(Cycle.writers))
    authorize(Action.ASK_FOR_SPARRING, asked.cycle)
    earlier = db.session.scalars(SparringRequest.in_cycle(asked.cycle_id))
    asked.withdraw(at=clock.now(), others=earlier)
    commit_or_refuse("Der er allerede givet sparring.")
    flash("Du har trukket dit spørgsmål tilbage.")
    return redirect(url_for("cycles.show", cycle_id=asked.cycle_id), code=303)


@bp.route("/sparring/<uuid:request_id>", methods=["GET", "POST"])
def give(request_id: UUID) -> ResponseReturnValue:
    """Read the cycle and write in the three boxes."""
    asked = find_with_cycle(request_id)
    authorize(Action.GIVE_SPARRING, asked)
    form = GiveForm()
    if asked.waits:
        resume(form, f"Sparring til {asked.asked_by.first_name} · {asked.cycle.title}")
    if request.method == "GET":
        page = give_page(asked, form)
        note_reading(asked.cycle, me(), clock.day_of(clock.now()))
        return page
    if not asked.waits:
        return give_page(asked, form), 409
    if not form.validate():
        return give_page(asked, form), 422
    sparring = asked.give(
        noticed=form.noticed.data or "",
        curious=form.curious.data or "",
        can_help=form.can_help.data or "",
        bring_up=form.place,
        by=me(),
        at=clock.now(),
    )
    db.session.add(sparring)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        asked = find_with_cycle(request_id)
        return give_page(asked, form), 409
    flash("Tak – sparringen er sendt.")
    following = db.session.scalar(SparringRequest.waiting_for(me()).limit(1))
    if following is None:
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".give", request_id=following.id), code=303)


def give_page(asked: SparringRequest, form: GiveForm) -> str:
    waiting = list(db.session.scalars(*prepared(first_in_queue, me())))
    return render_template(
        "reviews/give.html",
        asked=asked,
        cycle=asked.cycle,
        words=quoted(asked, me()),
        form=form,
        place=waiting.index(asked.id) + 1 if asked.id in waiting else None,
        number=len(waiting),
        is_more=len(waiting) == PAGE,
        questions=QUESTIONS,
    )


# -- finding ------------------------------------------------------------------------------


def find(request_id: UUID, *options: Any) -> SparringRequest:
    """The request, if the signed-in person may see its cycle; else 404."""
    query = SparringRequest.visible_to(me()).where(SparringRequest.id == request_id)
    asked: SparringRequest = db.one_or_404(query.options(*options))
    return asked


def find_cycle(cycle_id: UUID) -> Cycle:
    query = Cycle.visible_to(me()).where(Cycle.id == cycle_id)
    return make_whole(db.one_or_404(query.options(joinedload(Cycle.house))), me())


def find_with_cycle(request_id: UUID) -> SparringRequest:
    """The request with its cycle and all that is read of it, in a fixed number of queries."""
    query, values = prepared(request_to_read, me(), request_id=request_id)
    asked: SparringRequest = db.session.scalar(query, values) or abort(404)
    make_whole(asked.cycle, me(), TO_READ)
    return asked


def request_to_read(person: Person, request_id: UUID) -> Select[SparringRequest]:
    return (
        SparringRequest.visible_to(person)
        .where(SparringRequest.id == request_id)
        .options(
            joinedload(SparringRequest.asked_by),
            joinedload(SparringRequest.sparring).joinedload(Sparring.by),
            contains_eager(SparringRequest.cycle).joinedload(Cycle.house),
        )
    )


def whom_to_ask(cycle: Cycle) -> tuple[list[Person], list[Person]]:
    """The house's leaders, and everyone else who gives sparring; never those who write in it."""
    query = Person.leaders_for(me(), cycle.house).options(
        joinedload(Person.memberships).joinedload(Membership.district)
    )
    eligible = [p for p in db.session.scalars(query).unique() if not cycle.is_written_by(p)]
    leaders = [person for person in eligible if person.leads(cycle.house_id)]
    others = [person for person in eligible if person not in leaders]
    # The district leader is for those who have nobody nearer.
    return leaders, sorted(others, key=lambda person: not person.plays(Role.LEADER))


def first_waited_for(person: Person) -> Select[*tuple[Any, ...]]:
    return waited_for(person).limit(PAGE)


def first_in_queue(person: Person) -> Select[UUID]:
    return SparringRequest.waiting_for(person).with_only_columns(SparringRequest.id).limit(PAGE)


# -- long lists ---------------------------------------------------------------------------


def continued() -> tuple[str, UUID | None]:
    """Which list is read on in, and after which row; 404 for anything else in the address."""
    if not request.args:
        return "", None
    name, value = next(iter(request.args.items()))
    if name not in LISTS or len(request.args) > 1:
        abort(404)
    try:
        return name, UUID(value)
    except ValueError:
        abort(404)


def page_of(
    kind: Any, all_of: Callable[[Person], Select[Any]], only: str, name: str, after: UUID | None
) -> tuple[list[Any], Any]:
    """One page of a list, and the row to read on after, None at its end."""
    if only and only != name:
        return [], None
    if after:
        query = all_of(me())
        last = db.session.execute(query.where(kind.id == after)).first() or abort(404)
        rows = list(db.session.execute(query.where(kind.after(last)).limit(PAGE + 1)))
    else:
        rows = list(db.session.execute(*prepared(first_page(all_of), me())))
    return rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None


@cache
def first_page(all_of: Callable[[Person], Select[Any]]) -> Callable[[Person], Select[Any]]:
    return lambda person: all_of(person).limit(PAGE + 1)


def commit_or_refuse(reason: str) -> None:
    """Commit; if somebody else was a moment earlier, say what stands in the way."""
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise IllegalMove(reason) from error


def number_new(person: Person) -> int:
    """What stands beside ”Sparring” in the menu."""
    news = news_for(person)
    return int(news.waiting + news.unread)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    navigation.counters["sparring"] = number_new
