"""The cycle page: the spiral, the round step by step, and who can see it."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.models import Cycle, ObservationRequest, Reading
from logbook.cycles.next_round import may_be_built_on
from logbook.cycles.page import CyclePage
from logbook.cycles.stages import ROAD
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.gate import me
from logbook.policy import Action, can
from logbook.releases.models import Release
from logbook.reviews.at_stage import by_stage
from logbook.reviews.models import SparringRequest
from logbook.reviews.reading import mark_as_read, note_reading


@bp.get("/forloeb/<uuid:cycle_id>")
def show(cycle_id: UUID) -> ResponseReturnValue:
    """One round, with the others of its forløb in the spiral."""
    cycle = find_whole(cycle_id)
    writes = can(me(), Action.WRITE_IN_CYCLE, cycle)
    rounds = list(db.session.scalars(Cycle.rounds_with(cycle, me())))
    readings = list(db.session.scalars(Reading.of(cycle.id).limit(20))) if writes else []
    requests = db.session.scalars(SparringRequest.in_cycles([cycle.id])).all()
    page = CyclePage(
        cycle=cycle,
        rounds=rounds,
        sparring=by_stage(requests, readings),
        releases=list(db.session.scalars(Release.of_cycle(cycle))) if writes else [],
        asked=list(db.session.scalars(ObservationRequest.in_cycle(cycle))) if writes else [],
        readings=readings,
        writes=writes,
        reader_id=me().id,
    )
    shown = render_template(
        "cycles/show.html",
        page=page,
        cycle=cycle,
        road=ROAD,
        may_administer=can(me(), Action.ADMINISTER_CYCLE, cycle),
        may_build_on=may_be_built_on(cycle) and not page.has_next_round,
    )
    # After the page is made: a commit would make everything on it be loaded again.
    today = clock.day_of(clock.now())
    note_reading(cycle, me(), today)
    mark_as_read(cycle, me(), today)
    return shown
