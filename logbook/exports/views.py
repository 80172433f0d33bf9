"""What an instructor takes to a time of teaching: released passages and nothing else."""

from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict

from logbook import clock
from logbook.db import db
from logbook.exports.forms import PageForm, SelectionForm, TakeForm, current
from logbook.exports.models import Extract, Format, Selection, extract_release
from logbook.exports.models.selection import rows, tags, writers
from logbook.exports.passages import Group, Grouping, Handout, Passage, grouped, passages_from
from logbook.gate import me, takes
from logbook.people.models import Person, prepared
from logbook.policy import Action, authorize
from logbook.programme.models import Module, Session, TagKind

PER_PAGE = 100
TAKEN_SHOWN = 5
BEEN_SHOWN = 2
MIME = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "–": "-"})
NAME_LIMIT = 80

bp = Blueprint("exports", __name__)


def read(form: SelectionForm, given: MultiDict[str, str], today: date) -> Selection:
    """The selection that was asked for; the module that is taught next if nothing was.

    What the programme does not have, or nobody asked for, is 404.
    """
    modules = db.session.scalars(*prepared(modules_of, me())).unique().all()
    form.offer(modules, me().programme.tags)
    if not given:
        module = current(modules, today)
        form.module.data = str(module.id) if module else ""
    elif set(given) - set(names_of(form)) or not form.validate():
        abort(404)
    selection = form.selection(me().programme)
    form.show(selection)
    return selection


def names_of(form: SelectionForm) -> list[str]:
    return [field.name for field in form] + ["csrf_token", "owner"]


def groups_of(selection: Selection, by: Grouping) -> list[Group]:
    """Everything selected, in the order and the groups that every form of it has."""
    found = passages_from(
        db.session.execute(*selection.asks(rows)).all(),
        db.session.execute(*selection.asks(writers)),
        db.session.execute(*selection.asks(tags)),
    )
    kind = TagKind.FOCUS if by is Grouping.FOCUS else TagKind.THEME
    return grouped(found, by, [tag.name for tag in me().programme.tags if tag.kind is kind])


def page_of(groups: list[Group], page: int) -> list[Group]:
    """One page of the passages, still under their headings."""
    numbered: list[tuple[str, Passage]] = [(g.title, p) for g in groups for p in g.passages]
    under: dict[str, list[Passage]] = {}
    for title, passage in numbered[(page - 1) * PER_PAGE : page * PER_PAGE]:
        under.setdefault(title, []).append(passage)
    return [Group(title, tuple(passages)) for title, passages in under.items()]


@bp.get("/udtraek")
@takes("modul", "undervisningsgang", "spor", "fokus", "gruppe", "side")
def index() -> ResponseReturnValue:
    authorize(Action.EXTRACT, me().programme)
    form = PageForm(request.args)
    selection = read(form, request.args, clock.day_of(clock.now()))
    groups = groups_of(selection, Grouping(form.grouping.data))
    number, page = sum(len(group.passages) for group in groups), form.page.data or 1
    pages = max(1, -(-number // PER_PAGE))
    if page > pages:
        abort(404)
    return render_template(
        "exports/index.html",
        form=form,
        selection=selection,
        groups=page_of(groups, page),
        number=number,
        page=page,
        pages=pages,
        groupings=list(Grouping),
        formats=list(Format),
        been=last_been(form, selection, clock.day_of(clock.now())),
        taken=db.session.execute(*prepared(last_taken, me())).all(),
    )


def last_been(form: SelectionForm, selection: Selection, today: date) -> list[Session]:
    """The times of teaching that she can tell about: the one chosen, else the last ones."""
    offered = [each for each in form.by_id.values() if isinstance(each, Session)]
    been = sorted((s for s in offered if s.starts_on <= today), key=lambda s: s.starts_on)
    chosen = [s for s in been if s is selection.session]
    return chosen if selection.session else been[::-1][:BEEN_SHOWN]


def modules_of(person: Person) -> Select[Module]:
    return Module.in_programme(person.programme_id).options(joinedload(Module.sessions))


def last_taken(person: Person) -> Select[*tuple[Any, ...]]:
    shown = (Extract.selection, Extract.format, Extract.taken_at)
    return Extract.by(person).with_only_columns(*shown).limit(TAKEN_SHOWN)


@bp.post("/udtraek/hent")
def take() -> ResponseReturnValue:
    """Log the extract, so that the writers see it, and hand it over."""
    authorize(Action.EXTRACT, me().programme)
    if "format" not in request.form:
        abort(404)
    form, now = TakeForm(request.form), clock.now()
    selection = read(form, request.form, clock.day_of(now))
    groups = groups_of(selection, Grouping(form.grouping.data))
    if not groups:
        flash("Der er ingen citater i udvalget. Vælg et andet modul eller spor.", "error")
        return redirect(url_for(".index", **form.address), code=303)
    format = Format(form.format.data)
    taken = Extract.take(me().programme, format, selection.words, by=me(), at=now)
    db.session.add(taken)
    db.session.flush()
    db.session.execute(extract_release.insert(), taken.rows_of(ids_in(groups)))
    handout = Handout(selection.title, selection.words, clock.day_of(now), tuple(groups))
    answer = hand_over(handout, format, selection, form)
    db.session.commit()
    return answer


def ids_in(groups: list[Group]) -> list[UUID]:
    return [passage.release_id for group in groups for passage in group.passages]


def hand_over(
    handout: Handout, format: Format, selection: Selection, form: SelectionForm
) -> ResponseReturnValue:
    """The file, or the page of cards. The makers are big, so they come when they are called."""
    if format is Format.CARDS:
        return render_template("exports/cards.html", handout=handout, back_to=form.address)
    if format is Format.DOCX:
        from logbook.exports.document import as_docx as make
    elif format is Format.XLSX:
        from logbook.exports.sheet import as_xlsx as make
    else:
        from logbook.exports.sheet import as_csv as make
    name = file_name(selection, handout.on)
    plain = name.translate(ASCII).encode("ascii", "ignore").decode().replace(" ", "-")
    disposition = (
        f'attachment; filename="{plain}.{format.value}"; '
        f"filename*=UTF-8''{quote(f'{name}.{format.value}', safe='')}"
    )
    return Response(
        make(handout), content_type=MIME[format], headers={"Content-Disposition": disposition}
    )


def file_name(selection: Selection, on: date) -> str:
    """What is inside and when it was taken, in letters that every computer can have in a name."""
    words = f"Udtræk {selection.words}"
    safe = "".join(letter for letter in words if letter.isalnum() or letter in " -–_")
    return f"{safe[:NAME_LIMIT].strip()} {on.isoformat()}"


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
