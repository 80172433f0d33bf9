"""The notes of a house week by week, with the public holidays that fall in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from logbook.cycles.stages import in_a_row
from logbook.public_holidays import holidays_of

WEEKS = 8


@dataclass(frozen=True)
class Week:
    """One week: its number, its Monday, how many notes tell of it, and its holidays by name."""

    number: int
    monday: date
    notes: int
    holidays: tuple[str, ...]
    is_over: bool

    @property
    def why(self) -> str:
        """What is special about it, in words; empty for an ordinary week."""
        told = [f"Uge {self.number}: {in_a_row(self.holidays)}."] if self.holidays else []
        if not self.is_over:
            told.append(f"Uge {self.number} er ikke slut.")
        return " ".join(told)


def first_monday(today: date) -> date:
    """The Monday on which the first of the weeks begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def weeks_until(today: date, notes: Mapping[date, int]) -> list[Week]:
    """The last weeks, this one included; `notes` has their number for each day that has some."""
    first = first_monday(today)
    return [week_of(first + timedelta(weeks=number), today, notes) for number in range(WEEKS)]


def week_of(monday: date, today: date, notes: Mapping[date, int]) -> Week:
    days = [monday + timedelta(days=n) for n in range(7)]
    names = [holidays_of(day.year).get(day) for day in days]
    return Week(
        number=monday.isocalendar().week,
        monday=monday,
        notes=sum(notes.get(day, 0) for day in days),
        holidays=tuple(name for name in names if name),
        is_over=today > days[-1],
    )
