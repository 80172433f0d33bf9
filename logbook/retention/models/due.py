"""What has been kept as long as its programme says: drafts that nobody touches, and all of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, select, true

from logbook.audit.models import LogChain, LogLine
from logbook.backup.models import Backup
from logbook.boards.models import Board
from logbook.cycles.models import Cycle
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.models.walk import delete_rows, everything_with, take_out
from logbook.exports.models import Extract
from logbook.figures.models import Figures
from logbook.jobs.models import Job
from logbook.people.models import Person
from logbook.programme.models import Module, Programme, Session
from logbook.retention.models.run import RetentionRun, RunOutcome
from logbook.uses.models import Outcome

AT_ONCE = 200
# Whose history is invented: it says nothing of the clock.
EXAMPLES = select(Programme.id).where(Programme.is_example.is_(True))


def months_after(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def ends_for_good(programme: Programme) -> date | None:
    """The day on which all of it is erased; none, as long as nobody has said."""
    if programme.ends_on is None or programme.kept_months is None:
        return None
    return months_after(programme.ends_on, programme.kept_months)


def old_drafts(programme_id: UUID, before: datetime) -> Select[UUID, UUID, datetime]:
    """Draft, its writer, and when she last touched it."""
    return (
        select(Draft.id, Draft.person_id, Draft.changed_at)
        .join(Person, Person.id == Draft.person_id)
        .where(Person.programme_id == programme_id, Draft.fields != "", Draft.changed_at <= before)
        .order_by(Draft.changed_at, Draft.id)
    )


def people_of(programme_id: UUID) -> Select[UUID]:
    """Those who can read a warning."""
    return select(Person.id).where(Person.programme_id == programme_id, Person.removed_at.is_(None))


def is_empty(programme_id: UUID) -> bool:
    """Whether nobody and nothing is left to be erased."""
    return db.session.scalar(everyone(programme_id).limit(1)) is None


def everyone(programme_id: UUID) -> Select[UUID]:
    return select(Person.id).where(Person.programme_id == programme_id)


def last_known_moment(before: datetime | None = None) -> datetime | None:
    """The latest moment that the database has written down, of those before one if it is given."""
    lines = select(func.max(LogLine.at)).where(LogLine.programme_id.not_in(EXAMPLES))
    backups = select(func.max(Backup.made_at))
    # One that was made while the clock was found to be right.
    runs = select(func.max(RetentionRun.begun_at)).where(RetentionRun.outcome == RunOutcome.DONE)
    if before is None:
        # The end of each chain alone: the log is long.
        lines = lines.join(
            LogChain,
            (LogChain.programme_id == LogLine.programme_id) & (LogChain.number == LogLine.number),
        )
    else:
        lines = lines.where(LogLine.at < before)
        backups = backups.where(Backup.made_at < before)
        runs = runs.where(RetentionRun.begun_at < before)
    known = [db.session.scalar(each) for each in (lines, backups, runs)]
    return max((each for each in known if each), default=None)


def known_days(since: datetime) -> list[date]:
    """The days since then on which something was written down, the first first."""
    found: set[str] = set()
    for column, condition in (
        (LogLine.at, LogLine.programme_id.not_in(EXAMPLES)),
        (Backup.made_at, true()),
    ):
        day = func.substr(cast(column, String), 1, 10)
        query = select(day).where(column >= since, condition)
        found |= set(db.session.scalars(query.distinct()))
    runs = select(RetentionRun.ran_on).where(
        RetentionRun.begun_at >= since, RetentionRun.outcome == RunOutcome.DONE
    )
    found |= {day.isoformat() for day in db.session.scalars(runs)}
    return sorted(map(date.fromisoformat, found))


def cycles_of(programme_id: UUID) -> Select[UUID]:
    """Some rounds at a time, the last of each forløb first."""
    rounds = select(Cycle.id).where(Cycle.programme_id == programme_id)
    return rounds.order_by(Cycle.round.desc()).limit(AT_ONCE)


def take_everything_out(programme_id: UUID, *, at: datetime) -> None:
    """What is left when the rounds have gone: boards, what was told of them, extracts, people."""
    told = (
        select(Outcome.id)
        .join(Session, Session.id == Outcome.session_id)
        .join(Module, Module.id == Session.module_id)
        .where(Module.programme_id == programme_id)
    )
    here: dict[str, Select[Any]] = {
        "board": select(Board.id).where(Board.programme_id == programme_id),
        "outcome": told,
        "extract": select(Extract.id).where(Extract.programme_id == programme_id),
        "job": select(Job.id).where(Job.programme_id == programme_id),
        "person": everyone(programme_id),
    }
    for name, query in here.items():
        every = list(db.session.scalars(query))
        for n in range(0, len(every), AT_ONCE):
            take_out(everything_with({name: every[n : n + AT_ONCE]}), at=at)
    forget_figures(programme_id)


def forget_figures(programme_id: UUID) -> None:
    ids = db.session.scalars(select(Figures.id).where(Figures.programme_id == programme_id))
    delete_rows("figures", list(ids))


def drafts_there(ids: Collection[UUID]) -> Select[Draft]:
    return select(Draft).where(Draft.id.in_(ids))
