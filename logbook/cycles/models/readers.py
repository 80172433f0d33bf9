"""Who was let in to read a cycle, and who has read it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.db import Model
from logbook.people.models import Person, Role

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


# Who may be asked for sparring, and let in to give it.
LEADING = (Role.LEADER, Role.DISTRICT_LEADER)


def leads_somewhere(person: Person) -> bool:
    return any(membership.role in LEADING for membership in person.memberships)


class CycleGuest(Model):
    """Somebody to whom the cycle was sent by name, for sparring; she may open it while she leads.

    The row goes when the question is taken back, and when the cycle becomes private.
    """

    __table_args__ = (
        Index("uq_cycle_guest", "cycle_id", "person_id", unique=True),
        Index("ix_cycle_guest_person_id", "person_id"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship(back_populates="guests")
    person: Mapped[Person] = relationship()

    @property
    def may_read(self) -> bool:
        return self.person.is_active and leads_somewhere(self.person)

    @classmethod
    def of(cls, cycle_ids: Collection[UUID]) -> Select[Self]:
        """Those of some cycles, with what they lead: to be made `unique()`."""
        return (
            select(cls)
            .where(cls.cycle_id.in_(cycle_ids))
            .options(joinedload(cls.person, innerjoin=True).joinedload(Person.memberships))
            .order_by(cls.since, cls.id)
        )


class Reading(Model):
    """That a person who does not write in the cycle has read it: once a day, the date alone."""

    __table_args__ = (Index("uq_reading", "cycle_id", "reader_id", "read_on", unique=True),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    read_on: Mapped[date]

    reader: Mapped[Person] = relationship()

    @classmethod
    def noted(cls, reader: Person, cycle_id: UUID, today: date) -> Select[UUID]:
        """The id of what says that she has read it today."""
        return select(cls.id).where(
            cls.cycle_id == cycle_id, cls.reader_id == reader.id, cls.read_on == today
        )

    @classmethod
    def of(cls, cycle_id: UUID) -> Select[Self]:
        return (
            select(cls)
            .where(cls.cycle_id == cycle_id)
            .options(joinedload(cls.reader).selectinload(Person.memberships))
            .order_by(cls.read_on.desc(), cls.id)
        )
