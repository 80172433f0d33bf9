"""Everything that is hers, read once: the file, its pages and the book are all made from this."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Row, String, Table, Text

from logbook.clock import day_of
from logbook.conversations.models.conversation import OPENING_LASTS
from logbook.db import Model, db
from logbook.kept import waiting_for
from logbook.mine.models import NAMED_BY, SECTIONS, Section, names_of, titles
from logbook.mine.models.conditions import Asker
from logbook.people.models import Person
from logbook.privacy.held.table import Column
from logbook.privacy.personal_data import BY_TABLE
from logbook.uses.models.use import UseKind

VERSION = 1
FORMAT = "logbogen-mine-data"
# A database takes only so many values in one question.
NAMED_AT_ONCE = 5_000
Thing = dict[str, Any]
# What a part holds besides the columns of its table.
BESIDES = {"cycle": ("writers",), "answer": ("writers",), "extract": ("taken_by",)}


@dataclass(frozen=True)
class Mine:
    """What is hers, table by table, in values that JSON has."""

    person: Person
    at: datetime
    parts: dict[str, list[Thing]]
    # The names of the rounds that something here belongs to, as far as she may open them.
    titles: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "made_on": day_of(self.at).isoformat(),
            "data": self.parts,
        }

    @property
    def ids(self) -> tuple[UUID, ...]:
        """What the file holds: when any of it is erased, the file goes too."""
        held = {row["id"] for part in self.parts.values() for row in part if "id" in row}
        return tuple(UUID(each) for each in held | {*self.titles})

    @property
    def words(self) -> frozenset[tuple[str, ...]]:
        """Every row that holds words of somebody's, and the words: what must still be hers to have
        when the file is stored.
        """
        found: set[tuple[str, ...]] = {("cycle", *named) for named in self.titles.items()}
        for table, part in self.parts.items():
            keys = keys_of_words(table)
            for row in part if keys else ():
                found.add((table, row["id"]))
                # A draft that she goes on writing is a draft still.
                for key in keys if table != "draft" else ():
                    found.add((table, row["id"], key, json.dumps(row[key])))
        return frozenset(found)


def gathered(person: Person, at: datetime) -> Mine:
    asker = Asker(person, at - OPENING_LASTS)
    parts = {table: read(section, asker) for table, section in SECTIONS.items()}
    put_names(parts)
    add_writers(parts, asker)
    for row in parts["extract"]:
        is_own = row.pop("is_own")
        row["taken_by"] = person.name if is_own else "KP"
    for row in parts["use"]:
        # Of a plan that was built on her words she is told, and not on which day it was begun.
        row["used_on"] = None if row["kind"] == UseKind.PLAN else row["used_on"]
    for row in parts["draft"]:
        row["fields"] = json.loads(row["fields"])
    opened = {str(kept.id): kept.texts for kept in waiting_for(person)}
    for row in parts["kept_form"]:
        row["sealed"] = opened.get(row["id"], [])
    return Mine(person, at, parts, titles_of(parts, person))


def titles_of(parts: dict[str, list[Thing]], person: Person) -> dict[str, str]:
    rows = (row for part in parts.values() for row in part)
    every = sorted({row["cycle_id"] for row in rows if row.get("cycle_id")})
    found: dict[str, str] = {}
    for begin in range(0, len(every), NAMED_AT_ONCE):
        some = [UUID(each) for each in every[begin : begin + NAMED_AT_ONCE]]
        found |= {str(id): title for id, title in db.session.execute(titles(person, some))}
    return found


def read(section: Section, asker: Asker) -> list[Thing]:
    """The rows of one table; names still stand there as ids."""
    columns = BY_TABLE[section.table].given
    found = []
    for row in db.session.execute(section.of(asker)):
        is_hers = section.is_hers(row, asker)
        thing = {"id": str(row.id)} if "id" in row._mapping else {}
        thing |= {each.given_as: value_of(row, each, is_hers) for each in columns}
        if section.table == "extract":
            thing["is_own"] = row.taken_by_id == asker.id
        found.append(thing)
    return found


def value_of(row: Row[Any], column: Column, is_hers: bool) -> Any:
    """As JSON has it; of what others did the day, and never the hour."""
    value = getattr(row, column.name)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return value if column.is_named else str(value)
    if isinstance(value, datetime):
        return value.isoformat() if is_hers else day_of(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


# Hers alone, and no reason to begin anew when they end: jobs, sign-ins, devices.
ABOUT_HER_ACCOUNT = {"job", "sign_in", "known_device", "kept_form", "person", "receipt"}


@cache
def keys_of_words(table: str) -> tuple[str, ...]:
    """What of its rows is anybody's own words."""
    held: Table = Model.metadata.tables[table]
    if table in ABOUT_HER_ACCOUNT or "id" not in held.c:
        return ()
    columns = (each for each in BY_TABLE[table].given if not each.is_named)
    return tuple(
        each.given_as for each in columns if type(held.c[each.name].type) in {String, Text, JSON}
    )


@cache
def named_columns() -> tuple[tuple[str, str, str], ...]:
    """Part, key, and the table that the name is looked up in."""
    found = []
    for table in SECTIONS:
        held: Table = Model.metadata.tables[table]
        for column in BY_TABLE[table].given:
            if column.is_named:
                keys = held.c[column.name].foreign_keys
                target = column.names or next(iter(keys)).column.table.name
                found.append((table, column.given_as, target))
    return tuple(found)


def put_names(parts: dict[str, list[Thing]]) -> None:
    """Each id that stands for a name gives way to it; what has gone has none."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for table, key, target in named_columns():
        wanted[target] |= {row[key] for row in parts[table] if row[key] is not None}
    names = {target: dict(named(target, ids)) for target, ids in wanted.items()}
    for table, key, target in named_columns():
        for row in parts[table]:
            if row[key] is not None:
                row[key] = names[target].get(row[key])


def named(target: str, ids: Iterable[UUID]) -> Iterator[tuple[UUID, str]]:
    assert target in NAMED_BY
    every = sorted(ids)
    for begin in range(0, len(every), NAMED_AT_ONCE):
        for row in db.session.execute(names_of(target, every[begin : begin + NAMED_AT_ONCE])):
            yield row[0], row[1]


def add_writers(parts: dict[str, list[Thing]], asker: Asker) -> None:
    """Who writes in each round and in each answer, by the names that stand on its page."""
    queries = {"cycle": asker.writers_of_rounds, "answer": asker.writers_of_answers}
    for table, writers in queries.items():
        by_id: dict[str, list[str]] = defaultdict(list)
        for row in db.session.execute(writers):
            by_id[str(row[0])].append(row[1])
        for thing in parts[table]:
            thing["writers"] = by_id[thing["id"]]


def grouped(rows: Iterable[Thing], key: str | Callable[[Thing], Any]) -> dict[Any, list[Thing]]:
    found: dict[Any, list[Thing]] = defaultdict(list)
    for row in rows:
        found[row[key] if isinstance(key, str) else key(row)].append(row)
    return found
