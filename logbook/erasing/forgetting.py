"""Erasing a text: its rows and all that hold its words, the list first, the database after."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from logbook import clock
from logbook.audit.models import Act, record
from logbook.boards.models import Board
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing import listed
from logbook.erasing.listed import NO_ROWS, Entry, State
from logbook.erasing.models import Erasure, ErasureProposal, Kind, Text
from logbook.erasing.models.strays import (
    drafts_about,
    files_with,
    files_with_notes,
    forget_drafts,
    forget_sealed,
    in_sealed_forms,
    mark_extracts,
    mark_receipts,
)
from logbook.erasing.models.walk import Found, everything_with, take_out, texts_in
from logbook.erasing.telling import EVERYONE_SAID_YES, givers_in, tell
from logbook.kept import opened
from logbook.people.models import KeptForm, Person
from logbook.programme.models import Programme
from logbook.releases.models import hold
from logbook.withheld.models.hiding import let_go_of_passages

# What shorter words are found in may be anybody's.
SHORTEST = 20
# Longer than any request lasts.
UNDER_WAY = timedelta(minutes=10)
# What has a page of its own, or stands in an address: its id answers 410 from now on.
ADDRESSED = {
    "cycle", "trial", "observation", "answer", "release", "sparring", "sparring_request", "reply",
    "kind_word", "conversation", "board_note", "draft", "version", "note_version", "wording",
    "observation_request",
}  # fmt: skip


def erase(text: Text, *, by: Person | None, at: datetime) -> None:
    """For good. Commits; raises NotListed, and then nothing is erased."""
    entry = Entry(
        text.id, text.kind.model.__tablename__, text.programme_id, clock.day_of(at), State.BEGUN
    )
    erase_all(entry, everything_with(text.roots), text, by=by, at=at)


def erase_board(board: Board, *, by: Person, at: datetime) -> None:
    """With its groups and notes; the passages that hang there stay with KP. As `erase`."""
    entry = Entry(board.id, "board", board.programme_id, clock.day_of(at), State.BEGUN)
    erase_all(entry, everything_with({"board": {board.id}}), None, by=by, at=at)


def throw_away(unsaved: Draft | KeptForm, *, by: Person, at: datetime) -> None:
    """What she began and will not save: her draft, or her form that waits sealed. As `erase`."""
    entry = Entry(unsaved.id, unsaved.__tablename__, by.programme_id, clock.day_of(at), State.BEGUN)
    listed.append([entry])
    # As in `forget`: her own file of all that is hers may be made at this moment.
    db.session.execute(hold(Programme, entry.programme_id))
    files_with([entry.id])
    if isinstance(unsaved, Draft):
        # The row stays, emptied, against what its device sends late; what is begun there next is
        # another text, and has another id than the one in the list.
        unsaved.let_go({}, at)
        unsaved.id = uuid4()
    else:
        forget_sealed([unsaved.id])
    remember(entry)
    record(Act.ERASED, by=by, at=at, programme_id=entry.programme_id, about=(entry.kind, entry.id))
    db.session.commit()
    listed.end([entry])


def erase_all(
    entry: Entry, found: Found, text: Text | None, *, by: Person | None, at: datetime
) -> None:
    entry = replace(
        entry,
        along=tuple(
            (name, each)
            for name, ids in sorted(found.items())
            if name in ADDRESSED
            for each in sorted(ids)
            if each != entry.id
        ),
    )
    listed.append([entry])
    cycle_id = text.cycle.id if text and text.cycle else None
    asked = text.writers if text else frozenset()
    told = givers_in(found, but=asked | ({by.id} if by else set()))
    told |= dict.fromkeys(said_yes_before(entry.id, by), EVERYONE_SAID_YES)
    forget(entry, found, text, at=at)
    tell(told)
    record(
        Act.ERASED, by=by, at=at, programme_id=entry.programme_id,
        about=(entry.kind, entry.id), cycle_id=cycle_id,
    )  # fmt: skip
    db.session.commit()
    listed.end([entry])


def said_yes_before(subject_id: UUID, by: Person | None) -> set[UUID]:
    """The last yes is one writer's; the others have said theirs, and hear that it is done."""
    proposal = db.session.scalar(ErasureProposal.of(subject_id))
    yes = {each.person_id for each in proposal.answers if each.is_yes} if proposal else set()
    return yes - {by.id} if by else set()


def forget(entry: Entry, found: dict[str, set[UUID]], text: Text | None, *, at: datetime) -> None:
    """Rows, drafts, sealed forms, receipts, files: everything but the commit."""
    # Whoever stores a file of all that is hers at this moment is waited for, or sees what is left.
    db.session.execute(hold(Programme, entry.programme_id))
    ids = {each for some in found.values() for each in some}
    words = {each for each in texts_in(found) if len(each) >= SHORTEST}
    forget_places(ids, words, text)
    files_with(ids)
    files_with_notes(found)
    mark_receipts(ids)
    mark_extracts(found.get("release", set()))
    let_go_of_passages(found.get("release", set()), db.session)
    db.session.execute(ErasureProposal.forget(ids))
    take_out(found, at=at)
    remember(entry)


def forget_places(ids: Collection[UUID], words: Collection[str], text: Text | None) -> None:
    """Drafts and sealed forms of everybody's that are about it, or hold its words."""
    forget_drafts(drafts_about(ids, words, text.thing if text and is_answer(text) else None))
    gone = []
    for form in db.session.scalars(in_sealed_forms()):
        kept = opened(form)
        held = [value.strip() for _, value in kept.fields] if kept else []
        is_about = kept is None or any(str(each) in kept.place for each in ids)
        if is_about or any(each in value for each in words for value in held):
            gone.append(form.id)
    forget_sealed(gone)


def is_answer(text: Text) -> bool:
    return text.kind is Kind.ANSWER


def remember(entry: Entry) -> None:
    """The ids that lead nowhere from now on, with the day."""
    along = () if entry.kind in NO_ROWS else entry.along
    known = set(db.session.scalars(Erasure.known([entry.id, *(i for _, i in along)])))
    rows = [(entry.kind, entry.id, None), *((k, i, entry.id) for k, i in along)]
    db.session.add_all(
        Erasure(
            id=each, kind=kind, programme_id=entry.programme_id, erased_on=entry.on, root_id=root
        )
        for kind, each, root in rows
        if each not in known
    )


def settle(*, before: datetime) -> None:
    """Ask the database what became of those that were only begun, some while ago.

    Its answer is final: what was begun on an earlier day than `before` is not under way any more.
    """
    begun = [
        each for each in listed.entries()
        if each.state is State.BEGUN and each.on < clock.day_of(before)
    ]  # fmt: skip
    if not begun:
        return
    done = set(db.session.scalars(Erasure.known([each.id for each in begun])))
    db.session.rollback()
    listed.append(
        entry
        for each in begun
        for entry in listed.with_state(
            [each], State.DONE if each.id in done else State.DROPPED
        )
    )  # fmt: skip
