"""What a board holds when it is taken along: the same groups in the same order."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from logbook.boards.laying_out import Laid, lay_out
from logbook.boards.models import Board, BoardNote
from logbook.boards.models.reading import behind, rows_on_board, tags_on_board
from logbook.db import db
from logbook.exports.passages import Group, Handout
from logbook.jobs.kinds import CannotBeMade
from logbook.people.models import Person


def handout(asked: Mapping[str, str], person: Person, on: date) -> Handout:
    """The board as it hangs now. Raises CannotBeMade if she does not work on it any more."""
    board = db.session.scalar(Board.one(person, UUID(asked["board"])))
    if board is None:
        raise CannotBeMade("Tavlen findes ikke længere.")
    there = {"programme_id": board.programme_id, "board_id": board.id}
    notes = db.session.scalars(BoardNote.of(board)).all()
    rows = db.session.execute(rows_on_board(), there).all()
    groups = lay_out(
        board.groups,
        rows,
        db.session.execute(*behind(board.programme_id, rows)).all(),
        db.session.execute(tags_on_board(), there),
        notes,
    )
    filled = [laid for laid in groups if laid.cards]
    about_all = [note for note in notes if note.group_id is None]
    return Handout(
        board.title,
        f"Tavle: {board.title}",
        on,
        tuple(group_of(laid, about_all if laid is filled[0] else [], person) for laid in filled),
    )


def group_of(laid: Laid, about_all: Iterable[BoardNote], person: Person) -> Group:
    """With what she and her fellows have noted, for her speech alone."""
    return Group(
        laid.group.title,
        tuple(card.passage for card in laid.cards),
        "\n\n".join(spoken(note, person) for note in (*about_all, *laid.notes)),
    )


def spoken(note: BoardNote, person: Person) -> str:
    return note.text if note.is_written_by(person) else f"{note.by.first_name}: {note.text}"
