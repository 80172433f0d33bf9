"""What a round expected: its plan's why and signs, as they stood when somebody first looked."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.questions import Question
from logbook.db import Model

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class Expectation(Model):
    """A copy, made once in a round: the plan itself stays free to be changed.

    It stays with those who wrote in the round on that day. What they put right in the plan, they
    can put right here; what stood here before is then in no version.
    """

    __table_args__ = (Index("uq_expectation_cycle_id", "cycle_id", unique=True),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    why: Mapped[str] = mapped_column(Text)
    copied_at: Mapped[datetime]
    # When the plan's words of another day were put in the place of those copied first.
    put_right_at: Mapped[datetime | None]

    cycle: Mapped["Cycle"] = relationship(back_populates="expectation")
    signs: Mapped[list["ExpectedSign"]] = relationship(
        back_populates="expectation",
        cascade="all, delete-orphan",
        order_by="ExpectedSign.position",
        lazy="joined",
    )

    @classmethod
    def of_plan(cls, cycle: "Cycle", *, at: datetime) -> "Expectation":
        copied = [
            ExpectedSign(sign_id=sign.id, position=sign.position, text=sign.text)
            for sign in cycle.signs
        ]
        return cls(why=cycle.text_of(Question.WHY), copied_at=at, signs=copied)

    @property
    def stands_since(self) -> datetime:
        return self.put_right_at or self.copied_at

    def is_known_to_who_came(self, joined_at: datetime | None) -> bool:
        """Whether somebody who writes here since then wrote here when this was copied."""
        return joined_at is not None and joined_at <= self.stands_since

    @property
    def differs_from_plan(self) -> bool:
        """Whether the plan says anything else of it today; signs that came later do not count."""
        today = {sign.id: sign.text for sign in self.cycle.signs}
        is_reworded = any(today.get(each.sign_id) != each.text for each in self.signs)
        return is_reworded or self.cycle.text_of(Question.WHY) != self.why

    def put_right(self, *, at: datetime) -> None:
        """Let the plan's words of today stand here too, and forget those that stood here."""
        today = {sign.id: sign.text for sign in self.cycle.signs}
        self.signs = [each for each in self.signs if each.sign_id in today]
        for each in self.signs:
            each.text = today[each.sign_id]
        self.why, self.put_right_at = self.cycle.text_of(Question.WHY), at


class ExpectedSign(Model):
    """A sign in its first words.

    `sign_id` is kept when the sign was taken out of the plan, unseen: brought back, it is the same.
    """

    __table_args__ = (Index("ix_expected_sign_expectation_id", "expectation_id", "position"),)

    expectation_id: Mapped[UUID] = mapped_column(ForeignKey("expectation.id"))
    sign_id: Mapped[UUID]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))

    expectation: Mapped[Expectation] = relationship(back_populates="signs")
