"""What the cycle's pages share: the blueprint, and how a cycle is found."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request
from sqlalchemy import Select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, TextAreaField

from logbook.by_script import tell_of_conflict
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.models.parts import PARTS, Parts
from logbook.cycles.whole import make_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared

bp = Blueprint("cycles", __name__)


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


def wants_to_close() -> bool:
    """Whether ”Gem og luk” was pressed instead of ”Fortsæt”."""
    return "luk" in request.form


def was_changed_meanwhile(
    field: TextAreaField, revision: IntegerField, answer: Answer | None
) -> bool:
    """Whether somebody saved another text since this form was opened.

    The form then shows both, and saving once more is a choice made with open eyes.
    """
    current, words = (answer.revision, answer.text) if answer else (0, "")
    if (revision.data or 0) == current or field.data == words:
        return False
    keep_both(field.data or "", answer)
    # What the person sent stays in the field; only the number it started from is new.
    revision.data, revision.raw_data = current, None
    field.errors = [
        *field.errors,
        "Der er gemt noget andet her imens. Se begge tekster, og gem den, I vil beholde.",
    ]
    return True


def keep_both(_sent: str, _answer: Answer | None) -> None:
    """Two texts met. A script is told so; it keeps what it sent until that is stored here too."""
    tell_of_conflict(to=request.path, kept=False)
