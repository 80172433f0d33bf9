"""”Senere”: what one leader has put off until a day; hers alone, and without a word."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model
from logbook.people.models import Person


class Snooze(Model):
    """Until when one person has put off one request; on that day it is in her queue again."""

    __table_args__ = (
        Index("uq_snooze", "request_id", "person_id", unique=True),
        Index("ix_snooze_person_id", "person_id", "until"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("sparring_request.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    until: Mapped[date]

    @classmethod
    def of(cls, request_id: UUID, person: Person) -> Select[Self]:
        return select(cls).where(cls.request_id == request_id, cls.person_id == person.id)

    @classmethod
    def lasts(cls, request_id: Any, person: Person, today: date) -> ColumnElement[bool]:
        """Whether she has put it off until a day that has not come."""
        return exists().where(
            cls.request_id == request_id, cls.person_id == person.id, cls.until > today
        )
