"""How far a job is, its file when it is ready, and a way to stop it; for the one who asked."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Flask, Response, flash, jsonify, redirect, render_template, request
from flask import url_for as address_of
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.db import db
from logbook.gate import me, takes
from logbook.jobs.kinds import kind_of
from logbook.jobs.models import Job, JobFile, JobState
from logbook.policy import Action, authorize

# Longer than any worker looks away: then it may be that none is there.
UNUSUAL = timedelta(seconds=10)
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "–": "-"})
HEADINGS = {
    JobState.WAITING: "Vi gør filen klar",
    JobState.WORKING: "Vi gør filen klar",
    JobState.DONE: "Filen er klar",
    JobState.CANCELLED: "Det er afbrudt",
    JobState.FAILED: "Det lykkedes ikke",
}
GONE = "Filen er ryddet op. Den ligger her i en time."

bp = Blueprint("jobs", __name__)


def find(job_id: UUID) -> Job:
    job: Job = db.one_or_404(Job.of(me()).where(Job.id == job_id))
    return job


def file_of(job: Job) -> JobFile | None:
    """Its file, as long as it lasts and all that is in it may still be had."""
    file = db.session.scalar(JobFile.of(job, clock.now()))
    return file if file and kind_of(job).may_be_fetched(job, me()) else None


@bp.get("/udtraek/<uuid:job_id>")
@takes("hent")
def show(job_id: UUID) -> ResponseReturnValue:
    job = find(job_id)
    file = file_of(job)
    label, endpoint, values = kind_of(job).asked_at(job)
    is_gone = job.state is JobState.DONE and file is None
    return render_template(
        "jobs/show.html",
        job=job,
        file=file,
        # The page that waited for it: with a script, the download begins by itself.
        starts="hent" in request.args,
        heading="Filen ligger her ikke længere" if is_gone else HEADINGS[job.state],
        told=job.told or (GONE if is_gone else ""),
        is_slow=job.state is JobState.WAITING and clock.now() - job.asked_at > UNUSUAL,
        text=file.content.decode("utf-8") if file and file.is_shown else None,
        way_back=(label, address_of(endpoint, **values)),
    )


@bp.get("/udtraek/<uuid:job_id>/hvor-langt")
def progress(job_id: UUID) -> ResponseReturnValue:
    """The same for the script of the page."""
    job = find(job_id)
    return jsonify(is_open=job.state.is_open, done=job.done, total=job.total)


@bp.get("/udtraek/<uuid:job_id>/fil")
def file(job_id: UUID) -> ResponseReturnValue:
    job = find(job_id)
    found = file_of(job)
    if found is None:
        # Not there yet, stopped, or not there any more: its page says which.
        return redirect(address_of(".show", job_id=job.id), code=302)
    return Response(
        found.content,
        content_type=found.media_type,
        headers={"Content-Disposition": attachment(found.name)},
    )


def attachment(name: str) -> str:
    """The name in full, and once more in letters that the oldest program can read."""
    plain = name.translate(ASCII).encode("ascii", "ignore").decode()
    plain = re.sub("[ -]+", "-", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@bp.post("/udtraek/<uuid:job_id>/afbryd")
def cancel(job_id: UUID) -> ResponseReturnValue:
    job = find(job_id)
    authorize(Action.STOP_JOB, job)
    stopped: Any = db.session.execute(Job.cancel(job.id, at=clock.now()))
    db.session.commit()
    if stopped.rowcount:
        flash("Det er afbrudt. Der er ikke hentet noget.")
    return redirect(address_of(".show", job_id=job_id), code=303)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
