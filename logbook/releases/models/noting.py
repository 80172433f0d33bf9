"""Lines for the log about a passage; its words are not in them."""

from datetime import datetime
from typing import TYPE_CHECKING

from logbook.audit.models import Act, record
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.releases.models.release import Release


def note(release: "Release", act: Act, *, by: Person, at: datetime) -> None:
    record(
        act, by=by, at=at, programme_id=release.programme_id, about=release,
        cycle_id=release.cycle.id, module_id=release.module.id if release.module else None,
    )  # fmt: skip
