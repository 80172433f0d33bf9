"""The real worker, in a process of its own: `python -m tests.jobs.working`, or `Working`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from logbook import create_app
from logbook.db import db
from logbook.jobs import kinds, worker
from logbook.jobs.models import Job
from tests.jobs import slow
from tests.serving import settings_for

PATIENCE = 60


class Working:
    """A worker on a database, until it is stopped or killed."""

    def __init__(self, url: str) -> None:
        self.said = TemporaryFile("w+")  # noqa: SIM115 - the fixture closes it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.working"],
            env=os.environ | settings_for(url),
            stderr=self.said,
        )

    def stop(self) -> str:
        """As Ctrl-C or the machine's own stop does; what it said meanwhile."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        self.said.seek(0)
        return self.said.read()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    @property
    def makers(self) -> list[int]:
        """The processes that it has begun and that still are."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], stdout=subprocess.PIPE, text=True
        )
        return [int(pid) for pid in found.stdout.split()]


def until(holds: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """What it returns as soon as it is true."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def job_now(job_id: UUID) -> Job:
    """As it stands in the database at this moment."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(Job.numbered(job_id)).one()


if __name__ == "__main__":
    kinds.KINDS[slow.KIND] = slow.__name__
    worker.Worker(create_app()).run()
