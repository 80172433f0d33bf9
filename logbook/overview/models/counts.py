"""How many cycles stand where in a house, as its leader may count them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func

from logbook.cycles.models import Cycle
from logbook.cycles.stages import Decision, Stage
from logbook.people.models import Person


def counted(_person: Person, house_id: UUID) -> Select[*tuple[Any, ...]]:
    """The cycles that the house's leader may open, counted; no cycle is loaded.

    Grouped in the order of the index `ix_cycle_house`, which holds all that is asked for: the
    database counts along it, sorts nothing and reads no row.
    """
    places: Any = (Cycle.module_id, Cycle.stage, Cycle.decision)
    return (
        Cycle.opened_to_leader_of(house_id)
        .with_only_columns(*places, func.min(Cycle.changed_at), func.count())
        .group_by(*places)
    )


@dataclass(frozen=True)
class Counts:
    """The cycles of a house by module and stage; a cycle without a module stands at None.

    `changed_at` is when the one that has stood longest was last written in, `decisions` how many
    ended in which decision by module.
    """

    places: Counter[tuple[UUID | None, Stage]] = field(default_factory=Counter)
    changed_at: dict[tuple[UUID | None, Stage], datetime] = field(default_factory=dict)
    decisions: Counter[tuple[UUID | None, Decision]] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Counts":
        counts = cls()
        for module_id, stage, decision, changed_at, number in rows:
            place = module_id, stage
            counts.places[place] += number
            earliest = counts.changed_at.get(place, changed_at)
            counts.changed_at[place] = min(earliest, changed_at)
            if decision:
                counts.decisions[module_id, decision] += number
        return counts

    def at(self, module_id: UUID | None, stage: Stage) -> int:
        return self.places[module_id, stage]

    def stands_still(self, module_id: UUID | None, stage: Stage, since: datetime) -> bool:
        """Whether nothing was written since then in one of the cycles that stand here."""
        changed_at = self.changed_at.get((module_id, stage))
        return changed_at is not None and changed_at < since

    @property
    def under_way(self) -> int:
        return sum(n for (_, stage), n in self.places.items() if not stage.is_ending)

    @property
    def closed(self) -> int:
        """Not those set aside, which is another ending."""
        return sum(n for (_, stage), n in self.places.items() if stage is Stage.CLOSED)

    @property
    def has_some_without_module(self) -> bool:
        """Whether any cycle under way belongs to no module."""
        return any(m is None and not stage.is_ending for m, stage in self.places)
