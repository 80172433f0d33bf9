"""Whether anything waits to be read through, asked at once: mostly nothing does."""

from typing import Any

from sqlalchemy import CompoundSelect, literal, select, union_all

from logbook.people.models import Person
from logbook.releases.models import SecondReading
from logbook.withheld.models.withheld import Withheld

HIDDEN, READING = 1, 2


def kinds_waiting_for(person: Person) -> CompoundSelect[Any]:
    """HIDDEN if a text of hers is hidden; READING if one asks her, or has answered her."""
    hidden = Withheld.waiting_for(person).order_by(None).limit(1).subquery()
    readings = SecondReading.news_for(person).order_by(None).limit(1).subquery()
    return union_all(
        select(literal(HIDDEN)).select_from(hidden), select(literal(READING)).select_from(readings)
    )
