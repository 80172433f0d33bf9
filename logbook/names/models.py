"""A municipality's own list of first names, beside Denmark's: what the register has got since."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Self
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.db import Model, db
from logbook.privacy.lists import Names, danish
from logbook.programme.models import Programme

SOURCE_LIMIT = 200


class NameList(Model):
    """First names of a register, each with its marks, one a line; never a list of a house's own."""

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), unique=True
    )
    source: Mapped[str] = mapped_column(String(SOURCE_LIMIT))
    dated_on: Mapped[date]
    # Names with fewer bearers were left out.
    fewest: Mapped[int]
    count: Mapped[int]
    names: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]

    @classmethod
    def of(cls, programme_id: UUID) -> Select[Self]:
        return select(cls).where(cls.programme_id == programme_id)


def remove_from(programme: Programme) -> bool:
    """Whether there was one to remove."""
    there = db.session.scalar(NameList.of(programme.id))
    programme.names_version = None
    if there is None:
        return False
    db.session.delete(there)
    db.session.flush()
    return True


def put(
    programme: Programme, marked: Sequence[str], *, source: str, dated_on: date, fewest: int,
    at: datetime,
) -> None:  # fmt: skip
    """Instead of the list that was there."""
    remove_from(programme)
    names = "\n".join(marked)
    programme.names_version = hashlib.sha256(names.encode()).hexdigest()
    db.session.add(
        NameList(
            programme_id=programme.id, source=source, dated_on=dated_on, fewest=fewest,
            count=len(marked), names=names, added_at=at,
        )
    )  # fmt: skip


@lru_cache(maxsize=8)
def together(programme_id: UUID, version: str) -> Names:
    """Denmark's list and the programme's own; read once for each version."""
    own = db.session.scalar(NameList.of(programme_id))
    return danish() | Names(own.names.split("\n") if own else ())


def known_in(programme: Programme) -> Names:
    if programme.names_version is None:
        return danish()
    return together(programme.id, programme.names_version)
