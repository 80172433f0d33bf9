"""Asking for sparring, and taking the question back."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.audit.models import Act
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.read_through import may_be_shown, places_in
from logbook.cycles.recorded import record_audience, record_in
from logbook.cycles.stages import Visibility
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.people.models import Membership, Person, Role
from logbook.policy import Action, authorize, can
from logbook.privacy.hidden import is_hidden
from logbook.reviews.forms import LEADERS, AskForm, names
from logbook.reviews.models import SparringRequest
from logbook.reviews.views.blueprint import QUESTIONS, bp, commit_or_refuse, find

TEXTS_OFFERED = 12


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
    form, texts = AskForm(), texts_of(cycle)
    form.offer(leaders, others)
    form.offer_texts(texts)
    resume(form, f"Spørgsmål til sparring · {cycle.title}")
    if request.method == "POST":
        SparringRequest.must_be_possible(cycle)
        if is_private:
            authorize(Action.ADMINISTER_CYCLE, cycle)
    places = places_in(cycle)
    if form.validate_on_submit() and may_be_shown(form, places):
        before, at = cycle.visibility, clock.now()
        asked = None if form.whom.data == LEADERS else form.chosen([*leaders, *others])
        request_ = SparringRequest.ask(
            cycle, form.question.data or "", of=asked,
            about=next((text for text in texts if str(text.id) == form.about.data), None),
            by=me(), at=at,
        )  # fmt: skip
        db.session.add(request_)
        record_audience(cycle, before, by=me(), at=at)
        of = asked.id if asked else None
        record_in(cycle, Act.SPARRING_ASKED, by=me(), at=at, about=request_, person_id=of)
        commit_or_refuse("Forløbet venter allerede på sparring.")
        flash(f"Tak. {asked.name if asked else names(leaders)} er spurgt.")
        return redirect(url_for("cycles.show", cycle_id=cycle.id), code=303)
    return render_template(
        "reviews/ask.html",
        cycle=cycle,
        form=form,
        is_private=is_private,
        places=places,
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
    at = clock.now()
    asked.withdraw(at=at, others=earlier)
    record_in(asked.cycle, Act.SPARRING_NOT_ASKED, by=me(), at=at, about=asked)
    commit_or_refuse("Der er allerede givet sparring.")
    flash("Du har trukket dit spørgsmål tilbage.")
    return redirect(url_for("cycles.show", cycle_id=asked.cycle_id), code=303)


def find_cycle(cycle_id: UUID) -> Cycle:
    query = Cycle.visible_to(me()).where(Cycle.id == cycle_id)
    return make_whole(db.one_or_404(query.options(joinedload(Cycle.house))), me())


def texts_of(cycle: Cycle) -> list[Answer]:
    """The texts of the stage that it has reached, in the order of the questions, newest first."""
    asked = QUESTIONS[cycle.stage_reached]
    given = [
        each
        for each in cycle.all_answers
        if each.question in asked and each.text and not is_hidden(each.text)
    ]
    given.sort(key=lambda each: each.written_at, reverse=True)
    return sorted(given[:TEXTS_OFFERED], key=lambda each: asked.index(each.question))


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
