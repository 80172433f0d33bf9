"""The way to a file: at once if it takes a moment only, else by the page that waits for it."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from logbook.db import db
from logbook.exports.models import Format
from logbook.gate import me
from logbook.jobs.models import Job
from logbook.jobs.waiting import is_ready_soon


def wait_for(asked: Job) -> ResponseReturnValue:
    """Ask for it, once, and go where it is to be had."""
    waiting = db.session.scalars(Job.open_of(me(), asked.kind)).all()
    # Pressed twice, it is one job.
    job = next((each for each in waiting if each.asked == asked.asked), None)
    if job is None:
        db.session.add(asked)
        job = asked
    job_id, is_read_here = job.id, asked.asked.get("format") == Format.TEXT
    db.session.commit()
    is_ready = is_ready_soon(job_id, current_app.config["SETTINGS"].file_patience)
    endpoint = "jobs.file" if is_ready and not is_read_here else "jobs.show"
    return redirect(url_for(endpoint, job_id=job_id), code=303)
