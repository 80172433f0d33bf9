"""What an instructor takes to a time of teaching: released passages and nothing else."""

from datetime import date
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Row, Select, and_, or_
from werkzeug.datastructures import MultiDict

from logbook import clock
from logbook.audit.passages_read import note_passages_read
from logbook.db import db
from logbook.exports import making
from logbook.exports.again import READ_FIRST, READ_THROUGH, was_read_through
from logbook.exports.asked_about import asked_about
from logbook.exports.asking import handout_of, offer_to
from logbook.exports.forms import PageForm, SelectionForm, TakeForm, current
from logbook.exports.handing_over import wait_for
from logbook.exports.models import Extract, Format, Selection
from logbook.exports.models.selection import any_of_them
from logbook.exports.passages import Group, Grouping, Handout, Passage
from logbook.gate import me, takes
from logbook.jobs.models import kept_files
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.programme.models import Session

PER_PAGE = 100
TAKEN_SHOWN, TAKEN_PER_PAGE = 5, 30
BEEN_SHOWN = 2
LINKS_SHOWN = 10

bp = Blueprint("exports", __name__)


def read(form: SelectionForm, given: MultiDict[str, str], today: date) -> Selection:
    """The selection that was asked for; the module that is taught next if nothing was.

    What the programme does not have, or nobody asked for, is 404.
    """
    modules = offer_to(me(), form)
    if not given:
        module = current(modules, today)
        form.module.data = str(module.id) if module else ""
    elif set(given) - set(names_of(form)) or not form.validate():
        abort(404)
    selection = form.selection(me().programme)
    form.show(selection)
    return selection


def names_of(form: SelectionForm) -> list[str]:
    return [*(field.name for field in form), "csrf_token", "owner", READ_THROUGH]


def page_of(handout: Handout, page: int) -> list[Group]:
    """One page of the passages, still under their headings."""
    numbered: list[tuple[str, Passage]] = [(g.title, p) for g in handout.groups for p in g.passages]
    under: dict[str, list[Passage]] = {}
    for title, passage in numbered[(page - 1) * PER_PAGE : page * PER_PAGE]:
        under.setdefault(title, []).append(passage)
    return [Group(title, tuple(passages)) for title, passages in under.items()]


@bp.get("/udtraek")
@takes("modul", "undervisningsgang", "spor", "fokus", "huse", "gruppe", "side")
def index() -> ResponseReturnValue:
    authorize(Action.EXTRACT, me().programme)
    form, now = PageForm(request.args), clock.now()
    today = clock.day_of(now)
    selection = read(form, request.args, today)
    handout = handout_of(selection, Grouping(form.grouping.data), today)
    number, page = len(handout.passages), form.page.data or 1
    pages = max(1, -(-number // PER_PAGE))
    if page > pages:
        abort(404)
    again = asked_about(handout.passages, me().programme_id)
    to_read = [
        (place // PER_PAGE + 1, passage)
        for place, passage in enumerate(handout.passages)
        if passage.release_id in again
    ]
    groups = page_of(handout, page)
    shown = render_template(
        "exports/index.html",
        form=form,
        selection=selection,
        groups=groups,
        handout=handout,
        number=number,
        page=page,
        pages=pages,
        to_read=to_read,
        links=links_to(to_read, form),
        asked_about={p.release_id: again[p.release_id] for at, p in to_read if at == page},
        groupings=list(Grouping),
        formats=list(Format),
        been=last_been(form, selection, today),
        files=db.session.execute(*prepared(kept_files, me(), at=now)).all(),
        taken=db.session.execute(*prepared(last_taken, me())).all(),
    )
    note_passages_read([each.release_id for group in groups for each in group.passages], me())
    return shown


def links_to(to_read: list[tuple[int, Passage]], form: SelectionForm) -> list[tuple[str, str]]:
    """The first of those to read once more, each where it stands on the page that it is on."""
    return [
        (url_for(".index", _anchor=f"citat-{p.release_id}", side=page, **form.address), p.text)
        for page, p in to_read[:LINKS_SHOWN]
    ]


def last_taken(person: Person) -> Select[*tuple[object, ...]]:
    return Extract.in_short(person).limit(TAKEN_SHOWN)


def last_been(form: SelectionForm, selection: Selection, today: date) -> list[Session]:
    """The times of teaching that she can tell about: the one chosen, else the last ones."""
    offered = [each for each in form.by_id.values() if isinstance(each, Session)]
    been = sorted((s for s in offered if s.starts_on <= today), key=lambda s: s.starts_on)
    chosen = [s for s in been if s is selection.session]
    return chosen if selection.session else been[::-1][:BEEN_SHOWN]


@bp.get("/udtraek/hentet")
@takes("efter")
def taken() -> ResponseReturnValue:
    """All that she has taken along, newest first, and what in it she may use no longer."""
    authorize(Action.EXTRACT, me().programme)
    query, after = Extract.in_short(me()), request.args.get("efter", type=UUID)
    if "efter" in request.args:
        last = db.first_or_404(Extract.by(me()).where(Extract.id == after))
        query = query.where(
            or_(
                Extract.taken_at < last.taken_at,
                and_(Extract.taken_at == last.taken_at, Extract.id > last.id),
            )
        )
    found: list[Row[*tuple[object, ...]]] = list(
        db.session.execute(query.limit(TAKEN_PER_PAGE + 1)).all()
    )
    shown = found[:TAKEN_PER_PAGE]
    more = shown[-1].id if len(found) > TAKEN_PER_PAGE else None
    return render_template("exports/taken.html", taken=shown, more=more)


@bp.post("/udtraek/hent")
def take() -> ResponseReturnValue:
    """Have it made; the file at once if it takes a moment only, else the page that waits for it."""
    authorize(Action.EXTRACT, me().programme)
    if "format" not in request.form:
        abort(404)
    form, now = TakeForm(request.form), clock.now()
    selection = read(form, request.form, clock.day_of(now))
    if db.session.scalar(*selection.asks(any_of_them)) is None:
        flash("Der er ingen citater i udvalget. Vælg et andet modul eller spor.", "error")
        return redirect(url_for(".index", **form.address), code=303)
    if not was_read_through():
        handout = handout_of(selection, Grouping(form.grouping.data), clock.day_of(now))
        if asked_about(handout.passages, me().programme_id):
            flash(READ_FIRST, "error")
            return redirect(url_for(".index", _anchor="laes", **form.address), code=303)
    format = Format(form.format.data)
    asked = making.ask("selection", form.address, format, selection.words, by=me(), at=now)
    return wait_for(asked)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
