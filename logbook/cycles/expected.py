"""Troede / så: what the plan expected, beside what was seen last."""

from dataclasses import dataclass
from datetime import date, datetime

from logbook.cycles.models import Cycle, Sign
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES
from logbook.cycles.threads import sightings_of
from logbook.looks.sightings import RoundSeen
from logbook.people.models import Person

NEW, REWORDED = "kom til undervejs", "rettet siden"


@dataclass(frozen=True)
class SeenSign:
    """A sign, what is to be said of its words, and how clearly it was seen on the last day."""

    words: str
    aside: str
    seen: str
    on: date | None


@dataclass(frozen=True)
class ThoughtAndSeen:
    """`is_copy` says that these are the words of that day; else the plan says them today.

    `put_right_at` is when its writers exchanged them. `differs` says that the plan has been
    changed since.
    """

    why: str
    copied_at: datetime
    put_right_at: datetime | None
    signs: list[SeenSign]
    is_copy: bool
    differs: bool


def thought_and_seen(cycle: Cycle, reader: Person) -> ThoughtAndSeen | None:
    """Nothing before somebody has looked; then what the plan expected on that day.

    What was put right since is read by those alone who wrote here on that day: for everybody else
    the words of today stand in its place.
    """
    expectation = cycle.expectation if cycle.observations else None
    if expectation is None:
        return None
    is_copy = expectation.is_known_to_who_came(cycle.joined_at(reader))
    today = cycle.text_of(Question.WHY)
    expected = {each.sign_id: each.text for each in expectation.signs}
    there = {sign.id: sign for sign in cycle.signs}
    signs = []
    for sign_id, words in expected.items():
        sign = there.get(sign_id)
        if is_copy or sign:
            shown, aside = told(words, sign, is_copy=is_copy)
            signs.append(SeenSign(shown, aside, *last_seen(sign, cycle)))
    if not (expectation.why if is_copy else today) and not signs:
        return None
    signs += [SeenSign(sign.text, NEW, *last_seen(sign, cycle))
              for sign in cycle.signs if sign.id not in expected]  # fmt: skip
    return ThoughtAndSeen(
        expectation.why if is_copy else today,
        expectation.copied_at,
        expectation.put_right_at,
        signs,
        is_copy,
        expectation.differs_from_plan,
    )


def told(words: str, sign: Sign | None, *, is_copy: bool) -> tuple[str, str]:
    """The words to show of a sign, and what stands beside them if it was reworded."""
    if sign is None:
        return words, ""
    if sign.text.casefold() == words.casefold():
        return words if is_copy else sign.text, ""
    return (words, f"nu: {sign.text}") if is_copy else (sign.text, REWORDED)


def last_seen(sign: Sign | None, cycle: Cycle) -> tuple[str, date | None]:
    """What was seen on the last day that somebody looked, in words."""
    if sign is None:
        return "Ikke i planen længere", None
    sightings = sightings_of(sign, cycle)
    days = [day for day in RoundSeen(cycle.round, tuple(sightings)).days if day.scores]
    if days:
        return days[-1].words, days[-1].on
    return (SCORES[None] if sightings else "Ikke skrevet endnu"), None
