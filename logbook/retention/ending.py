"""Warning and erasing by age: nothing goes before its warning has stood for thirty days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.forgetting import erase, remember
from logbook.erasing.listed import Entry, State
from logbook.erasing.models import Kind, text_of
from logbook.erasing.models.kinds import found_by_id
from logbook.erasing.models.walk import everything_with, take_out
from logbook.programme.models import Programme
from logbook.retention.models import WARNED_FOR, RetentionWarning, Warned
from logbook.retention.models.due import (
    cycles_of,
    ends_for_good,
    is_empty,
    known_days,
    last_known_moment,
    months_after,
    old_drafts,
    people_of,
    take_everything_out,
)

# Longer than any installation is silent that takes a backup each night: then the clock may have
# jumped. Much shorter than a warning has to stand: a jump must never stand in for those days.
LONGEST_SILENCE = timedelta(days=7)
# A clock may be a little behind another one.
BEHIND = timedelta(hours=1)


class ClockMayBeWrong(Exception):
    """The time is far from any that the database has seen."""


@dataclass(frozen=True)
class Due:
    """One thing that is due, or will be soon: a draft, or all of a programme."""

    of: Warned
    id: UUID
    on: date
    people: tuple[UUID, ...]
    warned_on: date | None

    def may_go(self, today: date) -> bool:
        """Whether its day has come, and everyone concerned has known for thirty days."""
        is_warned = self.warned_on is not None and self.warned_on + WARNED_FOR <= today
        return self.on <= today and is_warned


def check_clock(now: datetime) -> None:
    """Raises ClockMayBeWrong: a jump would let everything be due at once."""
    known = last_known_moment()
    if known and not known - BEHIND <= now <= known + LONGEST_SILENCE:
        raise ClockMayBeWrong(clock.day_of(known), clock.day_of(now))


def check_days_since_warning(now: datetime) -> None:
    """Raises ClockMayBeWrong if a jump lies among the days that a warning has to stand.

    Whoever worked on after it wrote lines at the new time, so the last moment alone says nothing.
    """
    begin = now - WARNED_FOR - LONGEST_SILENCE
    before = last_known_moment(begin)
    known = [clock.day_of(before)] if before else []
    for earlier, later in pairwise([*known, *known_days(begin)]):
        if later - earlier > LONGEST_SILENCE:
            raise ClockMayBeWrong(earlier, later)


def due_in(programme: Programme, today: date) -> list[Due]:
    """What is due within thirty days, the first first."""
    found = [*drafts_due(programme, today), *all_due(programme, today)]
    return sorted(found, key=lambda each: (each.on, each.id))


def drafts_due(programme: Programme, today: date) -> Iterator[Due]:
    touched_on = months_after(today + WARNED_FOR, -programme.drafts_kept_months)
    before = datetime.combine(touched_on, time.max, clock.COPENHAGEN)
    rows = db.session.execute(old_drafts(programme.id, before)).all()
    warned = warnings_of([row.id for row in rows])
    for row in rows:
        on = months_after(clock.day_of(row.changed_at), programme.drafts_kept_months)
        told = warned.get((row.id, row.person_id))
        # One that was touched since she was warned begins anew.
        is_told = told is not None and told >= clock.day_of(row.changed_at)
        yield Due(Warned.DRAFT, row.id, on, (row.person_id,), told if is_told else None)


def all_due(programme: Programme, today: date) -> Iterator[Due]:
    on = ends_for_good(programme)
    if on is None or on > today + WARNED_FOR or is_empty(programme.id):
        return
    people = tuple(db.session.scalars(people_of(programme.id)))
    told = warnings_of([programme.id])
    days = [told.get((programme.id, each)) for each in people]
    known = [day for day in days if day]
    warned_on = max(known) if known and len(known) == len(people) else None
    yield Due(Warned.PROGRAMME, programme.id, on, people, warned_on)


def warnings_of(ids: list[UUID]) -> dict[tuple[UUID, UUID], date]:
    rows = db.session.execute(RetentionWarning.about(ids))
    return {(subject_id, person_id): on for subject_id, person_id, on in rows}


def warn(programme: Programme, *, at: datetime) -> int:
    """Tell everyone concerned; the caller commits. How many things were told of for the first time.

    Who has been told keeps her day; a warning of what is not due any more is taken back.
    """
    today, number = clock.day_of(at), 0
    for each in due_in(programme, today):
        if each.warned_on:
            continue
        known = {} if each.of is Warned.DRAFT else warnings_of([each.id])
        if each.of is Warned.DRAFT:
            db.session.execute(RetentionWarning.forget([each.id]))
        db.session.add_all(
            RetentionWarning(of=each.of, subject_id=each.id, person_id=person_id, warned_on=today)
            for person_id in each.people
            if (each.id, person_id) not in known
        )
        number += 1
    if number:
        record(
            Act.RETENTION_WARNED, by=None, at=at, programme_id=programme.id, about=programme,
            count=number,
        )  # fmt: skip
    return number


def run(programme: Programme, *, at: datetime) -> int:
    """Erase what may go; nothing while the programme is held. Commits; how many things went."""
    if programme.held_because:
        return 0
    today, number = clock.day_of(at), 0
    for each in due_in(programme, today):
        if not each.may_go(today):
            continue
        if each.of is Warned.PROGRAMME:
            end_for_good(programme, at=at)
        elif not erase_draft(each, programme, at=at):
            continue
        db.session.execute(RetentionWarning.forget([each.id]))
        number += 1
    if number:
        record(
            Act.RETENTION_RAN, by=None, at=at, programme_id=programme.id, about=programme,
            count=number,
        )  # fmt: skip
    db.session.commit()
    return number


def erase_draft(due: Due, programme: Programme, *, at: datetime) -> bool:
    """False if its writer has taken it up, or thrown it away, since it was found. Commits."""
    draft = found_by_id(Kind.DRAFT, due.id)
    if draft is None or not draft.fields:
        return False
    if months_after(clock.day_of(draft.changed_at), programme.drafts_kept_months) != due.on:
        return False
    erase(text_of(Kind.DRAFT, draft), by=None, at=at)
    return True


def end_for_good(programme: Programme, *, at: datetime) -> None:
    """All that was written in it, and everyone; its frame and its log stay. Commits."""
    entry = Entry(programme.id, "programme", programme.id, clock.day_of(at), State.BEGUN)
    listed.append([entry])
    empty(programme.id, at=at)
    remember(entry)
    db.session.commit()
    listed.end([entry])


def empty(programme_id: UUID, *, at: datetime) -> None:
    """Some rounds at a time, so that nobody is held up; what is done is done."""
    while ids := list(db.session.scalars(cycles_of(programme_id))):
        for cycle_id in ids:
            take_out(everything_with({"cycle": {cycle_id}}), at=at)
        db.session.commit()
    take_everything_out(programme_id, at=at)
