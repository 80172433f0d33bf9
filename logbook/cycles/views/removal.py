"""Slet for altid: a round while no one else wrote in it, one's own note, and an empty trial."""

from collections.abc import Collection
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.conversations.models import Conversation
from logbook.cycles.models import Observation
from logbook.cycles.removal import forget, what_others_have_in
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.cycles.views.observations import find_observation, is_known
from logbook.cycles.views.trials import find_trial
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.forms import Form
from logbook.gate import me
from logbook.kept import waiting_for
from logbook.people.models import KeptForm
from logbook.policy import Action, authorize
from logbook.releases.models import Release
from logbook.reviews.models import KindWord


@bp.route("/forloeb/<uuid:cycle_id>/slet", methods=["GET", "POST"])
def delete(cycle_id: UUID) -> ResponseReturnValue:
    """What goes, and the button; or why it cannot be deleted, and what can be done instead."""
    cycle = find_whole(cycle_id)
    authorize(Action.ADMINISTER_CYCLE, cycle)
    ties = what_others_have_in(cycle, me())
    form = Form()
    if form.validate_on_submit() and not ties:
        title = cycle.title
        talked = db.session.scalars(Conversation.ever_in(cycle.id))
        about = (cycle, *cycle.trials, *cycle.observations, *talked)
        forget_unsaved([each.id for each in about])
        forget(cycle)
        db.session.commit()
        flash(f"”{title}” er slettet for altid.")
        return redirect(url_for(".index"), code=303)
    page = render_template(
        "cycles/delete.html", form=form, cycle=cycle, ties=ties,
        has_kind_words=db.session.scalar(KindWord.of(cycle.id).limit(1)) is not None,
    )  # fmt: skip
    return page, (409 if form.is_submitted() else 200)


def forget_unsaved(ids: Collection[UUID]) -> None:
    """What she began about these and never saved: on the server, and what waits for her sealed."""
    for draft in db.session.scalars(Draft.about(me(), ids)):
        draft.let_go({}, clock.now())
    for kept in waiting_for(me()):
        if kept.id and any(str(each) in kept.place for each in ids):
            db.session.execute(KeptForm.forget(me(), kept.id))


@bp.route("/iagttagelse/<uuid:observation_id>/slet", methods=["GET", "POST"])
def delete_observation(observation_id: UUID) -> ResponseReturnValue:
    """A note is its observer's, also to take back; not when KP has been given words of it."""
    seen = find_observation(observation_id, joinedload(Observation.cycle))
    authorize(Action.EDIT_OBSERVATION, seen)
    hers = Release.answer_id.in_([answer.id for answer in seen.answers])
    given_away = Release.once_out_of(seen.cycle).where(hers)
    was_given_away = db.session.scalar(given_away.limit(1)) is not None
    form = Form()
    if form.validate_on_submit() and not was_given_away:
        for proposed in db.session.scalars(Release.ever_of(seen.cycle).where(hers)):
            db.session.delete(proposed)
        db.session.flush()
        db.session.delete(seen)
        forget_unsaved([seen.id])
        db.session.commit()
        flash("Noten er slettet for altid.")
        return redirect(url_for(".today"), code=303)
    page = render_template(
        "cycles/delete_observation.html", form=form, seen=seen, was_given_away=was_given_away,
        known=is_known(seen.cycle),
    )  # fmt: skip
    return page, (409 if form.is_submitted() else 200)


@bp.post("/afproevning/<uuid:trial_id>/slet")
def delete_trial(trial_id: UUID) -> ResponseReturnValue:
    """A trial that is no more than a date is taken back with one button."""
    tried, cycle = find_trial(trial_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    hers = Release.answer_id.in_([answer.id for answer in tried.answers])
    was_proposed = db.session.scalar(Release.ever_of(cycle).where(hers).limit(1)) is not None
    if was_proposed or not tried.is_empty:
        abort(409)
    db.session.delete(tried)
    cycle.touch(by=me(), at=clock.now())
    db.session.commit()
    flash("Datoen er fjernet.")
    return redirect(url_for(".show", cycle_id=cycle.id, _anchor="try"), code=303)
