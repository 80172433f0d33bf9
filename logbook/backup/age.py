"""How old the last good backup is, in words, and when that is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from logbook import clock
from logbook.pages import ago, long_day, time_of_day

# One a day, and two hours for the night when it took longer.
TOO_OLD = timedelta(hours=26)
NIGHT_ENDS = 6
OFTEN_ENOUGH = "Der skal være en hvert døgn. Sig det til den, der driver Logbogen."


@dataclass(frozen=True)
class Age:
    """One line for the page, and what to do if it is a warning."""

    line: str
    next_step: str = ""


def told(made_at: datetime | None, *, is_example: bool) -> Age:
    """In an example nothing can be lost, so nothing is warned of."""
    if made_at is None:
        if is_example:
            return Age("Seneste sikkerhedskopi: ingen, for det her er eksempeldata")
        return Age("Der er endnu ingen sikkerhedskopi", OFTEN_ENOUGH)
    if clock.now() - made_at > TOO_OLD and not is_example:
        return Age(f"Den seneste sikkerhedskopi blev taget {ago(made_at)}", OFTEN_ENOUGH)
    return Age(f"Seneste sikkerhedskopi: {moment(made_at)}")


def moment(made_at: datetime) -> str:
    """i nat kl. 2.30; a machine has no private life, so its hour may be shown."""
    when = ago(made_at)
    if when == "i dag" and made_at.astimezone(clock.COPENHAGEN).hour < NIGHT_ENDS:
        when = "i nat"
    if when not in {"i dag", "i går", "i nat"}:
        when = long_day(made_at)
    return f"{when} kl. {time_of_day(made_at)}"
