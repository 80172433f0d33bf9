"""What was written in a house in the last weeks, as far as its leader may open it.

Both queries begin with the cycles that were changed since then, along `ix_cycle_house_changed`:
what is newer than a moment stands in a cycle that was changed after it, however many there are.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_

from logbook.cycles.models import Answer, Cycle, Observation
from logbook.cycles.questions import Question
from logbook.cycles.stages import OPEN_TO_HOUSE, Visibility
from logbook.people.models import Person
from logbook.people.models.profession import Profession
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.releases.models import Release

# As many as can be needed: one text may have been released in a few passages.
LEARNED_READ = 12


@dataclass(frozen=True)
class Learned:
    """What somebody has learned: her words, and what she is; never who."""

    cycle_id: UUID
    title: str
    text: str
    profession: Profession | None
    written_at: datetime
    answer_id: UUID


def notes_by_day(
    _person: Person, house_id: UUID, since: datetime, first: date
) -> Select[date, int]:
    """How many notes tell of each day from the first on."""
    return (
        Cycle.opened_to_leader_of(house_id)
        .join(Observation, Observation.cycle_id == Cycle.id)
        .where(Cycle.changed_at >= since, Observation.observed_on >= first)
        .with_only_columns(Observation.observed_on, func.count())
        .group_by(Observation.observed_on)
    )


def learned_since(_person: Person, house_id: UUID, since: datetime) -> Select[*tuple[Any, ...]]:
    """What is open to the house; else the passages that were released and not withdrawn.

    Newest first, and never out of a cycle that the leader may not open.
    """
    is_out = and_(
        Release.answer_id == Answer.id,
        Release.released_at.is_not(None),
        Release.withdrawn_at.is_(None),
    )
    has_learned = and_(
        Answer.cycle_id == Cycle.id,
        Answer.question == Question.LEARNED,
        Answer.trial_id.is_(None),
        Answer.observation_id.is_(None),
    )
    is_open = Cycle.visibility.in_(OPEN_TO_HOUSE)
    words = case((is_open, Answer.text), else_=Release.text)
    return (
        Cycle.opened_to_leader_of(house_id)
        .join(Answer, has_learned)
        .outerjoin(Release, and_(is_out, Cycle.visibility == Visibility.LEADER))
        .outerjoin(Person, Person.id == Answer.written_by_id)
        .where(
            Cycle.changed_at >= since,
            Answer.written_at >= since,
            Answer.text.not_in(["", HIDDEN_TEXT]),
            or_(is_open, Release.id.is_not(None)),
        )
        .with_only_columns(
            Cycle.id, Cycle.title, words, Person.profession, Answer.written_at, Answer.id
        )
        .order_by(Answer.written_at.desc(), Answer.id, Release.proposed_at, Release.id)
        .limit(LEARNED_READ)
    )
