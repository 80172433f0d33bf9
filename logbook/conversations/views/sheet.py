"""Samtaleark: the conversation on paper, for those who prefer it."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.conversations.parts import PARTS, ROLES
from logbook.conversations.views.blueprint import bp, find_cycle
from logbook.gate import me
from logbook.reviews.reading import note_reading


@bp.get("/forloeb/<uuid:cycle_id>/samtaleark")
def sheet(cycle_id: UUID) -> ResponseReturnValue:
    """Roles, parts with minutes and questions, plan, signs and observations, room for notes."""
    cycle = find_cycle(cycle_id)
    cycle.must_be_planned()
    page = render_template("conversations/sheet.html", cycle=cycle, parts=PARTS, roles=ROLES)
    note_reading(cycle, me(), clock.day_of(clock.now()))
    return page
