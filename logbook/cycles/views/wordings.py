"""Tidligere navne og tegn: what a round and its signs were called before."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.differences import Piece, differences
from logbook.cycles.forms import CHANGED, NO_ROOM, BringBackForm
from logbook.cycles.models import Cycle, Wording
from logbook.cycles.models.wordings import SHOWN
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.cycles.views.versions import page_asked_for
from logbook.db import db
from logbook.gate import me, takes
from logbook.policy import Action, authorize
from logbook.withheld.leading import led_to_reading


@dataclass
class Named:
    """The name, or a sign, as it is now, and what stood there before.

    `now` is nothing for a sign that was taken away.
    """

    label: str
    now: str = ""
    before: list[tuple[Wording, list[Piece]]] = field(default_factory=list)


@bp.get("/forloeb/<uuid:cycle_id>/navn-og-tegn")
@takes("side")
def wordings(cycle_id: UUID) -> ResponseReturnValue:
    """What stood there before, the newest first; each with what the next one left out."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    return list_wordings(cycle)


def list_wordings(cycle: Cycle, form: BringBackForm | None = None) -> ResponseReturnValue:
    page = page_asked_for()
    query = Wording.of(cycle.id, cycle.joined_at(me())).offset((page - 1) * SHOWN).limit(SHOWN + 1)
    found = db.session.execute(query).all()
    if not found and page > 1:
        abort(404)
    named: dict[UUID | None, Named] = {None: Named("Navn", cycle.title)}
    for number, sign in enumerate(cycle.signs, 1):
        named[sign.id] = Named(f"Tegn {number}", sign.text)
    for wording, following in found[:SHOWN]:
        thing = named.setdefault(wording.sign_id, Named("Et tegn, der er taget væk"))
        newer = following or thing.now
        pieces = differences(wording.text, newer) if newer else [(wording.text, False)]
        thing.before.append((wording, pieces))
    return render_template(
        "cycles/wordings.html",
        cycle=cycle,
        named=[thing for thing in named.values() if thing.before],
        page=page,
        has_more=len(found) > SHOWN,
        form=form or BringBackForm(revision=cycle.words_revision),
    ), (422 if form else 200)


@bp.post("/ordlyd/<uuid:wording_id>/brug-igen")
def use_again(wording_id: UUID) -> ResponseReturnValue:
    """An earlier name or sign stands there again; what stood there is kept as the others are."""
    wording: Wording = db.one_or_404(Wording.with_id(wording_id))
    cycle = find_whole(wording.cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    since = cycle.joined_at(me())
    if since and wording.replaced_at < since:
        abort(404)
    sign = next((each for each in cycle.signs if each.id == wording.sign_id), None)
    led_to_reading(sign if wording.sign_id else cycle)
    form = BringBackForm()
    if not form.validate_on_submit() or form.revision.data != cycle.words_revision:
        form.revision.data, form.revision.raw_data = cycle.words_revision, None
        form.form_errors.append(CHANGED)
        return list_wordings(cycle, form)
    if not cycle.bring_back(wording, by=me(), at=clock.now()):
        form.form_errors.append(NO_ROOM)
        return list_wordings(cycle, form)
    db.session.commit()
    flash("Det er tilbage. Det, der stod her, ligger nu blandt de tidligere.")
    return redirect(url_for(".wordings", cycle_id=cycle.id), code=303)


def has_wordings(cycle: Cycle) -> bool:
    """Whether its name or a sign was changed since she came."""
    return db.session.scalar(Wording.any_of(cycle.id, cycle.joined_at(me()))) is not None
