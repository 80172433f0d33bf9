"""When the example happened: on working days, in office hours, and all of it before today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from logbook.clock import COPENHAGEN
from logbook.demo.example import Story

SATURDAY, SUNDAY = 5, 6
MINUTES_BETWEEN = 6


def working_day(day: date) -> date:
    """The day itself, or the nearest one on which a day care is open."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def shift(day: date, working_days: int) -> date:
    """So many working days later; earlier, if negative."""
    step = 1 if working_days > 0 else -1
    for _ in range(abs(working_days)):
        day += timedelta(days=step)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=step)
    return day


@dataclass(frozen=True)
class Days:
    """The days of one cycle, none before the one above it; `seen` has one for each observation."""

    wondered: date
    planned: date
    begun: date
    tried: date
    seen: tuple[date, ...]
    reflected: date
    asked: date
    given: date
    closed: date


def days_of(story: Story, first_day: date, today: date) -> Days:
    """`first_day` is that of the module's first session, from which the trial's day is counted.

    What was never tried has no day of its own: a draft and a plan are of these weeks.
    """
    if story.tried_after is not None:
        tried = working_day(first_day + timedelta(days=story.tried_after))
    elif story.status == "set_aside":
        tried = shift(first_day, 10)
    else:
        tried = shift(today, -4)
    seen = tuple(shift(tried, 1 + n) for n in range(len(story.told["observations"])))
    reflected = shift(seen[-1] if seen else tried, 1)
    if story.asked_days_ago is None:
        asked = shift(reflected, 1)
    else:
        asked = shift(today, -story.asked_days_ago)
    return Days(
        wondered=max(shift(tried, -4), shift(first_day, 1)),
        planned=shift(tried, -2),
        begun=shift(tried, -1),
        tried=tried,
        seen=seen,
        reflected=reflected,
        asked=asked,
        given=shift(asked, 1),
        closed=shift(asked, 2),
    )


class Pen:
    """The moments at which a cycle is written, one after the other.

    Each cycle has its own time of the day, so that not everybody writes in the same minute.
    """

    def __init__(self, number: int) -> None:
        self.hour = time(8 + number * 5 % 7, number * 17 % 60)
        self.moment: datetime | None = None

    def on(self, day: date) -> datetime:
        """Take the pen up on a day, which is not before the last one."""
        begins = datetime.combine(day, self.hour, COPENHAGEN)
        self.moment = begins if self.moment is None else max(begins, self.later())
        return self.moment

    def later(self) -> datetime:
        """Some minutes after what was written last."""
        if self.moment is None:
            raise ValueError("nothing has been written yet")
        self.moment += timedelta(minutes=MINUTES_BETWEEN)
        return self.moment
