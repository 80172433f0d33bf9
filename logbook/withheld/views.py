"""Reporting a text in which somebody can be recognised, and reading it through again."""

from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import HTTPException

from logbook import clock
from logbook.audit.models import Act, record
from logbook.audit.passages_read import note_passages_read
from logbook.cycles.models import Cycle
from logbook.cycles.not_names import no_names_in, said_of
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.erasing.models import Kind, text_of
from logbook.gate import is_path_here, is_public, me
from logbook.people.models import prepared
from logbook.people.navigation import home_of
from logbook.policy import Action, authorize, can
from logbook.privacy.found import Place, found_in
from logbook.privacy.hidden import is_hidden
from logbook.programme.models import Programme
from logbook.releases.models import SecondReading, hold
from logbook.reviews.reading import note_reading
from logbook.withheld import listing as listing
from logbook.withheld import sealed as sealed
from logbook.withheld.forms import ReportForm, RereadForm, form_for
from logbook.withheld.models import (
    HIDDEN,
    READING,
    Reportable,
    SeenBefore,
    TextKind,
    Withheld,
    kinds_waiting_for,
    passage_seen,
    place_of,
    report,
    seen_text,
    show_again,
)
from logbook.withheld.models.hiding import keep_rewritten

PASSAGE = "citat"
MOST = 5
# Under this name the form of either page carries along where she came from.
BACK = "tilbage"
LONGEST_PATH = 1_000

bp = Blueprint("withheld", __name__)


def find(what: str, text_id: UUID) -> Reportable:
    """The text, if she sees it; a passage that KP has stands for the answer it is of."""
    if what == PASSAGE:
        release = db.one_or_404(passage_seen(me(), text_id))
        return Reportable(TextKind.ANSWER, release.answer)
    kind = TextKind.of_slug(what) or abort(404)
    return Reportable(kind, db.first_or_404(seen_text(me(), kind, text_id)))


@bp.route("/genkendes/<what>/<uuid:text_id>", methods=["GET", "POST"])
def tell(what: str, text_id: UUID) -> ResponseReturnValue:
    """”Her kan nogen genkendes”: what happens, and one button."""
    held = find(what, text_id)
    authorize(Action.REPORT_TEXT, held)
    form = ReportForm()
    told_before = ""
    if form.validate_on_submit():
        # Whoever stores a file with it at this moment is waited for; then the file is found.
        db.session.execute(hold(Programme, me().programme_id))
        # Two who report at the same moment hide it once.
        db.session.execute(hold(held.kind.words.model, held.id))
        db.session.refresh(held.row)
        try:
            hide(held, form)
            return redirect(away_from(held), code=303)
        except SeenBefore as seen:
            told_before = str(seen)
            db.session.rollback()
            held = find(what, text_id)
    shown = passage_of(what, text_id) or held.words
    page = render_template(
        "withheld/tell.html",
        form=form,
        held=held,
        kind=held.kind.words,
        shown=shown,
        is_hidden=held.is_hidden,
        told_before=told_before,
        back=away_from(held),
    )
    note_read(what, text_id, held)
    return page, (409 if told_before else 422 if form.errors else 200)


def note_read(what: str, text_id: UUID, held: Reportable) -> None:
    """Whoever reads it here has read it, as on the page on which it stands."""
    if what == PASSAGE:
        note_passages_read([text_id], me())
        return
    seen = Cycle.visible_to(me()).where(Cycle.id == held.cycle_id)
    cycle = db.session.scalar(seen) if held.cycle_id else None
    if cycle is not None:
        note_reading(cycle, me(), clock.day_of(clock.now()))


def passage_of(what: str, text_id: UUID) -> dict[str, str]:
    """What an instructor sees is the passage, and nothing else of the answer."""
    return {"text": db.one_or_404(passage_seen(me(), text_id)).text} if what == PASSAGE else {}


def hide(held: Reportable, form: ReportForm) -> None:
    now = clock.now()
    if report(held, form.chosen, by=me(), at=now):
        # Also of the same words in other rounds: those have writers of their own.
        for each in db.session.scalars(Withheld.reported_at_once(me(), now)):
            record(
                Act.REPORTED, by=me(), at=now, programme_id=each.programme_id,
                about=(each.kind.words.model.__tablename__, each.subject_id),
                cycle_id=each.cycle_id, person_id=each.owner_id,
            )  # fmt: skip
    db.session.commit()
    flash("Tak. Teksten er skjult nu, og de, der skrev den, får besked.")


def came_from() -> str:
    """The page of ours on which she pressed the link, as its form carries it along; or nothing.

    Whatever else is sent there leads nowhere: neither to another site nor round in a circle.
    """
    given = request.form.get(BACK, "")
    if request.method == "GET":
        _, _, before = (request.referrer or "").partition("://")
        host, _, path = before.partition("/")
        given = f"/{path}" if host == request.host else ""
    return given if leads_back(given) else ""


def leads_back(path: str) -> bool:
    """Whether this is a closed page of ours, and none of these two."""
    if not is_path_here(path) or len(path) > LONGEST_PATH:
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.split("?")[0], method="GET")
    except HTTPException:
        return False
    return not is_public(endpoint) and endpoint.partition(".")[0] != bp.name


def away_from(held: Reportable) -> str:
    """Back to where she came from; else to the round, if she may see it, or her first page."""
    if place := came_from():
        return place
    cycle_id = held.cycle_id
    if cycle_id and held.kind is not TextKind.KIND_WORD:
        seen = Cycle.visible_to(me()).where(Cycle.id == cycle_id).with_only_columns(Cycle.id)
        if db.session.scalar(seen):
            return url_for("cycles.show", cycle_id=cycle_id)
    return home_of(me())


@bp.route("/laes-igen/<what>/<uuid:text_id>", methods=["GET", "POST"])
def reread(what: str, text_id: UUID) -> ResponseReturnValue:
    """Its writers read the hidden text, write it otherwise if they want to, and show it again."""
    kind = TextKind.of_slug(what) or abort(404)
    mine = Withheld.waiting_for(me()).where(Withheld.kind == kind, Withheld.subject_id == text_id)
    hidden: Withheld = db.one_or_404(mine)
    authorize(Action.READ_AGAIN, hidden)
    form = form_for(kind)(data=hidden.own_words)
    if not form.is_submitted():
        form.not_names = said_no_names(hidden)
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        db.session.execute(hold(Withheld, hidden.id))
        db.session.refresh(hidden)
        return keep(hidden, form.words)
    held = place_of(hidden)
    return render_template(
        "withheld/reread.html",
        form=form,
        kind=kind.words,
        places=places_in(kind, form),
        hidden=hidden,
        together=hidden.is_several_peoples,
        rests=any(key.startswith("release/") for key in hidden.words),
        back=away_from(held),
        erases=where_to_erase(held),
    ), (422 if form.errors else 200)


# What is erased by itself; the rest goes with what it stands in, or is given other words.
ERASED_AS = {
    TextKind.ANSWER: Kind.ANSWER,
    TextKind.SPARRING: Kind.SPARRING,
    TextKind.REPLY: Kind.REPLY,
    TextKind.KIND_WORD: Kind.KIND_WORD,
    TextKind.NOTE: Kind.CONVERSATION,
    TextKind.BOARD_NOTE: Kind.BOARD_NOTE,
}


def where_to_erase(held: Reportable) -> str:
    """The page on which she deletes it for good, if it is hers to delete."""
    kind, row = ERASED_AS.get(held.kind), held.row
    if kind is Kind.ANSWER and row.question is Question.SAW:
        kind, row = Kind.OBSERVATION, row.observation
    if kind is None or not can(me(), Action.SEE_ERASURE, text_of(kind, row)):
        return ""
    return url_for("erasing.page", slug=kind.value, subject_id=row.id)


def said_no_names(hidden: Withheld) -> list[str]:
    """What was said to be no name before it was hidden."""
    found = found_in("\n".join(hidden.own_words.values()))
    named = [hidden.subject_id] if any(each.may_be_no_name for each in found.things) else []
    return no_names_in(hidden.subject_id, found, said_of(named))


def places_in(kind: TextKind, form: RereadForm) -> list[Place]:
    """What the guard finds in them: it asks, and decides nothing."""
    found = [
        Place(label, found_in(form.words[name], form.not_names))
        for name, label in kind.words.columns.items()
    ]
    return [place for place in found if place.found.is_to_be_read_again]


def keep(hidden: Withheld, words: dict[str, str]) -> ResponseReturnValue:
    """Show it again, or keep what was written and let it stay hidden."""
    now, held = clock.now(), place_of(hidden)
    if "senere" in request.form:
        keep_rewritten(hidden, words, at=now)
        db.session.commit()
        flash("Gemt. Teksten er stadig skjult for andre.")
        there = url_for(".reread", what=hidden.kind.words.slug, text_id=hidden.subject_id)
        return redirect(there, code=303)
    changed = show_again(hidden, words, by=me(), at=now)
    record(
        Act.SHOWN_AGAIN, by=me(), at=now, programme_id=hidden.programme_id, about=held.row,
        cycle_id=hidden.cycle_id,
    )  # fmt: skip
    db.session.commit()
    flash(
        "Tak. Den nye tekst er vist igen, og de tidligere er slettet for altid."
        if changed
        else "Tak. Teksten er vist igen."
    )
    return redirect(away_from(held), code=303)


# -- what a text says of itself in its place -----------------------------------------------------


def is_hers_to_read(text_id: UUID) -> bool:
    """Whether a hidden text waits for her; asked once a page, and only where one is hidden."""
    if "hers_to_read" not in g:
        g.hers_to_read = set(
            db.session.scalars(
                Withheld.waiting_for(me()).with_only_columns(Withheld.subject_id).order_by(None)
            )
        )
    return text_id in g.hers_to_read


def to_read_through() -> tuple[list[Withheld], list[SecondReading]]:
    """What waits for her, hidden and to be read second; home tells it in its own way."""
    there = set(db.session.scalars(*prepared(kinds_waiting_for, me())))
    hidden = Withheld.waiting_for(me()).limit(MOST)
    asked = SecondReading.waiting_for(me()).options(joinedload(SecondReading.asked_by)).limit(MOST)
    return (
        list(db.session.scalars(hidden)) if HIDDEN in there else [],
        list(db.session.scalars(asked)) if READING in there else [],
    )


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["to_read_through"] = to_read_through
    app.jinja_env.globals["is_hers_to_read"] = is_hers_to_read
    app.jinja_env.tests["hidden"] = is_hidden
