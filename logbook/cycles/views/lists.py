"""Forløb: mine, my house's, and those that are open to the whole project."""

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
from logbook.gate import me
from logbook.people.models import Role
from logbook.programme.models import Module, Unit

PER_PAGE = 30
ALLOWED = {"vis", "hus", "modul", "trin", "efter"}
NO_MODULE = "uden"


@bp.get("/forloeb")
def index() -> ResponseReturnValue:
    """One of three lists, a page at a time."""
    if set(request.args) - ALLOWED:
        abort(404)
    shown, house, query = chosen_list()
    query, module, stage = narrowed(query)
    cycles = db.session.scalars(query.options(joinedload(Cycle.house)).limit(PER_PAGE + 1)).all()
    return render_template(
        "cycles/index.html",
        shown=shown,
        house=house,
        module=module,
        stage=stage,
        cycles=cycles[:PER_PAGE],
        more=more_after(cycles[PER_PAGE - 1]) if len(cycles) > PER_PAGE else None,
        houses=[u for u in me().programme.units if u.id in own_houses()],
        may_see_project=me().belongs_to_the_project,
        may_start=bool(me().houses()),
    )


def more_after(cycle: Cycle) -> str:
    chosen: dict[str, Any] = request.args.to_dict() | {"efter": str(cycle.id)}
    return url_for(".index", **chosen)


def own_houses() -> set[UUID]:
    return me().unit_ids(Role.AUTHOR, Role.LEADER)


def chosen_list() -> tuple[str, Unit | None, Select[Cycle]]:
    """Which list, of which house, after which cycle."""
    house_id, after = id_in(request.args, "hus"), id_in(request.args, "efter")
    shown = request.args.get("vis", "hus" if house_id else "mine")
    last = find(after) if after else None
    if shown == "mine" and not house_id:
        query = Cycle.written_by(me())
        return shown, None, Cycle.after_in_hand(query, me(), last) if last else query
    if shown == "hus":
        house = next((u for u in me().programme.units if u.id == house_id), None)
        if house is None or house.id not in own_houses():
            abort(404)
        query = Cycle.open_to_house(house.id, me())
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
