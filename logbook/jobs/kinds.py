"""The kinds of jobs: which module makes what. One is imported when it is first asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from logbook.jobs.models import Job
from logbook.people.models import Person

# The names stand in the table `job`.
KINDS = {
    "extract": "logbook.exports.making",
    "mine": "logbook.mine.making",
    "book": "logbook.mine.binding",
}

# How far it is: so much done, of so much.
Tell = Callable[[int, int], None]
Thing = TypeVar("Thing")


def in_silence(_done: int, _total: int) -> None:
    """For whoever need not know."""


def told(things: Sequence[Thing], tell: Tell, *, parts: int = 1) -> Iterator[Thing]:
    """Each in turn, telling how far it is; all of them are the first of so many like parts."""
    for done, thing in enumerate(things):
        tell(done, parts * len(things))
        yield thing


class CannotBeMade(Exception):
    """What was asked for cannot be had; the sentence is for the one who asked."""


@dataclass(frozen=True)
class Made:
    """A file: its name, its bytes, and the ids of what it holds that can be taken back."""

    name: str
    media_type: str
    content: bytes
    parts: tuple[UUID, ...]
    is_shown: bool = False
    # What the kind itself wants to know again when the file is stored.
    own: Any = None


class Kind(Protocol):
    """What the module of a kind has."""

    def make(self, job: Job, tell: Tell) -> Made:
        """Read and make, and write nothing. Raises CannotBeMade."""

    def keep(self, job: Job, made: Made, at: datetime) -> bool:
        """In the transaction that stores the file: hold what it holds, and note what is noted.

        The programme is held already, so that nothing is hidden or erased in this moment. False
        if any of it is no longer to be had; then it is made again.
        """

    def may_be_fetched(self, job: Job, by: Person) -> bool:
        """Once more before each download: whether all of it may still be had, by her."""

    def asked_at(self, job: Job) -> tuple[str, str, dict[str, Any]]:
        """Where it was asked for: what the link says, the endpoint, and its values."""


def kind_of(job: Job) -> Kind:
    return cast(Kind, import_module(KINDS[job.kind]))
