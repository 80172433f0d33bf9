"""Counting a programme's houses: what stands in the figures, and what is left out of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from logbook.cycles.stages import TURN
from logbook.figures.hiding import standing

MONTHS = 6
NO_MODULE = "uden"


@dataclass
class Column:
    """One thing that is counted in every house: how many, and who wrote them."""

    numbers: Counter[UUID] = field(default_factory=Counter)
    writers: defaultdict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def add(self, house_id: UUID, writer_id: UUID, number: int) -> None:
        self.numbers[house_id] += number
        self.writers[house_id].add(writer_id)


@dataclass(frozen=True)
class Shown:
    """What may be said of a column. A number that is not here is hidden; ids are text."""

    total: int | None
    districts: dict[str, int]
    houses: dict[str, int]

    @classmethod
    def of(cls, column: Column, district_of: Mapping[UUID, UUID | None]) -> "Shown":
        stands = standing(column.writers, district_of)
        by_district: Counter[UUID | None] = Counter()
        for house, number in column.numbers.items():
            by_district[district_of[house]] += number
        return cls(
            column.numbers.total() if stands.is_total else None,
            {str(each): by_district[each] for each in stands.districts},
            {str(each): column.numbers[each] for each in stands.houses},
        )


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


def months_before(today: date) -> list[date]:
    """The first days of the last whole months; the one that is running tells too much of a day."""
    months = [today.replace(day=1)]
    for _ in range(MONTHS):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[:0:-1]


def decision_key(module_id: UUID | str | None, decision: str) -> str:
    return f"{module_id or NO_MODULE} {decision}"


def numbers_of(
    cycles: Iterable[Any], notes: Iterable[Any], district_of: Mapping[UUID, UUID | None]
) -> Numbers:
    """Count the rows of `cycles_counted` and `notes_counted`, and leave out what must be."""
    stages: defaultdict[str, Column] = defaultdict(Column)
    decisions: defaultdict[str, Column] = defaultdict(Column)
    months: defaultdict[str, Column] = defaultdict(Column)
    seen: set[UUID] = set()
    for house_id, module_id, stage, decision, cycle_id, writer_id in cycles:
        number = 0 if cycle_id in seen else 1
        seen.add(cycle_id)
        if stage in TURN:
            stages[stage.value].add(house_id, writer_id, number)
        if decision:
            decisions[decision_key(module_id, decision.value)].add(house_id, writer_id, number)
    for house_id, day, writer_id in notes:
        months[day.replace(day=1).isoformat()].add(house_id, writer_id, 1)
    return Numbers(
        *(
            {name: Shown.of(column, district_of) for name, column in kind.items()}
            for kind in (stages, months, decisions)
        )
    )
