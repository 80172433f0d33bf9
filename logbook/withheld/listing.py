"""What is hidden stands in the list outside the database until it is shown again.

A backup from before it was reported would show it. It is hidden at once whether or not the list
can be written: that counts for more.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from logbook import clock
from logbook.db import HeldSession
from logbook.erasing import listed
from logbook.erasing.listed import REPORTED, Entry, NotListed, State
from logbook.withheld.models.hiding import HIDDEN_OR_SHOWN, Listed

UNDER_WAY = "texts hidden or shown again, to be listed"


@event.listens_for(HeldSession, "before_commit")
def gather(session: Session) -> None:
    if not session.in_nested_transaction():
        some: list[Listed] = session.info.pop(HIDDEN_OR_SHOWN, [])
        session.info[UNDER_WAY] = [entry_of(each) for each in some]


@event.listens_for(HeldSession, "after_commit")
def write_down(session: Session) -> None:
    entries: list[Entry] = session.info.pop(UNDER_WAY, [])
    if entries:
        with suppress(NotListed):
            listed.append(entries)


@event.listens_for(HeldSession, "after_soft_rollback")
def nothing_was_hidden(session: Session, _undone: Any) -> None:
    session.info.pop(HIDDEN_OR_SHOWN, None)
    session.info.pop(UNDER_WAY, None)


def entry_of(each: Listed) -> Entry:
    """By the report's id: whether a database knows of it is whether it holds the report."""
    today = clock.day_of(clock.now())
    entry = Entry(each.id, REPORTED, each.programme_id, today, State.DONE, (each.thing,))
    return entry if each.is_hidden else replace(entry, state=State.DROPPED)
