"""Home around a time of teaching: what to take along before it, what to try after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from logbook.db import db
from logbook.gate import me
from logbook.people.models import prepared
from logbook.uses.models import near_sessions, to_share

# So long home speaks of a time of teaching that has been; of the next one always.
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Near:
    """The next time of teaching with what she has written for it, and the last one."""

    coming: Any = None
    stories: Sequence[Any] = ()
    been: Any = None


def near(today: date, *, with_stories: bool = True) -> Near:
    """What is near for the signed-in person, with what she could take along."""
    found = db.session.execute(
        *prepared(near_sessions, me(), first=today - NEAR, today=today)
    ).all()
    coming = next((each for each in found if each.starts_on > today), None)
    been = next((each for each in found if each.starts_on <= today), None)
    stories: Sequence[Any] = ()
    if coming and with_stories:
        asked = prepared(to_share, me(), module_id=coming.module_id)
        stories = db.session.execute(*asked).all()
    return Near(coming, stories, been)
