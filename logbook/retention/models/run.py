"""The days on which the time limits were gone through: by whom it is done first, once."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Select, Update, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningUpdate

from logbook.db import Model

# What could not be done is tried again the same day; what a stopped worker left is for tomorrow.
AGAIN_AFTER = timedelta(hours=1)
LOOKED_BACK = 30


class RunOutcome(StrEnum):
    """How a day's run stands."""

    UNDER_WAY = "under-way"
    DONE = "done"
    CLOCK = "clock"  # it may have jumped, so nothing was erased
    FAILED = "failed"


class RetentionRun(Model):
    """One day's run, for all programmes; of several workers the first to write it has it."""

    __table_args__ = (
        Index("uq_retention_run_ran_on", "ran_on", unique=True),
        CheckConstraint("(outcome = 'under-way') = (ended_at IS NULL)", name="ends_with_a_moment"),
    )

    ran_on: Mapped[date]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[RunOutcome] = mapped_column(default=RunOutcome.UNDER_WAY)
    warned: Mapped[int] = mapped_column(default=0)
    erased: Mapped[int] = mapped_column(default=0)

    @classmethod
    def on(cls, day: date) -> Select[UUID]:
        return select(cls.id).where(cls.ran_on == day)

    @classmethod
    def lately(cls) -> Select[Self]:
        """The last days' runs, the newest first."""
        return select(cls).order_by(cls.ran_on.desc()).limit(LOOKED_BACK)

    @classmethod
    def take_up_again(cls, run_id: UUID, *, at: datetime) -> ReturningUpdate[UUID]:
        """One that did not come off, an hour later; of several workers one gets it."""
        return (
            update(cls)
            .where(
                cls.id == run_id,
                cls.outcome.in_([RunOutcome.CLOCK, RunOutcome.FAILED]),
                cls.begun_at <= at - AGAIN_AFTER,
            )
            .values(outcome=RunOutcome.UNDER_WAY, begun_at=at, ended_at=None)
            .returning(cls.id)
            .execution_options(synchronize_session=False)
        )

    @classmethod
    def end(
        cls, run_id: UUID, outcome: RunOutcome, *, at: datetime, warned: int = 0, erased: int = 0
    ) -> Update:
        """What it has come to; what an earlier try of the day did is counted too."""
        return (
            update(cls)
            .where(cls.id == run_id)
            .values(
                outcome=outcome, ended_at=at, warned=cls.warned + warned,
                erased=cls.erased + erased,
            )
            .execution_options(synchronize_session=False)
        )  # fmt: skip
