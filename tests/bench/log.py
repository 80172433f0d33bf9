"""The log: what a line costs who does something, and reading a long one through.

Each number of lines is written and read in a process of its own:
`python -m tests.bench.log URL NUMBER`.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import text

from logbook.audit.models import Act, record
from logbook.audit.verifying import check, one_moment
from logbook.db import db
from logbook.keys import log_key, log_key_id
from logbook.programme.models import Programme
from tests.bench.visits import app_on

SIZES = (1_000, 100_000)
TRIES = 200
AT_ONCE = 1_000
RENAME = text("UPDATE programme SET name = :name WHERE id = :id")
AT = datetime(2030, 1, 7, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Chain:
    """A log of so many lines: what one more costs in milliseconds, and to read it all through.

    `line` is wall time beside a commit that holds nothing else to write, `cpu` seconds of
    processor time, the memory in megabytes before reading and at its highest.
    """

    lines: int
    line: float
    commit: float
    cpu: float
    before: float
    memory: float


def logs_on(url: str) -> list[Chain]:
    found = []
    for number in SIZES:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.log", url, str(number)],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        found.append(Chain(**json.loads(made.stdout)))
    return found


def chain_of(url: str, number: int) -> Chain:
    with app_on(url).app_context():
        programme = Programme(key=f"log-{number}", name="Måling", is_example=True)
        db.session.add(programme)
        db.session.commit()
        programme_id = programme.id
        for count in range(number):
            record(Act.READ, by=None, at=AT, programme_id=programme_id, count=count)
            if (count + 1) % AT_ONCE == 0:
                db.session.commit()

        def act(count: int) -> None:
            """One row that is changed."""
            db.session.execute(RENAME, {"name": f"Måling {count}", "id": programme_id.hex})

        def recorded_act(count: int) -> None:
            act(count)
            record(Act.READ, by=None, at=AT, programme_id=programme_id, count=count)

        commit, line = timed(act), timed(recorded_act)
        memory = peak()
        began = time.process_time()
        with one_moment() as connection:
            found = check(connection, programme_id, {log_key_id(): log_key()})
        cpu = time.process_time() - began
        if found.wrong or found.lines != number + TRIES:
            raise RuntimeError(f"{found}")
        return Chain(found.lines, line - commit, commit, cpu, memory, peak())


def timed(work: Callable[[int], None]) -> float:
    """Milliseconds to do it and to commit, in the middle of many."""
    taken = []
    for count in range(TRIES):
        began = time.perf_counter()
        work(count)
        db.session.commit()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(vars(chain_of(sys.argv[1], int(sys.argv[2])))))
