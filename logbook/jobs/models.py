"""A job that somebody asked for, and the file that it became."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Delete,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    Table,
    Update,
    Uuid,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship
from sqlalchemy.sql.dml import ReturningUpdate

from logbook.db import Model
from logbook.people.models import Person
from logbook.programme.models import Programme

FILE_LASTS = timedelta(hours=1)
# Its page says for a day what became of it.
JOB_LASTS = timedelta(days=1)
# A worker that has said nothing for so long is gone, and its job is another's to take up.
SILENT = timedelta(seconds=30)
# What takes its maker down twice would do so a third time.
MOST_ATTEMPTS = 2
SWEPT_AT_ONCE = 100
FILES_SHOWN = 10

NOT_MADE = "Det gik galt to gange, så vi har stoppet. Prøv igen om lidt, eller vælg en anden form."
WITHDRAWN = "Et citat i filen er trukket tilbage, så den er slettet. Hent den igen uden citatet."


class JobState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        return self in OPEN


OPEN = (JobState.WAITING, JobState.WORKING)


class Job(Model):
    """Something that one person asked for; nobody else ever sees it.

    `attempts` numbers each taking up: whoever writes of a job says which one is hers, so that a
    worker that was thought dead changes nothing after another has taken its job.
    """

    __table_args__ = (
        CheckConstraint("(begun_at IS NULL) = (beat_at IS NULL)", name="begins_with_a_beat"),
        CheckConstraint(
            "(ended_at IS NULL) = (state IN ('waiting', 'working'))", name="ends_with_a_moment"
        ),
        CheckConstraint("done >= 0 AND done <= total", name="done_of_total"),
        Index("ix_job_state", "state", "asked_at"),
        Index("ix_job_asked_by", "asked_by_id", "asked_at"),
        Index("ix_job_ended_at", "ended_at"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    # Which maker makes it (`kinds.py`), what it is called on the page, and what was asked for.
    kind: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(500))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # What became of it, in a sentence for the one who asked.
    told: Mapped[str] = mapped_column(String(300), default="")

    programme: Mapped[Programme] = relationship()
    asked_by: Mapped[Person] = relationship()

    @classmethod
    def ask(cls, kind: str, label: str, asked: dict[str, Any], *, by: Person, at: datetime) -> Self:
        return cls(
            programme_id=by.programme_id, asked_by_id=by.id, kind=kind,
            label=label if len(label) <= 500 else f"{label[:499]}…",
            asked=asked, state=JobState.WAITING, attempts=0, done=0, total=0, asked_at=at, told="",
        )  # fmt: skip

    @classmethod
    def of(cls, person: Person) -> Select[Self]:
        """The jobs that she asked for, newest first; there is no other way to a job's page."""
        return select(cls).where(cls.asked_by_id == person.id).order_by(cls.asked_at.desc(), cls.id)

    @classmethod
    def open_of(cls, person: Person, kind: str) -> Select[Self]:
        return cls.of(person).where(cls.kind == kind, cls.state.in_(OPEN))

    @classmethod
    def taken_up(cls, job_id: UUID, attempt: int) -> Select[Self]:
        """The job as the worker holds it that took it up the so-manieth time; none if it is not."""
        return select(cls).where(
            cls.id == job_id, cls.attempts == attempt, cls.state == JobState.WORKING
        )

    @classmethod
    def numbered(cls, job_id: UUID) -> Select[Self]:
        return select(cls).where(cls.id == job_id)

    @classmethod
    def state_of(cls, job_id: UUID) -> Select[JobState]:
        return select(cls.state).where(cls.id == job_id)

    @classmethod
    def silent(cls, at: datetime) -> Select[UUID, int]:
        """The jobs whose worker has gone: which, and the number of its attempt."""
        return select(cls.id, cls.attempts).where(
            cls.state == JobState.WORKING, cls.beat_at < at - SILENT
        )

    # Each statement says which attempt it speaks for, and changes nothing for any other.

    @classmethod
    def claim(cls, job_id: UUID, *, at: datetime) -> ReturningUpdate[int]:
        """Take up a job that waits; of several workers one gets the number of the attempt."""
        return (
            update(cls)
            .where(cls.id == job_id, cls.state == JobState.WAITING)
            .values(
                state=JobState.WORKING, attempts=cls.attempts + 1, done=0, total=0, begun_at=at,
                beat_at=at,
            )
            .returning(cls.attempts)
            .execution_options(synchronize_session=False)
        )  # fmt: skip

    @classmethod
    def mine(cls, job_id: UUID, attempt: int) -> Update:
        return (
            update(cls)
            .where(cls.id == job_id, cls.attempts == attempt, cls.state == JobState.WORKING)
            .execution_options(synchronize_session=False)
        )

    @classmethod
    def beat(cls, job_id: UUID, attempt: int, *, at: datetime) -> Update:
        return cls.mine(job_id, attempt).values(beat_at=at)

    @classmethod
    def tell(cls, job_id: UUID, attempt: int, done: int, total: int, *, at: datetime) -> Update:
        return cls.mine(job_id, attempt).values(done=done, total=total, beat_at=at)

    @classmethod
    def finish(cls, job_id: UUID, attempt: int, *, at: datetime) -> Update:
        """The first statement of the transaction that stores the file: from here it is held."""
        return cls.mine(job_id, attempt).values(
            state=JobState.DONE, done=cls.total, ended_at=at, told=""
        )

    @classmethod
    def fail(cls, job_id: UUID, attempt: int, told: str, *, at: datetime) -> Update:
        return cls.mine(job_id, attempt).values(state=JobState.FAILED, ended_at=at, told=told)

    @classmethod
    def give_back(cls, job_id: UUID, attempt: int, *, counts: bool = True) -> Update:
        """Let it wait again; a stop of the worker is no attempt that failed."""
        return cls.mine(job_id, attempt).values(
            state=JobState.WAITING, attempts=cls.attempts if counts else cls.attempts - 1,
            done=0, total=0, begun_at=None, beat_at=None,
        )  # fmt: skip

    @classmethod
    def cancel(cls, job_id: UUID, *, at: datetime) -> Update:
        return (
            update(cls)
            .where(cls.id == job_id, cls.state.in_(OPEN))
            .values(state=JobState.CANCELLED, ended_at=at)
            .execution_options(synchronize_session=False)
        )


class JobFile(Model):
    """What a job became. The bytes lie in the database, so that a withdrawal deletes them too."""

    __table_args__ = (
        Index("uq_job_file", "job_id", unique=True),
        Index("ix_job_file_expires_at", "expires_at"),
    )

    job_id: Mapped[UUID] = mapped_column(ForeignKey("job.id"))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    # Whether it is read on the page of the job, not only taken along.
    is_shown: Mapped[bool] = mapped_column(default=False)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    @classmethod
    def of(cls, job: Job, at: datetime) -> Select[Self]:
        """The file of a job, as long as it lasts."""
        return select(cls).where(cls.job_id == job.id, cls.expires_at > at)


# What a file holds: ids of passages, of rounds, or of whatever else can be taken back or deleted.
job_part = Table(
    "job_part",
    Model.metadata,
    Column("job_id", ForeignKey("job.id"), primary_key=True),
    Column("part_id", Uuid, primary_key=True, index=True),
)


@cache
def oldest_waiting() -> Select[UUID]:
    """What a worker asks again and again: one search along one index."""
    return (
        select(Job.id).where(Job.state == JobState.WAITING).order_by(Job.asked_at, Job.id).limit(1)
    )


def kept_files(person: Person, at: datetime) -> Select[*tuple[Any, ...]]:
    """What she has asked for that is still being made, or lies here, newest first; as rows."""
    return (
        Job.of(person)
        .outerjoin(JobFile, JobFile.job_id == Job.id)
        .where(or_(Job.state.in_(OPEN), JobFile.expires_at > at))
        .with_only_columns(Job.id, Job.label, JobFile.expires_at)
        .limit(FILES_SHOWN)
    )


def parts_of(job_id: UUID, part_ids: Iterable[UUID]) -> list[dict[str, UUID]]:
    """The rows of `job_part`."""
    return [{"job_id": job_id, "part_id": each} for each in sorted(set(part_ids))]


def forget_files_with(thing: Model, why: str = WITHDRAWN) -> None:
    """Delete every file that holds this, in the transaction that takes it back or deletes it.

    The thing itself is written first: whoever stores a file with it at this moment holds it, and
    is waited for; then the file is there to be found.
    """
    session = object_session(thing)
    if session is None:
        return
    session.flush()
    holding = select(job_part.c.job_id).where(job_part.c.part_id == thing.id)
    session.execute(
        update(Job).where(Job.id.in_(holding), Job.state == JobState.DONE).values(told=why)
    )
    session.execute(delete(JobFile).where(JobFile.job_id.in_(holding)))
    session.execute(delete(job_part).where(job_part.c.job_id.in_(holding)))


def expired_files(at: datetime) -> Select[UUID]:
    """The jobs whose files have had their hour."""
    return select(JobFile.job_id).where(JobFile.expires_at <= at).limit(SWEPT_AT_ONCE)


def old_jobs(at: datetime) -> Select[UUID]:
    return select(Job.id).where(Job.ended_at < at - JOB_LASTS).limit(SWEPT_AT_ONCE)


def without_files(job_ids: Collection[UUID]) -> list[Delete]:
    """The statements that take their files from these jobs."""
    return [
        delete(JobFile).where(JobFile.job_id.in_(job_ids)),
        delete(job_part).where(job_part.c.job_id.in_(job_ids)),
    ]


def without_jobs(job_ids: Collection[UUID]) -> list[Delete]:
    return [*without_files(job_ids), delete(Job).where(Job.id.in_(job_ids))]
