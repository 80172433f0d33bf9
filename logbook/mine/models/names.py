"""The names that stand for ids: of people, units, modules, and what else has a name."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from logbook.db import Model

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
