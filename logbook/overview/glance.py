"""A house at a glance: where its cycles stand, its weeks, what it learned and what it decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from logbook import clock
from logbook.cycles.by_module import DECISION_HEADS, NO_MODULE, WITHOUT_MODULE, by_decision
from logbook.cycles.stages import TURN, Stage
from logbook.db import db
from logbook.gate import me
from logbook.looks.bars import Bar
from logbook.looks.heat import HeatCell
from logbook.overview.models import Counts, Learned, counted, learned_since, notes_by_day
from logbook.overview.weeks import Week, first_monday, weeks_until
from logbook.people.models import prepared
from logbook.programme.models import Module, Unit
from logbook.reviews.quiet import quiet_since

LEARNED_SHOWN = 3

Place = tuple[UUID | None, str, str]


@dataclass(frozen=True)
class Glance:
    """All of it, ready for the page."""

    counts: Counts
    columns: list[tuple[Stage, str]]
    rows: list[tuple[str, list[HeatCell]]]
    weeks: list[Week]
    learned: list[Learned]
    decisions: list[tuple[str, list[int]]]

    @property
    def has_still(self) -> bool:
        return any(cell.is_still for _, cells in self.rows for cell in cells)

    @property
    def bars(self) -> list[Bar]:
        return [
            Bar(
                week.notes, str(week.number), is_whole=week.is_over, has_flag=bool(week.holidays),
                told=f"uge {week.number}",
            )
            for week in self.weeks
        ]  # fmt: skip

    @property
    def decision_heads(self) -> list[tuple[str, str]]:
        return DECISION_HEADS

    @property
    def notes(self) -> int:
        return sum(week.notes for week in self.weeks)


def glance_of(house: Unit, modules: list[Module], today: date) -> Glance:
    """Three queries, none of which loads a cycle."""
    counts = Counts.of(ask(counted, house))
    first = first_monday(today)
    since = clock.start_of(first)
    notes = dict(ask(notes_by_day, house, since=since, first=first))
    return Glance(
        counts=counts,
        columns=[(stage, stage.label) for stage in TURN],
        rows=rows(house, modules, counts, today),
        weeks=weeks_until(today, notes),
        learned=newest(ask(learned_since, house, since=since), LEARNED_SHOWN),
        decisions=by_decision(modules, lambda *place: counts.decisions[place]),
    )


def ask(query: Any, house: Unit, **values: Any) -> Sequence[Any]:
    return db.session.execute(*prepared(query, me(), house_id=house.id, **values)).all()


def rows(
    house: Unit, modules: list[Module], counts: Counts, today: date
) -> list[tuple[str, list[HeatCell]]]:
    """The lines of the table: each module in order, and what belongs to none."""
    named: list[Place] = [(module.id, str(module.id), module.title) for module in modules]
    if counts.has_some_without_module:
        named.append((None, NO_MODULE, WITHOUT_MODULE))
    # Built once: there are many cells, and an address is dear.
    cycles = url_for("cycles.index", hus=house.id)
    since = quiet_since(today)
    return [
        (
            title,
            [
                HeatCell(
                    counts.at(module_id, stage), f"{cycles}&modul={key}&trin={stage.value}",
                    is_still=counts.stands_still(module_id, stage, since),
                )
                for stage in TURN
            ],
        )
        for module_id, key, title in named
    ]  # fmt: skip


def newest(found: Sequence[Any], most: int) -> list[Learned]:
    """Each round once, also where more than one of its passages was released."""
    learned = {row[0]: Learned(*row) for row in reversed(found)}
    return list(reversed(learned.values()))[:most]
