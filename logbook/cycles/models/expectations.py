"""What a round expected: its plan's why and signs, as they stood when somebody first looked."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.db import Model

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class Expectation(Model):
    """A copy, made once in a round and never changed: the plan itself stays free to be.

    It is as private as its cycle, and goes with it.
    """

    __table_args__ = (Index("uq_expectation_cycle_id", "cycle_id", unique=True),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    why: Mapped[str] = mapped_column(Text)
    copied_at: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship(back_populates="expectation")
    signs: Mapped[list["ExpectedSign"]] = relationship(
        back_populates="expectation",
        cascade="all, delete-orphan",
        order_by="ExpectedSign.position",
        lazy="joined",
    )

    @classmethod
    def of_plan(cls, cycle: "Cycle", why: str, *, at: datetime) -> "Expectation":
        copied = [
            ExpectedSign(sign_id=sign.id, position=sign.position, text=sign.text)
            for sign in cycle.signs
        ]
        return cls(why=why, copied_at=at, signs=copied)


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
