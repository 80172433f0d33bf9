"""The list of what was erased: ids alone, in a file outside the database and its backups.

A restored backup holds again what was erased after it was taken; the list says what. A line is on
the disk before the database is changed, and another one after. Of one that was only begun, the
database itself says later whether it was done.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

# The kind of an entry that is no row: a name that was taken off the texts that went `along`.
NAME = "name"
# And of texts that were written otherwise for good, because somebody could be recognised in them:
# what stood there before comes back with an older backup, under an id that is in use.
REWRITTEN = "rewritten"
# And of a report, until the text is shown again: a backup from before it would show the text.
REPORTED = "reported"
# What these are about is hidden again, not erased.
HIDDEN_AGAIN = {REWRITTEN, REPORTED}
# Of these, what went along is there still.
NO_ROWS = {NAME} | HIDDEN_AGAIN


class NotListed(OSError):
    """The list cannot be written; then nothing is erased."""


NOT_LISTED = (
    "Der kunne ikke skrives på listen over sletninger, så intet er slettet. Prøv igen om lidt, "
    "eller sig det til den, der passer Logbogen."
)


class State(StrEnum):
    BEGUN = "begun"
    DONE = "done"
    # The database never changed: what was to be erased is there, and stays.
    DROPPED = "dropped"


@dataclass(frozen=True)
class Entry:
    """One erasure. `along` are the ids that went with it, each with its table."""

    id: UUID
    kind: str
    programme_id: UUID
    on: date
    state: State
    along: tuple[tuple[str, UUID], ...] = ()

    def as_line(self) -> bytes:
        told: dict[str, Any] = {"id": str(self.id), "state": self.state}
        if self.state is not State.DROPPED:
            told |= {"kind": self.kind, "programme": str(self.programme_id)}
            along = [[k, str(i)] for k, i in self.along]
            # Under a name of its own: a version that does not know the kind must erase nothing.
            things = {"along": [], "about": along} if self.kind == REPORTED else {"along": along}
            told |= {"on": self.on.isoformat(), **things}
        return json.dumps(told).encode() + b"\n"

    @classmethod
    def read(cls, line: str) -> "Entry":
        told = json.loads(line)
        return cls(
            UUID(told["id"]), told["kind"], UUID(told["programme"]),
            date.fromisoformat(told["on"]), State(told["state"]),
            tuple((kind, UUID(each)) for kind, each in [*told["along"], *told.get("about", [])]),
        )  # fmt: skip


def place() -> Path:
    found: Path = current_app.config["ERASURES"]
    return found


def is_there() -> bool:
    return place().is_file()


def begin() -> None:
    """An empty list, where there is none: nothing was erased here yet."""
    if not is_there():
        append([])


def append(entries: Iterable[Entry]) -> None:
    """Onto the disk, at the end, whole lines only; raises NotListed."""
    lines = b"".join(each.as_line() for each in entries)
    file, is_new = place(), not is_there()
    try:
        with opened(file) as descriptor:
            left = lines
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        if is_new:
            folder = os.open(file.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        raise NotListed(str(error)) from error


def end(entries: Sequence[Entry]) -> None:
    """They are done. Where that cannot be written any more, the database says so later."""
    with suppress(NotListed):
        append(with_state(entries, State.DONE))


@contextmanager
def opened(file: Path) -> Any:
    """At its end, for one who writes at a time; what a crash left of a line is ended first."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            os.write(descriptor, b"\n")
        yield descriptor
    finally:
        os.close(descriptor)


def lines() -> list[str]:
    return place().read_text().splitlines() if is_there() else []


def entries() -> list[Entry]:
    """Each erasure once, as it stands last; those that were dropped are left out."""
    return read(lines())


def entries_about(text_id: UUID) -> list[Entry]:
    """Those that name it, without reading what the rest of a long list says."""
    every = lines()
    named = {each.id for each in read(line for line in every if str(text_id) in line)}
    return read(line for line in every if any(str(each) in line for each in named))


def read(some: Iterable[str]) -> list[Entry]:
    """Half a line, which a crash leaves, says nothing: what it was about was not changed yet."""
    found: dict[UUID, Entry] = {}
    for line in some:
        try:
            told = json.loads(line)
            each, state = UUID(told["id"]), State(told["state"])
            found[each] = replace(found[each], state=state) if each in found else Entry.read(line)
        except (ValueError, KeyError, TypeError):
            continue
    return [each for each in found.values() if each.state is not State.DROPPED]


def with_state(some: Sequence[Entry], state: State) -> list[Entry]:
    return [replace(each, state=state) for each in some]
