"""Three years of working days, as the databases keep them."""

from dataclasses import dataclass
from datetime import date, timedelta

from logbook.demo.moments import SATURDAY

YEARS = 3
# UTC; in Denmark it is one or two hours later.
OPENS, CLOSES = 7 * 60, 14 * 60
CLOCK = [f"{minute // 60:02}:{minute % 60:02}:00.000000" for minute in range(24 * 60)]


@dataclass(frozen=True)
class Calendar:
    """`days` are the working days up to yesterday, as text; the last is the newest."""

    days: list[str]

    @property
    def last(self) -> int:
        return len(self.days) - 1

    def coming(self, days: int) -> str:
        """A day after today, of which the calendar itself knows nothing."""
        return str(date.fromisoformat(self.days[-1]) + timedelta(days=days + 3))

    def at(self, day: int, minute: int) -> str:
        """A moment of the day with this number, in minutes after midnight."""
        return f"{self.days[day]} {CLOCK[minute]}"


def calendar_until(today: date) -> Calendar:
    first = today - timedelta(days=YEARS * 365)
    every = (first + timedelta(days=n) for n in range((today - first).days))
    return Calendar([str(day) for day in every if day.weekday() < SATURDAY])
