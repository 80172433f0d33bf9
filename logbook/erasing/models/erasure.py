"""That something was erased: its id, what it was, and the day; never a word of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import Index, Select, String, Update, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model

UNSWEPT = text("root_id IS NULL AND swept_at IS NULL")


class Erasure(Model):
    """An id that leads nowhere any more; `root_id` is what it went along with.

    No foreign keys: it outlives what it names. `swept_at` says when the database was rid of what
    a deleted row leaves behind in its files; only the root has one.
    """

    __table_args__ = (
        Index("ix_erasure_root_id", "root_id"),
        Index(
            "ix_erasure_unswept", "erased_on", sqlite_where=UNSWEPT, postgresql_where=UNSWEPT
        ),
    )  # fmt: skip

    programme_id: Mapped[UUID]
    # The table that it stood in.
    kind: Mapped[str] = mapped_column(String(40))
    erased_on: Mapped[date]
    root_id: Mapped[UUID | None]
    swept_at: Mapped[datetime | None]

    @classmethod
    def among(cls, ids: Collection[UUID], programme_id: UUID) -> Select[Self]:
        """Those of these ids that lead nowhere any more in this programme."""
        return select(cls).where(cls.id.in_(ids), cls.programme_id == programme_id)

    @classmethod
    def roots(cls) -> Select[Self]:
        return select(cls).where(cls.root_id.is_(None)).order_by(cls.erased_on, cls.id)

    @classmethod
    def known(cls, ids: Collection[UUID]) -> Select[UUID]:
        return select(cls.id).where(cls.id.in_(ids))

    @classmethod
    def along_with(cls, root_id: UUID) -> Select[Self]:
        return select(cls).where(cls.root_id == root_id).order_by(cls.id)

    @classmethod
    def unswept(cls) -> Select[UUID]:
        return select(cls.id).where(UNSWEPT).limit(1)

    @classmethod
    def sweep(cls, at: datetime) -> Update:
        """All that were erased before the database was tidied."""
        return update(cls).where(UNSWEPT).values(swept_at=at)
