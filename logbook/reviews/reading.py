"""That a text was read: the one thing that a GET may write, the date alone, once a day."""

from collections.abc import Sequence
from datetime import date

from flask import request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from logbook import clock
from logbook.audit.models import Act
from logbook.cycles.models import Cycle, Reading
from logbook.cycles.recorded import record_in
from logbook.db import db, hurry
from logbook.people.models import Person, prepared
from logbook.reviews.models import Reply, Sparring, SparringRequest


def is_being_read() -> bool:
    """Whether somebody looks at the page, or a browser only fetches it ahead of her."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and not purpose.strip()


def note_reading(cycle: Cycle, reader: Person, today: date) -> None:
    """Remember that somebody who does not write in the cycle has read it. Commits."""
    if not is_being_read() or cycle.is_written_by(reader):
        return
    noted = prepared(Reading.noted, reader, cycle_id=cycle.id, today=today)
    if db.session.scalar(*noted) is None:
        db.session.add(Reading(cycle_id=cycle.id, reader_id=reader.id, read_on=today))
        record_in(cycle, Act.READ, by=reader, at=clock.now())
        keep()


def mark_as_read(
    requests: Sequence[SparringRequest], person: Person, today: date, *, writes: bool
) -> None:
    """Remember that those for whom it was written have read what stands in these threads. Commits.

    Sparring and a leader's replies are for the cycle's writers, theirs for who gave the sparring.
    """
    if not is_being_read():
        return
    cycles = {request.id: request.cycle for request in requests}
    unread = [reply for request in requests for reply in request.replies if reply.read_on is None]
    found: list[Sparring | Reply] = [each for each in unread if each.is_for(person, writes=writes)]
    if writes:
        given = (request.sparring for request in requests)
        found += [sparring for sparring in given if sparring and sparring.read_on is None]
    for each in found:
        each.read_on = today
        cycle, by_id = cycles[each.request_id], each.by_id
        record_in(cycle, Act.READ, by=person, at=clock.now(), about=each, person_id=by_id)
    if found:
        keep()


def keep() -> None:
    """Commit; the same page read in two tabs at once has been read once, and what its writer
    took back in this moment was not read at all.

    When nothing can be written just now, the page is shown all the same, and noted next time.
    """
    try:
        hurry()
        db.session.commit()
    except (IntegrityError, OperationalError, StaleDataError):
        db.session.rollback()
