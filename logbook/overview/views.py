"""The leader's overview of a house: what waits, and where the cycles are."""

from uuid import UUID

from flask import Blueprint, Flask, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.stages import TURN
from logbook.db import db
from logbook.gate import me
from logbook.looks.heat import HeatCell
from logbook.overview.models import Counts, counted
from logbook.people.models import Role
from logbook.policy import Action, authorize
from logbook.programme.models import Unit
from logbook.reviews.models import SparringRequest, words_about

bp = Blueprint("overview", __name__)

WAITING_SHOWN = 3
CHANGES_SHOWN = 5


@bp.get("/overblik")
def index() -> ResponseReturnValue:
    """Her house's overview; she who leads several chooses."""
    houses = houses_led()
    if not houses:
        abort(403)
    if len(houses) == 1:
        return redirect(url_for(".house", house_id=houses[0].id), code=302)
    return render_template("overview/index.html", houses=houses)


@bp.get("/overblik/<uuid:house_id>")
def house(house_id: UUID) -> ResponseReturnValue:
    """One house, counted without loading its cycles."""
    chosen = find_house(house_id)
    authorize(Action.SEE_OVERVIEW, chosen)
    counts = Counts.of(db.session.execute(counted(chosen)))
    queue = SparringRequest.waiting_for(me()).options(
        joinedload(SparringRequest.asked_by),
        joinedload(SparringRequest.cycle).joinedload(Cycle.house),
    )
    waiting = db.session.scalars(queue.limit(WAITING_SHOWN)).all()
    first = waiting[0] if waiting else None
    latest = Cycle.opened_to_leader_of(chosen).order_by(Cycle.changed_at.desc(), Cycle.id)
    return render_template(
        "overview/house.html",
        house=chosen,
        houses=houses_led(),
        today=clock.day_of(clock.now()),
        counts=counts,
        columns=[(stage, stage.label) for stage in TURN],
        rows=rows(chosen, counts),
        waiting=waiting,
        number=db.session.scalar(SparringRequest.number_waiting_for(me())) if waiting else 0,
        words=db.session.scalar(words_about(first.cycle_id, first.stage)) if first else None,
        latest=db.session.scalars(latest.limit(CHANGES_SHOWN)).all(),
    )


def houses_led() -> list[Unit]:
    """The houses that she leads, in the programme's order."""
    units = {m.unit for m in me().memberships if m.role is Role.LEADER and m.unit}
    return sorted(units, key=lambda unit: unit.position)


def find_house(house_id: UUID) -> Unit:
    """A house of her programme; what lies outside it is 404."""
    led = next((unit for unit in houses_led() if unit.id == house_id), None)
    found = led or next((unit for unit in me().programme.units if unit.id == house_id), None)
    return found or abort(404)


def rows(house: Unit, counts: Counts) -> list[tuple[str, list[HeatCell]]]:
    """The lines of the table: each module in order, and what belongs to none."""
    named = [(module.id, str(module.id), module.title) for module in me().programme.modules]
    table = [*named, *([(None, "uden", "Uden modul")] if counts.has_some_without_module else [])]
    return [
        (
            title,
            [
                HeatCell(
                    counts.at(module_id, stage),
                    url_for("cycles.index", hus=house.id, modul=key, trin=stage.value),
                )
                for stage in TURN
            ],
        )
        for module_id, key, title in table
    ]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
