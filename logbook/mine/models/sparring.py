"""Sparring that she asked for, was given and gave, and what was said after it."""

from sqlalchemy import or_, select

from logbook.mine.models.conditions import Asker, Rows
from logbook.reviews.models import KindWord, Reply, Snooze, Sparring, SparringRequest


def requests(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(SparringRequest.cycle_id)
    return select(SparringRequest).where(or_(hers, SparringRequest.asked_by_id == asker.id))


def sparring(asker: Asker) -> Rows:
    """What she has given; and received, where she writes."""
    hers = asker.is_in_her_rounds(SparringRequest.cycle_id)
    return select(Sparring).join(Sparring.request).where(or_(hers, Sparring.by_id == asker.id))


def replies(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(Reply.cycle_id)
    to_her = (Reply.to_id == asker.id) & asker.may_see(Reply.cycle_id)
    return select(Reply).where(or_(hers, Reply.by_id == asker.id, to_her))


def snoozes(asker: Asker) -> Rows:
    return select(Snooze).where(Snooze.person_id == asker.id)


def kind_words(asker: Asker) -> Rows:
    hers = asker.is_in_her_rounds(KindWord.cycle_id)
    return select(KindWord).where(or_(hers, KindWord.by_id == asker.id))
