"""One tap each: put a passage on the board, move it by one place, to another group, or off."""

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.boards.models import Board, BoardPassage
from logbook.boards.models.reading import question_of
from logbook.boards.views.blueprint import (
    FILTERS,
    back_to,
    bp,
    find,
    gone,
    group_in,
    passage_on,
)
from logbook.by_script import as_uuid
from logbook.db import db
from logbook.gate import me, takes
from logbook.releases.models import Release


@bp.post("/tavler/<uuid:board_id>/citat")
@takes(*FILTERS)
def put(board_id: UUID) -> ResponseReturnValue:
    """At the end of the group that was named, or of the one where such answers belong."""
    board = find(board_id, to_change=True)
    release = released(board, as_uuid(request.form.get("citat", "")) or abort(404))
    if release is None:
        flash("Citatet er trukket tilbage, så det kan ikke komme på tavlen.")
        return back_to(board, "led")
    group = group_in(board, request.form.get("gruppe", "")) or board.group_for(release.question)
    is_there = BoardPassage.live(board).where(BoardPassage.release_id == release.id)
    if db.session.scalar(is_there) is None:
        position = db.session.scalar(BoardPassage.next_position(board)) or 1
        db.session.add(BoardPassage.put(release, group, position, by=me(), at=clock.now()))
        db.session.commit()
    return back_to(board, f"fundet-{release.id}")


def released(board: Board, release_id: UUID) -> Release | None:
    """The passage if KP has it; 404 if these instructors never had it."""
    query = Release.released_to(board.programme_id).where(Release.id == release_id)
    found: Release | None = db.session.scalar(query)
    if found is None:
        # Withdrawn a moment ago is another thing than never released.
        db.session.scalar(question_of(board.programme_id, release_id)) or abort(404)
    return found


@bp.post("/tavler/<uuid:board_id>/citat/<uuid:passage_id>/flyt")
@takes(*FILTERS)
def move(board_id: UUID, passage_id: UUID) -> ResponseReturnValue:
    """Past its neighbour, or to the end of another group: never a whole order at once."""
    board = find(board_id, to_change=True)
    where = request.form.get("gaa", "")
    group = group_in(board, where)
    if group is None and where not in {"op", "ned"} and as_uuid(where) is None:
        abort(404)
    passage = passage_on(board, passage_id)
    if passage is None:
        return gone(board, "Citatet")
    if where == "op":
        passage.change_places(db.session.scalar(BoardPassage.before(board, passage)))
    elif where == "ned":
        passage.change_places(db.session.scalar(BoardPassage.behind(board, passage)))
    elif group is None:
        return gone(board, "Gruppen")
    else:
        passage.go_to(group, db.session.scalar(BoardPassage.next_position(board)) or 1)
    db.session.commit()
    return back_to(board, f"kort-{passage_id}")


@bp.post("/tavler/<uuid:board_id>/citat/<uuid:passage_id>/fjern")
@takes(*FILTERS)
def take_off(board_id: UUID, passage_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=True)
    passage = passage_on(board, passage_id)
    if passage is None:
        return gone(board, "Citatet")
    group_id = passage.group_id
    db.session.delete(passage)
    db.session.commit()
    return back_to(board, f"gruppe-{group_id}")


@bp.post("/tavler/<uuid:board_id>/set")
@takes(*FILTERS)
def note_withdrawn(board_id: UUID) -> ResponseReturnValue:
    """She has read that passages were withdrawn; if there are more by now, she reads that first."""
    board = find(board_id, to_change=True)
    news = db.session.scalars(BoardPassage.news_for(board, me())).all()
    if news and request.form.get("antal") == str(len(news)):
        db.session.execute(BoardPassage.note_seen(news, me()))
        db.session.commit()
    return back_to(board)
