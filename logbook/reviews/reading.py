"""That a text was read: the one thing that a GET may write, the date alone, once a day."""

from datetime import date

from flask import request
from sqlalchemy.exc import IntegrityError, OperationalError

from logbook.cycles.models import Cycle, Reading
from logbook.cycles.stages import SparringState
from logbook.db import db, hurry
from logbook.people.models import Person, prepared
from logbook.reviews.models import Sparring
from logbook.reviews.queue import news_for


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
        keep()


def mark_as_read(cycle: Cycle, person: Person, today: date) -> None:
    """Remember that the cycle's writers have read the sparring they were given. Commits."""
    if cycle.sparring is SparringState.NONE or not is_being_read():
        return
    # The number in the menu counts what is unread in all her cycles, this one's too.
    if not cycle.is_written_by(person) or not news_for(person).unread:
        return
    unread = db.session.scalars(Sparring.unread_in(cycle)).all()
    for sparring in unread:
        sparring.read_on = today
    if unread:
        keep()


def keep() -> None:
    """Commit; the same page read in two tabs at once has been read once.

    When nothing can be written just now, the page is shown all the same, and noted next time.
    """
    try:
        hurry()
        db.session.commit()
    except (IntegrityError, OperationalError):
        db.session.rollback()
