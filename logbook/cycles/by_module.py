"""What was decided, module by module, and what belongs to none."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from logbook.cycles.stages import Decision
from logbook.programme.models import Module

Number = TypeVar("Number", int, int | None)

# In an address, and in words.
NO_MODULE, WITHOUT_MODULE = "uden", "Uden modul"
DECISION_HEADS = [(decision.label, "") for decision in Decision]


def by_decision(
    modules: Sequence[Module], number_of: Callable[[UUID | None, Decision], Number]
) -> list[tuple[str, list[Number]]]:
    """For each module of which there is something to say: how often each decision was made."""
    named: list[tuple[UUID | None, str]] = [(module.id, module.title) for module in modules]
    table = [
        (title, [number_of(module_id, decision) for decision in Decision])
        for module_id, title in [*named, (None, WITHOUT_MODULE)]
    ]
    return [(title, numbers) for title, numbers in table if any(numbers)]
