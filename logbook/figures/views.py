"""Overviews above a house: a district's for its leaders, the programme's for its coordinators."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, abort, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.db import db, hurry
from logbook.figures.counting import (
    NOTHING,
    Numbers,
    as_json,
    from_json,
    months_before,
    numbers_of,
    published_after,
    tallies_of,
)
from logbook.figures.models import Figures, cycles_counted, notes_counted
from logbook.figures.side_by_side import SideBySide
from logbook.gate import me
from logbook.people.models import Role
from logbook.policy import Action, authorize
from logbook.programme.models import District
from logbook.reviews.reading import is_being_read

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
    """The figures of today, counted when the first one asks for them or something is taken back."""
    figures = latest()
    if not is_of_today(figures):
        # A count decides what is shown from then on: nothing that a browser does by itself.
        if not is_being_read():
            abort(503)
        count(figures)
        figures = latest()
    programme = me().programme
    names = (*((u.name, u.district_id, u.has_children) for u in programme.units),
             *(module.title for module in programme.modules))  # fmt: skip
    # What could not be kept is not shown: nobody could say later what was.
    return drawn(figures.id, area_id, names) if is_of_today(figures) else draw(NOTHING, area_id)


def latest() -> Any:
    return db.session.execute(Figures.latest(me().programme_id)).first()


def is_of_today(figures: Any) -> bool:
    is_counted = figures and figures.counted_on == clock.day_of(clock.now())
    return bool(is_counted and not figures.taken_back)


@lru_cache(maxsize=DRAWN)
def drawn(figures_id: UUID, area_id: UUID | None, _names: tuple[Any, ...]) -> Markup:
    """Names are part of it, so that a house that is renamed is drawn anew."""
    kept = db.session.scalar(Figures.shown_in(figures_id))
    return draw(Numbers.from_json(kept) if kept else NOTHING, area_id)


def draw(numbers: Numbers, area_id: UUID | None) -> Markup:
    months = months_before(clock.day_of(clock.now()))
    programme = me().programme
    houses = SideBySide.of(numbers, programme.units, programme.modules, months, area_id)
    return Markup(render_template("figures/_tables.html", houses=houses))


def count(figures: Any) -> None:
    """Count all houses, and keep what is shown from now on. What cannot be kept is not shown."""
    programme, today = me().programme, clock.day_of(clock.now())
    months, last = months_before(today), today.replace(day=1) - timedelta(days=1)
    district_of = {unit.id: unit.district_id for unit in programme.units}
    notes = notes_counted(programme.id, clock.start_of(months[0]), months[0], last)
    tallies = tallies_of(
        db.session.execute(cycles_counted(programme.id)), db.session.execute(notes)
    )
    before = db.session.scalar(Figures.published_in(figures.id)) if figures else None
    published = published_after(
        from_json(before or "{}"), tallies, months, district_of,
        {UUID(house) for house in figures.taken_back.split()} if figures else set(),
    )  # fmt: skip
    counted = {
        "counted_on": today, "published": as_json(published),
        "shown": numbers_of(published, district_of).as_json(),
    }  # fmt: skip
    try:
        hurry()
        if figures:
            db.session.execute(Figures.replace(figures.id, figures.taken_back, **counted))
        else:
            db.session.add(Figures(programme_id=programme.id, taken_back="", **counted))
        db.session.commit()
    except DBAPIError:
        db.session.rollback()


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
