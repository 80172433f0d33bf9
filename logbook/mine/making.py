"""”Mine data” and ”Min bog” as jobs: only the one whom they are about asks, and fetches."""

from datetime import datetime
from importlib import import_module
from typing import Any

from logbook import clock
from logbook.jobs.kinds import Made, Tell
from logbook.jobs.models import Job
from logbook.mine.gathering import gathered
from logbook.people.models import Person
from logbook.policy import Action, can

KIND = "mine"
LABEL = "Mine data"


def ask(*, by: Person, at: datetime) -> Job:
    return Job.ask(KIND, LABEL, {}, by=by, at=at)


def make(job: Job, tell: Tell) -> Made:
    """Everything that is hers at this moment."""
    mine = gathered(job.asked_by, clock.now())
    archive = import_module("logbook.mine.archive")
    return Made(
        name=archive.file_name(clock.day_of(mine.at)),
        media_type="application/zip",
        content=archive.as_zip(mine, tell),
        parts=mine.ids,
        own=mine.words,
    )


def keep(job: Job, made: Made, at: datetime) -> bool:
    """False if a word of it was erased, hidden or closed to her while it was made.

    Who erases or hides comes before, and it is seen here, or after, and finds the file.
    """
    kept: frozenset[tuple[str, ...]] = made.own
    return kept <= gathered(job.asked_by, at).words


def may_be_fetched(job: Job, by: Person) -> bool:
    return can(by, Action.STOP_JOB, job)


def asked_at(_job: Job) -> tuple[str, str, dict[str, Any]]:
    return "Mine data", "mine.data", {}
