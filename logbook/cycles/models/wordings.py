"""What a round and its signs were called before."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    func,
    select,
    true,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.db import Model
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle

SHOWN = 20


class WordingOf(StrEnum):
    """What the words were for."""

    TITLE = "title"
    SIGN = "sign"


class Wording(Model):
    """Words that stood for a round's name or for one of its signs until somebody changed them.

    `revision` is the cycle's `words_revision` while they stood there. `sign_id` is kept when the
    sign has gone: brought back, it is the same sign with the same past. A wording is never
    changed, and goes only with its cycle.
    """

    __table_args__ = (
        CheckConstraint("(what = 'sign') = (sign_id IS NOT NULL)", name="a_sign_is_known"),
        Index("ix_wording_cycle_id", "cycle_id", "revision"),
        Index("ix_wording_continues_id", "continues_id"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    what: Mapped[WordingOf]
    sign_id: Mapped[UUID | None]
    # What the sign went on from, for as long as that stands in its round.
    continues_id: Mapped[UUID | None] = mapped_column(ForeignKey("sign.id", ondelete="SET NULL"))
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    replaced_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship()
    replaced_by: Mapped[Person] = relationship()

    @classmethod
    def of(cls, cycle_id: UUID, since: datetime | None) -> Select[*tuple[Self, str | None]]:
        """The newest first, each with the words that came after it; None if those stand there.

        Those that stood there `since` the reader came; all of them if that is None.
        """
        following = func.lead(cls.text).over(
            partition_by=(cls.what, cls.sign_id), order_by=cls.revision
        )
        return (
            select(cls, following)
            .where(cls.cycle_id == cycle_id, cls.stood_after(since))
            .order_by(cls.revision.desc(), cls.id)
            .options(joinedload(cls.replaced_by, innerjoin=True))
        )

    @classmethod
    def stood_after(cls, since: datetime | None) -> ColumnElement[bool]:
        return true() if since is None else cls.replaced_at >= since

    @classmethod
    def any_of(cls, cycle_id: UUID, since: datetime | None) -> Select[UUID]:
        return select(cls.id).where(cls.cycle_id == cycle_id, cls.stood_after(since)).limit(1)

    @classmethod
    def with_id(cls, wording_id: UUID) -> Select[Self]:
        """Whoever asks: who may read it is said by its cycle."""
        return select(cls).where(cls.id == wording_id)
