"""What an instructor has written for herself on a board; her fellows read it."""

from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, Text, Update, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.boards.models.board import Board, BoardGroup
from logbook.db import Model
from logbook.people.models import Person


class BoardNote(Model):
    """A note about a group, or about the whole board. Only its writer changes it."""

    __table_args__ = (
        Index("ix_board_note_board_id", "board_id", "written_at"),
        Index("ix_board_note_group_id", "group_id"),
        Index("ix_board_note_by", "by_id"),
    )

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("board_group.id"))
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    # Her own two devices cannot both believe that theirs is the next text.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": revision,
        "version_id_generator": False,
    }

    board: Mapped[Board] = relationship()
    group: Mapped[BoardGroup | None] = relationship()
    by: Mapped[Person] = relationship()

    @classmethod
    def write(
        cls, board: Board, text: str, *, group: BoardGroup | None, by: Person, at: datetime,
        id: UUID | None = None,
    ) -> Self:  # fmt: skip
        return cls(
            **({"id": id} if id else {}), board_id=board.id,
            group_id=group.id if group else None,
            text=text, revision=1, by=by, by_id=by.id, written_at=at,
        )  # fmt: skip

    def rewrite(self, text: str, *, at: datetime) -> None:
        if text != self.text:
            self.text, self.written_at = text, at
            self.revision += 1

    def is_written_by(self, person: Person) -> bool:
        return self.by_id == person.id

    @classmethod
    def of(cls, board: Board) -> Select[Self]:
        """All on a board with who wrote them, the oldest first."""
        return (
            select(cls)
            .where(cls.board_id == board.id)
            .options(joinedload(cls.by).load_only(Person.name))
            .order_by(cls.written_at, cls.id)
        )

    @classmethod
    def leave_group(cls, group: BoardGroup) -> Update:
        """A group goes; what was noted about it stays on the board."""
        return update(cls).where(cls.group_id == group.id).values(group_id=None)
