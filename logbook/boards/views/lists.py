"""The list of boards, a new one, its title and session, and a copy for another session."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.boards.copying import copy
from logbook.boards.forms import BoardForm, EditBoardForm, chosen_session, offer_sessions
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.boards.views.blueprint import back_to, bp, find, modules
from logbook.by_script import as_uuid
from logbook.cycles.not_names import with_not_names
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.privacy.hidden import is_hidden
from logbook.programme.models import Module, Session
from logbook.withheld.leading import read_through_first

SHOWN = 30
PROPOSED = 2
BEEN_SHOWN = 2


@bp.get("/tavler")
@takes("efter")
def index() -> ResponseReturnValue:
    """Those for the coming sessions first, then the others; and sessions that have none yet."""
    authorize(Action.MAKE_BOARD, me().programme)
    today = clock.day_of(clock.now())
    after = None
    if "efter" in request.args:
        after_id = as_uuid(request.args["efter"]) or abort(404)
        after = db.first_or_404(Board.visible_to(me()).where(Board.id == after_id))
    coming = [] if after else list(db.session.scalars(*prepared(coming_ones, me(), today=today)))
    older = Board.older(me(), today)
    if after:
        older = Board.after(older, after)
    found = list(db.session.scalars(older.limit(SHOWN + 1)))
    offered = [] if after else modules()
    return render_template(
        "boards/index.html",
        coming=coming,
        older=found[:SHOWN],
        more=found[SHOWN - 1].id if len(found) > SHOWN else None,
        is_first=after is None,
        been=sessions_been(offered, today),
        without=sessions_without(coming, offered, today),
    )


def coming_ones(person: Person, today: date) -> Select[Board]:
    return Board.for_coming(person, today)


def sessions_been(offered: Sequence[Module], today: date) -> list[Session]:
    """The last ones that have been, with a board or without: there is something to tell of them."""
    been = [
        s for module in offered for s in module.sessions if s.is_taught and s.starts_on <= today
    ]
    return sorted(been, key=lambda session: (session.starts_on, session.id))[: -BEEN_SHOWN - 1 : -1]


def sessions_without(
    coming: Sequence[Board], offered: Sequence[Module], today: date
) -> list[Session]:
    """The next sessions that nobody has made a board for."""
    taken = {board.session_id for board in coming}
    next_ones = sorted(
        (s for module in offered for s in module.sessions if s.is_taught and s.starts_on >= today),
        key=lambda session: (session.starts_on, session.id),
    )
    return [session for session in next_ones if session.id not in taken][:PROPOSED]


@bp.route("/tavler/ny", methods=["GET", "POST"])
@takes("undervisningsgang")
def new() -> ResponseReturnValue:
    """A new board; its title is proposed from the module that the session belongs to."""
    authorize(Action.MAKE_BOARD, me().programme)
    offered, wanted = modules(), request.args.get("undervisningsgang")
    taught = {str(s.id): s for module in offered for s in module.sessions if s.is_taught}
    if wanted is not None and wanted not in taught:
        abort(404)
    session = taught.get(wanted or "")
    form = BoardForm(title=session.module.title if session else "", session=wanted or "")
    offer_sessions(form.session, offered, clock.day_of(clock.now()))
    resume(form, "Ny tavle")
    if form.validate_on_submit():
        board_id = form.id_of_new(me().id)
        if not is_there(board_id):
            board = Board.make(
                me().programme, form.title.data or "", chosen_session(form.session, offered),
                by=me(), at=clock.now(), id=board_id,
            )  # fmt: skip
            db.session.add(board)
            db.session.commit()
        return redirect(url_for(".show", board_id=board_id), code=303)
    return render_template("boards/new.html", form=form), (422 if form.errors else 200)


def is_there(board_id: UUID) -> bool:
    """Whether the form was sent before."""
    return db.session.scalar(Board.visible_to(me()).where(Board.id == board_id)) is not None


@bp.route("/tavler/<uuid:board_id>/ret", methods=["GET", "POST"])
def edit(board_id: UUID) -> ResponseReturnValue:
    board = find(board_id, to_change=request.method == "POST")
    read_through_first(board)
    offered = modules()
    form = EditBoardForm(title=board.title, session=str(board.session_id or ""))
    offer_sessions(form.session, offered, clock.day_of(clock.now()))
    resume(with_not_names(form, board), f"Tavlen · {board.title}")
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        board.rename(form.title.data or "", chosen_session(form.session, offered))
        db.session.commit()
        flash("Tak – gemt.")
        return back_to(board)
    return render_template("boards/edit.html", form=form, board=board), (
        422 if form.errors else 200
    )


@bp.route("/tavler/<uuid:board_id>/brug-igen", methods=["GET", "POST"])
def use_again(board_id: UUID) -> ResponseReturnValue:
    """Copy it to another session: groups, what is still released, and her own notes."""
    board = find(board_id, to_change=request.method == "POST")
    offered = modules()
    form = BoardForm(title="" if is_hidden(board.title) else board.title, session="")
    offer_sessions(form.session, offered, clock.day_of(clock.now()))
    resume(form, f"Brug tavlen igen · {board.title}")
    if form.validate_on_submit():
        copy_id = form.id_of_new(me().id, board.id)
        if not is_there(copy_id):
            withdrawn = db.session.scalar(BoardPassage.withdrawn_from(board)) or 0
            made = copy(
                board, form.title.data or "", chosen_session(form.session, offered),
                passages=db.session.scalars(BoardPassage.live(board)).all(),
                notes=db.session.scalars(BoardNote.of(board).where(BoardNote.by_id == me().id)),
                by=me(), at=clock.now(), id=copy_id,
            )  # fmt: skip
            db.session.add_all(made)
            db.session.commit()
            flash(in_words(withdrawn))
        return redirect(url_for(".show", board_id=copy_id), code=303)
    return render_template("boards/use_again.html", form=form, board=board), (
        422 if form.errors else 200
    )


def in_words(withdrawn: int) -> str:
    """How many did not come along."""
    if not withdrawn:
        return "Tavlen er klar. Alle citater er kommet med."
    if withdrawn == 1:
        return "Tavlen er klar. Et citat er trukket tilbage siden og er ikke med."
    return f"Tavlen er klar. {withdrawn} citater er trukket tilbage siden og er ikke med."
