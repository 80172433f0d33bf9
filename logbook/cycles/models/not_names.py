"""What a writer has said is no name: remembered with the text, as a hash that says no word."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model

HASH_LENGTH = 64


class NotName(Model):
    """One word in one answer that the guard does not ask about again; it goes with the answer."""

    __table_args__ = (Index("uq_not_name", "answer_id", "word_hash", unique=True),)

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    word_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))

    @classmethod
    def in_answers(cls, answer_ids: Collection[UUID]) -> Select[Self]:
        return select(cls).where(cls.answer_id.in_(answer_ids))
