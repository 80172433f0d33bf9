"""The leader's overview of a house: what waits, and where the cycles are."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.by_script import as_uuid
from logbook.cycles.models import Cycle
from logbook.db import db
from logbook.exports.passages import colour_of
from logbook.gate import me, takes
from logbook.overview.glance import glance_of
from logbook.overview.needs_her import needs_her
from logbook.people.models import Person, Role, prepared
from logbook.policy import Action, authorize, can
from logbook.programme.models import Unit
from logbook.reviews.models import is_quieter_than
from logbook.reviews.quiet import quiet_cycles, quiet_since
from logbook.uses.models import in_house, used
from logbook.uses.near import near

bp = Blueprint("overview", __name__)

PAGE = 20
CHANGES_SHOWN = 5
USES_SHOWN = 3


@bp.get("/overblik")
def index() -> ResponseReturnValue:
    """Her house's overview, her district's or the programme's; she who has several chooses."""
    houses, districts = houses_led(), me().districts_as(Role.DISTRICT_LEADER)
    coordinates = can(me(), Action.SEE_PROGRAMME, me().programme)
    there = [
        *(url_for(".house", house_id=house.id) for house in houses),
        *(url_for("figures.district", district_id=each.id) for each in districts),
        *([url_for("figures.programme")] if coordinates else []),
    ]
    if not there:
        return render_template("overview/none.html"), 403
    if len(there) == 1:
        return redirect(there[0], code=302)
    return render_template(
        "overview/index.html", houses=houses, districts=districts, coordinates=coordinates
    )


@bp.get("/overblik/<uuid:house_id>")
def house(house_id: UUID) -> ResponseReturnValue:
    """One house, counted without loading its cycles."""
    chosen = find_house(house_id)
    authorize(Action.SEE_OVERVIEW, chosen)
    today = clock.day_of(clock.now())
    latest = db.session.scalars(*prepared(latest_changes, me(), house_id=chosen.id)).all()
    return render_template(
        "overview/house.html",
        house=chosen,
        houses=houses_led(),
        today=today,
        glance=glance_of(chosen, me().programme.modules, today),
        latest=latest,
        uses=used(db.session.execute(*prepared(last_used, me(), house_id=chosen.id))),
        colour_of=colour_of,
        near=near(today, with_stories=False),
        **needs_her(me(), chosen.id, today),
    )


@bp.get("/overblik/<uuid:house_id>/stille")
@takes("efter")
def quiet(house_id: UUID) -> ResponseReturnValue:
    """Every forløb of the house that could use a kind word, the longest quiet first."""
    chosen = find_house(house_id)
    authorize(Action.SEE_OVERVIEW, chosen)
    today = clock.day_of(clock.now())
    lines = quiet_cycles(me(), chosen.id, quiet_since(today))
    if "efter" in request.args:
        after = as_uuid(request.args["efter"]) or abort(404)
        last = db.session.execute(lines.where(Cycle.id == after)).first() or abort(404)
        lines = lines.where(is_quieter_than(last))
    found = list(db.session.execute(lines.limit(PAGE + 1)))
    return render_template(
        "overview/quiet.html",
        house=chosen,
        quiet=found[:PAGE],
        last=found[PAGE - 1] if len(found) > PAGE else None,
        today=today,
    )


def latest_changes(_person: Person, house_id: UUID) -> Select[Cycle]:
    opened = Cycle.opened_to_leader_of(house_id)
    newest = opened.order_by(Cycle.changed_at.desc(), Cycle.id)
    return newest.options(*Cycle.for_lists()).limit(CHANGES_SHOWN)


def last_used(person: Person, house_id: UUID) -> Select[*tuple[Any, ...]]:
    return in_house(person, house_id).limit(USES_SHOWN)


def houses_led() -> list[Unit]:
    """The houses that she leads, in the programme's order."""
    return me().units_as(Role.LEADER)


def find_house(house_id: UUID) -> Unit:
    """A house of her programme; what lies outside it is 404."""
    led = next((unit for unit in houses_led() if unit.id == house_id), None)
    found = led or next((unit for unit in me().programme.units if unit.id == house_id), None)
    return found or abort(404)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
