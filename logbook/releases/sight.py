"""A passage as it stands with KP, shown to those who wrote it: settled as KP's own pages are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.exports.models.behind import behind
from logbook.exports.passages import Sight, sight_among
from logbook.people.models import Person, Profession
from logbook.programme.models import Module, UnitKind
from logbook.releases.models import Attribution, Release


@dataclass(frozen=True)
class Row:
    """One writer of a passage that KP has not got yet, as the query would give her."""

    id: UUID
    module_id: UUID | None
    attribution: Attribution
    written_at: datetime
    unit_kind: UnitKind
    district: str | None
    person_id: UUID
    name: str
    profession: Profession
    is_stand_in: bool


def rows_of(
    release_id: UUID, cycle: Cycle, module_id: UUID | None, attribution: Attribution,
    written_at: datetime, people: Iterable[Person],
) -> list[Row]:  # fmt: skip
    house = cycle.house
    district = house.district.name if house.district else None
    return [
        Row(
            release_id, module_id, attribution, written_at, house.kind, district,
            person.id, person.name, person.profession, person.is_stand_in,
        )
        for person in people
    ]  # fmt: skip


def by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.name_key, person.id))


def sight_of(answer: Answer, words: str, attribution: Attribution, module: Module | None) -> Sight:
    """What KP would see, were it shared now for this module."""
    cycle, question = answer.cycle, answer.question
    people = by_name(writer.person for writer in answer.writers)
    module_id = module.id if module else None
    rows = rows_of(uuid4(), cycle, module_id, attribution, answer.written_at, people)
    found = db.session.execute(*behind(cycle.programme_id, rows)).all()
    decision = cycle.decision if question is Question.NEXT_STEP else None
    return sight_among(rows, found, words, question, decision)


def sight_of_release(release: Release) -> Sight:
    """What KP sees of it, or would if all had said yes."""
    found = db.session.execute(*behind(release.programme_id, [release])).all()
    own = sorted(
        (row for row in found if row.id == release.id), key=lambda r: (r.name_key, r.person_id)
    )
    others = [row for row in found if row.id != release.id]
    rows: Sequence[Any] = own or rows_of(
        release.id, release.cycle, release.module_id, release.attribution, release.written_at,
        by_name(consent.person for consent in release.consents),
    )  # fmt: skip
    return sight_among(rows, others, release.text, release.question, release.decision)
