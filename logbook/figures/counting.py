"""Counting a programme's houses: what stands in the figures, and what is left out of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from logbook.cycles.by_module import NO_MODULE
from logbook.cycles.stages import TURN
from logbook.figures.publishing import Group, Tally, following

MONTHS = 6


KINDS = ("stages", "months", "decisions")

# By the kind of figure and the name of its column.
Tallies = dict[str, dict[str, Tally]]
Published = dict[str, dict[str, list[Group]]]


@dataclass(frozen=True)
class Shown:
    """What may be said of a column. A number that is not here is hidden; ids are text."""

    total: int | None
    districts: dict[str, int]
    houses: dict[str, int]

    @classmethod
    def of(cls, groups: list[Group], district_of: Mapping[UUID, UUID | None]) -> "Shown":
        by_district = {
            district: [group for group in groups if any(district_of[h] == district
                                                        for h in group.houses)]
            for district in set(district_of.values())
        }  # fmt: skip
        return cls(
            told(groups),
            {
                str(district): number
                for district, some in by_district.items()
                if district
                and all(district_of[house] == district for each in some for house in each.houses)
                and (number := told(some)) is not None
            },
            {
                str(next(iter(group.houses))): group.number
                for group in groups
                if len(group.houses) == 1 and not group.is_hidden
            },
        )


def told(groups: list[Group]) -> int | None:
    """The number of all these together, if there are any and none is hidden."""
    if not groups or any(group.is_hidden for group in groups):
        return None
    return sum(group.number for group in groups)


HIDDEN = Shown(None, {}, {})


@dataclass(frozen=True)
class Numbers:
    """The columns by name: a stage, the first day of a month, a module and a decision."""

    stages: dict[str, Shown]
    months: dict[str, Shown]
    decisions: dict[str, Shown]

    def as_json(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Numbers":
        kinds = json.loads(text)
        return cls(**{
            kind: {name: Shown(**shown) for name, shown in columns.items()}
            for kind, columns in kinds.items()
        })  # fmt: skip


NOTHING = Numbers({}, {}, {})


def months_before(today: date) -> list[date]:
    """The first days of the last whole months; the one that is running tells too much of a day."""
    months = [today.replace(day=1)]
    for _ in range(MONTHS):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[:0:-1]


def decision_key(module_id: UUID | str | None, decision: str) -> str:
    return f"{module_id or NO_MODULE} {decision}"


def tallies_of(cycles: Iterable[Any], notes: Iterable[Any]) -> Tallies:
    """Count the rows of `cycles_counted`, in the order of their cycles, and `notes_counted`."""
    counted: Tallies = {kind: defaultdict(Counter) for kind in KINDS}
    for _, rows in groupby(cycles, key=lambda row: row.id):
        first, *others = rows
        house_id, module_id, stage, decision = first[:4]
        place = house_id, frozenset(r.person_id for r in (first, *others) if r.person_id)
        if stage in TURN:
            counted["stages"][stage.value][place] += 1
        if decision:
            counted["decisions"][decision_key(module_id, decision.value)][place] += 1
    for house_id, day, writer_id in notes:
        month = day.replace(day=1).isoformat()
        counted["months"][month][house_id, frozenset({writer_id} - {None})] += 1
    return counted


def published_after(
    before: Published, counted: Tallies, months: list[date],
    district_of: Mapping[UUID, UUID | None], taken_back: set[UUID],
) -> Published:  # fmt: skip
    """What is shown from now on; of months those alone that are still on the page."""
    current = {month.isoformat() for month in months}
    return {
        kind: {
            name: following(
                before.get(kind, {}).get(name, []), counted[kind].get(name, Counter()),
                district_of, taken_back,
            )
            for name in {*before.get(kind, {}), *counted[kind]}
            if kind != "months" or name in current
        }
        for kind in KINDS
    }  # fmt: skip


def numbers_of(published: Published, district_of: Mapping[UUID, UUID | None]) -> Numbers:
    return Numbers(**{
        kind: {name: Shown.of(groups, district_of) for name, groups in columns.items()}
        for kind, columns in published.items()
    })  # fmt: skip


def as_json(published: Published) -> str:
    return json.dumps(
        {
            kind: {
                name: [
                    [
                        [str(house) for house in group.houses],
                        [[str(h), [str(w) for w in team], n] for (h, team), n in
                         group.tally.items()],
                        group.is_hidden,
                    ]
                    for group in groups
                ]
                for name, groups in columns.items()
            }
            for kind, columns in published.items()
        },
        separators=(",", ":"),
    )  # fmt: skip


def from_json(text: str) -> Published:
    return {
        kind: {
            name: [
                Group(
                    frozenset(map(UUID, houses)),
                    Counter({(UUID(h), frozenset(map(UUID, team))): n for h, team, n in tally}),
                    is_hidden,
                )
                for houses, tally, is_hidden in groups
            ]
            for name, groups in columns.items()
        }
        for kind, columns in json.loads(text).items()
    }
