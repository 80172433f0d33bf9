"""Adding to the log: what is recorded is kept at the same stroke as the act itself.

The lines wait in the session and are written as the last thing before its commit, so that the
head of the chain is held for a moment only, and no two who write can wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from logbook.audit.models.acts import Act
from logbook.audit.models.chain import BEGINNING, LogChain, LogLine, seal_of, sealed
from logbook.db import HeldSession, Model, db
from logbook.keys import log_key, log_key_id

WAITING = "lines for the log"


def record(
    act: Act,
    *,
    by: Model | UUID | None,
    at: datetime,
    programme_id: UUID,
    about: Model | tuple[str, UUID] | None = None,
    cycle_id: UUID | None = None,
    person_id: UUID | None = None,
    unit_id: UUID | None = None,
    module_id: UUID | None = None,
    detail: StrEnum | None = None,
    count: int | None = None,
) -> None:
    """Write a line when the session commits, or never.

    `by` is the person, nobody for what the program does by itself. `about` is a thing of ours, or
    its table and id where it is gone. `person_id` is whom it was done to or for.
    """
    kind, about_id = about if isinstance(about, tuple) else (name_of(about), about and about.id)
    if kind is not None and kind not in db.metadata.tables:
        raise ValueError(f"{kind} is no table")
    if detail is not None and not isinstance(detail, StrEnum):
        raise ValueError("a detail is a word of ours, never anybody's own words")
    line = {
        "id": uuid4(),
        "programme_id": programme_id,
        "act": Act(act).value,
        "at": at,
        "by_id": by.id if isinstance(by, Model) else by,
        "about_kind": kind,
        "about_id": about_id,
        "cycle_id": cycle_id or (about_id if kind == "cycle" else None),
        "person_id": person_id,
        "unit_id": unit_id,
        "module_id": module_id,
        "detail": detail.value if detail else None,
        "count": count,
    }
    # In a session that is nested in another, so that what it undoes is not written.
    session = db.session()
    level = session.get_nested_transaction()
    session.info.setdefault(WAITING, []).append((level, line))


def name_of(thing: Model | None) -> str | None:
    return None if thing is None else thing.__tablename__


def unwritten() -> list[dict[str, Any]]:
    """What waits in this session to be written."""
    return [line for _level, line in db.session.info.get(WAITING, ())]


@event.listens_for(HeldSession, "before_commit")
def write(session: Session) -> None:
    """Not for a session within another: its lines wait for the whole."""
    if session.in_nested_transaction():
        return
    lines = [line for _level, line in session.info.pop(WAITING, ())]
    # A story that is told in one go, as the example is, may jump in time.
    lines.sort(key=lambda line: line["at"])
    for programme_id in sorted({line["programme_id"] for line in lines}):
        append(session, programme_id, (x for x in lines if x["programme_id"] == programme_id))


@event.listens_for(HeldSession, "after_soft_rollback")
def forget(session: Session, undone: Any) -> None:
    """What was not done is not written."""
    left = [
        (level, line)
        for level, line in session.info.pop(WAITING, ())
        if undone.nested and level is not undone
    ]
    if left:
        session.info[WAITING] = left


def append(session: Session, programme_id: UUID, lines: Iterable[dict[str, Any]]) -> None:
    """Put lines at the end of a programme's chain, and hold its end until the commit."""
    key, key_id = log_key(), log_key_id()
    new = [{**line, "key_id": key_id} for line in lines]
    number, mac = lengthened(session, programme_id, len(new))
    chained = list(sealed(new, after=number - len(new), mac=mac, key=key))
    session.execute(insert(LogLine.__table__), chained)  # type: ignore[arg-type]
    mac = chained[-1]["mac"]
    session.execute(
        update(LogChain)
        .where(LogChain.programme_id == programme_id)
        .values(mac=mac, key_id=key_id, seal=seal_of(programme_id, number, mac, key))
        .execution_options(synchronize_session=False)
    )


def lengthened(session: Session, programme_id: UUID, by: int) -> tuple[int, str]:
    """Take the head for oneself: its new number, and the MAC of the last line so far."""
    longer = (
        update(LogChain)
        .where(LogChain.programme_id == programme_id)
        .values(number=LogChain.number + by)
        .returning(LogChain.number, LogChain.mac)
        .execution_options(synchronize_session=False)
    )
    found = session.execute(longer).one_or_none()
    if found is None:
        begin(session, programme_id)
        found = session.execute(longer).one()
    return found.number, found.mac


def begin(session: Session, programme_id: UUID) -> None:
    """A chain without a line; somebody else may begin it in the same moment."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    beginning = {
        "id": uuid4(), "programme_id": programme_id, "number": 0, "mac": BEGINNING,
        "seal": seal_of(programme_id, 0, BEGINNING, log_key()), "key_id": log_key_id(),
    }  # fmt: skip
    session.execute(dialect.insert(LogChain).values(beginning).on_conflict_do_nothing())
