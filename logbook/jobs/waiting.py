"""A page may wait a moment for a file; what takes longer has a page of its own."""

import time
from uuid import UUID

from logbook.db import db
from logbook.jobs.models import Job, JobState

LOOKS_EVERY = 0.05


def is_ready_soon(job_id: UUID, patience: float) -> bool:
    """Whether it is made within so many seconds."""
    until = time.monotonic() + patience
    while True:
        state = db.session.scalar(Job.state_of(job_id))
        db.session.rollback()
        if state is None or not state.is_open:
            return state is JobState.DONE
        if time.monotonic() >= until:
            return False
        time.sleep(LOOKS_EVERY)
