"""The threshold of five above a house: which numbers of one column may stand, and which not.

A column is one thing that is counted in every house, such as the cycles that are being tried. A
number stands where at least five different writers share it. Next to a total that stands, what is
left out is known as a sum; so that sum too must be that of five, or of nobody. Where it is not,
the smallest of the numbers beside it is left out as well.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from logbook.exports.threshold import FIVE

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Standing:
    """What of a column may stand: its total, its districts' totals, its houses' numbers."""

    is_total: bool
    districts: frozenset[UUID]
    houses: frozenset[UUID]


NOTHING = Standing(False, frozenset(), frozenset())


def standing(
    writers: Mapping[UUID, set[UUID]], district_of: Mapping[UUID, UUID | None]
) -> Standing:
    """`writers` has those of each house, `district_of` its district, or none."""
    if len(union(writers)) < FIVE:
        return NOTHING
    by_district: defaultdict[UUID | None, set[UUID]] = defaultdict(set)
    for house, those in writers.items():
        by_district[district_of[house]] |= those
    # What lies in no district has no total of its own, so it is always left out.
    districts = five_or_hidden(by_district, lambda district: district is not None)
    houses: set[UUID] = set()
    for known_sum in ({district} for district in districts), [set(by_district) - districts]:
        for area in known_sum:
            inside = {h: those for h, those in writers.items() if district_of[h] in area}
            houses |= five_or_hidden(inside)
    return Standing(True, frozenset(d for d in districts if d), frozenset(houses))


def five_or_hidden(
    writers: Mapping[Key, set[UUID]], may_stand: Callable[[Key], bool] = lambda _key: True
) -> set[Key]:
    """The parts of a sum that may stand beside it."""
    stand = {key for key, those in writers.items() if len(those) >= FIVE and may_stand(key)}
    left_out = union({key: those for key, those in writers.items() if key not in stand})
    if stand and left_out and len(left_out) < FIVE:
        # One is enough: it is of five itself.
        stand.remove(min(stand, key=lambda key: (len(writers[key]), str(key))))
    return stand


def union(writers: Mapping[Key, set[UUID]]) -> set[UUID]:
    return set().union(*writers.values())
