"""Forms that wait sealed: those with the earlier words of a rewritten text go with them."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from logbook.db import HeldSession
from logbook.erasing.models.strays import forget_sealed, in_sealed_forms
from logbook.kept import Kept, opened
from logbook.withheld.models.forgetting import REWRITTEN, SHORTEST, Rewritten


@event.listens_for(HeldSession, "before_commit")
def forget_what_waits(session: Session) -> None:
    if session.in_nested_transaction():
        return
    some: list[Rewritten] = session.info.pop(REWRITTEN, [])
    if some:
        kept = ((form.id, opened(form)) for form in session.scalars(in_sealed_forms()).all())
        forget_sealed([form_id for form_id, each in kept if each is None or holds(each, some)])


@event.listens_for(HeldSession, "after_soft_rollback")
def nothing_was_rewritten(session: Session, _undone: Any) -> None:
    session.info.pop(REWRITTEN, None)


def holds(kept: Kept, some: list[Rewritten]) -> bool:
    """Whether it was to be saved where one of them stands, or has its words in it."""
    for each in some:
        if any(there in kept.place for there in each.places):
            return True
        words = [before for before in each.before if len(before) >= SHORTEST]
        if any(before in value for before in words for _, value in kept.fields):
            return True
    return False
