"""A trial that is no more than a date is taken back with one button."""

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.views.blueprint import bp
from logbook.cycles.views.trials import find_trial
from logbook.db import db
from logbook.gate import me
from logbook.policy import Action, authorize
from logbook.releases.models import Release


@bp.post("/afproevning/<uuid:trial_id>/slet")
def delete_trial(trial_id: UUID) -> ResponseReturnValue:
    """What has answers is deleted for good on a page of its own."""
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
