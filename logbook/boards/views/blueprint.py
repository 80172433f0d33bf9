"""What the pages of a board share: the blueprint, finding, and the way back to where one was."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from logbook.boards.laying_out import Laid, lay_out
from logbook.boards.models import Board, BoardGroup, BoardNote, BoardPassage
from logbook.boards.models.reading import rows_on_board
from logbook.db import db
from logbook.exports.models.behind import behind
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.programme.models import Module

bp = Blueprint("boards", __name__)

# What a board's page is asked for; whatever is done on it leads back to the same.
FILTERS = ("modul", "trin", "spor", "fokus", "tema", "beslutning", "huse", "find", "efter")


def one_board(person: Person, board_id: UUID) -> Select[Board]:
    return Board.one(person, board_id)


def modules_of(person: Person) -> Select[Module]:
    return Module.in_programme(person.programme_id).options(joinedload(Module.sessions))


def modules() -> Sequence[Module]:
    return db.session.scalars(*prepared(modules_of, me())).unique().all()


def find(board_id: UUID, *, to_change: bool = False) -> Board:
    """A board that she works on, else 404; `to_change` with nobody else changing it meanwhile."""
    if to_change:
        db.session.execute(Board.hold(board_id))
    query, values = prepared(one_board, me(), board_id=board_id)
    board: Board = db.session.scalar(query, values) or abort(404)
    authorize(Action.WORK_ON_BOARD, board)
    return board


def group_in(board: Board, group_id: object) -> BoardGroup | None:
    """By its id, as an address or a form names it."""
    return next((group for group in board.groups if str(group.id) == str(group_id)), None)


def passage_on(board: Board, passage_id: UUID) -> BoardPassage | None:
    """What hangs there; None if it was taken off or withdrawn a moment ago."""
    found: BoardPassage | None = db.session.scalar(
        BoardPassage.live(board).where(BoardPassage.id == passage_id)
    )
    return found


def laid_out(board: Board, notes: Sequence[BoardNote] = ()) -> list[Laid]:
    there = {"programme_id": board.programme_id, "board_id": board.id}
    rows = db.session.execute(rows_on_board(), there).all()
    people = db.session.execute(*behind(board.programme_id, rows)).all()
    return lay_out(board.groups, rows, people, notes=notes)


def asked_for() -> dict[str, Any]:
    return {name: request.args[name] for name in FILTERS if name in request.args}


def back_to(board: Board, anchor: str = "tavlen") -> ResponseReturnValue:
    """The board as it was looked at, at the place where the thumb was."""
    there = url_for(".show", board_id=board.id, _anchor=anchor, **asked_for())
    return redirect(there, code=303)


def gone(board: Board, what: str) -> ResponseReturnValue:
    """Another instructor, or a writer, was there first."""
    flash(f"{what} er ikke længere på tavlen.")
    return back_to(board)
