"""Home around a time of teaching: what to take along before it, what to try after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from logbook.db import db
from logbook.gate import me
from logbook.people.models import prepared
from logbook.uses.models import near_sessions, to_share

# So long before and after a time of teaching home speaks of it.
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Near:
    """The next time of teaching with what she has written for it, and the last one."""

    coming: Any = None
    stories: Sequence[Any] = ()
    been: Any = None


def near(today: date) -> Near:
    """What is near for the signed-in person; the day itself counts as over, as for a passage."""
    asked = prepared(near_sessions, me(), first=today - NEAR, last=today + NEAR)
    found = db.session.execute(*asked).all()
    coming = next((each for each in found if each.starts_on > today), None)
    been = next((each for each in reversed(found) if each.starts_on <= today), None)
    stories: Sequence[Any] = ()
    if coming:
        asked = prepared(to_share, me(), module_id=coming.module_id)
        stories = db.session.execute(*asked).all()
    return Near(coming, stories, been)
