"""A kind of job that takes its time, or falls: for looking at the worker."""

import os
import signal
import time
from datetime import datetime
from typing import Any

from logbook.jobs.kinds import CannotBeMade, Made, Tell
from logbook.jobs.models import Job
from logbook.people.models import Person

KIND = "slow"
STEP = 0.05


def make(job: Job, tell: Tell) -> Made:
    """Falls as often as `falls` says, refuses if it says `refuses`, sleeps for `seconds`."""
    asked: dict[str, Any] = job.asked
    if asked.get("refuses"):
        raise CannotBeMade("Det går ikke.")
    if job.attempts <= asked.get("raises", 0):
        raise RuntimeError("somebody's words")
    if job.attempts <= asked.get("falls", 0):
        os.kill(os.getpid(), signal.SIGKILL)
    steps = int(asked.get("seconds", 0) / STEP)
    for step in range(steps):
        tell(step, steps)
        time.sleep(STEP)
    return Made("Langsom.txt", "text/plain; charset=utf-8", b"klar", ())


def keep(job: Job, made: Made, at: datetime) -> bool:
    return True


def may_be_fetched(job: Job, by: Person) -> bool:
    return True


def asked_at(job: Job) -> tuple[str, str, dict[str, Any]]:
    return "Min konto", "people.account", {}
