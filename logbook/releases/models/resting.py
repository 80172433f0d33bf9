"""A passage whose answer was reported rests until that is read through; nobody has withdrawn it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from logbook.cycles.models import Answer

if TYPE_CHECKING:
    from uuid import UUID


class Resting:
    """The part of a release that is its rest.

    While it rests it is with nobody: `released_at` is empty, so that whatever looks for what is
    with KP does not find it, and `was_released_at` remembers since when it was.
    """

    if TYPE_CHECKING:
        answer_id: Mapped[UUID]
        released_at: Mapped[datetime | None]

    rests_since: Mapped[datetime | None] = mapped_column()
    was_released_at: Mapped[datetime | None] = mapped_column()

    def let_rest(self, *, at: datetime) -> None:
        if self.rests_since is None:
            self.rests_since, self.was_released_at = at, self.released_at
            self.released_at = None

    def wake(self) -> None:
        """It is where it was before it rested."""
        if self.rests_since is not None:
            self.released_at, self.was_released_at = self.was_released_at, None
            self.rests_since = None

    @classmethod
    def was_ever_out(cls) -> ColumnElement[bool]:
        """Whether KP has had it before its eyes, also if it rests or was withdrawn since."""
        return or_(cls.released_at.is_not(None), cls.was_released_at.is_not(None))

    @classmethod
    def resting_of(cls, answer: Answer) -> Select[Self]:
        """The passages of an answer that are read through again."""
        return select(cls).where(cls.answer_id == answer.id, cls.rests_since.is_not(None))
