"""The board itself, with the passages that could be put on it beside it."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.audit.passages_read import note_passages_read
from logbook.boards.finding import (
    Choice,
    Found,
    choices_from,
    found_among,
    place_of,
    words_in,
)
from logbook.boards.forms import FindForm
from logbook.boards.laying_out import to_read
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.boards.models.reading import (
    MOST,
    candidates,
    named_writers,
    pattern_of,
    question_of,
    to_show,
)
from logbook.boards.views.blueprint import FILTERS, asked_for, bp, find, laid_out, modules
from logbook.by_script import as_uuid
from logbook.db import db
from logbook.exports.houses import too_few
from logbook.exports.models import Format
from logbook.exports.passages import words_for_awaiting
from logbook.gate import me, takes
from logbook.jobs.models import kept_files
from logbook.people.models import prepared

PER_PAGE = 12
LINKS_SHOWN = 10


@bp.get("/tavler/<uuid:board_id>")
@takes(*FILTERS)
def show(board_id: UUID) -> ResponseReturnValue:
    board = find(board_id)
    form, is_sound = looked_for(board)
    found = everything_found(board, form) if is_sound else Found()
    page = found.page(PER_PAGE, page_begins(board))
    notes = db.session.scalars(BoardNote.of(board)).all()
    groups = laid_out(board, notes)
    again = to_read(groups, board.programme_id)
    on_board = {card.passage.release_id for group in groups for card in group.cards}
    shown = render_template(
        "boards/show.html",
        board=board,
        form=form,
        found=found,
        most=MOST,
        choices=described(page),
        more={**form.address, "efter": page[-1]} if found.goes_on_after(page) else None,
        here=asked_for(),
        groups=groups,
        to_read=again,
        links=[(f"#kort-{card.passage_id}", card.passage.text) for card in again[:LINKS_SHOWN]],
        awaiting=words_for_awaiting(sum(laid.awaiting for laid in groups)),
        on_board_already=on_board,
        number=sum(len(group.cards) for group in groups),
        formats=list(Format),
        files=db.session.execute(*prepared(kept_files, me(), at=clock.now())).all(),
        notes=[note for note in notes if note.group_id is None],
        resting=db.session.scalar(BoardPassage.resting_on(board)),
        withdrawn=len(db.session.scalars(BoardPassage.news_for(board, me())).all()),
        has_been=board.has_been_by(clock.day_of(clock.now())),
    )
    note_passages_read({*on_board, *page}, me())
    return shown, (200 if is_sound else 422)


def looked_for(board: Board) -> tuple[FindForm, bool]:
    """The choices, and whether the words can be looked for; any other mistake is 404."""
    form = FindForm(request.args)
    form.offer(modules(), me().programme.tags)
    if not asked_for():
        form.begin_with(board.session.module if board.session else None)
        return form, True
    is_sound = form.validate()
    if set(form.errors) - {"words"}:
        abort(404)
    return form, is_sound


def everything_found(board: Board, form: FindForm) -> Found:
    chosen, words = form.chosen, words_in(form.words.data or "")
    like = {f"word{number}": pattern_of(word) for number, word in enumerate(words)}
    rows = db.session.execute(
        candidates(frozenset(chosen), len(words)),
        {"programme_id": board.programme_id, **chosen, **like},
    ).all()
    return found_among(rows, words, too_few(board.programme_id, form.fewest_houses))


def page_begins(board: Board) -> tuple[int, UUID] | None:
    """Behind which passage this page begins; it may have been withdrawn since."""
    if "efter" not in request.args:
        return None
    after = as_uuid(request.args["efter"]) or abort(404)
    question = db.session.scalar(question_of(board.programme_id, after)) or abort(404)
    return place_of(question, after)


def described(page: list[UUID]) -> list[Choice]:
    if not page:
        return []
    named = db.session.execute(named_writers(page))
    return choices_from(page, db.session.execute(to_show(page)), named)
