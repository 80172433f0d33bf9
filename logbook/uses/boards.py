"""Where a passage hangs: on which boards, as its author reads it."""

from collections.abc import Sequence
from uuid import UUID

from logbook.boards.models import BoardPassage
from logbook.db import db


def on_boards_of(session_id: UUID) -> set[UUID]:
    """The passages that hang on a board of this time of teaching: preselected as used."""
    return set(db.session.scalars(BoardPassage.for_session(session_id)))


def boards_of(release_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The titles of the boards that each of these passages hangs on, with one query or none."""
    found: dict[UUID, list[str]] = {each: [] for each in release_ids}
    if found:
        for release_id, title in db.session.execute(BoardPassage.boards_with(release_ids)):
            found[release_id].append(title)
    return found
