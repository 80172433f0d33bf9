"""What a board holds when it is taken along: the same groups in the same order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from logbook.boards.laying_out import Laid, lay_out
from logbook.boards.models import Board, BoardNote
from logbook.boards.models.reading import rows_on_board, tags_on_board
from logbook.db import db
from logbook.exports.models.behind import behind
from logbook.exports.models.extract import FROM_BOARD
from logbook.exports.passages import Group, Handout
from logbook.jobs.kinds import CannotBeMade
from logbook.pages import day
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
    about_all = [spoken(note, person) for note in notes if note.group_id is None]
    session = f"{board.session.title}, {day(board.session.starts_on)}" if board.session else ""
    return Handout(
        board.title,
        f"{FROM_BOARD}{board.title}",
        on,
        tuple(filled(groups, about_all, person)),
        session=session,
    )


def asked_at(asked: Mapping[str, str], person: Person) -> tuple[str, str, dict[str, str]]:
    """The board, or the list of those that there are when it is deleted."""
    if db.session.scalar(Board.one(person, UUID(asked["board"]))) is None:
        return "Tavler", "boards.index", {}
    return "Tavlen", "boards.show", {"board_id": asked["board"]}


def filled(groups: Iterable[Laid], about_all: Iterable[str], person: Person) -> list[Group]:
    """The groups that have passages, with what she and her fellows noted, for her speech alone.

    What was noted about an empty one is said before the next, and after the last.
    """
    found: list[Group] = []
    waiting = list(about_all)
    for laid in groups:
        own = [spoken(note, person) for note in laid.notes]
        if laid.cards:
            cards = tuple(card.passage for card in laid.cards)
            found.append(Group(laid.group.title, cards, in_turn(*waiting, *own)))
            waiting = []
        else:
            waiting += [f"{laid.group.title} {note}" for note in own]
    if found and waiting:
        found[-1] = replace(found[-1], note=in_turn(found[-1].note, *waiting))
    return found


def in_turn(*spoken: str) -> str:
    return "\n\n".join(each for each in spoken if each)


def spoken(note: BoardNote, person: Person) -> str:
    return note.text if note.is_written_by(person) else f"{note.by.first_name}: {note.text}"
