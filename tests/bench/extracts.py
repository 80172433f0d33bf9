"""About a thousand passages taken along, in each format: processor time and memory.

Each is made in a process of its own, by the app itself:
`python -m tests.bench.extracts URL FORMAT`.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from logbook import clock, gate
from logbook.db import db
from logbook.exports.models import Format
from logbook.jobs.making import make_all_waiting
from logbook.people.models import Person
from logbook.releases.models import Release
from tests.bench.visits import app_on

WANTED = 1_000
INSTRUCTOR = "fyld-1-kp-1"


@dataclass(frozen=True)
class Taken:
    """One extract: how many passages, seconds of processor time, megabytes, bytes of the file."""

    format: str
    passages: int
    cpu: float
    memory: float
    size: int


def extracts_on(url: str) -> list[Taken]:
    found = []
    for format in Format:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.extracts", url, format.value],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        found.append(Taken(**json.loads(made.stdout)))
    return found


def take(url: str, format: str) -> Taken:
    app = app_on(url)
    with app.app_context():
        instructor = db.session.scalars(Person.with_user_name(INSTRUCTOR)).one()
        key = gate.begin_sign_in(instructor, device="Måling", at=clock.now())
        session_id, passages = nearest_selection(instructor)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction(base_url="https://localhost") as session:
        session["sign_in"] = key
    form = {"undervisningsgang": str(session_id), "format": format} if session_id else {
        "modul": "", "format": format
    }  # fmt: skip
    asked = client.post(
        "/udtraek/hent", data=form, base_url="https://localhost",
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    if asked.status_code != 303:
        raise RuntimeError(f"the extract answered {asked.status}")
    before = time.process_time()
    with app.app_context():
        make_all_waiting()
    cpu = time.process_time() - before
    answer = client.get(f"{asked.location.removesuffix('/fil')}/fil", base_url="https://localhost")
    if answer.status_code != 200:
        raise RuntimeError(f"the file answered {answer.status}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Taken(format, passages, cpu, memory, len(answer.data))


def nearest_selection(instructor: Person) -> tuple[UUID | None, int]:
    """The time of teaching that has about a thousand passages, and how many it has."""
    released = Release.released_to(instructor.programme_id)
    numbers: Counter[UUID] = Counter(
        dict(
            db.session.execute(
                released.where(Release.session_id.is_not(None))
                .with_only_columns(Release.session_id, func.count())
                .group_by(Release.session_id)
            ).all()
        )
    )
    everything = db.session.scalar(select(func.count()).select_from(released.subquery())) or 0
    session_id = min(numbers, key=lambda each: abs(numbers[each] - WANTED), default=None)
    if session_id is None or abs(everything - WANTED) < abs(numbers[session_id] - WANTED):
        return None, everything
    return session_id, numbers[session_id]


if __name__ == "__main__":
    json.dump(vars(take(*sys.argv[1:])), sys.stdout)
