"""Forløb: mine, my house's, and those that are open to the whole project."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from logbook.cycles.models import Cycle
from logbook.cycles.stages import Stage, Visibility
from logbook.cycles.views.blueprint import bp, find, id_in
from logbook.db import db
from logbook.gate import me, takes
from logbook.people.models import Person, Role, prepared
from logbook.programme.models import Module, Unit

PER_PAGE = 30
NO_MODULE = "uden"


@bp.get("/forloeb")
@takes("vis", "hus", "modul", "trin", "efter")
def index() -> ResponseReturnValue:
    """One of three lists, a page at a time."""
    shown, house, query = chosen_list()
    query, module, stage = narrowed(query)
    if set(request.args) <= {"vis", "hus"}:
        # From the beginning and with all that it has: how most people see a list.
        of_house = {"house_id": house.id} if house else {}
        first = FIRST_PAGES["leder" if house and me().leads(house.id) else shown]
        cycles = db.session.scalars(*prepared(first, me(), **of_house)).all()
    else:
        cycles = db.session.scalars(a_page_of(query)).all()
    return render_template(
        "cycles/index.html",
        shown=shown,
        house=house,
        module=module,
        stage=stage,
        cycles=cycles[:PER_PAGE],
        more=more_after(cycles[PER_PAGE - 1]) if len(cycles) > PER_PAGE else None,
        houses=own_houses(),
        may_see_project=me().belongs_to_the_project,
        may_start=bool(me().houses()),
    )


def a_page_of(query: Select[Cycle]) -> Select[Cycle]:
    """And one more, which tells whether there is another page."""
    return query.options(joinedload(Cycle.house, innerjoin=True)).limit(PER_PAGE + 1)


def first_of_mine(person: Person) -> Select[Cycle]:
    return a_page_of(Cycle.written_by(person))


def first_of_house(person: Person, house_id: UUID) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_house(house_id, person, leads=False))


def first_of_house_led(person: Person, house_id: UUID) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_house(house_id, person, leads=True))


def first_of_project(person: Person) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_project(person))


FIRST_PAGES: dict[str, Callable[..., Select[Cycle]]] = {
    "mine": first_of_mine,
    "hus": first_of_house,
    "leder": first_of_house_led,
    "projekt": first_of_project,
}


def more_after(cycle: Cycle) -> str:
    chosen: dict[str, Any] = request.args.to_dict() | {"efter": str(cycle.id)}
    return url_for(".index", **chosen)


def own_houses() -> list[Unit]:
    return me().units_as(Role.AUTHOR, Role.LEADER)


def chosen_list() -> tuple[str, Unit | None, Select[Cycle]]:
    """Which list, of which house, after which cycle."""
    house_id, after = id_in(request.args, "hus"), id_in(request.args, "efter")
    writes_nowhere = me().belongs_to_the_project and not me().houses()
    first = "projekt" if writes_nowhere else "mine"
    shown = request.args.get("vis", "hus" if house_id else first)
    last = find(after) if after else None
    if shown == "mine" and not house_id:
        query = Cycle.written_by(me())
        return shown, None, Cycle.after_in_hand(query, me(), last) if last else query
    if shown == "hus":
        house = next((unit for unit in own_houses() if unit.id == house_id), None)
        if house is None:
            abort(404)
        query = Cycle.open_to_house(house.id, me(), leads=me().leads(house.id))
    elif shown == "projekt" and me().belongs_to_the_project and not house_id:
        house, query = None, Cycle.open_to_project(me())
    else:
        abort(404)
    return shown, house, query.where(Cycle.comes_after(last)) if last else query


def narrowed(query: Select[Cycle]) -> tuple[Any, Module | str | None, Stage | None]:
    """By module and stage, as the cells of the overview do."""
    module: Module | str | None = None
    if request.args.get("modul") == NO_MODULE:
        module = NO_MODULE
        query = query.where(Cycle.module_id.is_(None))
    elif module_id := id_in(request.args, "modul"):
        module = db.first_or_404(Module.of(me().programme).where(Module.id == module_id))
        query = query.where(Cycle.module_id == module_id)
    stage = None
    if "trin" in request.args:
        stage = next((s for s in Stage if s.value == request.args["trin"]), None) or abort(404)
        query = query.where(Cycle.stage == stage, Cycle.visibility != Visibility.PRIVATE)
    return query, module, stage
