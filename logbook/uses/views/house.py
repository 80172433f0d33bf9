"""Brugt her: for everyone in a house, where its words went."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook.by_script import as_uuid
from logbook.db import db
from logbook.exports.passages import colour_of
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize, can
from logbook.programme.models import Unit
from logbook.uses.models import Outcome, Use, in_house
from logbook.uses.models.outcome import last_told
from logbook.uses.models.seeing import Used, comes_after, used
from logbook.uses.views.blueprint import bp

PAGE = 30


@bp.get("/hus/<uuid:house_id>/brugt")
@takes("efter")
def house_page(house_id: UUID) -> ResponseReturnValue:
    """By time of teaching, meeting and plan, the newest first."""
    house = find_house(house_id)
    authorize(Action.SEE_HOUSE_USES, house)
    query, values = prepared(first_in_house, me(), house_id=house.id)
    if "efter" in request.args:
        after = as_uuid(request.args["efter"]) or abort(404)
        last = db.session.execute(query.where(Use.id == after), values).first() or abort(404)
        query = query.where(comes_after(me(), last))
    found = db.session.execute(query, values).all()
    lines = used(found[:PAGE])
    told = db.session.scalars(*prepared(last_told, me())) if "efter" not in request.args else ()
    return render_template(
        "uses/house.html",
        house=house,
        back=way_back(house),
        sessions=by_session(lines, told),
        others=[each for each in lines if each.session_id is None],
        colour_of=colour_of,
        more=found[PAGE - 1].id if len(found) > PAGE else None,
    )


def first_in_house(person: Person, house_id: UUID) -> Select[*tuple[Any, ...]]:
    """One more than is shown: it tells whether there is another page."""
    return in_house(person, house_id).limit(PAGE + 1)


@dataclass
class Taught:
    """A time of teaching: what was told of it, and the house's words that were used in it."""

    session_id: UUID
    title: str
    module: str
    on: date
    outcome: str
    uses: list[Used] = field(default_factory=list)


def by_session(lines: Iterable[Used], told: Iterable[Outcome]) -> list[Taught]:
    """Each time of teaching with the lines of it, the newest first."""
    groups: dict[UUID, Taught] = {}
    for line in lines:
        if line.session_id is not None and line.used_on is not None:
            taught = Taught(line.session_id, line.session, line.module, line.used_on, line.outcome)
            groups.setdefault(line.session_id, taught).uses.append(line)
    for each in told:
        s = each.session
        groups.setdefault(s.id, Taught(s.id, s.title, s.module.title, s.starts_on, each.text))
    return sorted(groups.values(), key=lambda taught: taught.on, reverse=True)


def way_back(house: Unit) -> tuple[str, str]:
    """To the overview of those who lead the house, else home: an address and its words."""
    if can(me(), Action.SEE_OVERVIEW, house):
        return url_for("overview.house", house_id=house.id), "Overblik"
    return url_for("cycles.today"), "I dag"


def find_house(house_id: UUID) -> Unit:
    """A house of her programme; what lies outside it is 404."""
    own = (m.unit for m in me().memberships if m.unit and m.unit.id == house_id)
    found = next(own, None) or next((u for u in me().programme.units if u.id == house_id), None)
    return found or abort(404)
