"""How long one usually waits for sparring in a house: for its leader alone, in working days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median_high
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from logbook import clock
from logbook.db import db
from logbook.people.models import Person, prepared
from logbook.public_holidays import holidays_of
from logbook.reviews.models import SparringRequest

LOOKS_BACK = timedelta(days=90)
# Fewer would say more about one afternoon than about what is usual.
FEWEST = 5
SATURDAY = 5


def usual_wait(person: Person, house_id: UUID, today: date) -> str:
    """”2 hverdage”, for the one who leads the house; nothing while there is too little to say."""
    since = clock.start_of(today - LOOKS_BACK)
    rows = db.session.execute(*prepared(answered_in, person, house_id=house_id, since=since))
    return in_words(working_days(asked, answered) for asked, answered in rows)


def answered_in(person: Person, house_id: UUID, since: datetime) -> Select[*tuple[Any, ...]]:
    return SparringRequest.answered_in(house_id, person, since)


def working_days(asked: datetime, answered: datetime) -> int:
    """Those after the day of asking, up to and with the day of the answer; holidays are none."""
    first, last = clock.day_of(asked), clock.day_of(answered)
    days = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(day.weekday() < SATURDAY and day not in holidays_of(day.year) for day in days)


def in_words(waits: Iterable[int]) -> str:
    """The median; of an even number the longer of the two in the middle."""
    known = list(waits)
    if len(known) < FEWEST:
        return ""
    middle = median_high(known)
    return {0: "samme dag", 1: "1 hverdag"}.get(middle, f"{middle} hverdage")
