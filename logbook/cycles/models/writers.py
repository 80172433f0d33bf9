"""Who writes in a cycle: the one who started it, and those who write with her."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.db import Model
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class CycleWriter(Model):
    """A person who writes in a cycle. `used_at` is when she last did: her cycle in hand."""

    __table_args__ = (
        Index("uq_cycle_writer", "cycle_id", "person_id", unique=True),
        Index("ix_cycle_writer_in_hand", "person_id", "used_at"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    used_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    cycle: Mapped["Cycle"] = relationship(back_populates="writers")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


def writes_in(person_id: Any, cycle_id: Any) -> ColumnElement[bool]:
    """Whether she writes in it now, as a condition: two values, or two columns."""
    return exists().where(
        CycleWriter.cycle_id == cycle_id,
        CycleWriter.person_id == person_id,
        CycleWriter.removed_at.is_(None),
    )
