"""How many cycles stand where in a house, as its leader may count them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func

from logbook.cycles.models import Cycle
from logbook.cycles.stages import Stage, Visibility
from logbook.people.models import Person


def counted(_person: Person, house_id: UUID) -> Select[Visibility, UUID | None, Stage, int]:
    """The cycles that the house's leader may open, counted; no cycle is loaded.

    Grouped by visibility first, because that is the order of the index `ix_cycle_house`: the
    database then counts along the index and sorts nothing.
    """
    places: Any = (Cycle.visibility, Cycle.module_id, Cycle.stage)
    counts: Select[Visibility, UUID | None, Stage, int] = (
        Cycle.opened_to_leader_of(house_id)
        .with_only_columns(*places, func.count())
        .group_by(*places)
    )
    return counts


@dataclass(frozen=True)
class Counts:
    """The cycles of a house by module and stage; a cycle without a module stands at None."""

    places: Counter[tuple[UUID | None, Stage]]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Counts":
        places: Counter[tuple[UUID | None, Stage]] = Counter()
        for _visibility, module_id, stage, number in rows:
            places[module_id, stage] += number
        return cls(places)

    def at(self, module_id: UUID | None, stage: Stage) -> int:
        return self.places[module_id, stage]

    @property
    def under_way(self) -> int:
        return sum(n for (_, stage), n in self.places.items() if not stage.is_ending)

    @property
    def ended(self) -> int:
        return sum(n for (_, stage), n in self.places.items() if stage.is_ending)

    @property
    def has_some_without_module(self) -> bool:
        """Whether any cycle under way belongs to no module."""
        return any(m is None and not stage.is_ending for m, stage in self.places)
