"""A form opened again: what its writer had begun stands in it, and what is saved lets go of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

from flask import Flask, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import Select, event
from wtforms import IntegerField, SelectField, StringField

from logbook import clock
from logbook.by_script import as_uuid, is_by_script
from logbook.db import db
from logbook.drafts.models import PLACE_LIMIT, Draft, words_in
from logbook.forms import Form
from logbook.gate import is_public, me
from logbook.people.models import Person, prepared

MOST_MARKS = 10
LONGEST_NUMBER = 9

AnyForm = TypeVar("AnyForm", bound=Form)


@dataclass(frozen=True)
class Written:
    """Where a form's text belongs, and what of it was begun and not saved.

    `marks` is for the hidden field `draft`: which drafts the form has taken in, each as
    `<device>/<revision>`. The script adds its own, so that saving lets go of them all.
    """

    place: str
    label: str
    draft: Draft | None = None
    others: list[Draft] = field(default_factory=list)
    marks: str = ""


def resume(
    form: AnyForm, label: str, *, place: str = "", saved_before: Sequence[Mapping[str, str]] = ()
) -> AnyForm:
    """Say that this form keeps drafts; when it is opened, put in the newest one of hers.

    `form` holds what is saved, `saved_before` what a form that starts empty has saved lately; a
    draft that says the same is not shown. With the draft comes what it started from, so that
    saving it meets what others have saved since.
    """
    place = place or request.full_path.rstrip("?")
    if form.is_submitted():
        form.written = Written(place, label, marks=request.form.get("draft", "")[:PLACE_LIMIT])
        return form
    found = db.session.scalars(*prepared(begun_at, me(), place=place)).all()
    saved = {name: value for name, value in form.data.items() if isinstance(value, str)}
    known, drafts = [words_in(each) for each in (saved, *saved_before)], []
    for each in found:
        if each.words not in known:
            drafts.append(each)
            known.append(each.words)
    draft = next(iter(drafts), None)
    if draft:
        fill(form, draft.texts)
    form.written = Written(place, label, draft, drafts[1:], draft.mark if draft else "")
    return form


def begun_at(person: Person, place: str) -> Select[Draft]:
    return Draft.at(person, place)


def fill(form: Form, texts: Mapping[str, str]) -> None:
    """Put these texts into the form's fields, each as far as it fits there."""
    form.take_not_names(texts.get("not_names", ""))
    for name, text in texts.items():
        if name not in form:
            continue
        if isinstance(form[name], IntegerField):
            is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
            form[name].data = int(text) if is_number else form[name].data
        elif isinstance(form[name], SelectField):
            offered = {str(choice.value) for choice in form[name].iter_choices()}
            form[name].data = text if text in offered else form[name].data
        elif isinstance(form[name], StringField):
            form[name].data = text


# -- letting go -----------------------------------------------------------------------------


def place_sent() -> str:
    """Where the text of this request belongs: a note, to the forløb that it is about."""
    here, cycle = request.full_path.rstrip("?"), request.form.get("cycle", "")
    return f"{here}#{cycle}" if as_uuid(cycle) else here


def marks_sent() -> dict[UUID, int]:
    """The drafts that the form has taken in, by device; what is no mark counts as none."""
    marks = {}
    for mark in request.form.get("draft", "").split()[:MOST_MARKS]:
        device, _, revision = mark.partition("/")
        key = as_uuid(device)
        if key and revision.isascii() and revision.isdigit() and len(revision) <= LONGEST_NUMBER:
            marks[key] = int(revision)
    return marks


def note_place() -> None:
    """Before a view that may save a text: remember where, and by whom it is begun."""
    if request.method != "POST" or request.endpoint is None or is_public(request.endpoint):
        return
    if current_user.is_authenticated and ("draft" in request.form or is_by_script()):
        g.place_of_text = place_sent()


def let_go(_session: object) -> None:
    """Before the commit that saves a text: its drafts go with it, or stay if it fails."""
    if not has_request_context() or "place_of_text" not in g:
        return
    marks, words = marks_sent(), words_in(request.form)
    for draft in db.session.scalars(*prepared(begun_at, me(), place=g.place_of_text)):
        if draft.is_in(marks, words_of(draft, words)):
            draft.let_go(marks, clock.now())


def words_of(draft: Draft, words: Mapping[str, str]) -> dict[str, str]:
    """Of what was sent, the fields that this draft is about."""
    return {name: text for name, text in words.items() if name in draft.texts}


def put_back(place: str, texts: Mapping[str, str]) -> None:
    """Keep a text that is not saved after all as a draft of hers: it stands in the form again.

    What the form had taken in before is let go of: this is newer. The caller commits.
    """
    let_go(db.session)
    g.pop("place_of_text", None)
    words = {name: text for name, text in texts.items() if text}
    if words_in(words):
        db.session.add(
            Draft(
                person_id=me().id, place=place, device=uuid4(), revision=1,
                fields=json.dumps(words, ensure_ascii=False), changed_at=clock.now(),
            )
        )  # fmt: skip


def init_app(app: Flask) -> None:
    app.before_request(note_place)


event.listen(db.session, "before_commit", let_go)
