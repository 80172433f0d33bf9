"""An extract as a job: what was asked for becomes a file, and a row in the log of extracts."""

from datetime import date, datetime
from importlib import import_module
from typing import Any

from logbook import clock
from logbook.audit.models import Act, record
from logbook.by_script import as_uuid
from logbook.db import db
from logbook.exports.makers import MAKERS
from logbook.exports.models import Extract, Format, any_withdrawn_in, extract_release
from logbook.exports.passages import Handout
from logbook.jobs.kinds import CannotBeMade, Made, Tell
from logbook.jobs.models import Job
from logbook.people.models import Person
from logbook.policy import Action, can
from logbook.releases.models import Release

KIND = "extract"
NAME_LIMIT = 80
# A database takes only so many values in one question.
HELD_AT_ONCE = 10_000
NOTHING_LEFT = "Der er ingen citater i udvalget. Vælg noget andet, og hent det derfra."

# Where passages are chosen, by the name in `asked["source"]`: a module with `handout`, and with
# `asked_at`, the way back to where it was chosen.
SOURCES = {
    "selection": "logbook.exports.asking",
    "board": "logbook.boards.taking_along",
}


def ask(source: str, chosen: dict[str, Any], format: Format, words: str, **by_at: Any) -> Job:
    """A job for an extract; `words` says what of, `chosen` is what its source makes it from."""
    asked = {"source": source, "format": format.value, "chosen": chosen}
    return Job.ask(KIND, f"{format.label}: {words}", asked, **by_at)


def make(job: Job, tell: Tell) -> Made:
    """The file, of all that may be taken along at this moment."""
    if not can(job.asked_by, Action.EXTRACT, job.programme):
        raise CannotBeMade("Det er kun undervisere, der kan hente citater.")
    format = Format(job.asked["format"])
    handout = handout_for(job, clock.now())
    if not handout.passages:
        raise CannotBeMade(NOTHING_LEFT)
    maker = MAKERS[format]
    return Made(
        name=f"{file_name(handout.selection, handout.on)}{maker.ending}",
        media_type=maker.media_type,
        content=maker.make(handout, tell),
        parts=tuple(passage.release_id for passage in handout.passages),
        is_shown=format is Format.TEXT,
        own=handout,
    )


def handout_for(job: Job, at: datetime) -> Handout:
    """What it holds at this moment. Raises CannotBeMade."""
    source = import_module(SOURCES[job.asked["source"]])
    found: Handout = source.handout(job.asked["chosen"], job.asked_by, clock.day_of(at))
    return found


def keep(job: Job, made: Made, at: datetime) -> bool:
    """Log the extract, so that the writers see it.

    False if anything in it was withdrawn, hidden, erased or put otherwise while it was made: a
    passage, a name, or on a board a note, a heading, the board's own name. What has come since is
    no reason to begin anew. Who erases or hides something comes before, and it is seen here, or
    after, and finds the file.
    """
    # In one order, as each slice is in itself: two who hold them never wait for each other.
    parts = sorted(made.parts)
    for begin in range(0, len(parts), HELD_AT_ONCE):
        held = parts[begin : begin + HELD_AT_ONCE]
        if len(db.session.scalars(Release.held_while_out(held)).all()) != len(held):
            return False
    given: Handout = made.own
    if not given.words <= handout_for(job, at).words:
        return False
    taken = Extract.take(
        job.programme, Format(job.asked["format"]), given.selection, by=job.asked_by, at=at
    )
    db.session.add(taken)
    db.session.flush()
    db.session.execute(extract_release.insert(), taken.rows_of(made.parts))
    chosen = as_uuid(job.asked["chosen"].get("modul"))
    record(
        Act.EXTRACTED, by=job.asked_by, at=at, programme_id=job.programme_id, about=taken,
        module_id=chosen, detail=taken.format, count=len(made.parts),
    )  # fmt: skip
    return True


def may_be_fetched(job: Job, by: Person) -> bool:
    is_allowed = can(by, Action.EXTRACT, job.programme)
    return is_allowed and db.session.scalar(any_withdrawn_in(job)) is None


def asked_at(job: Job) -> tuple[str, str, dict[str, Any]]:
    source = import_module(SOURCES[job.asked["source"]])
    place: tuple[str, str, dict[str, Any]] = source.asked_at(job.asked["chosen"], job.asked_by)
    return place


def file_name(words: str, on: date) -> str:
    """What is inside and when it was taken, in letters that every computer can have in a name."""
    safe = "".join(letter for letter in f"Udtræk {words}" if letter.isalnum() or letter in " -–_")
    return f"{safe[:NAME_LIMIT].strip()} {on.isoformat()}"
