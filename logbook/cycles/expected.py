"""Troede / så: what the plan expected, beside what was seen last."""

from dataclasses import dataclass
from datetime import date, datetime

from logbook.cycles.models import Cycle, Sign
from logbook.cycles.threads import sightings_of
from logbook.looks.sightings import NOT_LOOKED, RoundSeen


@dataclass(frozen=True)
class SeenSign:
    """A sign in its first words, and how clearly it was seen on the last day it was looked for.

    `now` is what it is called today, if that is different; `is_new` says that it came later.
    """

    words: str
    now: str
    seen: str
    on: date | None
    is_new: bool = False


@dataclass(frozen=True)
class ThoughtAndSeen:
    why: str
    copied_at: datetime
    signs: list[SeenSign]


def thought_and_seen(cycle: Cycle) -> ThoughtAndSeen | None:
    """Nothing before somebody has looked; then what the plan expected on that day."""
    expectation = cycle.expectation if cycle.observations else None
    if expectation is None or not (expectation.why or expectation.signs):
        return None
    there = {sign.id: sign for sign in cycle.signs}
    signs = []
    for each in expectation.signs:
        sign = there.pop(each.sign_id, None)
        reworded = sign.text if sign and sign.text.casefold() != each.text.casefold() else ""
        signs.append(SeenSign(each.text, reworded, *last_seen(sign, cycle)))
    signs += [SeenSign(sign.text, "", *last_seen(sign, cycle), is_new=True)
              for sign in there.values()]  # fmt: skip
    return ThoughtAndSeen(expectation.why, expectation.copied_at, signs)


def last_seen(sign: Sign | None, cycle: Cycle) -> tuple[str, date | None]:
    """What was seen on the last day that somebody looked, in words."""
    if sign is None:
        return "Ikke i planen længere", None
    sightings = sightings_of(sign, cycle)
    days = [day for day in RoundSeen(cycle.round, tuple(sightings)).days if day.scores]
    if days:
        return days[-1].words, days[-1].on
    return (NOT_LOOKED if sightings else "Ikke skrevet endnu"), None
