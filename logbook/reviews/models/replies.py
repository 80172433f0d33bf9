"""What follows on a sparring: each reply a text of its own, none of them ever rewritten."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    Text,
    delete,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship
from sqlalchemy.sql.dml import ReturningDelete

from logbook.cycles.models import Cycle, CycleWriter
from logbook.db import Model
from logbook.people.models import Person
from logbook.reviews.models.conditions import MOST_ON_BADGE, seen_by

if TYPE_CHECKING:
    from logbook.reviews.models.sparring import SparringRequest

UNREAD = "read_on IS NULL"


class Reply(Model):
    """One text in a thread; a thank-you has none, and asks nobody to read it.

    `to_id` is who gave the sparring, when the cycle's writers write to her; without it the text
    is for the writers. `read_on` is the day on which the one it is for, or one of them, read it.
    """

    __table_args__ = (
        CheckConstraint(
            "text <> '' OR (to_id IS NOT NULL AND read_on IS NOT NULL)", name="only_writers_thank"
        ),
        Index("ix_reply_request_id", "request_id", "written_at"),
        Index(
            "ix_reply_unread_in", "cycle_id",
            sqlite_where=text(f"{UNREAD} AND to_id IS NULL"),
            postgresql_where=text(f"{UNREAD} AND to_id IS NULL"),
        ),
        Index(
            "ix_reply_unread_to", "to_id",
            sqlite_where=text(UNREAD), postgresql_where=text(UNREAD),
        ),
    )  # fmt: skip

    request_id: Mapped[UUID] = mapped_column(ForeignKey("sparring_request.id", ondelete="CASCADE"))
    # The request's own, so that what is new is found without reading requests.
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    read_on: Mapped[date | None]

    request: Mapped["SparringRequest"] = relationship(back_populates="replies")
    by: Mapped[Person] = relationship(foreign_keys=[by_id])

    @property
    def is_from_writers(self) -> bool:
        return self.to_id is not None

    @property
    def is_thanks(self) -> bool:
        return not self.text

    def is_for(self, person: Person, *, writes: bool) -> bool:
        """Whether it is she who reads it first."""
        return self.to_id == person.id if self.is_from_writers else writes

    @classmethod
    def to_writer(cls, person: Person) -> Select[Self]:
        """What nobody of those she writes with has read yet, of what a leader wrote to them."""
        return (
            select(cls)
            .join(CycleWriter, CycleWriter.cycle_id == cls.cycle_id)
            .where(
                CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None),
                cls.to_id.is_(None), cls.read_on.is_(None),
            )
        )  # fmt: skip

    @classmethod
    def to_giver(cls, person: Person) -> Select[Self]:
        """What writers wrote to her who gave them sparring, and she has not read yet."""
        return (
            select(cls)
            .join(Cycle, Cycle.id == cls.cycle_id)
            .where(cls.to_id == person.id, cls.read_on.is_(None), seen_by(person))
        )

    @classmethod
    def new_to(cls, person: Person) -> Select[Self]:
        """Both, newest first."""
        both = (cls.to_writer(person), cls.to_giver(person))
        ids = union_all(*(each.with_only_columns(cls.id) for each in both))
        return select(cls).where(cls.id.in_(ids)).order_by(cls.written_at.desc(), cls.id)

    @classmethod
    def number_of(cls, some: Select[Self]) -> Select[int]:
        """How many of these, up to MOST_ON_BADGE."""
        return select(func.count()).select_from(
            some.with_only_columns(cls.id).limit(MOST_ON_BADGE).subquery()
        )

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """The replies in cycles that she may see."""
        return (
            select(cls)
            .join(Cycle, Cycle.id == cls.cycle_id)
            .where(seen_by(person))
            .options(joinedload(cls.request))
        )

    @classmethod
    def take_back(cls, reply_id: UUID) -> ReturningDelete[UUID]:
        """Deletes it unless it has been read in this very moment; then nothing is returned."""
        return delete(cls).where(cls.id == reply_id, cls.read_on.is_(None)).returning(cls.id)
