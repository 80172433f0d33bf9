"""Overviews above a house: a district's for its leaders, the programme's for its coordinators."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from flask import Blueprint, Flask, abort, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.db import db, hurry
from logbook.figures.counting import Numbers, months_before, numbers_of
from logbook.figures.models import Figures, cycles_counted, notes_counted
from logbook.figures.side_by_side import SideBySide
from logbook.gate import me
from logbook.people.models import Role
from logbook.policy import Action, authorize
from logbook.programme.models import District

bp = Blueprint("figures", __name__)

# Tables as they were drawn, in each server process; figures that are counted anew are drawn anew.
DRAWN = 64


@bp.get("/overblik/distrikt/<uuid:district_id>")
def district(district_id: UUID) -> ResponseReturnValue:
    """The houses of one district side by side."""
    chosen = find_district(district_id)
    authorize(Action.SEE_DISTRICT, chosen)
    return page_of(f"distrikt {chosen.name}", chosen, me().districts_as(Role.DISTRICT_LEADER))


@bp.get("/overblik/projekt")
def programme() -> ResponseReturnValue:
    """All houses of the programme side by side."""
    authorize(Action.SEE_PROGRAMME, me().programme)
    return page_of(me().programme.name, None, [])


def find_district(district_id: UUID) -> District:
    """A district of her programme; what lies outside it is 404."""
    hers = me().districts_as(Role.DISTRICT_LEADER)
    led = next((district for district in hers if district.id == district_id), None)
    found = led or next((d for d in me().programme.districts if d.id == district_id), None)
    return found or abort(404)


def page_of(name: str, area: District | None, others: Sequence[District]) -> str:
    return render_template(
        "figures/show.html", name=name, area=area, others=others,
        today=clock.day_of(clock.now()), tables=tables_of(area.id if area else None),
    )  # fmt: skip


def tables_of(area_id: UUID | None) -> Markup:
    """The figures of today, counted when the first one asks for them."""
    today = clock.day_of(clock.now())
    figures_id = db.session.scalar(Figures.of_day(me().programme_id, today))
    if figures_id:
        return drawn(figures_id, area_id)
    numbers = counted()
    tables = draw(numbers, area_id)
    keep(numbers)
    return tables


@lru_cache(maxsize=DRAWN)
def drawn(figures_id: UUID, area_id: UUID | None) -> Markup:
    kept = db.session.scalar(Figures.numbers_in(figures_id))
    return draw(Numbers.from_json(kept) if kept else counted(), area_id)


def counted() -> Numbers:
    programme, today = me().programme, clock.day_of(clock.now())
    first, last = months_before(today)[0], today.replace(day=1) - timedelta(days=1)
    notes = notes_counted(programme.id, clock.start_of(first), first, last)
    return numbers_of(
        db.session.execute(cycles_counted(programme.id)),
        db.session.execute(notes),
        {unit.id: unit.district_id for unit in programme.units},
    )


def draw(numbers: Numbers, area_id: UUID | None) -> Markup:
    months = months_before(clock.day_of(clock.now()))
    programme = me().programme
    houses = SideBySide.of(numbers, programme.units, programme.modules, months, area_id)
    return Markup(render_template("figures/_tables.html", houses=houses))


def keep(numbers: Numbers) -> None:
    """For whoever asks later today. What cannot be kept now is counted again then."""
    today, programme_id = clock.day_of(clock.now()), me().programme_id
    try:
        hurry()
        db.session.execute(Figures.forget({programme_id}))
        db.session.add(
            Figures(programme_id=programme_id, counted_on=today, shown=numbers.as_json())
        )
        db.session.commit()
    except DBAPIError:
        db.session.rollback()


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
