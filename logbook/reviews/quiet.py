"""The cycles of a house in which nobody has written for a while, for the one who leads it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.people.models import Person
from logbook.reviews.models import KindWord, quiet_in
from logbook.reviews.models.kind_words import QUIET_DAYS


def quiet_since(today: date) -> datetime:
    """Whole days: at what hour somebody wrote is not to be read from when she appears here."""
    return clock.start_of(today - timedelta(days=QUIET_DAYS - 1))


def quiet_cycles(person: Person, house_id: UUID, before: datetime) -> Select[*tuple[Any, ...]]:
    """The lines of the list, with the day of the last kind word."""
    return quiet_in(person, house_id, before).with_only_columns(
        Cycle.id,
        Cycle.title,
        Cycle.round,
        Cycle.stage,
        Cycle.changed_at,
        KindWord.last_sent_on().scalar_subquery().label("sent_on"),
    )
