"""What a device still holds of something erased: it asks, and lets go of it."""

from typing import Any, TypeGuard

from flask import request
from flask.typing import ResponseReturnValue

from logbook.by_script import as_uuid, data, refused
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.gone import ids_in
from logbook.erasing.models import Erasure
from logbook.erasing.views.blueprint import bp
from logbook.gate import me
from logbook.policy import Action, authorize

MOST = 200


@bp.put("/slettet-siden")
@data
def gone_since() -> ResponseReturnValue:
    """Of the places that a device holds texts for: those that lead to something erased, which
    she is told of, and those whose draft the server had and has no more.
    """
    authorize(Action.KEEP_DRAFTS, me())
    sent = request.get_json(silent=True) if request.is_json else None
    asked: dict[str, Any] = sent if isinstance(sent, dict) else {"places": None}
    places, saved = asked.get("places", []), asked.get("saved", [])
    device = as_uuid(asked.get("device"))
    if not (is_list_of_words(places) and is_list_of_words(saved)):
        return refused(422, "Det kunne ikke læses.")
    ids = {place: ids_in(place) for place in {*places, *saved}}
    every = [each for some in ids.values() for each in some]
    gone = set(
        db.session.scalars(Erasure.among(every, me().programme_id).with_only_columns(Erasure.id))
    )
    erased = [place for place, some in ids.items() if gone & set(some)]
    lost = list(erased)
    if saved and device:
        here = set(db.session.scalars(Draft.places_on(me(), device, saved)))
        lost += [place for place in saved if place not in here and place not in lost]
    return {"gone": lost, "erased": erased}


def is_list_of_words(sent: object) -> TypeGuard[list[str]]:
    return isinstance(sent, list) and len(sent) <= MOST and all(isinstance(s, str) for s in sent)
