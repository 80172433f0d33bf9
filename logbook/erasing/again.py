"""Erasing again what a restored database holds: the list says what was erased since."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.forgetting import forget, remember
from logbook.erasing.hidden import shows_again
from logbook.erasing.leaving import become_a_role, let_a_role_stand
from logbook.erasing.listed import HIDDEN_AGAIN, NAME, Entry
from logbook.erasing.models import Erasure, Text, text_of
from logbook.erasing.models.kinds import KIND_OF_TABLE, found_by_id
from logbook.erasing.models.strays import ids_there, person_there
from logbook.erasing.models.walk import Found, everything_with, tables
from logbook.people.models import Person
from logbook.retention.ending import empty
from logbook.retention.models.due import is_empty


def still_there(some: Iterable[Entry]) -> list[Entry]:
    """Those of the list that the database holds, whole or in part."""
    return [each for each in some if is_still_there(each)]


def is_still_there(entry: Entry) -> bool:
    if entry.kind == "programme":
        return not is_empty(entry.id)
    if entry.kind in HIDDEN_AGAIN:
        return shows_again(entry)
    if entry.kind == NAME:
        return bool(named_in(entry))
    return is_of_table(entry) and bool(held(roots_of(entry)))


def is_of_table(entry: Entry) -> bool:
    """Whether it is about a row, and not of a kind that this version does not know."""
    return entry.kind in tables()


def apply(some: Iterable[Entry], *, at: datetime) -> int:
    """Erase them again, one after the other, each at one stroke; how many were there."""
    number = 0
    for entry in some:
        if entry.kind != NAME and not is_of_table(entry):
            # That is hidden again, not erased (see `hide_again`), or of a newer version.
            continue
        roots, is_there = roots_of(entry), is_still_there(entry)
        if entry.kind == "programme":
            empty(entry.id, at=at)
            remember(entry)
        elif entry.kind == NAME:
            for text, person in named_in(entry):
                let_a_role_stand(text, person, at=at)
            remember(entry)
        elif entry.kind == "person" and is_there:
            become_a_role(person_there(entry.id), at=at)
            remember(entry)
        else:
            forget(entry, held(everything_with(roots)), None, at=at)
        db.session.commit()
        number += is_there
    return number


def named_in(entry: Entry) -> list[tuple[Text, Person]]:
    """Where her name stands again that was taken off.

    Nowhere in a database that knows of it: there it was taken off, and what stands there with her
    name she has written since.
    """
    there = held(dict_of(entry.along))
    people = there.pop("person", set())
    if not people or db.session.scalar(Erasure.known([entry.id])):
        return []
    texts = (
        text_of(KIND_OF_TABLE[name], found_by_id(KIND_OF_TABLE[name], each))
        for name, ids in there.items()
        for each in sorted(ids)
    )
    return [(text, person_there(each)) for text in texts for each in people]


def not_listed() -> list[UUID]:
    """What the database knows to be erased and the list does not: then it is another list."""
    known = {each.id for each in listed.entries()}
    return [each.id for each in db.session.scalars(Erasure.roots()) if each.id not in known]


def roots_of(entry: Entry) -> Found:
    return dict_of(((entry.kind, entry.id), *entry.along))


def dict_of(rows: Iterable[tuple[str, UUID]]) -> Found:
    """By table; what is no table of ours is passed over."""
    found: Found = {}
    for name, each in rows:
        if name in tables():
            found.setdefault(name, set()).add(each)
    return found


def held(found: Found) -> Found:
    """Those of these rows that are in the database."""
    rows = {name: ids_there(name, ids) for name, ids in found.items()}
    return {name: ids for name, ids in rows.items() if ids}
