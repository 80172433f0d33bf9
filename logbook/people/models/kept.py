"""A form that met no sign-in of its owner's: it waits, sealed, until she comes."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from sqlalchemy import Delete, ForeignKey, Index, Select, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model
from logbook.people.models.person import Person

KEPT_FOR = timedelta(days=14)
# More than anybody leaves behind; it bounds what a forgotten tablet can send in her name.
MOST_KEPT = 20


class KeptForm(Model):
    """What somebody wrote and could not save, encrypted; gone once she has taken it back.

    `content_hash` tells that the same form was sent again.
    """

    __table_args__ = (Index(None, "owner_id", "kept_at"),)

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime]

    @classmethod
    def owner(cls, person_id: UUID) -> Select[Person]:
        """The person, as long as she may come."""
        return select(Person).where(Person.id == person_id, Person.removed_at.is_(None))

    @classmethod
    def of(cls, person: Person) -> Select[Self]:
        """Newest first."""
        newest_first = cls.kept_at.desc(), cls.id
        return select(cls).where(cls.owner_id == person.id).order_by(*newest_first)

    @classmethod
    def forget(cls, person: Person, kept_id: UUID) -> Delete:
        return delete(cls).where(cls.owner_id == person.id, cls.id == kept_id)

    @classmethod
    def forget_old(cls, at: datetime) -> Delete:
        return delete(cls).where(cls.kept_at <= at - KEPT_FOR)
