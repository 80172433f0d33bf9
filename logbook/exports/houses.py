"""”Fra mindst 3 huse”: one rule wherever passages are chosen.

The houses of a whole module are counted, before anything else is chosen: words, a focus area or a
time of teaching. Whoever could count those of any passages she likes would learn which of them
come from one house.
"""

from typing import Any
from uuid import UUID

from wtforms import SelectField

from logbook.db import db
from logbook.exports.models.selection import modules_of_few
from logbook.forms import choices

FEWEST_HOUSES = 3


def houses_field() -> Any:
    return SelectField(
        "Huse",
        name="huse",
        choices=choices([("", "Alle huse"), (str(FEWEST_HOUSES), "Fra mindst 3 huse")]),
        default="",
    )


def too_few(programme_id: UUID, houses: int) -> set[UUID | None]:
    """The modules whose passages come from fewer houses than that; None is those of no module."""
    if not houses:
        return set()
    asked = {"programme_id": programme_id, "houses": houses}
    return set(db.session.scalars(modules_of_few(), asked))
