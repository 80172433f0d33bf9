"""Everything that goes with a row: found by the foreign keys, so that a new table is found too.

A row that must point at what is erased, or that the database deletes with it, goes along; one that
may point at nothing lets go of it.
`WAYS` says where it is otherwise.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Table,
    Text,
    delete,
    literal,
    select,
    union_all,
    update,
)

from logbook.cycles.models import Cycle, Sign
from logbook.cycles.stages import SparringState
from logbook.db import Model, db
from logbook.figures.models import Figures
from logbook.privacy.hidden import PURGED, STAND_INS
from logbook.releases.models import Release
from logbook.reviews.models import Sparring, SparringRequest
from logbook.uses.models import Use
from logbook.withheld.models import Withheld

Found = dict[str, set[UUID]]
# A database takes only so many values in one question.
VALUES_AT_ONCE = 5_000


class Way(Enum):
    """What becomes of a row that points at one that is erased."""

    GOES = "goes"
    LETS_GO = "lets go"
    IS_TIED_ANEW = "is tied anew"


WAYS = {
    # An answer that is about a trial or an observation is a part of it.
    ("answer", "trial_id"): Way.GOES,
    ("answer", "observation_id"): Way.GOES,
    ("use", "plan_id"): Way.GOES,
    # The rounds and the signs on both sides of one that is erased go on from each other.
    ("cycle", "first_id"): Way.IS_TIED_ANEW,
    ("cycle", "follows_id"): Way.IS_TIED_ANEW,
    ("sign", "continues_id"): Way.IS_TIED_ANEW,
}


def tables() -> Mapping[str, Table]:
    return Model.metadata.tables


def pointing_at(name: str) -> Iterator[tuple[Table, Column[Any]]]:
    for table in tables().values():
        for key in table.foreign_keys:
            if key.column.table.name == name:
                yield table, key.parent


def way_of(table: Table, column: Column[Any]) -> Way:
    goes_by_itself = any(key.ondelete == "CASCADE" for key in column.foreign_keys)
    otherwise = Way.LETS_GO if column.nullable and not goes_by_itself else Way.GOES
    return WAYS.get((table.name, column.name), otherwise)


def everything_with(roots: Mapping[str, Collection[UUID]]) -> Found:
    """The ids of all rows that go, by table; those of tables without ids go by their keys."""
    found: Found = {name: set(ids) for name, ids in roots.items()}
    new = {name: set(ids) for name, ids in roots.items()}
    while new:
        rows = list(rows_that_point_at(new))
        new = {}
        for name, each in rows:
            if each not in found.setdefault(name, set()):
                found[name].add(each)
                new.setdefault(name, set()).add(each)
    return {name: ids for name, ids in found.items() if ids}


def rows_that_point_at(gone: Found) -> Iterator[tuple[str, UUID]]:
    """Table and id of each row that goes with these; several tables are asked at once."""
    queries: list[Any] = []
    values = 0
    for name, ids in gone.items():
        for table, column in pointing_at(name):
            which = goes_with(table, column, ids)
            if which is None:
                continue
            if queries and values + len(ids) > VALUES_AT_ONCE:
                yield from rows_of(queries)
                queries, values = [], 0
            queries.append(select(literal(table.name), table.c.id).where(which))
            values += len(ids)
    yield from rows_of(queries)


def rows_of(queries: list[Any]) -> list[tuple[str, UUID]]:
    if not queries:
        return []
    return [(name, each) for name, each in db.session.execute(union_all(*queries))]


def goes_with(
    table: Table, column: Column[Any], ids: Collection[UUID]
) -> ColumnElement[bool] | None:
    """Which of a table's rows go with those that this column points at; none if it lets go."""
    if "id" not in table.c:
        return None
    which: ColumnElement[bool] = column.in_(ids)
    if table.name == "use" and column.name == "release_id":
        # In a time of teaching it is the passage that was used; elsewhere the answer.
        return which & Use.session_id.is_not(None)
    return which if way_of(table, column) is Way.GOES else None


def texts_in(found: Found) -> set[str]:
    """All words in the rows that go, to be looked for where no key leads.

    Of a text that is hidden just now they lie with the report; what stands in its place is
    nobody's words.
    """
    words = {
        value.strip()
        for each in db.session.scalars(Withheld.numbered(found.get("withheld", set())))
        for value in each.words.values()
    }
    for name, ids in found.items():
        table = tables()[name]
        columns = [c for c in table.columns if type(c.type) in {String, Text}]
        if columns:
            rows = db.session.execute(select(*columns).where(table.c.id.in_(ids)))
            words |= {value.strip() for row in rows for value in row if value}
    return words - {*STAND_INS, PURGED}


def houses_of(found: Found) -> set[tuple[UUID, UUID]]:
    """Programme and house of each round that loses something that is counted."""
    cycle, observation = tables()["cycle"], tables()["observation"]
    seen = select(observation.c.cycle_id).where(
        observation.c.id.in_(found.get("observation", set()))
    )
    ids = found.get("cycle", set()) | set(db.session.scalars(seen))
    rows = db.session.execute(
        select(cycle.c.programme_id, cycle.c.house_id).where(cycle.c.id.in_(ids))
    )
    return {(programme_id, house_id) for programme_id, house_id in rows}


def take_out(found: Found, *, at: datetime) -> None:
    """Delete these rows; the caller commits."""
    requests = requests_of(found)
    for programme_id, house_id in houses_of(found):
        run(Figures.take_back(programme_id, house_id))
    for cycle_id in found.get("cycle", set()):
        tie_rounds_anew(cycle_id)
    tie_signs_anew(found.get("sign", set()))
    for name, ids in found.items():
        for table, column in pointing_at(name):
            if "id" not in table.c:
                run(delete(table).where(column.in_(ids)))
            elif way_of(table, column) is Way.LETS_GO:
                stays = table.c.id.not_in(found.get(table.name, set()))
                run(update(table).where(column.in_(ids), stays).values({column.name: None}))
    for table in reversed(Model.metadata.sorted_tables):
        if table.name in found:
            run(delete(table).where(table.c.id.in_(found[table.name])))
    for request_id, cycle_id in requests:
        ask_no_more(request_id, cycle_id, at=at)
    db.session.expire_all()


def requests_of(found: Found) -> list[tuple[UUID, UUID]]:
    """The questions that stay while the sparring that answers them goes, each with its round."""
    query = (
        select(SparringRequest.id, SparringRequest.cycle_id)
        .join(Sparring, Sparring.request_id == SparringRequest.id)
        .where(
            Sparring.id.in_(found.get("sparring", set())),
            SparringRequest.id.not_in(found.get("sparring_request", set())),
        )
    )
    return [(request_id, cycle_id) for request_id, cycle_id in db.session.execute(query)]


def ask_no_more(request_id: UUID, cycle_id: UUID, *, at: datetime) -> None:
    """The round stands as if nobody had asked this time."""
    request = SparringRequest
    gone = update(request).where(request.id == request_id)
    run(gone.values(answered_at=None, withdrawn_at=at))
    left = select(request.answered_at).where(
        request.cycle_id == cycle_id, request.withdrawn_at.is_(None)
    )
    answers = list(db.session.scalars(left))
    state = SparringState.GIVEN if answers else SparringState.NONE
    if any(each is None for each in answers):
        state = SparringState.WAITING
    run(update(Cycle).where(Cycle.id == cycle_id).values(sparring=state))


def run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))


def tie_rounds_anew(cycle_id: UUID) -> None:
    """The round after goes on from the one before, or begins the forløb."""
    columns = Cycle.round, Cycle.first_id, Cycle.follows_id
    number, first_id, before = db.session.execute(
        select(*columns).where(Cycle.id == cycle_id)
    ).one()
    after = db.session.scalar(select(Cycle.id).where(Cycle.follows_id == cycle_id))
    if before:
        alone = {"round": 1, "first_id": cycle_id, "follows_id": None}
        run(update(Cycle).where(Cycle.id == cycle_id).values(alone))
    if after is None:
        return
    follows = {"follows_id": before, "round": Cycle.round - 1}
    later = update(Cycle).where(Cycle.first_id == first_id, Cycle.round > number)
    run(later.where(Cycle.id != after).values(round=Cycle.round - 1))
    run(update(Cycle).where(Cycle.id == after).values(follows))
    if before is None:
        run(
            update(Cycle)
            .where(Cycle.first_id == first_id, Cycle.id != cycle_id)
            .values(first_id=after)
        )


def tie_signs_anew(sign_ids: Collection[UUID]) -> None:
    """The same sign of a later round goes on from the last one before that stays."""
    rows = db.session.execute(select(Sign.id, Sign.continues_id).where(Sign.id.in_(sign_ids)))
    continues = {sign_id: before for sign_id, before in rows}  # noqa: C416 – a row is no pair
    for sign_id in sign_ids:
        before = continues.get(sign_id)
        while before in continues:
            before = continues[before]
        run(update(Sign).where(Sign.continues_id == sign_id).values(continues_id=before))


def has_round_after(cycle_id: UUID) -> bool:
    return db.session.scalar(select(Cycle.id).where(Cycle.follows_id == cycle_id)) is not None


def passages_out(ids: Collection[UUID]) -> Select[UUID]:
    """Those of these that KP has had before its eyes."""
    return select(Release.id).where(Release.id.in_(ids), Release.was_ever_out())


def delete_rows(name: str, ids: Collection[UUID]) -> None:
    table = tables()[name]
    run(delete(table).where(table.c.id.in_(ids)))
