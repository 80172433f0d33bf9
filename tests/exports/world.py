"""Released passages of many writers, made by the same moves as in the app."""

from types import SimpleNamespace
from typing import Any

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision
from logbook.db import db
from logbook.jobs.making import make_all_waiting
from logbook.people.models import Profession, Role
from logbook.programme.models import Tag, TagKind
from logbook.releases.models import Attribution, Release
from tests import factories as make


def tag(cast: SimpleNamespace, kind: TagKind, place: int = 0) -> Tag:
    return [each for each in cast.programme.tags if each.kind is kind][place]


def passage(
    cast: SimpleNamespace,
    text: str = "Ventetid skaber uro.",
    *,
    question: Question = Question.LEARNED,
    attribution: Attribution = Attribution.PROFESSION,
    name: str = "Mette Holm",
    profession: Profession = Profession.PEDAGOGUE,
    tags: tuple[Tag, ...] = (),
    decision: Decision = Decision.KEEP,
    **fields: object,
) -> Release:
    """One passage, released by a writer of its own in a cycle of its own."""
    writer = make.member(cast.programme, Role.AUTHOR, name, unit=cast.house, profession=profession)
    house = fields.get("house", cast.house)
    made: Cycle = make.cycle(
        by=writer, house=house, module=fields.get("module", cast.module), save=False
    )  # type: ignore[arg-type]
    made.answer(question, text, by=writer, at=make.NOON)
    made.tags.extend(tags)
    made.decision = decision
    db.session.add(made)
    release = Release.propose(
        made.answer_to(question), text, attribution,
        session=None, by=writer, at=make.NOON, today=make.TODAY,
    )  # fmt: skip
    db.session.add(release)
    return release


def passages(cast: SimpleNamespace, number: int, **fields: object) -> list[Release]:
    made = [passage(cast, f"Citat {n}", **fields) for n in range(number)]  # type: ignore[arg-type]
    db.session.commit()
    return made


def ask(client: Any, form: str, **choices: str) -> str:
    """Ask for an extract; where the answer leads to."""
    answer = client.post("/udtraek/hent", data={"format": form, "modul": ""} | choices)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def take(client: Any, form: str, **choices: str) -> Any:
    """Ask for an extract, have it made, and fetch the file."""
    page = ask(client, form, **choices)
    assert make_all_waiting() == 1
    db.session.rollback()
    answer = client.get(f"{page}/fil")
    assert answer.status_code == 200, answer.text
    return answer
