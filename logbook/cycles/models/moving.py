"""How a cycle moves along its stages; nothing else assigns `stage`."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.models.naming import Naming
from logbook.cycles.models.trials import Observation, Trial
from logbook.cycles.questions import Question, needed_for
from logbook.cycles.stages import (
    MOVES,
    ROAD,
    Decision,
    IllegalMove,
    Stage,
    Unanswered,
    Visibility,
)
from logbook.db import Model, enum_column
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class Moving(Naming):
    """The part of a cycle that is its road: the stage, and the moves that led there."""

    if TYPE_CHECKING:
        ended_from: Mapped[Stage | None]
        decision: Mapped[Decision | None]
        moves: Mapped[list["Move"]]

    def may_move_to(self, stage: Stage) -> bool:
        if self.stage.is_ending:
            return stage is self.ended_from
        return stage in MOVES[self.stage]

    def move_to(self, stage: Stage, *, by: Person, at: datetime) -> None:
        """Make one legal move and remember who made it; the only writer of `stage`.

        Raises IllegalMove; Unanswered if a step forward lacks an answer that it needs.
        """
        if not self.may_move_to(stage):
            raise IllegalMove(f"{self.stage} → {stage}")
        if not self.has_answered(stage) and self.is_step_forward(stage):
            raise Unanswered(stage)
        self.ended_from = self.stage if stage.is_ending else None
        self.moves.append(Move(came_from=self.stage, went_to=stage, by=by, at=at))
        if stage is Stage.WONDERING:
            self.show_to(Visibility.PRIVATE)
        self.stage = stage
        self.touch(by=by, at=at)

    def is_step_forward(self, stage: Stage) -> bool:
        return stage is Stage.SET_ASIDE or (
            stage in ROAD and self.stage in ROAD and ROAD.index(stage) > ROAD.index(self.stage)
        )

    def has_answered(self, stage: Stage) -> bool:
        """Whether the questions that this stage needs are answered."""
        stage = Stage(stage)
        needed = needed_for(stage)
        if stage is Stage.TRY:
            return any(all_answered(trial, needed) for trial in self.trials)
        if stage is Stage.OBSERVE:
            return any(all_answered(seen, needed) for seen in self.observations)
        decided = stage is not Stage.REFLECT or self.decision is not None
        return decided and all(self.text_of(question) for question in needed)

    def begin(self, visibility: Visibility, *, by: Person, at: datetime) -> None:
        """The plan is done: start the round, and say who may see it."""
        self.move_to(Stage.PLAN, by=by, at=at)
        self.visibility = visibility

    def advance_to(self, stage: Stage, *, by: Person, at: datetime) -> Stage | None:
        """Walk forward as far as the answers go. The stage that lacks an answer, or None."""
        for step in (
            ROAD[ROAD.index(self.stage) + 1 : ROAD.index(stage) + 1]
            if (self.stage in ROAD and self.stage is not Stage.WONDERING)
            else ()
        ):
            if not self.has_answered(step):
                return step
            self.move_to(step, by=by, at=at)
        return None

    def set_aside(self, reason: str, *, by: Person, at: datetime) -> None:
        """A good ending: what was not tried, or did not work, is knowledge too."""
        self.answer(Question.SET_ASIDE, reason, by=by, at=at)
        self.move_to(Stage.SET_ASIDE, by=by, at=at)

    def reopen(self, *, by: Person, at: datetime) -> None:
        if self.ended_from is None:
            raise IllegalMove(f"{self.stage} er ikke afsluttet")
        self.move_to(self.ended_from, by=by, at=at)


def all_answered(thing: Trial | Observation, needed: list[Question]) -> bool:
    return all((answer := thing.answer_to(q)) is not None and answer.text for q in needed)


class Move(Model):
    """One move of a cycle from stage to stage: who made it, and when."""

    __table_args__ = (Index("ix_move_cycle_id", "cycle_id", "at"),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    came_from: Mapped[Stage] = mapped_column(enum_column(Stage, "came_from"))
    went_to: Mapped[Stage] = mapped_column(enum_column(Stage, "went_to"))
    at: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship(back_populates="moves")
    by: Mapped[Person] = relationship()
