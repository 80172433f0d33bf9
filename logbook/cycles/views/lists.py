"""Forløb: mine, my house's, and those that are open to the whole project."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook.cycles.by_module import NO_MODULE
from logbook.cycles.models import Cycle
from logbook.cycles.stages import Stage, Visibility
from logbook.cycles.views.blueprint import bp, find, id_in
from logbook.db import db
from logbook.gate import me, takes
from logbook.people.models import Person, Role, prepared
from logbook.programme.models import Module, Unit

PER_PAGE = 30


@bp.get("/forloeb")
@takes("vis", "hus", "modul", "trin", "efter")
def index() -> ResponseReturnValue:
    """One of three lists, a page at a time."""
    shown, house = chosen_list()
    houses = own_houses()
    names_houses = shown == "projekt" or (shown == "mine" and len(houses) != 1)
    module, stage = chosen_cell()
    if set(request.args) <= {"vis", "hus"}:
        # From the beginning and with all that it has: how most people see a list.
        of_house = {"house_id": house.id} if house else {}
        first = FIRST_PAGES[kind_of(shown, house), names_houses]
        cycles = db.session.scalars(*prepared(first, me(), **of_house)).all()
    else:
        query = narrowed(continued(shown, house), module, stage)
        cycles = db.session.scalars(a_page_of(query, names_houses)).all()
    return render_template(
        "cycles/index.html",
        shown=shown,
        house=house,
        module=module,
        stage=stage,
        cycles=cycles[:PER_PAGE],
        more=more_after(cycles[PER_PAGE - 1]) if len(cycles) > PER_PAGE else None,
        houses=houses,
        names_houses=names_houses,
        may_see_project=me().belongs_to_the_project,
        may_start=bool(me().houses()),
    )


def a_page_of(query: Select[Cycle], names_houses: bool = False) -> Select[Cycle]:
    """And one more, which tells whether there is another page."""
    return query.options(*Cycle.for_lists(with_house=names_houses)).limit(PER_PAGE + 1)


def first_of_mine(person: Person) -> Select[Cycle]:
    return a_page_of(Cycle.written_by(person))


def first_of_mine_in_houses(person: Person) -> Select[Cycle]:
    return a_page_of(Cycle.written_by(person), names_houses=True)


def first_of_house(person: Person, house_id: UUID) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_house(house_id, person, leads=False))


def first_of_house_led(person: Person, house_id: UUID) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_house(house_id, person, leads=True))


def first_of_project(person: Person) -> Select[Cycle]:
    return a_page_of(Cycle.open_to_project(person), names_houses=True)


# By the kind of list, and whether each line names its house.
FIRST_PAGES: dict[tuple[str, bool], Callable[..., Select[Cycle]]] = {
    ("mine", False): first_of_mine,
    ("mine", True): first_of_mine_in_houses,
    ("hus", False): first_of_house,
    ("leder", False): first_of_house_led,
    ("projekt", True): first_of_project,
}


def kind_of(shown: str, house: Unit | None) -> str:
    return "leder" if house and me().leads(house.id) else shown


def more_after(cycle: Cycle) -> str:
    chosen: dict[str, Any] = request.args.to_dict() | {"efter": str(cycle.id)}
    return url_for(".index", **chosen)


def own_houses() -> list[Unit]:
    return me().units_as(Role.AUTHOR, Role.LEADER)


def chosen_list() -> tuple[str, Unit | None]:
    """Which list, of which house."""
    house_id = id_in(request.args, "hus")
    writes_nowhere = me().belongs_to_the_project and not me().houses()
    first = "projekt" if writes_nowhere else "mine"
    shown = request.args.get("vis", "hus" if house_id else first)
    if shown == "hus":
        house = next((unit for unit in own_houses() if unit.id == house_id), None)
        return shown, house or abort(404)
    if house_id or not (shown == "mine" or (shown == "projekt" and me().belongs_to_the_project)):
        abort(404)
    return shown, None


def continued(shown: str, house: Unit | None) -> Select[Cycle]:
    """The list, after the cycle that ended the page before."""
    after = id_in(request.args, "efter")
    last = find(after) if after else None
    if shown == "mine":
        query = Cycle.written_by(me())
        return Cycle.after_in_hand(query, me(), last) if last else query
    if house:
        query = Cycle.open_to_house(house.id, me(), leads=me().leads(house.id))
    else:
        query = Cycle.open_to_project(me())
    return query.where(Cycle.comes_after(last)) if last else query


def chosen_cell() -> tuple[Module | str | None, Stage | None]:
    """The module and the stage, as the cells of the overview name them."""
    module: Module | str | None = None
    if request.args.get("modul") == NO_MODULE:
        module = NO_MODULE
    elif module_id := id_in(request.args, "modul"):
        module = db.first_or_404(Module.of(me().programme).where(Module.id == module_id))
    stage = None
    if "trin" in request.args:
        stage = next((s for s in Stage if s.value == request.args["trin"]), None) or abort(404)
    return module, stage


def narrowed(
    query: Select[Cycle], module: Module | str | None, stage: Stage | None
) -> Select[Cycle]:
    if module:
        key = module.id if isinstance(module, Module) else None
        query = query.where(Cycle.module_id == key)
    if stage:
        query = query.where(Cycle.stage == stage, Cycle.visibility != Visibility.PRIVATE)
    return query
