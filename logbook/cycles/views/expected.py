"""Troede / så: the plan's words of today in the place of those that were copied."""

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.gate import me
from logbook.policy import Action, authorize
from logbook.withheld.models.forgetting import Rewritten, note_rewritten


@bp.post("/forloeb/<uuid:cycle_id>/troede")
def put_right(cycle_id: UUID) -> ResponseReturnValue:
    """What was copied is gone for good; by those alone who may read it."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    expectation = cycle.expectation
    if expectation is None or not expectation.is_known_to_who_came(cycle.joined_at(me())):
        abort(404)
    expectation.put_right(at=clock.now())
    thing = expectation.__tablename__, expectation.id
    note_rewritten(db.session(), Rewritten(thing, cycle.programme_id))
    db.session.commit()
    flash("Nu står planens ord også under Troede. De gamle er væk derfra for altid.")
    return redirect(url_for(".show", cycle_id=cycle.id), code=303)
