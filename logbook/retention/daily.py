"""Going through the time limits once a day, whoever comes first: a worker, or cron."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from logbook import clock
from logbook.db import db
from logbook.programme.models import Programme
from logbook.retention.ending import (
    ClockMayBeWrong,
    check_clock,
    check_days_since_warning,
    run,
    warn,
)
from logbook.retention.models import RetentionRun, RunOutcome

# After the night's backup, and before anybody is at work.
NOT_BEFORE = time(4)


@dataclass
class Came:
    """What a run has come to so far."""

    outcome: RunOutcome = RunOutcome.FAILED
    warned: int = 0
    erased: int = 0


def go_through_once(*, at: datetime) -> RunOutcome | None:
    """Warn and erase what is due, unless today's run has been made or is under way. Commits.

    An example is left alone. Raises what goes wrong, and then the day's run is one that failed.
    """
    if at.astimezone(clock.COPENHAGEN).time() < NOT_BEFORE:
        return None
    programmes = db.session.scalars(Programme.all().where(Programme.is_example.is_(False))).all()
    if not programmes:
        return None
    run_id = claim(at)
    if run_id is None:
        return None
    came = Came()
    try:
        go_through(came, programmes, at=at)
    finally:
        db.session.rollback()
        end(run_id, came)
    return came.outcome


def go_through(came: Came, programmes: Sequence[Programme], *, at: datetime) -> None:
    try:
        check_clock(at)
        came.warned = sum(warn(programme, at=at) for programme in programmes)
        db.session.commit()
        check_days_since_warning(at)
        for programme in programmes:
            came.erased += run(programme, at=at)
    except ClockMayBeWrong:
        came.outcome = RunOutcome.CLOCK
    else:
        came.outcome = RunOutcome.DONE


def claim(at: datetime) -> UUID | None:
    """Today's run, if nobody else has it."""
    today = clock.day_of(at)
    known = db.session.scalar(RetentionRun.on(today))
    db.session.rollback()
    if known is None:
        return begin(at)
    taken = db.session.scalar(RetentionRun.take_up_again(known, at=at))
    db.session.commit()
    return taken


def begin(at: datetime) -> UUID | None:
    """None, if another came first at this very moment."""
    begun = RetentionRun(ran_on=clock.day_of(at), begun_at=at)
    begun_id = begun.id
    db.session.add(begun)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return None
    return begun_id


def end(run_id: UUID, came: Came) -> None:
    db.session.execute(
        RetentionRun.end(
            run_id, came.outcome, at=clock.now(), warned=came.warned, erased=came.erased
        )
    )
    db.session.commit()


def remember(erased: int, *, at: datetime) -> None:
    """That cron went through all programmes today, where the worker does not. Commits."""
    run_id = db.session.scalar(RetentionRun.on(clock.day_of(at))) or begin(at)
    if run_id is not None:
        end(run_id, Came(RunOutcome.DONE, erased=erased))
