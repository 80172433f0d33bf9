"""A board for another session, made from one that has been used."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from logbook.boards.models import Board, BoardGroup, BoardNote, BoardPassage
from logbook.db import Model
from logbook.people.models import Person
from logbook.privacy.hidden import is_hidden
from logbook.programme.models import Session

NO_NAME = "Gruppe uden navn"


def copy(
    board: Board, title: str, session: Session | None, *,
    passages: Sequence[BoardPassage], notes: Iterable[BoardNote],
    by: Person, at: datetime, id: UUID,
) -> list[Model]:  # fmt: skip
    """The new board and all that is on it, in the same order; the old one stays as it is."""
    made = Board(
        id=id, programme_id=board.programme_id, title=title, session=session, revision=1,
        made_by_id=by.id, made_at=at,
    )  # fmt: skip
    groups: dict[UUID | None, BoardGroup] = {
        group.id: BoardGroup(title=name_of(group), start=group.start, position=group.position)
        for group in board.groups
    }
    made.groups = list(groups.values())
    hung = [
        BoardPassage(
            board=made, group=groups[passage.group_id], release_id=passage.release_id,
            position=position, put_by_id=by.id, put_at=at,
        )
        for position, passage in enumerate(passages, 1)
    ]  # fmt: skip
    noted = [
        BoardNote(
            board=made, group=groups.get(note.group_id), text=note.text, revision=1, by=by,
            by_id=by.id, written_at=at,
        )
        for note in notes
        if not is_hidden(note.text)
    ]  # fmt: skip
    return [made, *hung, *noted]


def name_of(group: BoardGroup) -> str:
    """A stand-in is nobody's word: the copy of a hidden name is the one that it began with."""
    if not is_hidden(group.title):
        return group.title
    return group.start.label if group.start else NO_NAME
