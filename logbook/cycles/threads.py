"""Signs over time: each sign of a round with its sightings in all rounds of the forløb."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from logbook.cycles.models import Cycle, Sign
from logbook.cycles.models.sightings import SignRow
from logbook.looks.sightings import RoundSeen, Sighting

DRAWN_FROM = 2


@dataclass(frozen=True)
class SignThread:
    """One sign. `other_words` are what it was called in other rounds, where that was different."""

    text: str
    rounds: tuple[RoundSeen, ...]
    other_words: tuple[tuple[int, str], ...] = ()

    @property
    def is_drawn(self) -> bool:
        return sum(len(each.scores) for each in self.rounds) >= DRAWN_FROM

    @property
    def rows(self) -> list[tuple[date, int, str]]:
        """Day, round and word, as they came."""
        return [(seen.on, each.number, seen.word) for each in self.rounds for seen in each.seen]

    @property
    def newest(self) -> tuple[date, str] | None:
        """The last day on which somebody looked, and what was seen."""
        days = [day for each in self.rounds for day in each.days if day.scores]
        last = max(days, key=lambda day: day.on, default=None)
        return (last.on, last.words) if last else None

    @property
    def middles(self) -> str:
        """The middle of each round that has one, in words."""
        return ", ".join(
            f"{each.middle_words} i runde {each.number}" for each in self.rounds if each.middle
        )


def has_company(cycle: Cycle, rounds: Sequence[Cycle]) -> bool:
    """Whether some sign may have been seen in another round that the reader may open."""
    goes_on = any(sign.continues_id for sign in cycle.signs)
    others = [each.round for each in rounds if each.id != cycle.id]
    return any(number > cycle.round or goes_on for number in others) and bool(cycle.signs)


def threads_of(
    cycle: Cycle, rounds: Sequence[Cycle], elsewhere: Iterable[SignRow]
) -> list[SignThread]:
    """The signs of a loaded round; `elsewhere` is what was seen in the others."""
    numbers = {each.id: each.round for each in rounds}
    goes_on_from = {sign.id: sign.continues_id for sign in cycle.signs}
    words: dict[UUID, dict[int, str]] = defaultdict(dict)
    seen: dict[UUID, dict[int, list[Sighting]]] = defaultdict(dict)
    rows = [row for row in elsewhere if row.cycle_id != cycle.id]
    goes_on_from |= {row.sign_id: row.continues_id for row in rows}
    for row in rows:
        if row.text is None:
            continue
        number, first = numbers[row.cycle_id], beginning_of(row.sign_id, goes_on_from)
        words[first][number] = row.text
        sightings = seen[first].setdefault(number, [])
        if row.observed_on:
            sightings.append(Sighting(row.observed_on, row.score))
    threads = []
    for sign in cycle.signs:
        first = beginning_of(sign.id, goes_on_from)
        by_round = seen[first] | {cycle.round: sightings_of(sign, cycle)}
        threads.append(
            SignThread(
                text=sign.text,
                rounds=tuple(
                    RoundSeen(number, tuple(some), is_this=number == cycle.round)
                    for number, some in sorted(by_round.items())
                ),
                other_words=tuple(
                    (number, text)
                    for number, text in sorted(words[first].items())
                    if text.casefold() != sign.text.casefold()
                ),
            )
        )
    return threads


def beginning_of(sign_id: UUID, goes_on_from: dict[UUID, UUID | None]) -> UUID:
    """The sign of the first round that this one goes on from."""
    while before := goes_on_from.get(sign_id):
        sign_id = before
    return sign_id


def sightings_of(sign: Sign, cycle: Cycle) -> list[Sighting]:
    """What was said of a sign in its own round, by day."""
    in_order = sorted(cycle.observations, key=lambda seen: (seen.observed_on, seen.written_at))
    return [
        Sighting(seen.observed_on, given.score)
        for seen in in_order
        if (given := seen.score_of(sign))
    ]
