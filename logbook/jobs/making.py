"""One job, from what was asked for to the stored file, in the process that calls."""

import time
from uuid import UUID

from logbook import clock
from logbook.db import db
from logbook.jobs.kinds import CannotBeMade, Kind, Made, kind_of
from logbook.jobs.models import FILE_LASTS, Job, JobFile, job_part, oldest_waiting, parts_of
from logbook.programme.models import Programme
from logbook.releases.models import hold

# The seconds between two moves of the bar; each is a write, and a page looks no oftener.
MOVES_EVERY = 0.3


class Stopped(Exception):
    """It was cancelled, or another worker has taken it up: what was made is thrown away."""


def claim() -> tuple[UUID, int] | None:
    """The job that has waited longest and the number of this attempt, if there is one."""
    job_id = db.session.scalar(oldest_waiting())
    db.session.rollback()
    if job_id is None:
        return None
    attempt = db.session.scalar(Job.claim(job_id, at=clock.now()))
    db.session.commit()
    return (job_id, attempt) if attempt else None


def make(job_id: UUID, attempt: int) -> None:
    """Make it and store it. Raises Stopped; what cannot be made is told to the one who asked."""
    try:
        job = db.session.scalars(Job.taken_up(job_id, attempt)).one_or_none()
        if job is None:
            raise Stopped
        kind = kind_of(job)
        progress = Progress(job_id, attempt)
        # Once more as often as something in it is withdrawn at that moment.
        while not store(job_id, attempt, kind, kind.make(job, progress)):
            job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    except CannotBeMade as error:
        db.session.rollback()
        db.session.execute(Job.fail(job_id, attempt, str(error), at=clock.now()))
        db.session.commit()


class Progress:
    """Says how far a job is, now and then."""

    def __init__(self, job_id: UUID, attempt: int) -> None:
        self.job_id, self.attempt, self.moved = job_id, attempt, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.moved < MOVES_EVERY:
            return
        self.moved = now
        # What was read stays read: the job is written in a transaction of its own.
        write(Job.tell(self.job_id, self.attempt, done, total, at=clock.now()))


def write(statement: object) -> None:
    with db.engine.begin() as connection:
        if connection.execute(statement).rowcount == 0:  # type: ignore[call-overload]
            raise Stopped


def store(job_id: UUID, attempt: int, kind: Kind, made: Made) -> bool:
    """Store the file and all that is noted of it, at one stroke; False if it must be made again."""
    db.session.rollback()
    known = db.session.scalars(Job.numbered(job_id)).one_or_none()
    if known is None:
        raise Stopped
    programme_id = known.programme_id
    db.session.rollback()
    now = clock.now()
    # Who hides or erases something in it holds the programme first, as here, and writes of jobs
    # after that.
    db.session.execute(hold(Programme, programme_id))
    # From here on nobody else writes of this job.
    if db.session.execute(Job.finish(job_id, attempt, at=now)).rowcount == 0:  # type: ignore[attr-defined]
        db.session.rollback()
        raise Stopped
    job = db.session.scalars(Job.numbered(job_id)).one()
    if not kind.keep(job, made, now):
        db.session.rollback()
        return False
    db.session.add(
        JobFile(
            job_id=job_id, name=made.name, media_type=made.media_type, is_shown=made.is_shown,
            content=made.content, size=len(made.content), made_at=now, expires_at=now + FILE_LASTS,
        )
    )  # fmt: skip
    if made.parts:
        db.session.execute(job_part.insert(), parts_of(job_id, made.parts))
    db.session.commit()
    return True


def make_all_waiting() -> int:
    """Make what waits, one after the other, here and now; how many were taken up."""
    number = 0
    while found := claim():
        make(*found)
        number += 1
    return number
