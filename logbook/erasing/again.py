"""Erasing again what a restored database holds: the list says what was erased since."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.forgetting import forget, remember
from logbook.erasing.leaving import become_a_role
from logbook.erasing.listed import Entry
from logbook.erasing.models import Erasure
from logbook.erasing.models.strays import ids_there, person_there
from logbook.erasing.models.walk import Found, everything_with, tables
from logbook.retention.ending import empty
from logbook.retention.models.due import is_empty


def still_there(some: Iterable[Entry]) -> list[Entry]:
    """Those of the list that the database holds, whole or in part."""
    return [
        each
        for each in some
        if (not is_empty(each.id) if each.kind == "programme" else held(roots_of(each)))
    ]


def apply(some: Iterable[Entry], *, at: datetime) -> int:
    """Erase them again, one after the other, each at one stroke; how many were there."""
    number = 0
    for entry in some:
        roots = roots_of(entry)
        is_there = bool(held(roots))
        if entry.kind == "programme":
            is_there = not is_empty(entry.id)
            empty(entry.id, at=at)
            remember(entry)
        elif entry.kind == "person" and is_there:
            become_a_role(person_there(entry.id), at=at)
            remember(entry)
        else:
            forget(entry, held(everything_with(roots)), None, at=at)
        db.session.commit()
        number += is_there
    return number


def not_listed() -> list[UUID]:
    """What the database knows to be erased and the list does not: then it is another list."""
    known = {each.id for each in listed.entries()}
    return [each.id for each in db.session.scalars(Erasure.roots()) if each.id not in known]


def roots_of(entry: Entry) -> Found:
    roots: Found = {}
    for kind, each in ((entry.kind, entry.id), *entry.along):
        if kind in tables():
            roots.setdefault(kind, set()).add(each)
    return roots


def held(found: Found) -> Found:
    """Those of these rows that are in the database."""
    rows = {name: ids_there(name, ids) for name, ids in found.items()}
    return {name: ids for name, ids in rows.items() if ids}
