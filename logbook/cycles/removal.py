"""Deleting a round for good, as long as it holds one person's words alone."""

from logbook.cycles.models import Cycle, CycleGuest, ObservationRequest, Reading
from logbook.db import db
from logbook.people.models import Person
from logbook.releases.models import Release
from logbook.reviews.models import SparringRequest


def holds_only_words_of(person: Person, cycle: Cycle) -> bool:
    """Whether nobody else has written in it, answered it, been given it, or built on it.

    What several people have written goes for good only with everyone's yes, which is not one
    person's to give.
    """
    wrote = {writer.person_id for answer in cycle.all_answers for writer in answer.writers}
    if wrote - {person.id} or db.session.scalar(Cycle.following(cycle)):
        return False
    if db.session.scalar(Release.ever_of(cycle).limit(1)):
        return False
    requests = db.session.scalars(SparringRequest.ever_in(cycle))
    return not any(request.sparring for request in requests)


def forget(cycle: Cycle) -> None:
    """Delete the round and everything that stands in it or points at it."""
    for around in (
        SparringRequest.ever_in(cycle),
        ObservationRequest.in_cycle(cycle.id),
        CycleGuest.of(cycle.id),
        Reading.of(cycle.id),
    ):
        for row in db.session.scalars(around):
            db.session.delete(row)
    db.session.flush()
    db.session.delete(cycle)
