"""The threshold of five above a house: which numbers of one column may stand, and which not.

A column is one thing that is counted in every house, such as the cycles that are being tried. A
number stands where at least five different writers share it. Next to a total that stands, what is
left out is known as a sum; so that sum too must be that of five, or of nobody. Where it is not,
the smallest of the numbers beside it is left out as well.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar
from uuid import UUID

from logbook.exports.threshold import FIVE

Key = TypeVar("Key", bound=Hashable)


def groups(
    writers: Mapping[UUID, set[UUID]], district_of: Mapping[UUID, UUID | None]
) -> list[frozenset[UUID]]:
    """The houses in which somebody wrote, in groups of which each has one number that may stand.

    `writers` has those of each house, `district_of` its district, or none. No group where all
    together are fewer than five.
    """
    wrote = {house: those for house, those in writers.items() if those}
    if len(union(wrote)) < FIVE:
        return []
    by_district: defaultdict[UUID | None, set[UUID]] = defaultdict(set)
    for house, those in wrote.items():
        by_district[district_of[house]] |= those
    # What lies in no district has no total of its own, so it is always left out.
    districts = five_or_hidden(by_district, lambda district: district is not None)
    found: list[frozenset[UUID]] = []
    for area in [*({district} for district in districts), set(by_district) - districts]:
        inside = {h: those for h, those in wrote.items() if district_of[h] in area}
        alone = five_or_hidden(inside)
        found += [frozenset({house}) for house in alone]
        found += [frozenset(inside.keys() - alone)] if inside.keys() - alone else []
    return found


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
