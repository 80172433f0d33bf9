"""Where a passage hangs, and what took it along, as its author reads it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from logbook.boards.models import BoardPassage
from logbook.clock import day_of
from logbook.db import db
from logbook.gate import me
from logbook.people.models import prepared
from logbook.uses.models.whereabouts import Taken, Whereabouts, taken_or_hung


def on_boards_of(session_id: UUID) -> set[UUID]:
    """The passages that hang on a board of this time of teaching: preselected as used."""
    return set(db.session.scalars(BoardPassage.for_session(session_id)))


def whereabouts_of(release_ids: Sequence[UUID]) -> Whereabouts:
    """What took each of these passages along, and where it hangs, with one query or none."""
    if not release_ids:
        return Whereabouts()
    asked = prepared(taken_or_hung, me(), release_ids=release_ids)
    found = Whereabouts.read(db.session.execute(*asked))
    return Whereabouts(
        {key: once_a_day(each) for key, each in found.taken.items()},
        found.boards,
        found.board_ids,
    )


def once_a_day(taken: Iterable[Taken]) -> list[Taken]:
    """The same taken in several forms on one day is told once, in the order in which it was."""
    return list({(each.whence, day_of(each.taken_at)): each for each in taken}.values())
