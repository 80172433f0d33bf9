"""The lines of the log, and the head of each chain.

A line carries a MAC over all that stands in it and over the MAC of the line before, so that none
can be changed, left out, put in or moved without the secret key. Triggers in the database refuse
to change or delete a line, also to the program itself. No foreign keys: a line outlives whom and
what it names, and then its ids lead nowhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Delete, Index, Row, Select, String, Update, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model

# What a line says, in the order in which it is sealed; the MAC comes after.
SEALED = (
    "id", "programme_id", "number", "act", "at", "by_id", "about_kind", "about_id", "cycle_id",
    "person_id", "unit_id", "module_id", "detail", "count", "key_id",
)  # fmt: skip
BEGINNING = "0" * 64


class LogLine(Model):
    """One act. `by_id` is nobody where the program acted by itself.

    `detail` is a word of ours (a role, a visibility), never anybody's own words.
    """

    __table_args__ = (
        Index("uq_log_line_number", "programme_id", "number", unique=True),
        Index("ix_log_line_cycle", "cycle_id", "number"),
        Index("ix_log_line_about", "about_id", "by_id", "at"),
        Index("ix_log_line_by", "by_id", "number"),
        Index("ix_log_line_person", "person_id", "number"),
    )

    programme_id: Mapped[UUID]
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    by_id: Mapped[UUID | None]
    about_kind: Mapped[str | None] = mapped_column(String(40))
    about_id: Mapped[UUID | None]
    cycle_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    module_id: Mapped[UUID | None]
    detail: Mapped[str | None] = mapped_column(String(40))
    count: Mapped[int | None]
    key_id: Mapped[str] = mapped_column(String(16))
    mac: Mapped[str] = mapped_column(String(64))

    @classmethod
    def in_order(cls, programme_id: UUID) -> Select[*tuple[Any, ...]]:
        """The whole chain as rows, to be read piece by piece."""
        columns = [cls.__table__.c[name] for name in (*SEALED, "mac")]
        return select(*columns).where(cls.programme_id == programme_id).order_by(cls.number)


class LogChain(Model):
    """Where a programme's chain ends. Who writes the next line holds this row until it is kept.

    `seal` says, with the key, that the chain really was this long: cutting lines off its end is
    found out unless somebody kept an older head; against that, backups remember it.
    Once given up, the chain may be deleted, and takes no more lines.
    """

    programme_id: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[int]
    mac: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(16))
    given_up_at: Mapped[datetime | None]

    @classmethod
    def all(cls) -> Select[Self]:
        return select(cls).order_by(cls.programme_id)

    @classmethod
    def head_of(cls, programme_id: UUID) -> Select[*tuple[Any, ...]]:
        """One row, without an object."""
        columns = [cls.__table__.c[name] for name in ("number", "mac", "seal", "key_id")]
        return select(*columns).where(cls.programme_id == programme_id)

    @classmethod
    def of(cls, programme_id: UUID) -> Select[Self]:
        return select(cls).where(cls.programme_id == programme_id)


def given_up(programme_id: UUID, *, at: datetime) -> list[Update | Delete]:
    """Give the log of a programme up with the programme itself, in order.

    The one way in which lines are deleted, and only all of them. The caller executes.
    """
    chain = LogChain.programme_id == programme_id
    return [
        update(LogChain).where(chain).values(given_up_at=at),
        delete(LogLine).where(LogLine.programme_id == programme_id),
        delete(LogChain).where(chain),
    ]


def mac_of(line: Mapping[str, Any] | Row[Any], key: bytes, previous: str) -> str:
    """64 hex digits over all that a line says, and over the line before."""
    given = line._mapping if isinstance(line, Row) else line
    content = json.dumps([1, *(plain(given[name]) for name in SEALED), previous])
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def seal_of(programme_id: UUID, number: int, mac: str, key: bytes) -> str:
    content = json.dumps(["head", 1, programme_id.hex, number, mac])
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def plain(value: Any) -> str | int | None:
    """One way to write each value, whichever database gave it."""
    if isinstance(value, UUID):
        return value.hex
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def sealed(
    lines: list[dict[str, Any]], *, after: int, mac: str, key: bytes
) -> Iterator[dict[str, Any]]:
    """The same lines, numbered on from `after` and chained to its MAC."""
    for number, line in enumerate(lines, start=after + 1):
        numbered = {**line, "number": number}
        mac = mac_of(numbered, key, mac)
        yield {**numbered, "mac": mac}
