"""”Vis for holdet”, one group at a time; and the board as a file, to take along."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.audit.passages_read import note_passages_read
from logbook.boards.laying_out import to_read
from logbook.boards.models import Board, BoardPassage
from logbook.boards.slides import Slide, place_in, place_with, slides_of
from logbook.boards.views.blueprint import bp, find, laid_out
from logbook.by_script import as_uuid
from logbook.db import db
from logbook.exports import making
from logbook.exports.again import READ_FIRST, was_read_through
from logbook.exports.handing_over import wait_for
from logbook.exports.models import Format
from logbook.gate import me, takes
from logbook.policy import Action, authorize

LONGEST_NUMBER = 4


@bp.get("/tavler/<uuid:board_id>/vis")
@takes("gruppe", "del", "citat")
def present(board_id: UUID) -> ResponseReturnValue:
    """What was withdrawn is gone at the next step: each picture is asked for anew."""
    group, part = number("gruppe"), number("del")
    first_id = as_uuid(request.args["citat"]) or abort(404) if "citat" in request.args else None
    board = find(board_id)
    slides = slides_of(laid_out(board))
    place = place_from(board, slides, first_id) if first_id else None
    if place is None:
        place = place_in(slides, group, part)
    slide = slides[place] if slides else None
    shown = render_template(
        "boards/present.html",
        board=board,
        slide=slide,
        place=place + 1,
        number=len(slides),
        first=slides[0] if slides else None,
        last=slides[-1] if slides else None,
        before=slides[place - 1] if place > 0 else None,
        behind=slides[place + 1] if place + 1 < len(slides) else None,
    )
    note_passages_read({each.release_id for each in slide.passages} if slide else (), me())
    return shown


def place_from(board: Board, slides: Sequence[Slide], first_id: UUID) -> int | None:
    """Where to go on: at this passage, or behind where it hung if it was withdrawn."""
    place = place_with(slides, first_id)
    if place is not None:
        return place
    gone = db.session.scalar(BoardPassage.ever_on(board).where(BoardPassage.id == first_id))
    if gone is None:
        return None
    behind = db.session.scalar(BoardPassage.behind(board, gone))
    if behind is not None:
        return place_with(slides, behind.id)
    groups = [group.id for group in board.groups]
    return place_in(slides, groups.index(gone.group_id) + 2, 1)


@bp.post("/tavler/<uuid:board_id>/hent")
def take(board_id: UUID) -> ResponseReturnValue:
    """Have a file made of it; its writers see that it was taken along."""
    board = find(board_id)
    authorize(Action.EXTRACT, board.programme)
    wanted = request.form.get("format", "")
    if wanted not in list(Format):
        abort(404)
    if db.session.scalar(BoardPassage.live(board).limit(1)) is None:
        flash("Der er ingen citater på tavlen endnu.", "error")
        return redirect(url_for(".show", board_id=board.id), code=303)
    if not was_read_through() and to_read(laid_out(board), board.programme_id):
        flash(READ_FIRST, "error")
        return redirect(url_for(".show", board_id=board.id, _anchor="laes"), code=303)
    asked = making.ask(
        "board", {"board": str(board.id)}, Format(wanted), board.title, by=me(), at=clock.now()
    )
    return wait_for(asked)


def number(name: str) -> int:
    """A small whole number of the address, 1 if it says none; anything else is no page of ours."""
    given = request.args.get(name, "1")
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER):
        abort(404)
    return int(given)
