"""The only place that asks what time it is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day of a moment, as people in Denmark see it."""
    return moment.astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """The moment at which a calendar day begins in Denmark."""
    return datetime.combine(day, time(), COPENHAGEN)
