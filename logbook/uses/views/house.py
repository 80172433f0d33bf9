"""Brugt her: for everyone in a house, where its words went."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook.by_script import as_uuid
from logbook.db import db
from logbook.exports.passages import colour_of
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.programme.models import Unit
from logbook.uses.models import Use, in_house
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
        if db.session.execute(query.where(Use.id == after), values).first() is None:
            abort(404)
        query = query.where(comes_after(after))
    found = db.session.execute(query, values).all()
    lines = used(found[:PAGE])
    shown = {each.session_id for each in lines}
    told = db.session.scalars(*prepared(last_told, me())) if "efter" not in request.args else ()
    return render_template(
        "uses/house.html",
        house=house,
        sessions=by_session(lines),
        others=[each for each in lines if each.session_id is None],
        told=[each for each in told if each.session_id not in shown],
        colour_of=colour_of,
        more=found[PAGE - 1].id if len(found) > PAGE else None,
    )


def first_in_house(person: Person, house_id: UUID) -> Select[*tuple[Any, ...]]:
    """One more than is shown: it tells whether there is another page."""
    return in_house(person, house_id).limit(PAGE + 1)


def by_session(lines: list[Used]) -> list[list[Used]]:
    """The lines of each time of teaching together, in the order in which they were found."""
    groups: dict[UUID, list[Used]] = {}
    for each in lines:
        if each.session_id is not None:
            groups.setdefault(each.session_id, []).append(each)
    return list(groups.values())


def find_house(house_id: UUID) -> Unit:
    """A house of her programme; what lies outside it is 404."""
    own = (m.unit for m in me().memberships if m.unit and m.unit.id == house_id)
    found = next(own, None) or next((u for u in me().programme.units if u.id == house_id), None)
    return found or abort(404)
