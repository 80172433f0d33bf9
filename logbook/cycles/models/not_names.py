"""What a writer has said is no name: remembered with the text, as a hash that says no word."""

from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model

HASH_LENGTH = 64


def going_with(table: str) -> Any:
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"))


class NotName(Model):
    """One word in one text that the guard does not ask about again; it goes with the text.

    `text_id` is the text, whatever its kind; the others lead to it, so that it takes this along.
    """

    __table_args__ = (
        Index("uq_not_name", "text_id", "word_hash", unique=True),
        Index("ix_not_name_answer_id", "answer_id"),
        Index("ix_not_name_cycle_id", "cycle_id"),
        Index("ix_not_name_sign_id", "sign_id"),
        Index("ix_not_name_note_id", "note_id"),
    )

    text_id: Mapped[UUID]
    answer_id: Mapped[UUID | None] = going_with("answer")
    cycle_id: Mapped[UUID | None] = going_with("cycle")
    sign_id: Mapped[UUID | None] = going_with("sign")
    note_id: Mapped[UUID | None] = going_with("conversation")
    outcome_id: Mapped[UUID | None] = going_with("outcome")
    board_id: Mapped[UUID | None] = going_with("board")
    group_id: Mapped[UUID | None] = going_with("board_group")
    board_note_id: Mapped[UUID | None] = going_with("board_note")
    word_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))

    @classmethod
    def in_texts(cls, text_ids: Collection[UUID]) -> Select[Self]:
        return select(cls).where(cls.text_id.in_(text_ids))
