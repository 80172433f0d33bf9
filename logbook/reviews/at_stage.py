"""What was asked and given at each stage of a cycle, and who has read the question."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from logbook import clock
from logbook.cycles.models import Reading
from logbook.cycles.stages import Stage
from logbook.people.models import Person
from logbook.reviews.models import SparringRequest


@dataclass(frozen=True)
class Asked:
    """One request, its sparring if there is one, and who has read it: the person and the day."""

    request: SparringRequest
    read_by: list[tuple[Person, date]]


def by_stage(
    requests: Sequence[SparringRequest], readings: Sequence[Reading]
) -> dict[Stage, list[Asked]]:
    """The requests of one cycle at the stage that each of them concerns, in order.

    A stage without any has an empty list. `readings` are those of the same cycle, of any order.
    """
    stages: dict[Stage, list[Asked]] = defaultdict(list)
    for request in requests:
        stages[request.stage].append(Asked(request, readers(request, readings)))
    return stages


def readers(request: SparringRequest, readings: Sequence[Reading]) -> list[tuple[Person, date]]:
    """Those who were asked and have read the cycle since, each with the first day."""
    asked_on = clock.day_of(request.asked_at)
    first: dict[Person, date] = {}
    for reading in sorted(readings, key=lambda each: each.read_on):
        if reading.read_on >= asked_on and request.is_addressed_to(reading.reader):
            first.setdefault(reading.reader, reading.read_on)
    return list(first.items())
