"""What is hidden stands in the list outside the database until it is shown again.

A backup from before it was reported would show it. It is hidden at once whether or not the list
can be written: that counts for more, and the worker lists it later.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from logbook import clock
from logbook.db import HeldSession, db
from logbook.erasing import listed
from logbook.erasing.listed import REPORTED, Entry, NotListed, State
from logbook.withheld.models import Withheld
from logbook.withheld.models.hiding import HIDDEN_OR_SHOWN

UNDER_WAY = "texts hidden or shown again, to be listed"


@event.listens_for(HeldSession, "before_commit")
def gather(session: Session) -> None:
    if not session.in_nested_transaction():
        some: list[Withheld] = session.info.pop(HIDDEN_OR_SHOWN, [])
        # Of a savepoint that was rolled back, nothing is kept.
        session.info[UNDER_WAY] = [
            (entry_of(each), each.is_open) for each in some if each in session
        ]


@event.listens_for(HeldSession, "after_commit")
def write_down(session: Session) -> None:
    some: list[tuple[Entry, bool]] = session.info.pop(UNDER_WAY, [])
    hidden = [entry for entry, is_open in some if is_open]
    shown = {text_id for entry, is_open in some if not is_open for _, text_id in entry.along}
    if some:
        with suppress(NotListed):
            listed.append([*dropped(shown), *hidden])


@event.listens_for(HeldSession, "after_soft_rollback")
def nothing_was_hidden(session: Session, undone: Any) -> None:
    if not undone.nested:
        session.info.pop(HIDDEN_OR_SHOWN, None)
        session.info.pop(UNDER_WAY, None)


def entry_of(report: Withheld) -> Entry:
    """By the report's id: whether a database knows of it is whether it holds the report."""
    thing = (report.kind.words.model.__tablename__, report.subject_id)
    today = clock.day_of(clock.now())
    return Entry(report.id, REPORTED, report.programme_id, today, State.DONE, (thing,))


def dropped(shown: Collection[UUID]) -> list[Entry]:
    """What was read through is hidden by no earlier report either, of which a restored database
    may know nothing.
    """
    return [
        replace(each, state=State.DROPPED)
        for text_id in shown
        for each in listed.entries_about(text_id)
        if each.kind == REPORTED
    ]


def list_the_rest() -> None:
    """What is hidden and not in the list: it could not be written, or is older than the list."""
    known = {each.id for each in listed.entries()}
    missing = [
        entry_of(report)
        for report in db.session.scalars(Withheld.every_open())
        if report.id not in known
    ]
    db.session.rollback()
    if missing:
        # The worker has more to do than this, and comes back to it.
        with suppress(NotListed):
            listed.append(missing)
