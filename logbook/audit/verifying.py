"""Whether a chain is whole: each line as it was written, none missing, added, moved or cut off."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from logbook.audit.models import Act, LogChain, LogLine
from logbook.audit.models.chain import BEGINNING, mac_of, seal_of
from logbook.db import db

# Read in pieces, so that a long log takes no more memory than a short one.
AT_ONCE = 2_000
MOST_TOLD = 10


@dataclass(frozen=True)
class Head:
    """How long a chain was at some moment, and the MAC of its last line."""

    number: int
    mac: str


@dataclass
class Found:
    """What was found in one chain; `problems` are sentences, the first ones."""

    lines: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)

    def tell(self, problem: str) -> None:
        self.wrong += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection that sees the database as it is now, also while others write on."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.rollback()


def check(
    connection: Connection,
    programme_id: UUID,
    keys: Mapping[str, bytes],
    remembered: Head | None = None,
) -> Found:
    """Read the whole chain; `keys` by their ids, `remembered` is its head in a backup."""
    found, number, mac = Found(), 0, BEGINNING
    restored: list[int] = []
    query = LogLine.in_order(programme_id)
    for line in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        check_line(found, line, keys, number, mac)
        found.lines += 1
        number, mac = line.number, line.mac
        if line.act == Act.RESTORED:
            restored.append(number)
        if remembered and number == remembered.number and mac != remembered.mac:
            found.tell(f"Linje {number} er en anden end i sikkerhedskopien.{told_of(restored)}")
    check_head(found, connection, programme_id, keys, Head(number, mac))
    if remembered and number < remembered.number:
        found.tell(
            f"{lines_from(number + 1, remembered.number)} mangler: de står i sikkerhedskopien."
            + told_of(restored)
        )
    return found


def check_line(
    found: Found, line: Row[Any], keys: Mapping[str, bytes], number: int, mac: str
) -> None:
    if line.number > number + 1:
        found.tell(f"{lines_from(number + 1, line.number - 1)} mangler.")
    elif line.number <= number:
        found.tell(f"Linje {line.number} står der mere end én gang.")
    key = keys.get(line.key_id)
    if key is None:
        found.tell(
            f"Linje {line.number} er skrevet med en anden nøgle. Blev LOGBOOK_SECRET_KEY skiftet, "
            "så giv den gamle med --former-key; ellers er linjen ændret."
        )
    elif mac_of(line, key, mac) != line.mac:
        found.tell(
            f"Linje {line.number} passer ikke: den er ændret, eller den står ikke efter den linje, "
            "den blev skrevet efter."
        )


def check_head(
    found: Found,
    connection: Connection,
    programme_id: UUID,
    keys: Mapping[str, bytes],
    last: Head,
) -> None:
    """Whether the chain ends where it says it does."""
    head = connection.execute(LogChain.head_of(programme_id)).one_or_none()
    if head is None:
        if last.number:
            found.tell("Der står ikke, hvor loggen ender.")
        return
    if head.number > last.number:
        found.tell(f"{lines_from(last.number + 1, head.number)} mangler: loggen er skåret af.")
    elif head.number < last.number:
        found.tell(f"{lines_from(head.number + 1, last.number)} er sat ind efter den sidste.")
    elif head.mac != last.mac:
        found.tell(f"Linje {last.number} er ikke den, som loggen ender med.")
    key = keys.get(head.key_id)
    if key is None or seal_of(programme_id, head.number, head.mac, key) != head.seal:
        found.tell(
            f"At loggen ender med linje {head.number}, er ikke skrevet af Logbogen: den kan være "
            "skåret af."
        )


def told_of(restored: list[int]) -> str:
    """A backup taken before an older one was put back knows lines that are gone with it."""
    if not restored:
        return ""
    return (
        f" Linje {restored[-1]} siger, at databasen blev gendannet fra en ældre kopi; er kopien "
        "her taget før det, er forskellen ventet."
    )


def lines_from(first: int, last: int) -> str:
    return f"Linje {first}" if first == last else f"Linje {first} til {last}"
