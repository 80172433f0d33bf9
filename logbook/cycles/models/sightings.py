"""How clearly the signs of a forløb were seen, round after round."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, case, null, select

from logbook.cycles.models.cycle import Cycle
from logbook.cycles.models.trials import Observation, Sign, SignScore
from logbook.people.models import Person


class SignRow(NamedTuple):
    """A sign, and one sighting of it; without a day nobody has said anything of it yet.

    In a round that is closed to the reader nothing stands but which sign goes on from which.
    """

    sign_id: UUID
    continues_id: UUID | None
    cycle_id: UUID
    text: str | None
    observed_on: date | None
    score: int | None


def sightings_in(
    _person: Person, first_id: UUID, cycle_ids: Collection[UUID]
) -> Select[UUID, UUID | None, UUID, str | None, date | None, int | None]:
    """Of all signs in a forløb; words and sightings of those rounds alone that are named."""
    is_named = Sign.cycle_id.in_(cycle_ids)
    return (
        select(
            Sign.id,
            Sign.continues_id,
            Sign.cycle_id,
            case((is_named, Sign.text), else_=null()),
            Observation.observed_on,
            SignScore.score,
        )
        .join(Cycle, Cycle.id == Sign.cycle_id)
        .outerjoin(SignScore, and_(SignScore.sign_id == Sign.id, is_named))
        .outerjoin(Observation, Observation.id == SignScore.observation_id)
        .where(Cycle.first_id == first_id)
        .order_by(Cycle.round, Sign.position, Observation.observed_on, Observation.written_at)
    )
