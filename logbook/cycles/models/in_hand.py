"""What a device may hold of the cycles that somebody has in hand: revisions, never a text."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select

from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.questions import Question
from logbook.people.models import Person


def revisions_in(
    cycle_ids: Collection[UUID],
) -> Select[UUID, UUID | None, UUID | None, Question, int]:
    """Cycle, trial, observation, question and revision of each answer; nothing that was written."""
    return select(
        Answer.cycle_id, Answer.trial_id, Answer.observation_id, Answer.question, Answer.revision
    ).where(Answer.cycle_id.in_(cycle_ids))


def trials_in(cycle_ids: Collection[UUID]) -> Select[UUID, UUID]:
    """Cycle and trial, the latest trial last."""
    return (
        select(Trial.cycle_id, Trial.id)
        .where(Trial.cycle_id.in_(cycle_ids))
        .order_by(Trial.tried_on, Trial.written_at, Trial.id)
    )


def signs_in(cycle_ids: Collection[UUID]) -> Select[UUID]:
    """The cycles that have a sign already."""
    return select(Sign.cycle_id).where(Sign.cycle_id.in_(cycle_ids)).distinct()


def observations_by(person: Person, cycle_ids: Collection[UUID]) -> Select[UUID, UUID]:
    """Cycle and observation of her own, the latest last."""
    return (
        select(Observation.cycle_id, Observation.id)
        .where(Observation.cycle_id.in_(cycle_ids), Observation.observer_id == person.id)
        .order_by(Observation.observed_on, Observation.written_at, Observation.id)
    )
