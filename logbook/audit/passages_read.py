"""That somebody at KP read passages: a line for each reader, passage and day, for its writers."""

from collections.abc import Collection
from uuid import UUID

from logbook import clock
from logbook.audit.models import Act, record
from logbook.audit.shown.models import read_since
from logbook.db import db
from logbook.people.models import Person
from logbook.reviews.reading import is_being_read, keep


def note_passages_read(release_ids: Collection[UUID], reader: Person) -> None:
    """Call it when the page is made: it commits what it finds to write."""
    if not release_ids or not is_being_read():
        return
    now, reader_id, programme_id = clock.now(), reader.id, reader.programme_id
    this_morning = clock.start_of(clock.day_of(now))
    known = set(db.session.scalars(read_since(reader_id, release_ids, this_morning)))
    new = set(release_ids) - known
    for release_id in sorted(new):
        about = ("release", release_id)
        record(Act.READ, by=reader_id, at=now, programme_id=programme_id, about=about)
    if new:
        keep()
