"""The tables of houses side by side, as they are drawn: in alphabetical order, never by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup

from logbook.cycles.by_module import DECISION_HEADS, by_decision
from logbook.cycles.stages import TURN, Decision
from logbook.figures.counting import HIDDEN, Numbers, Shown, decision_key
from logbook.looks.bars import Bar
from logbook.looks.days import in_danish
from logbook.looks.mark import glyph
from logbook.people.alphabet import in_danish_order
from logbook.programme.models import Module, Unit

Line = tuple[str, list[int | None]]


@dataclass(frozen=True)
class SideBySide:
    """One area's houses: a line for each, and one for all of them together.

    `area_id` is a district, or none for the whole programme.
    """

    numbers: Numbers
    houses: list[Unit]
    modules: Sequence[Module]
    months: list[date]
    area_id: UUID | None

    @classmethod
    def of(
        cls, numbers: Numbers, units: Sequence[Unit], modules: Sequence[Module],
        months: list[date], area_id: UUID | None,
    ) -> "SideBySide":  # fmt: skip
        here = [u for u in units if u.has_children and area_id in (None, u.district_id)]
        here.sort(key=lambda unit: in_danish_order(unit.name))
        return cls(numbers, here, modules, months, area_id)

    def all_of(self, column: Shown) -> int | None:
        """The number for the whole area."""
        return column.districts.get(str(self.area_id)) if self.area_id else column.total

    def lines(self, columns: Sequence[Shown]) -> list[Line]:
        return [
            (house.name, [column.houses.get(str(house.id)) for column in columns])
            for house in self.houses
        ]

    @property
    def stage_heads(self) -> list[tuple[str, Markup]]:
        return [(stage.label, glyph(stage.value, 22)) for stage in TURN]

    @property
    def month_heads(self) -> list[tuple[str, str]]:
        return [(in_danish(month, "MMM"), "") for month in self.months]

    @property
    def by_stage(self) -> list[Shown]:
        return [self.numbers.stages.get(stage.value, HIDDEN) for stage in TURN]

    @property
    def by_month(self) -> list[Shown]:
        return [self.numbers.months.get(month.isoformat(), HIDDEN) for month in self.months]

    def totals(self, columns: Sequence[Shown]) -> list[int | None]:
        return [self.all_of(column) for column in columns]

    @property
    def bars(self) -> list[Bar]:
        """Notes month by month in the whole area; nothing to draw where all are hidden."""
        totals = self.totals(self.by_month)
        if not any(totals):
            return []
        return [
            Bar(number, in_danish(month, "MMM"), told=in_danish(month, "MMMM y"))
            for month, number in zip(self.months, totals, strict=True)
        ]

    @property
    def decision_heads(self) -> list[tuple[str, str]]:
        return DECISION_HEADS

    @property
    def decisions(self) -> list[Line]:
        return by_decision(self.modules, self.decided)

    def decided(self, module_id: UUID | None, decision: Decision) -> int | None:
        key = decision_key(module_id, decision.value)
        return self.all_of(self.numbers.decisions.get(key, HIDDEN))
