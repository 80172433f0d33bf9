"""An instructor's own notes: about a group or the board, read by her fellows."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.boards.forms import EditNoteForm, NoteForm
from logbook.boards.models import Board, BoardNote
from logbook.boards.views.blueprint import back_to, bp, find, gone, group_in
from logbook.cycles.not_names import with_not_names
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.erasing.forgetting import erase
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.erasing.models import Kind, text_of
from logbook.gate import me, takes
from logbook.policy import Action, authorize
from logbook.withheld.leading import read_through_first


@bp.route("/tavler/<uuid:board_id>/note", methods=["GET", "POST"])
@takes("gruppe")
def write_note(board_id: UUID) -> ResponseReturnValue:
    """A new one; about a group that has gone meanwhile it is about the board."""
    board = find(board_id, to_change=request.method == "POST")
    group = group_in(board, request.args.get("gruppe", ""))
    if "gruppe" in request.args and group is None and request.method == "GET":
        abort(404)
    form = NoteForm()
    resume(form, f"Note · {board.title}")
    if form.validate_on_submit():
        note_id = form.id_of_new(me().id, board.id)
        if note_with(board, note_id) is None:
            db.session.add(
                BoardNote.write(
                    board, form.text.data or "", group=group, by=me(), at=clock.now(), id=note_id
                )
            )
            db.session.commit()
        return back_to(board, f"note-{note_id}")
    return render_template("boards/write_note.html", form=form, board=board, group=group), (
        422 if form.errors else 200
    )


def note_with(board: Board, note_id: UUID) -> BoardNote | None:
    found: BoardNote | None = db.session.scalar(BoardNote.of(board).where(BoardNote.id == note_id))
    return found


@bp.route("/tavler/<uuid:board_id>/note/<uuid:note_id>", methods=["GET", "POST"])
def note(board_id: UUID, note_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=request.method == "POST")
    there = note_with(board, note_id) or abort(404)
    authorize(Action.EDIT_BOARD_NOTE, there)
    read_through_first(there)
    form = EditNoteForm(text=there.text)
    resume(with_not_names(form, there), f"Note · {board.title}")
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        there.rewrite(form.text.data or "", at=clock.now())
        db.session.commit()
        flash("Tak – gemt.")
        return back_to(board, f"note-{note_id}")
    return render_template("boards/note.html", form=form, board=board, note=there), (
        422 if form.errors else 200
    )


@bp.post("/tavler/<uuid:board_id>/note/<uuid:note_id>/slet")
def delete_note(board_id: UUID, note_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=True)
    there = note_with(board, note_id)
    if there is None:
        return gone(board, "Noten")
    authorize(Action.EDIT_BOARD_NOTE, there)
    try:
        erase(text_of(Kind.BOARD_NOTE, there), by=me(), at=clock.now())
    except NotListed:
        db.session.rollback()
        flash(NOT_LISTED, "error")
        return back_to(find(board_id))
    flash("Noten er slettet.")
    return back_to(find(board_id))
