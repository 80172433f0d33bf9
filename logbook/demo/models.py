"""The queries that only the example needs: all of a programme, whoever may see it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Select, Table, Update, delete, or_, select

from logbook.audit.models import given_up
from logbook.cycles.models import Cycle
from logbook.db import Model, db
from logbook.programme.models import Programme
from logbook.releases.models import Release


def cycles_of(programme: Programme) -> Select[Cycle]:
    """A programme's cycles with all that stands in them, in the order they were started."""
    return (
        select(Cycle)
        .where(Cycle.programme_id == programme.id)
        .options(*Cycle.whole())
        .order_by(Cycle.started_at, Cycle.id)
    )


def releases_of(programme: Programme) -> Select[Release]:
    """The passages of a programme, also those that wait or were withdrawn."""
    return select(Release).where(Release.programme_id == programme.id).order_by(Release.proposed_at)


def everything_of(programme: Programme, *, at: datetime) -> list[Update | Delete]:
    """One statement for each table, in order: the rows of a programme and all that hangs on them.

    A row hangs on the programme if it points at it, or at a row that does; so a table of a later
    feature is found without being named here. The log, which points at nothing, is given up at
    the end. The caller executes them.
    """
    rows: dict[Table, set[UUID]] = {}
    deletes: list[Update | Delete] = []
    for table in Model.metadata.sorted_tables:
        hangs = is_it(programme, table) if table is Programme.__table__ else hangs_on(table, rows)
        if hangs is None:
            continue
        if "id" not in table.c:
            deletes.append(delete(table).where(hangs))
            continue
        rows[table] = set(db.session.scalars(select(table.c.id).where(hangs)))
        deletes.append(delete(table).where(table.c.id.in_(rows[table])))
    return [*deletes[::-1], *given_up(programme.id, at=at)]


def is_it(programme: Programme, table: Table) -> ColumnElement[bool]:
    return table.c.id == programme.id


def hangs_on(table: Table, rows: dict[Table, set[UUID]]) -> ColumnElement[bool] | None:
    """Whether a row points at one of these rows of other tables; None if none can."""
    conditions = [
        key.parent.in_(rows[key.column.table])
        for key in table.foreign_keys
        if key.column.table is not table and key.column.table in rows
    ]
    return or_(*conditions) if conditions else None
