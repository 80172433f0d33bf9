"""The names that stand for ids: of people, units, modules, and what else has a name."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from logbook.cycles.models import Cycle
from logbook.db import Model
from logbook.people.models import Person

# The column that a table's rows are known by.
NAMED_BY = {
    "person": "name",
    "programme": "name",
    "district": "name",
    "unit": "name",
    "tag": "name",
    "module": "title",
    "session": "title",
    "board": "title",
    "board_group": "title",
}


def names_of(table: str, ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    found: Table = Model.metadata.tables[table]
    return select(found.c.id, found.c[NAMED_BY[table]]).where(found.c.id.in_(ids))


def titles(person: Person, ids: Collection[UUID]) -> Select[UUID, str]:
    """Of those of these rounds that she may open."""
    query = Cycle.visible_to(person).where(Cycle.id.in_(ids)).order_by(None).options()
    return query.with_only_columns(Cycle.id, Cycle.title)
