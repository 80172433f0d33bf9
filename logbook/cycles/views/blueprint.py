"""What the cycle's pages share: the blueprint, and how a cycle is found."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from sqlalchemy import Select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, TextAreaField

from logbook import clock
from logbook.by_script import WRITTEN, tell_of_conflict, tell_of_save
from logbook.cycles.models import Answer, Cycle, Version
from logbook.cycles.models.parts import PARTS, Parts
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.privacy.hidden import is_hidden

bp = Blueprint("cycles", __name__)

WAITED_AT_MOST = timedelta(days=60)


def find(cycle_id: UUID, *options: Any) -> Cycle:
    """The cycle, if the signed-in person may see it; else 404."""
    query = Cycle.visible_to(me()).where(Cycle.id == cycle_id).options(*options)
    cycle: Cycle = db.one_or_404(query)
    return cycle


def find_whole(cycle_id: UUID, parts: Parts = PARTS) -> Cycle:
    """The cycle with everything that stands in it, in few queries."""
    query, values = prepared(visible_one, me(), cycle_id=cycle_id)
    return make_whole(db.session.scalar(query, values) or abort(404), me(), parts)


def visible_one(person: Person, cycle_id: UUID) -> Select[Cycle]:
    return (
        Cycle.visible_to(person)
        .where(Cycle.id == cycle_id)
        .options(joinedload(Cycle.house, innerjoin=True), joinedload(Cycle.module))
    )


def one_of(things: Sequence[Any], key: str | None) -> Any:
    """The thing with this id; None for no id, 404 for an id of something else."""
    if not key:
        return None
    return next((each for each in things if str(each.id) == key), None) or abort(404)


def id_in(arguments: MultiDict[str, str], name: str) -> UUID | None:
    """An id in the address; 404 if it is none."""
    try:
        return UUID(arguments[name]) if name in arguments else None
    except ValueError:
        abort(404)


def day_of_writing(now: datetime) -> date:
    """The day on which the text of this request was written, as far as the device says.

    What waited for a connection is dated as it was written; not in the future, and not longer ago
    than a device keeps it.
    """
    try:
        written = datetime.fromisoformat(request.headers.get(WRITTEN, ""))
    except ValueError:
        written = now
    is_likely = written.tzinfo is not None and now - WAITED_AT_MOST <= written <= now
    return clock.day_of(written if is_likely else now)


def wants_to_close() -> bool:
    """Whether ”Gem og luk” was pressed instead of ”Fortsæt”."""
    return "luk" in request.form


def keep_both_if_changed_meanwhile(
    field: TextAreaField, revision: IntegerField, answer: Answer | None
) -> None:
    """Stop here, with both texts kept, if another was saved since this form was opened.

    What came second becomes a version of the answer; a page shows both and asks which to keep.
    """
    words = field.data or ""
    if answer is not None and is_hidden(answer.text):
        # What she read before it was hidden is what she writes on: see `withheld.guarding`.
        tell_of_revision(words, answer)
    elif answer is None or (revision.data or 0) == answer.revision or words == answer.text:
        tell_of_revision(words, answer)
    else:
        keep_both(words, answer)


def keep_both(words: str, answer: Answer) -> NoReturn:
    second = kept_already(words, answer) or Version.that_came_second(
        words, answer, by=me(), at=clock.now()
    )
    db.session.add(second)
    there = url_for("cycles.two_texts", version_id=second.id)
    tell_of_conflict(to=there, kept=True)
    db.session.commit()
    abort(redirect(there, code=303))


def tell_of_revision(words: str, answer: Answer | None) -> None:
    """The script goes on from what stands when this is saved; the same text is no new revision."""
    before, is_new = (answer.revision, not answer.says(words)) if answer else (0, bool(words))
    tell_of_save(stands={"revision": str(before + is_new)})


def kept_already(words: str, answer: Answer) -> Version | None:
    """The same text of hers, sent before: a page that is loaded again sends it once more."""
    waiting = db.session.scalars(Version.waiting(answer))
    return next((v for v in waiting if v.text == words and v.written_by_id == me().id), None)
