"""Whoever opens a form over hidden words is led to where she reads them through."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, request, url_for

from logbook.db import Model, db
from logbook.gate import me
from logbook.withheld.models import Reportable, TextKind, Withheld


def read_through_first(row: Model | None) -> None:
    """Nobody finds a stand-in in a field, and saves it as her text.

    Only who opens a form: what is sent from one that was open before is kept, see
    `withheld.models.guarding`.
    """
    if request.method == "GET":
        led_to_reading(row)


def led_to_reading(row: Model | None) -> None:
    """Stop here where the text is hidden and hers to read through."""
    if row is None or not (held := in_its_place(row)).is_hidden:
        return
    hers = Withheld.waiting_for(me()).where(
        Withheld.kind == held.kind, Withheld.subject_id == held.id
    )
    if db.session.scalar(hers) is not None:
        abort(redirect(where_to_read(row), code=302 if request.method == "GET" else 303))


def where_to_read(row: Model) -> str:
    held = in_its_place(row)
    return url_for("withheld.reread", what=held.kind.words.slug, text_id=held.id)


def in_its_place(row: Model) -> Reportable:
    kind = TextKind.of_row(row)
    assert kind is not None
    return Reportable(kind, row)


def own_words(rows: Any, name: str = "text") -> dict[UUID, str]:
    """What stands in each of these texts, for its writer: her own words where they are hidden."""
    stands = {row.id: getattr(row, name) for row in rows}
    hidden = [row.id for row in rows if in_its_place(row).is_hidden]
    if hidden:
        hers = Withheld.waiting_for(me()).where(Withheld.subject_id.in_(hidden))
        stands |= {each.subject_id: each.own_words[name] for each in db.session.scalars(hers)}
    return stands
