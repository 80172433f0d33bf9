"""Deleting a board for good; the passages stay with KP, and what was taken along stays known."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.boards.forms import DeleteBoardForm
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.boards.views.blueprint import bp, find
from logbook.db import db
from logbook.erasing.forgetting import erase_board
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.gate import me


@bp.route("/tavler/<uuid:board_id>/slet", methods=["GET", "POST"])
def delete(board_id: UUID) -> ResponseReturnValue:
    """What goes, and the button. What came meanwhile is told of first."""
    board = find(board_id, to_change=request.method == "POST")
    notes = db.session.scalars(BoardNote.of(board)).all()
    begun = db.session.scalar(Board.begun_by_fellows(board, me())) is not None
    hung = db.session.scalars(BoardPassage.live(board)).all()
    form = DeleteBoardForm()
    written, there = [(n.id, n.revision) for n in notes], sorted(each.id for each in hung)
    was_told = form.was_told(written, there, begun)
    if form.validate_on_submit() and was_told:
        title = board.title
        try:
            erase_board(board, by=me(), at=clock.now())
        except NotListed:
            db.session.rollback()
            flash(NOT_LISTED, "error")
            return redirect(url_for(".show", board_id=board_id), code=303)
        flash(f"Tavlen ”{title}” er slettet.")
        return redirect(url_for(".index"), code=303)
    return render_template(
        "boards/delete.html",
        form=form,
        board=board,
        number=len(hung),
        fellows=list(dict.fromkeys(n.by.first_name for n in notes if not n.is_written_by(me()))),
        own=any(note.is_written_by(me()) for note in notes),
        begun=begun,
        is_news=form.is_submitted(),
    ), (409 if form.is_submitted() else 200)
