"""Slet for altid: the one who started a round may delete it while no one else wrote in it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook.cycles.removal import forget, holds_only_words_of
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.forms import Form
from logbook.gate import me
from logbook.policy import Action, authorize


@bp.route("/forloeb/<uuid:cycle_id>/slet", methods=["GET", "POST"])
def delete(cycle_id: UUID) -> ResponseReturnValue:
    """What goes, and the button; or why it cannot be deleted, and what can be done instead."""
    cycle = find_whole(cycle_id)
    authorize(Action.ADMINISTER_CYCLE, cycle)
    is_alone = holds_only_words_of(me(), cycle)
    form = Form()
    if form.validate_on_submit() and is_alone:
        title = cycle.title
        forget(cycle)
        db.session.commit()
        flash(f"”{title}” er slettet for altid.")
        return redirect(url_for(".index"), code=303)
    page = render_template("cycles/delete.html", form=form, cycle=cycle, is_alone=is_alone)
    return page, (409 if form.is_submitted() else 200)
