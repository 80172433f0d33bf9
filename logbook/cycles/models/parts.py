"""Each thing that stands in a cycle, as one query by the cycle's id."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from logbook.cycles.models.cycle import Cycle, cycle_tag
from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.models.writers import CycleWriter
from logbook.people.models import Person
from logbook.programme.models import Tag

# What a page says of somebody who writes.
NAMED = (Person.name, Person.profession)


def writers(_person: Person, cycle_id: UUID) -> Select[CycleWriter]:
    return (
        select(CycleWriter)
        .where(CycleWriter.cycle_id == cycle_id)
        .options(
            joinedload(CycleWriter.person, innerjoin=True).load_only(*NAMED, Person.removed_at)
        )
        .order_by(CycleWriter.added_at, CycleWriter.person_id)
    )


def tags(_person: Person, cycle_id: UUID) -> Select[Tag]:
    return (
        select(Tag)
        .join(cycle_tag, cycle_tag.c.tag_id == Tag.id)
        .where(cycle_tag.c.cycle_id == cycle_id)
        .order_by(Tag.position)
    )


def signs(_person: Person, cycle_id: UUID) -> Select[Sign]:
    return select(Sign).where(Sign.cycle_id == cycle_id).order_by(Sign.position)


def trials(_person: Person, cycle_id: UUID) -> Select[Trial]:
    return select(Trial).where(Trial.cycle_id == cycle_id).order_by(Trial.tried_on, Trial.id)


def observations(_person: Person, cycle_id: UUID) -> Select[Observation]:
    return (
        select(Observation)
        .where(Observation.cycle_id == cycle_id)
        .options(
            joinedload(Observation.observer, innerjoin=True).load_only(*NAMED),
            joinedload(Observation.scores),
        )
        .order_by(Observation.observed_on, Observation.written_at, Observation.id)
    )


def all_answers(_person: Person, cycle_id: UUID) -> Select[Answer]:
    return select(Answer).where(Answer.cycle_id == cycle_id).options(joinedload(Answer.writers))


def answers_to_read(_person: Person, cycle_id: UUID) -> Select[Answer]:
    """Without who wrote in each, which nobody sees who only reads them."""
    return select(Answer).where(Answer.cycle_id == cycle_id)


def answers_known_to(person: Person) -> Select[Answer]:
    """Those in cycles that she may see, and those in her own observations."""
    seen = Cycle.visible_to(person).where(Cycle.id == Answer.cycle_id).exists()
    hers = select(Observation).where(
        Observation.id == Answer.observation_id, Observation.observer_id == person.id
    )
    return select(Answer).where(or_(seen, hers.exists()))


Parts = dict[str, Callable[..., Select[Any]]]

# By the name of the relationship that each of them fills.
PARTS: Parts = {
    part.__name__: part for part in (writers, tags, signs, trials, observations, all_answers)
}
TO_READ: Parts = PARTS | {"all_answers": answers_to_read}
