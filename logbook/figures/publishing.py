"""What was shown of a column before, and what may take its place.

Who looks twice can subtract. So the houses of a column are shown in groups (see `hiding.py`), and
a group that was shown once stands as it was until at least five different writers are behind what
has changed in it since. Where something was taken back, or fewer than five are left, it is hidden
for as long.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from logbook.exports.threshold import FIVE
from logbook.figures.hiding import groups

# How many things there are in each house, by those who wrote them together.
Tally = Counter[tuple[UUID, frozenset[UUID]]]


@dataclass(frozen=True)
class Group:
    """Some houses that have one number: what was counted in them when it was last shown."""

    houses: frozenset[UUID]
    tally: Tally
    is_hidden: bool = False

    @property
    def number(self) -> int:
        return self.tally.total()


def following(
    before: list[Group], now: Tally, district_of: Mapping[UUID, UUID | None], taken_back: set[UUID]
) -> list[Group]:
    """The groups to show after these; `taken_back` are the houses where something was."""
    by_house: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for house, team in now:
        by_house[house] |= team
    found: list[Group] = []
    for old, new in touching(before, groups(by_house, district_of)):
        was = sum((group.tally for group in old), Counter())
        houses = frozenset().union(*new, *(group.houses for group in old))
        change = changed(was, within(houses, now))
        if new and (not change or len(writers_of(change)) >= FIVE):
            found += [Group(each, within(each, now)) for each in new]
        else:
            found += [kept(group, within(group.houses, now), taken_back) for group in old]
    return found


def kept(group: Group, now: Tally, taken_back: set[UUID]) -> Group:
    """The same as before, hidden if it must no longer be seen."""
    fallen = {house for (house, _), number in changed(group.tally, now).items() if number < 0}
    is_hidden = (
        len(writers_of(now)) < FIVE
        or bool(fallen & taken_back)
        or (group.is_hidden and bool(fallen))
    )
    return Group(group.houses, group.tally, is_hidden)


def touching(
    old: list[Group], new: list[frozenset[UUID]]
) -> list[tuple[list[Group], list[frozenset[UUID]]]]:
    """Both in the smallest lots that share no house with each other."""
    lots: list[tuple[set[UUID], list[Group], list[frozenset[UUID]]]] = []
    for houses, is_old, is_new in [
        *((group.houses, [group], []) for group in old), *((each, [], [each]) for each in new)
    ]:  # fmt: skip
        met = [lot for lot in lots if lot[0] & houses]
        lots = [lot for lot in lots if not lot[0] & houses]
        lots.append((
            set(houses).union(*(lot[0] for lot in met)),
            [*is_old, *(group for lot in met for group in lot[1])],
            [*is_new, *(each for lot in met for each in lot[2])],
        ))  # fmt: skip
    return [(olds, news) for _, olds, news in lots]


def within(houses: frozenset[UUID], tally: Tally) -> Tally:
    return Counter({key: number for key, number in tally.items() if key[0] in houses})


def changed(was: Tally, now: Tally) -> Tally:
    """By how much each has grown, or fallen."""
    difference = Counter(now)
    difference.subtract(was)
    return Counter({key: number for key, number in difference.items() if number})


def writers_of(keys: Iterable[tuple[UUID, frozenset[UUID]]]) -> set[UUID]:
    return {writer for _, team in keys for writer in team}
