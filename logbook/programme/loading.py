"""From a checked programme file to rows: what has the same key is the same row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from logbook.db import db
from logbook.looks.mark import choose_nonce
from logbook.programme.file import ModuleEntry, ProgrammeFile, UnitEntry
from logbook.programme.models import (
    District,
    Module,
    Programme,
    Session,
    Tag,
    Unit,
    references_to,
)
from logbook.programme.notice import put_notice
from logbook.programme.problems import FileRefused, Problem

Row = District | Unit | Tag | Module | Session


@dataclass
class Loaded:
    """What a load did with what is not in the file: kept because it is used, or not; removed."""

    programme: Programme
    is_new: bool
    kept_in_use: list[Row] = field(default_factory=list)
    kept_unused: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)


def load(file: ProgrammeFile, *, remove_missing: bool = False) -> Loaded:
    """Make the programme in the database say what the file says; the caller commits.

    Rows are found by their keys, so that a new name keeps the row and all that belongs to it.
    What the file leaves out stays, unless nothing uses it and `remove_missing` is set.
    Raises FileRefused when a real programme would become an example, or the other way round.
    """
    about = file.about
    programme = db.session.scalar(Programme.with_key(about.key))
    is_new = programme is None
    if programme is None:
        programme = Programme(key=about.key, is_example=about.is_example)
        db.session.add(programme)
    elif programme.is_example != about.is_example:
        # Whoever removes the example removes its people and their texts with it.
        was, line = str(programme.is_example).lower(), about.is_example_line
        message = f"er {was} i databasen og kan ikke ændres. Giv programmet en anden key."
        raise FileRefused([Problem(line, "programme.is_example", message)])
    programme.name = about.name
    programme.begins_on, programme.ends_on = about.begins_on, about.ends_on
    put_notice(programme, file.notice)
    programme.kept_months = file.retention.months_after
    programme.drafts_kept_months = file.retention.drafts_months
    loaded = Loaded(programme, is_new)
    missing = [
        *load_modules(programme, file),
        *load_units(programme, file, load_districts(programme, file)),
        *load_tags(programme, file),
    ]
    for row in missing:
        settle(row, loaded, remove_missing=remove_missing)
    db.session.flush()
    db.session.expire(programme)
    return loaded


def left_over(rows: Sequence[Row], in_file: set[str]) -> list[Row]:
    """The rows that the file does not name; they move behind those that it does."""
    missing = [row for row in rows if row.key not in in_file]
    for position, row in enumerate(missing, len(in_file)):
        row.position = position
    return missing


def load_districts(programme: Programme, file: ProgrammeFile) -> list[Row]:
    rows = {row.key: row for row in programme.districts}
    for position, entry in enumerate(file.districts):
        district = rows.get(entry.key)
        if district is None:
            district = District(key=entry.key)
            programme.districts.append(district)
        district.name, district.position = entry.name, position
    return left_over(programme.districts, {entry.key for entry in file.districts})


def load_units(
    programme: Programme, file: ProgrammeFile, missing_districts: list[Row]
) -> list[Row]:
    """The units that are missing, and then the districts, which are free when they are gone."""
    rows = {row.key: row for row in programme.units}
    districts = {district.key: district for district in programme.districts}
    for position, entry in enumerate(file.units):
        unit = rows.get(entry.key)
        if unit is None:
            unit = new_unit(programme, entry)
        unit.name, unit.kind, unit.position = entry.name, entry.kind, position
        unit.district = districts[entry.district] if entry.district else None
    return [
        *left_over(programme.units, {entry.key for entry in file.units}),
        *missing_districts,
    ]


def new_unit(programme: Programme, entry: UnitEntry) -> Unit:
    """A unit with its mark, which is chosen now and for good."""
    seeds = [unit.mark_seed for unit in programme.units]
    unit = Unit(key=entry.key, name=entry.name, mark_nonce=choose_nonce(entry.name, seeds))
    programme.units.append(unit)
    return unit


def load_tags(programme: Programme, file: ProgrammeFile) -> list[Row]:
    rows = {(row.kind, row.key): row for row in programme.tags}
    for position, entry in enumerate(file.tags):
        tag = rows.pop((entry.kind, entry.key), None)
        if tag is None:
            tag = Tag(kind=entry.kind, key=entry.key)
            programme.tags.append(tag)
        tag.name, tag.position = entry.name, position
    missing: list[Row] = [*rows.values()]
    for position, row in enumerate(missing, len(file.tags)):
        row.position = position
    return missing


def load_modules(programme: Programme, file: ProgrammeFile) -> list[Row]:
    rows = {row.key: row for row in programme.modules}
    missing: list[Row] = []
    for position, entry in enumerate(file.modules):
        module = rows.get(entry.key)
        if module is None:
            module = Module(key=entry.key)
            programme.modules.append(module)
        module.title, module.description = entry.title, entry.description
        module.position = position
        missing += load_sessions(module, entry)
    return [*missing, *left_over(programme.modules, {entry.key for entry in file.modules})]


def load_sessions(module: Module, file: ModuleEntry) -> list[Row]:
    rows = {row.key: row for row in module.sessions}
    for position, entry in enumerate(file.sessions):
        session = rows.get(entry.key)
        if session is None:
            session = Session(key=entry.key)
            module.sessions.append(session)
        session.title, session.kind, session.position = entry.title, entry.kind, position
        session.starts_on, session.ends_on = entry.starts_on, entry.ends_on
    return left_over(module.sessions, {entry.key for entry in file.sessions})


def settle(row: Row, loaded: Loaded, *, remove_missing: bool) -> None:
    """Keep what is used; remove the rest only if asked to. A module goes with its sessions."""
    sessions = [*row.sessions] if isinstance(row, Module) else []
    if is_used(row) or any(is_used(session) for session in sessions):
        loaded.kept_in_use.append(row)
    elif not remove_missing:
        loaded.kept_unused.append(row)
    else:
        for gone in (*sessions, row):
            db.session.delete(gone)
        loaded.removed.append(row)


def is_used(row: Row) -> bool:
    """Whether anything points at it; its own sessions are part of a module, not a use of it."""
    but_from = Session if isinstance(row, Module) else None
    return any(db.session.scalar(query) for query in references_to(row, but_from=but_from))
