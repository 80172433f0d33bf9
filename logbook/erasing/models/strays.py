"""Where words of a text lie that no key leads to: drafts, sealed forms, receipts, files."""

import json
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, literal, or_, select, union_all, update

from logbook.boards.models import BoardNote
from logbook.by_script import SAID
from logbook.cycles.models import Answer, CycleWriter
from logbook.db import db
from logbook.drafts.models import Draft, Receipt
from logbook.erasing.models.proposal import ErasureAnswer, ErasureProposal
from logbook.erasing.models.walk import Found, run, tables
from logbook.exports.models import Extract, extract_release
from logbook.jobs.models import Job, JobFile, JobState, job_part, without_files
from logbook.people.models import KeptForm, Person
from logbook.withheld.models.hiding import files_made_of

NAME_IN_FILE = "Filen er slettet, fordi et navn i den er fjernet. Hent den igen uden navnet."
IN_FILE = "Filen er slettet, fordi en tekst i den er slettet."
# So many at a time, since a database takes only so many values in one statement.
AT_ONCE = 400
GONE = 410
# What somebody gave to a text of others, and goes with it without her being asked.
GIVEN = ("sparring", "reply", "kind_word", "board_note")
WRITES_THERE = "cycle_writer"


def pieces(some: Iterable[Any]) -> Iterable[list[Any]]:
    every = list(some)
    return (every[n : n + AT_ONCE] for n in range(0, len(every), AT_ONCE))


def drafts_about(ids: Collection[UUID], words: Collection[str], answer: Answer | None) -> set[UUID]:
    """Whoever's drafts at the pages of these things, or with their very words in them."""
    found: set[UUID] = set(ids)
    query = select(Draft.id).where(Draft.fields != "")
    marks = [Draft.place.contains(str(each)) for each in ids]
    # As it stands in the JSON of the row.
    marks += [
        Draft.fields.contains(json.dumps(each, ensure_ascii=False)[1:-1], autoescape=True)
        for each in words
    ]
    if answer is not None:
        about = answer.trial_id or answer.observation_id or answer.cycle_id
        slug = answer.question.words.slug
        marks.append(Draft.place.contains(str(about)) & Draft.place.endswith(f"/{slug}"))
    for some in pieces(marks):
        found |= set(db.session.scalars(query.where(or_(*some))))
    return found


def forget_drafts(ids: Collection[UUID]) -> None:
    for some in pieces(ids):
        run(delete(Draft).where(Draft.id.in_(some)))


def in_sealed_forms() -> Select[KeptForm]:
    return select(KeptForm)


def forget_sealed(ids: Collection[UUID]) -> None:
    for some in pieces(ids):
        run(delete(KeptForm).where(KeptForm.id.in_(some)))


def mark_receipts(ids: Collection[UUID]) -> None:
    """What a device sends once more is not written again: the answer is that it is erased."""
    answer = json.dumps({"error": SAID[GONE], "gone": True})
    for some in pieces(ids):
        about = or_(*(Receipt.answer.contains(str(each)) for each in some))
        run(update(Receipt).where(about).values(status=GONE, answer=answer, digest=""))


def files_with(ids: Collection[UUID], why: str = IN_FILE) -> None:
    """Delete the files that hold any of it; their jobs say why."""
    for some in pieces(ids):
        jobs = set(
            db.session.scalars(select(job_part.c.job_id).where(job_part.c.part_id.in_(some)))
        )
        done = Job.id.in_(jobs), Job.state == JobState.DONE
        run(update(Job).where(*done).values(told=why))
        run(delete(JobFile).where(JobFile.job_id.in_(jobs)))
        run(delete(job_part).where(job_part.c.job_id.in_(jobs)))


def files_with_notes(found: Found) -> None:
    """What was made of a board has its notes in it, and says of none that it has.

    Of a whole board they stay for their hour: that is said before it is deleted.
    """
    notes = select(BoardNote.board_id).where(BoardNote.id.in_(found.get("board_note", set())))
    boards = set(db.session.scalars(notes)) - found.get("board", set())
    for board_id in sorted(boards):
        made = [each.id for each in files_made_of(db.session, board_id)]
        done = Job.id.in_(made), Job.state == JobState.DONE
        run(update(Job).where(*done).values(told=IN_FILE))
        for statement in without_files(made):
            run(statement)


def mark_extracts(release_ids: Collection[UUID]) -> None:
    """Who took them along reads that something in it is gone, as with one that is withdrawn."""
    taken = select(extract_release.c.extract_id).where(
        extract_release.c.release_id.in_(release_ids)
    )
    run(update(Extract).where(Extract.id.in_(taken)).values(has_erased=True))


def others_in(found: Found) -> Select[*tuple[str, UUID]]:
    """Whom it concerns what others delete, each with what she gave to it; the present ones.

    That is also who may write in a round and has not yet: nobody asks her either.
    """
    queries = [
        select(literal(name).label("what"), tables()[name].c.by_id.label("by_id")).where(
            tables()[name].c.id.in_(found.get(name, set()))
        )
        for name in GIVEN
    ]
    writers = (
        CycleWriter.id.in_(found.get(WRITES_THERE, set())),
        CycleWriter.removed_at.is_(None),
    )
    queries.append(select(literal(WRITES_THERE), CycleWriter.person_id).where(*writers))
    said = union_all(*queries).subquery()
    here = (Person.removed_at.is_(None), Person.is_stand_in.is_(False))
    return (
        select(said.c.what, Person.id)
        .join(Person, Person.id == said.c.by_id)
        .where(*here)
        .distinct()
    )


def ids_there(name: str, ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids that are in a table."""
    table, found = tables()[name], set()
    for some in pieces(ids):
        found |= set(db.session.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return found


def person_there(person_id: UUID) -> Person:
    return db.session.scalars(select(Person).where(Person.id == person_id)).one()


def ask_no_more(person_id: UUID, ids: Collection[UUID]) -> None:
    """Nothing of these is proposed by her any more, and none of it waits for her answer."""
    for some in pieces(ids):
        about = select(ErasureProposal.id).where(ErasureProposal.subject_id.in_(some))
        hers = ErasureProposal.proposed_by_id == person_id
        run(delete(ErasureProposal).where(ErasureProposal.subject_id.in_(some), hers))
        answers = ErasureAnswer.person_id == person_id, ErasureAnswer.proposal_id.in_(about)
        run(delete(ErasureAnswer).where(*answers))
