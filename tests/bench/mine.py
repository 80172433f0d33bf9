"""”Mine data” and ”Min bog” of somebody with many texts: processor time and memory.

Each is made in a process of its own, by the app itself:
`python -m tests.bench.mine URL written`, and then `mine` or `book` in the place of `written`.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, insert, select

from logbook import clock
from logbook.cycles.models import Answer, AnswerWriter, Cycle, CycleWriter, Version, VersionKind
from logbook.db import db
from logbook.jobs.making import make_all_waiting
from logbook.jobs.models import Job, JobFile
from logbook.mine import binding, making
from logbook.people.models import Person
from tests.bench.visits import app_on

AUTHOR = "fyld-1-1-1"
TEXTS = 2_400
EARLIER = "Fire børn byggede på gulvet, og to kom til, da den voksne satte sig ned. " * 2


@dataclass(frozen=True)
class Own:
    """One file: how many texts and earlier ones, seconds of processor time, megabytes, bytes.

    `cpu` is of the worker and of the typesetter, which has a process for each volume; `memory` is
    the worker's at its highest, `typeset` the largest of the typesetter's.
    """

    what: str
    texts: int
    earlier: int
    cpu: float
    memory: float
    typeset: float
    size: int


def own_on(url: str) -> list[Own]:
    run(url, "written")
    return [Own(**json.loads(run(url, what))) for what in (making.KIND, binding.KIND)]


def run(url: str, what: str) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "tests.bench.mine", url, what],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return made.stdout


def write_much(url: str) -> None:
    """One author joins the rounds with the most texts, and each text there has an earlier one."""
    now = clock.now()
    with app_on(url).app_context():
        person = db.session.scalars(author()).one()
        number = func.count(Answer.id)
        rounds = (
            select(Cycle.id, number)
            .join(Answer, Answer.cycle_id == Cycle.id)
            .where(Cycle.programme_id == person.programme_id, Cycle.id.not_in(rounds_of(person)))
            .group_by(Cycle.id)
            .order_by(number.desc(), Cycle.id)
        )
        left = TEXTS - counted(texts_of(person))
        for cycle_id, texts in db.session.execute(rounds).all():
            if left <= 0:
                break
            left -= texts
            many(CycleWriter, [{
                "cycle_id": cycle_id, "person_id": person.id, "added_by_id": person.id,
                "added_at": now - timedelta(days=4_000), "used_at": now,
            }])  # fmt: skip
        for answer_id, credited in db.session.execute(texts_of(person)).all():
            if not credited:
                many(AnswerWriter, [{"answer_id": answer_id, "person_id": person.id, "since": now}])
            many(Version, [{
                "answer_id": answer_id, "kind": VersionKind.REPLACED, "revision": 0,
                "text": EARLIER, "written_by_id": person.id, "written_at": now, "kept_at": now,
            }])  # fmt: skip
        db.session.commit()


def author() -> Select[Person]:
    return select(Person).where(Person.user_name == AUTHOR)


def rounds_of(person: Person) -> Select[UUID]:
    return select(CycleWriter.cycle_id).where(CycleWriter.person_id == person.id)


def texts_of(person: Person) -> Select[UUID, bool]:
    """Each answer in her rounds, and whether words in it are hers."""
    is_hers = select(AnswerWriter.answer_id).where(AnswerWriter.person_id == person.id)
    return select(Answer.id, Answer.id.in_(is_hers)).where(Answer.cycle_id.in_(rounds_of(person)))


def counted(query: Select[*tuple[Any, ...]]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def many(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), [{"id": uuid4(), **row} for row in rows])


def take(url: str, what: str) -> Own:
    with app_on(url).app_context():
        person = db.session.scalars(author()).one()
        now = clock.now()
        job = making.ask(by=person, at=now)
        if what == binding.KIND:
            job = binding.ask(module="", begins=None, ends=None, by=person, at=now)
        job_id, texts = job.id, counted(texts_of(person))
        earlier = counted(
            select(Version.id).where(
                Version.answer_id.in_(texts_of(person).with_only_columns(Answer.id))
            )
        )
        db.session.add(job)
        db.session.commit()
        db.session.remove()
        before = seconds()
        make_all_waiting()
        cpu = seconds() - before
        size = db.session.scalar(select(JobFile.size).where(JobFile.job_id == job_id))
        if not size:
            raise RuntimeError(db.session.get_one(Job, job_id).told)
    return Own(
        what, texts, earlier, cpu, peak_mb(resource.RUSAGE_SELF),
        peak_mb(resource.RUSAGE_CHILDREN) if what == binding.KIND else 0.0, size,
    )  # fmt: skip


def seconds() -> float:
    """Of this process and of those that it began and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_mb(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[2] == "written":
        write_much(sys.argv[1])
    else:
        json.dump(vars(take(*sys.argv[1:])), sys.stdout)
