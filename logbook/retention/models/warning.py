"""That somebody was told, thirty days before, that something of hers will be erased."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import Delete, ForeignKey, Index, Select, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model
from logbook.people.models import Person


class Warned(StrEnum):
    """Of what."""

    DRAFT = "draft"
    PROGRAMME = "programme"


# Nothing goes before its warning has stood for so long.
WARNED_FOR = timedelta(days=30)


class RetentionWarning(Model):
    """One person, one thing, and the day; `subject_id` is the draft's or the programme's."""

    __table_args__ = (
        Index("uq_retention_warning", "subject_id", "person_id", unique=True),
        Index("ix_retention_warning_person_id", "person_id", "warned_on"),
    )

    of: Mapped[Warned]
    subject_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    warned_on: Mapped[date]

    @classmethod
    def to(cls, person: Person) -> Select[Self]:
        return select(cls).where(cls.person_id == person.id).order_by(cls.warned_on, cls.id)

    @classmethod
    def about(cls, subject_ids: Collection[UUID]) -> Select[UUID, UUID, date]:
        return select(cls.subject_id, cls.person_id, cls.warned_on).where(
            cls.subject_id.in_(subject_ids)
        )

    @classmethod
    def first_about(cls, subject_id: UUID) -> Select[date]:
        """Since when everyone who was told has known."""
        return select(func.max(cls.warned_on)).where(cls.subject_id == subject_id)

    @classmethod
    def forget(cls, subject_ids: Collection[UUID]) -> Delete:
        return delete(cls).where(cls.subject_id.in_(subject_ids))
