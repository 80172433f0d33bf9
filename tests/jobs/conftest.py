"""Somebody who asks, a kind of job that takes its time, and workers that end with the test."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from logbook import clock
from logbook.db import db
from logbook.jobs import kinds
from logbook.jobs.models import Job
from tests.jobs import slow
from tests.jobs.working import Working


@pytest.fixture(autouse=True)
def a_slow_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds.KINDS, slow.KIND, slow.__name__)


@pytest.fixture
def ask(cast: SimpleNamespace) -> Callable[..., Job]:
    """A job of the slow kind, asked for by the instructor."""

    def new(**asked: Any) -> Job:
        job = Job.ask(slow.KIND, "Prøve", asked, by=cast.instructor, at=clock.now())
        db.session.add(job)
        db.session.commit()
        return job

    return new


@pytest.fixture
def work(database_url: str) -> Iterator[Callable[[], Working]]:
    """Starts a worker on the test's database."""
    started: list[Working] = []

    def start() -> Working:
        started.append(Working(database_url))
        return started[-1]

    yield start
    for each in started:
        for pid in [*each.makers, each.process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        each.process.wait()
        each.said.close()
