"""What KP took along of passages, and the boards they hang on: asked together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, literal, union_all

from logbook.boards.models import Board, BoardPassage
from logbook.exports.models import Extract
from logbook.exports.models.extract import extract_release, whence
from logbook.people.models import Person


@dataclass(frozen=True)
class Taken:
    """An extract, as the authors of what is in it read of it."""

    id: UUID
    whence: str
    taken_at: datetime


@dataclass(frozen=True)
class Whereabouts:
    """By passage: the extracts that it is in, and the titles of the boards it hangs on."""

    taken: Mapping[UUID, Sequence[Taken]] = field(default_factory=dict)
    boards: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    # By title: which board it is.
    board_ids: Mapping[str, UUID] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Iterable[Any]) -> "Whereabouts":
        """The answer to `taken_or_hung`."""
        taken: dict[UUID, list[Taken]] = defaultdict(list)
        boards: dict[UUID, list[str]] = defaultdict(list)
        board_ids: dict[str, UUID] = {}
        for row in rows:
            if row.hangs:
                boards[row.release_id].append(row.words)
                board_ids[row.words] = row.id
            else:
                taken[row.release_id].append(Taken(row.id, whence(row.words), row.at))
        return cls(dict(taken), dict(boards), board_ids)


def taken_or_hung(_person: Person, release_ids: Sequence[UUID]) -> CompoundSelect[Any]:
    """A row for each extract that one of these is in, and each board it hangs on, oldest first."""
    taken = Extract.of_releases(release_ids).with_only_columns(
        extract_release.c.release_id, Extract.id, Extract.selection.label("words"),
        Extract.taken_at.label("at"), literal(0).label("hangs"),
    )  # fmt: skip
    hung = BoardPassage.boards_with(release_ids).with_only_columns(
        BoardPassage.release_id, Board.id, Board.title, Board.made_at, literal(1)
    )
    return union_all(taken.order_by(None), hung.order_by(None)).order_by("at", "id")
