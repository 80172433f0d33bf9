"""The log of backups: when one was taken and whether it can be used, for the coordinator."""

from datetime import datetime
from typing import Self

from sqlalchemy import BigInteger, CheckConstraint, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model


class Backup(Model):
    """One run of `flask backup`, also one that failed; never where the file lies.

    `size` is in bytes, None if there is no file.
    """

    __tablename__ = "backup"
    __table_args__ = (CheckConstraint("NOT is_good OR size IS NOT NULL", name="good_has_size"),)

    made_at: Mapped[datetime] = mapped_column(index=True)
    seconds: Mapped[int]
    size: Mapped[int | None] = mapped_column(BigInteger)
    is_good: Mapped[bool]

    @classmethod
    def latest_good(cls) -> Select[Self]:
        """The last one that was tried out and found whole."""
        return select(cls).where(cls.is_good).order_by(cls.made_at.desc()).limit(1)
