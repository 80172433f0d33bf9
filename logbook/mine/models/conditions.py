"""What the queries of ”Mine data” share: which rounds are hers, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select

from logbook.cycles.models import Answer, AnswerWriter, Cycle, CycleWriter
from logbook.people.models import Person
from logbook.reviews.models.conditions import seen_by

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Asker:
    """Who asks, and what was opened before `since` and has closed by itself."""

    person: Person
    since: datetime

    @property
    def id(self) -> Any:
        return self.person.id

    @property
    def her_rounds(self) -> Select[Any]:
        """The ids of the rounds that she writes in now."""
        return select(CycleWriter.cycle_id).where(
            CycleWriter.person_id == self.person.id, CycleWriter.removed_at.is_(None)
        )

    def is_in_her_rounds(self, cycle_id: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = cycle_id.in_(self.her_rounds)
        return found

    def joined_before(self, cycle_id: Any, moment: Any) -> ColumnElement[bool]:
        """Whether she wrote in this round at that moment: what stood there before is not hers."""
        return exists().where(
            CycleWriter.cycle_id == cycle_id, CycleWriter.person_id == self.person.id,
            CycleWriter.removed_at.is_(None), CycleWriter.added_at <= moment,
        )  # fmt: skip

    def may_see(self, cycle_id: Any) -> ColumnElement[bool]:
        """Whether she may open it at all."""
        return select(Cycle.id).where(Cycle.id == cycle_id, seen_by(self.person)).exists()

    @property
    def is_hers_alone(self) -> ColumnElement[bool]:
        """Of an answer: that nobody but she wrote in it, wherever it stands."""
        in_it = AnswerWriter.answer_id == Answer.id
        hers = exists().where(in_it, AnswerWriter.person_id == self.person.id)
        others = exists().where(in_it, AnswerWriter.person_id != self.person.id)
        return and_(hers, not_(others))

    @property
    def answers(self) -> Select[Any]:
        """The ids of the answers that she takes out."""
        return select(Answer.id).where(
            or_(self.is_in_her_rounds(Answer.cycle_id), self.is_hers_alone)
        )

    @property
    def writers_of_rounds(self) -> Rows:
        """Round and name of each who writes there now, in the order in which they came."""
        return (
            select(CycleWriter.cycle_id, Person.name)
            .join(CycleWriter.person)
            .where(CycleWriter.cycle_id.in_(self.her_rounds), CycleWriter.removed_at.is_(None))
            .order_by(CycleWriter.added_at, CycleWriter.id)
        )

    @property
    def writers_of_answers(self) -> Rows:
        return (
            select(AnswerWriter.answer_id, Person.name)
            .join(AnswerWriter.person)
            .where(AnswerWriter.answer_id.in_(self.answers))
            .order_by(AnswerWriter.since, AnswerWriter.id)
        )
