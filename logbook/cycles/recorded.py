"""Lines for the log about a round: where it is and whose house it is in."""

from datetime import datetime
from typing import Any

from logbook.audit.models import Act, record
from logbook.cycles.models import Cycle
from logbook.cycles.stages import Visibility
from logbook.db import Model
from logbook.people.models import Person


def record_in(
    cycle: Cycle, act: Act, *, by: Person, at: datetime, about: Model | None = None, **more: Any
) -> None:
    """Of the round, or of something in it."""
    record(
        act, by=by, at=at, programme_id=cycle.programme_id, about=about or cycle,
        cycle_id=cycle.id, unit_id=cycle.house_id, **more,
    )  # fmt: skip


def record_audience(cycle: Cycle, before: Visibility, *, by: Person, at: datetime) -> None:
    """Who may see it from now on, if that is another audience than before."""
    if cycle.visibility is not before:
        record_in(cycle, Act.AUDIENCE_CHANGED, by=by, at=at, detail=cycle.visibility)
