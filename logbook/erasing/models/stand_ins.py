"""Who stands where one who left stood: a role without a person, one for each profession.

Everything that points at a person is listed by the foreign keys. What is private goes; all the
rest points at the stand-in from then on. A table that nobody has thought of keeps its rows, with
the role instead of the name.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, Table, delete, or_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.schema import Index

from logbook.cycles.models import Cycle, CycleWriter
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.erasing.models.walk import pointing_at, run, tables
from logbook.people.models import Person, Profession
from logbook.releases.models import Attribution, Consent, Release

# Hers alone: it goes with her. Which column says whose it is.
PRIVATE = {
    "sign_in": "person_id",
    "known_device": "person_id",
    "invitation": "person_id",
    "membership": "person_id",
    "draft": "person_id",
    "receipt": "person_id",
    "kept_form": "owner_id",
    "snooze": "person_id",
    "cycle_guest": "person_id",
    "withdrawal_seen": "person_id",
    "erasure_answer": "person_id",
    "retention_warning": "person_id",
    "job": "asked_by_id",
}


def stand_in_for(person: Person, *, at: datetime) -> Person:
    """The one of her profession; made when the first of them leaves."""
    query = select(Person).where(
        Person.programme_id == person.programme_id,
        Person.is_stand_in,
        Person.profession == person.profession,
    )
    found: Person | None = db.session.scalar(query)
    if found is None:
        key = f"-{person.programme_id.hex}-{Profession(person.profession).value}"
        found = Person(
            programme_id=person.programme_id, name=person.profession.label.capitalize(),
            user_name=key,
            profession=person.profession, invited_at=at, removed_at=at, is_stand_in=True,
        )  # fmt: skip
        db.session.add(found)
        db.session.flush()
    return found


def columns_to_people() -> Iterator[tuple[Table, Column[Any]]]:
    return pointing_at("person")


def put_in_place(person_id: UUID, stand_in_id: UUID, only: dict[str, set[UUID]] | None) -> None:
    """Let every row that names her name the stand-in; of those tables and ids `only`, if given."""
    for table, column in columns_to_people():
        if only is not None and table.name not in only:
            continue
        which = column == person_id
        if only is not None:
            which &= table.c.id.in_(only[table.name])
        for twin in twins(table, column, person_id, stand_in_id):
            run(delete(table).where(which, twin))
        run(update(table).where(which).values({column.name: stand_in_id}))


def twins(table: Table, column: Column[Any], person_id: UUID, stand_in_id: UUID) -> Iterator[Any]:
    """Rows beside which the stand-in has one already, where there can be only one."""
    other = table.alias("other")
    for index in table.indexes:
        names = [each.name for each in index.columns]
        if isinstance(index, Index) and index.unique and column.name in names and not where(index):
            same = [other.c[n] == table.c[n] for n in names if n != column.name]
            yield (
                select(1).select_from(other)
                .where(other.c[column.name] == stand_in_id, *same)
                .exists()
            )  # fmt: skip


def where(index: Index) -> bool:
    return index.dialect_options["sqlite"]["where"] is not None


def forget_private(person: Person) -> None:
    """What was hers alone, tables that point at it first."""
    for name in ("job_file", "job_part"):
        table, job = tables()[name], tables()["job"]
        hers = select(job.c.id).where(job.c.asked_by_id == person.id)
        run(delete(table).where(table.c.job_id.in_(hers)))
    for name, column in PRIVATE.items():
        table = tables()[name]
        run(delete(table).where(table.c[column] == person.id))
    waiting = tables()["observation_request"]
    run(delete(waiting).where(waiting.c.colleague_id == person.id, waiting.c.answered_at.is_(None)))


def rounds_of_hers_alone(person: Person) -> Select[Cycle]:
    """Those that nobody else ever saw: private, and written by nobody else."""
    others = aliased(CycleWriter)
    shared = (
        select(others.id).where(others.cycle_id == Cycle.id, others.person_id != person.id).exists()
    )
    hers = select(CycleWriter.id).where(
        CycleWriter.cycle_id == Cycle.id, CycleWriter.person_id == person.id
    )
    out = select(Release.id).where(Release.cycle_id == Cycle.id, Release.was_ever_out())
    return (
        select(Cycle)
        .where(
            Cycle.visibility == Visibility.PRIVATE, Cycle.started_by_id == person.id,
            hers.exists(), ~shared, ~out.exists(),
        )
        .order_by(Cycle.changed_at.desc(), Cycle.id)
    )  # fmt: skip


def rounds_kept(person: Person) -> Select[Cycle]:
    """The others that she writes in; what is closed to her by now stays unnamed."""
    hers = select(CycleWriter.cycle_id).where(
        CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None)
    )
    alone = rounds_of_hers_alone(person).with_only_columns(Cycle.id).order_by(None)
    return (
        select(Cycle)
        .where(Cycle.id.in_(hers), Cycle.id.not_in(alone))
        .order_by(Cycle.changed_at.desc(), Cycle.id)
    )


def passages_of(person: Person) -> Select[Release]:
    """What is with KP, or on its way, and holds her words."""
    hers = select(Consent.release_id).where(Consent.person_id == person.id)
    return (
        select(Release)
        .where(
            or_(Release.id.in_(hers), Release.proposed_by_id == person.id),
            Release.withdrawn_at.is_(None),
        )
        .order_by(Release.proposed_at.desc(), Release.id)
    )


def passages_among(person: Person, found: dict[str, set[UUID]]) -> Select[Release]:
    """Those of them that are a part of what was found."""
    return passages_of(person).where(Release.id.in_(found.get("release", set())))


def delete_person(person_id: UUID) -> None:
    run(delete(Person).where(Person.id == person_id))


def without_names(release_ids: Collection[UUID]) -> None:
    """No name stands under these from now on: it would be that of one who is nobody."""
    run(
        update(Release)
        .where(Release.id.in_(release_ids), Release.attribution == Attribution.NAME)
        .values(attribution=Attribution.ANONYMOUS)
    )
