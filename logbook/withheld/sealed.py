"""What a rewritten text asks for outside of its tables, at the stroke that keeps it.

Forms that wait sealed with its earlier words go with them. And it stands in the list of erasures,
so that a restored backup shows the earlier words to nobody.
"""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from logbook import clock
from logbook.db import HeldSession, db
from logbook.erasing import listed
from logbook.erasing.forgetting import remember
from logbook.erasing.listed import Entry, State
from logbook.erasing.models.strays import forget_sealed, in_sealed_forms
from logbook.kept import Kept, opened
from logbook.withheld.models.forgetting import REWRITTEN, SHORTEST, Rewritten

UNDER_WAY = "rewritten texts in the list of erasures"


@event.listens_for(HeldSession, "before_commit")
def let_go_of_earlier(session: Session) -> None:
    if session.in_nested_transaction():
        return
    # What is written over a stand-in is known to be that when it is written.
    session.flush()
    some: list[Rewritten] = session.info.pop(REWRITTEN, [])
    if not some:
        return
    forget_sealed_with(some)
    today = clock.day_of(clock.now())
    entries = [
        Entry(uuid4(), listed.REWRITTEN, each.programme_id, today, State.BEGUN, (each.thing,))
        for each in some
    ]
    listed.append(entries)
    session.info[UNDER_WAY] = entries
    for entry in entries:
        remember(entry)


@event.listens_for(HeldSession, "after_commit")
def it_was_rewritten(session: Session) -> None:
    entries: list[Entry] = session.info.pop(UNDER_WAY, [])
    if entries:
        listed.end(entries)


@event.listens_for(HeldSession, "after_soft_rollback")
def nothing_was_rewritten(session: Session, _undone: Any) -> None:
    session.info.pop(REWRITTEN, None)
    session.info.pop(UNDER_WAY, None)


def forget_sealed_with(some: Collection[Rewritten]) -> None:
    """Those that were to be saved where one of these texts stands, or hold its earlier words."""
    kept = ((form.id, opened(form)) for form in db.session.scalars(in_sealed_forms()).all())
    forget_sealed([form_id for form_id, each in kept if each is None or holds(each, some)])


def holds(kept: Kept, some: Collection[Rewritten]) -> bool:
    """Whether it was to be saved where one of them stands, or has its words in it."""
    for each in some:
        if any(there in kept.place for there in each.places):
            return True
        words = [before for before in each.before if len(before) >= SHORTEST]
        if any(before in value for before in words for _, value in kept.fields):
            return True
    return False
