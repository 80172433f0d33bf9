"""Sparring: what a leader gives back, and who has received it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Row, Select, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.models import CycleWriter
from logbook.db import Model
from logbook.people.models import Person
from logbook.reviews.models.conditions import BOX_HEADINGS, BringUp, is_past, seen_by

if TYPE_CHECKING:
    from logbook.reviews.models.sparring import SparringRequest


class Sparring(Model):
    """What a leader gives back, in three boxes of which at least one is filled."""

    __table_args__ = (
        CheckConstraint(
            "noticed <> '' OR curious <> '' OR can_help <> ''", name="one_box_is_filled"
        ),
        Index("uq_sparring_request_id", "request_id", unique=True),
        Index("ix_sparring_by", "by_id", "given_at"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("sparring_request.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    noticed: Mapped[str] = mapped_column(Text)
    curious: Mapped[str] = mapped_column(Text)
    can_help: Mapped[str] = mapped_column(Text)
    bring_up: Mapped[BringUp | None]
    # The day on which one of the cycle's writers first read it.
    read_on: Mapped[date | None]

    request: Mapped["SparringRequest"] = relationship(back_populates="sparring")
    by: Mapped[Person] = relationship()

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """What she wrote, box by box with its heading; the empty ones are left out."""
        written = zip(BOX_HEADINGS, (self.noticed, self.curious, self.can_help), strict=True)
        return [(heading, words) for heading, words in written if words]

    @classmethod
    def given_by(cls, person: Person) -> Select[Self]:
        """What she has given on cycles that she may still see, newest first."""
        # Imported here: a request knows its sparring.
        from logbook.reviews.models.sparring import SparringRequest

        return (
            select(cls)
            .join(cls.request)
            .join(SparringRequest.cycle)
            .where(cls.by_id == person.id, seen_by(person))
            .order_by(cls.given_at.desc(), cls.id)
        )

    @classmethod
    def received_by(cls, person: Person) -> Select[Self]:
        """What was given on cycles that she writes in, newest first."""
        from logbook.reviews.models.sparring import SparringRequest

        return (
            select(cls)
            .join(cls.request)
            .join(CycleWriter, CycleWriter.cycle_id == SparringRequest.cycle_id)
            .where(CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None))
            .order_by(cls.given_at.desc(), cls.id)
        )

    @classmethod
    def unread_by(cls, person: Person) -> Select[Self]:
        """What she has received and none of its writers has read yet."""
        return cls.received_by(person).where(cls.read_on.is_(None))

    @classmethod
    def after(cls, last: "Sparring | Row[*tuple[Any, ...]]") -> ColumnElement[bool]:
        """What stands below `last` in a list with the newest first."""
        return is_past(cls, cls.given_at, last, newest_first=True)
