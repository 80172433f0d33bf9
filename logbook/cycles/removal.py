"""Deleting a round for good, as long as it holds one person's words alone."""

from logbook.conversations.models import Conversation
from logbook.cycles.models import Cycle, ObservationRequest, Reading, Version
from logbook.db import db
from logbook.jobs.models import forget_files_with
from logbook.people.models import Person
from logbook.releases.models import Release
from logbook.reviews.models import KindWord, SparringRequest
from logbook.uses.models import Use


def what_others_have_in(cycle: Cycle, person: Person) -> list[str]:
    """Why it is not hers alone to delete, in words; nothing if it is.

    What several people have written goes for good only with everyone's yes, which is not one
    person's to give.
    """
    wrote = {writer.person_id for answer in cycle.all_answers for writer in answer.writers}
    wrote |= {writer for writer in db.session.scalars(Version.writers_in(cycle.id)) if writer}
    noted = set(db.session.scalars(Conversation.writers_in(cycle.id)))
    requests = db.session.scalars(SparringRequest.ever_in(cycle))
    ties = {
        "Andre har skrevet med i den.": bool(wrote - {person.id}),
        "Andre har skrevet i noten fra en samtale om den.": bool(noted - {person.id, None}),
        "Runden efter bygger på den.": bool(db.session.scalar(Cycle.following(cycle))),
        "Et citat fra den er eller har været delt med KP.": bool(
            db.session.scalar(Release.once_out_of(cycle).limit(1))
        ),
        "Der er givet sparring på den.": any(request.sparring for request in requests),
    }
    return [reason for reason, holds in ties.items() if holds]


def forget(cycle: Cycle) -> None:
    """Delete the round and everything that stands in it or points at it, files with it too."""
    forget_files_with(cycle, "Filen er slettet, fordi en runde i den er slettet.")
    for around in (
        Use.ever_about(cycle.id),
        Release.ever_of(cycle),
        SparringRequest.ever_in(cycle),
        ObservationRequest.in_cycle(cycle.id),
        Reading.of(cycle.id),
        KindWord.of(cycle.id),
        Conversation.ever_in(cycle.id),
    ):
        for row in db.session.scalars(around):
            db.session.delete(row)
    db.session.flush()
    db.session.delete(cycle)
