"""The worker: takes up what waits, and makes each job in a process of its own.

The process ends with its job, so that its memory is given back, a maker that crashes takes nothing
along, and one that is cancelled can be killed.
"""

import os
import signal
import time
import traceback
from types import FrameType
from typing import NoReturn
from uuid import UUID

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.db import db
from logbook.erasing.forgetting import UNDER_WAY, settle
from logbook.erasing.sweeping import tidy
from logbook.jobs import making
from logbook.jobs.models import (
    MOST_ATTEMPTS,
    NOT_MADE,
    Job,
    JobState,
    expired_files,
    old_jobs,
    without_files,
    without_jobs,
)
from logbook.retention.daily import go_through_once
from logbook.retention.models import RunOutcome
from logbook.withheld.listing import list_the_rest

# Seconds between two looks: for a job while idle, and at the process that makes one.
IDLE, WATCHING = 0.25, 0.05
BEATS_EVERY = 2.0
SWEEPS_EVERY = 15.0
SETTLES_EVERY = 3600.0
# Whether the day's run of the time limits is still to be made.
LOOKS_AT_LIMITS_EVERY = 600.0
# Longer than any file takes: whoever makes it has got stuck.
LONGEST = 180.0
# After a fault it goes on, and not in haste: a database that is away is asked again.
AWAY = 5.0
STOPPED, CRASHED = 0, 1


class Worker:
    """One process that looks after one job at a time. Any number of them do no harm."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.is_stopping = False
        self.swept = self.settled = self.looked_at_limits = 0.0

    def run(self) -> None:
        """Until it is told to stop: what it was making then waits for the next worker."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.is_stopping:
            try:
                with self.app.app_context():
                    was_busy = self.turn()
            except DBAPIError as error:
                click.echo(f"The database does not answer: {type(error).__name__}", err=True)
                self.rest(AWAY)
                continue
            except Exception as error:
                click.echo(f"The worker goes on after a fault: {fault(error)}", err=True)
                self.rest(AWAY)
                continue
            if not was_busy:
                self.rest(IDLE)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(min(IDLE, seconds))

    def turn(self) -> bool:
        """Sweep when it is time, and make one job if one waits; tells whether one did."""
        if time.monotonic() - self.swept > SWEEPS_EVERY or not self.swept:
            sweep()
            self.swept = time.monotonic()
        if time.monotonic() - self.settled > SETTLES_EVERY or not self.settled:
            # While the database is the one that was to erase: a restored one knows nothing of it.
            settle(before=clock.now() - UNDER_WAY)
            list_the_rest()
            self.settled = time.monotonic()
        if time.monotonic() - self.looked_at_limits > LOOKS_AT_LIMITS_EVERY or not (
            self.looked_at_limits
        ):
            # Before the run: what makes it fall must not be tried again at once.
            self.looked_at_limits = time.monotonic()
            if self.app.config["SETTINGS"].retention_by_worker:
                keep_limits()
        found = making.claim()
        if found is None:
            return False
        self.look_after(*found)
        return True

    def look_after(self, job_id: UUID, attempt: int) -> None:
        """Have the job made, and see what became of it."""
        child = self.begin(job_id, attempt)
        try:
            has_ended = self.watch(child, job_id, attempt)
        except BaseException:
            kill(child)
            raise
        if not has_ended:
            kill(child)
        if self.is_stopping and not has_ended:
            end(Job.give_back(job_id, attempt, counts=False))
        else:
            # A maker that did its work has ended the job, and so has who cancelled it; this is
            # about one that fell or got stuck.
            give_back_or_fail(job_id, attempt)

    def watch(self, child: int, job_id: UUID, attempt: int) -> bool:
        """Whether it came to an end by itself; else it is told to: it is to be killed."""
        begun = beaten = time.monotonic()
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(WATCHING)
            now = time.monotonic()
            if self.is_stopping or now - begun > LONGEST or not is_wanted(job_id):
                return False
            if now - beaten > BEATS_EVERY:
                beaten = now
                end(Job.beat(job_id, attempt, at=clock.now()))
        return True

    def begin(self, job_id: UUID, attempt: int) -> int:
        """A process that makes the job, with connections of its own."""
        db.session.remove()
        # None may be open in both: on SQLite, closing the child's would drop the parent's locks.
        db.engine.dispose()
        child = os.fork()
        if child == 0:
            self.make_and_exit(job_id, attempt)
        return child

    def make_and_exit(self, job_id: UUID, attempt: int) -> NoReturn:
        code = CRASHED
        try:
            # Ctrl-C reaches all; it is for the worker to say what becomes of the job.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            with self.app.app_context():
                making.make(job_id, attempt)
            code = STOPPED
        except making.Stopped:
            code = STOPPED
        except BaseException as error:
            click.echo(f"A job could not be made: {fault(error)}", err=True)
        finally:
            os._exit(code)


def fault(error: BaseException) -> str:
    """What fell and where, and never with what words: they may be somebody's."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.filename}:{place.lineno}"


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def end(statement: object) -> None:
    db.session.execute(statement)  # type: ignore[call-overload]
    db.session.commit()


def is_wanted(job_id: UUID) -> bool:
    state = db.session.scalar(Job.state_of(job_id))
    db.session.rollback()
    return state is not None and state is not JobState.CANCELLED


def give_back_or_fail(job_id: UUID, attempt: int) -> None:
    """Once more, if that was the first time; nothing, if it has ended or is another's by now."""
    if attempt < MOST_ATTEMPTS:
        end(Job.give_back(job_id, attempt))
    else:
        end(Job.fail(job_id, attempt, NOT_MADE, at=clock.now()))


def keep_limits() -> None:
    """Once a day: warn of what will go, and erase what has been warned of for thirty days."""
    now = clock.now()
    if go_through_once(at=now) is RunOutcome.CLOCK:
        click.echo("The clock may have jumped: nothing is erased. Try: flask retention", err=True)


def sweep() -> None:
    """Take up what a dead worker held; delete files after their hour, and jobs after their day."""
    now = clock.now()
    silent = [(row.id, row.attempts) for row in db.session.execute(Job.silent(now))]
    expired = db.session.scalars(expired_files(now)).all()
    old = db.session.scalars(old_jobs(now)).all()
    db.session.rollback()
    for job_id, attempt in silent:
        give_back_or_fail(job_id, attempt)
    tidy(at=now, hour=now.astimezone(clock.COPENHAGEN).hour)
    for statement in [*without_files(expired), *without_jobs(old)] if expired or old else []:
        db.session.execute(statement)
    db.session.commit()
