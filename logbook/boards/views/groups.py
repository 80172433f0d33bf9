"""The groups of a board: a new one, another name, another place, and gone when it is empty."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook.boards.forms import EditGroupForm, GroupForm
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.boards.views.blueprint import back_to, bp, find, gone, group_in
from logbook.cycles.not_names import with_not_names
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me
from logbook.withheld.leading import read_through_first


@bp.route("/tavler/<uuid:board_id>/gruppe", methods=["GET", "POST"])
def add_group(board_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=request.method == "POST")
    form = GroupForm()
    resume(form, f"Ny gruppe · {board.title}")
    if form.validate_on_submit():
        group_id = form.id_of_new(me().id, board.id)
        if group_in(board, group_id) is None:
            board.add_group(form.title.data or "", group_id)
            db.session.commit()
        return back_to(board, f"gruppe-{group_id}")
    return render_template("boards/new_group.html", form=form, board=board), (
        422 if form.errors else 200
    )


@bp.route("/tavler/<uuid:board_id>/gruppe/<uuid:group_id>", methods=["GET", "POST"])
def group(board_id: UUID, group_id: UUID) -> ResponseReturnValue:
    """Another name; beside it, its place among the others."""
    board = find(board_id, to_change=request.method == "POST")
    there = group_in(board, group_id)
    if there is None:
        return gone_or_never(board)
    read_through_first(there)
    form = EditGroupForm(title=there.title)
    resume(with_not_names(form, there), f"Gruppe · {board.title}")
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        there.rename(form.title.data or "")
        db.session.commit()
        flash("Tak – gemt.")
        return back_to(board, f"gruppe-{group_id}")
    hangs_there = BoardPassage.live(board).where(BoardPassage.group_id == group_id).limit(1)
    return render_template(
        "boards/group.html",
        form=form,
        board=board,
        group=there,
        is_empty=db.session.scalar(hangs_there) is None,
    ), (422 if form.errors else 200)


def gone_or_never(board: Board) -> ResponseReturnValue:
    """What she wrote in the form of a group that is gone is shown to her on the page of 404."""
    if request.method == "GET" or "title" in request.form:
        abort(404)
    return gone(board, "Gruppen")


@bp.post("/tavler/<uuid:board_id>/gruppe/<uuid:group_id>/flyt")
def move_group(board_id: UUID, group_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=True)
    steps = {"op": -1, "ned": 1}
    step = steps.get(request.form.get("gaa", "")) or abort(404)
    there = group_in(board, group_id)
    if there is None:
        return gone(board, "Gruppen")
    board.move_group(there, step)
    db.session.commit()
    return redirect(url_for(".group", board_id=board.id, group_id=group_id), code=303)


@bp.post("/tavler/<uuid:board_id>/gruppe/<uuid:group_id>/fjern")
def remove_group(board_id: UUID, group_id: UUID) -> ResponseReturnValue:
    """Only an empty one; notes about it stay on the board."""
    board = find(board_id, to_change=True)
    there = group_in(board, group_id)
    if there is None:
        return gone(board, "Gruppen")
    if db.session.scalar(BoardPassage.live(board).where(BoardPassage.group_id == group_id)):
        flash("Der står citater i gruppen. Flyt dem først.", "error")
        return back_to(board, f"gruppe-{group_id}")
    if len(board.groups) == 1:
        flash("En tavle har altid mindst én gruppe.", "error")
        return back_to(board, f"gruppe-{group_id}")
    other = next(each for each in board.groups if each is not there)
    db.session.execute(BoardPassage.leave_group(there, other))
    db.session.execute(BoardNote.leave_group(there))
    board.remove_group(there)
    db.session.commit()
    flash(f"Gruppen ”{there.title}” er fjernet.")
    return back_to(board)
