"""”Min bog” as a job."""

import io
import zipfile
from datetime import date, datetime
from importlib import import_module
from typing import Any

from logbook import clock
from logbook.jobs.kinds import CannotBeMade, Made, Tell
from logbook.jobs.models import Job
from logbook.mine import making
from logbook.mine.gathering import gathered
from logbook.people.models import Person

KIND = "book"
LABEL = "Min bog"
NOTHING = "Du skriver ikke i nogen runder i den periode. Vælg en anden, eller vælg det hele."

keep = making.keep
may_be_fetched = making.may_be_fetched


def ask(*, module: str, begins: date | None, ends: date | None, by: Person, at: datetime) -> Job:
    asked = {"module": module, "begins": in_short(begins), "ends": in_short(ends)}
    return Job.ask(KIND, LABEL, asked, by=by, at=at)


def in_short(on: date | None) -> str:
    return on.isoformat() if on else ""


def as_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def make(job: Job, tell: Tell) -> Made:
    """All her rounds of the period, as they stand at this moment."""
    book = import_module("logbook.mine.book")
    chosen = job.asked
    period = book.Period(chosen["module"], as_date(chosen["begins"]), as_date(chosen["ends"]))
    mine = gathered(job.asked_by, clock.now())
    rounds = book.rounds_in(mine, period)
    if not rounds:
        raise CannotBeMade(NOTHING)
    name = f"Min bog {clock.day_of(mine.at).isoformat()}"
    books = book.as_books(mine, rounds, period, tell)
    if len(books) == 1:
        return Made(f"{name}.pdf", "application/pdf", books[0], mine.ids, own=mine.words)
    return Made(f"{name}.zip", "application/zip", volumes(books), mine.ids, own=mine.words)


def volumes(books: list[bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number, content in enumerate(books, start=1):
            file.writestr(f"Min bog – bind {number}.pdf", content)
    return made.getvalue()


def asked_at(_job: Job) -> tuple[str, str, dict[str, Any]]:
    return "Min bog", "mine.book", {}
