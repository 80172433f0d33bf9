"""A released passage on a board: put there, moved by one place, taken off."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Insert,
    Select,
    Table,
    Update,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.boards.models.board import Board, BoardGroup
from logbook.cycles.stages import IllegalMove
from logbook.db import Model
from logbook.people.models import Person
from logbook.releases.models import Release

# Who has read that what hung there was withdrawn.
withdrawal_seen = Table(
    "withdrawal_seen",
    Model.metadata,
    Column("passage_id", ForeignKey("board_passage.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True, index=True),
)


class BoardPassage(Model):
    """Where a passage hangs. Of one that was withdrawn the row alone is left, to be counted.

    Positions are compared, not counted: they grow, and nothing is numbered anew.
    """

    __table_args__ = (
        Index("uq_board_passage", "board_id", "release_id", unique=True),
        Index("ix_board_passage_release_id", "release_id"),
        Index("ix_board_passage_group_id", "group_id", "position"),
        Index("ix_board_passage_put_by", "put_by_id"),
    )

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("board_group.id"))
    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    position: Mapped[int]
    put_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    put_at: Mapped[datetime]

    board: Mapped[Board] = relationship()
    group: Mapped[BoardGroup] = relationship()
    release: Mapped[Release] = relationship()
    put_by: Mapped[Person] = relationship()

    @classmethod
    def put(
        cls, release: Release, group: BoardGroup, position: int, *, by: Person, at: datetime
    ) -> Self:
        """At the end of a group. Raises IllegalMove for what is not with KP, or not with them."""
        if not release.is_out or release.programme_id != group.board.programme_id:
            raise IllegalMove("Citatet er ikke delt med KP.")
        return cls(
            board_id=group.board_id, group_id=group.id, release_id=release.id,
            position=position, put_by_id=by.id, put_at=at,
        )  # fmt: skip

    def change_places(self, other: "BoardPassage | None") -> None:
        """With its neighbour; one that has none stays where it is."""
        if other is not None:
            self.position, other.position = other.position, self.position

    def go_to(self, group: BoardGroup, position: int) -> None:
        """To the end of another group of the same board."""
        if group.id != self.group_id:
            self.group_id, self.position = group.id, position

    # -- finding ------------------------------------------------------------------------------

    @classmethod
    def ever_on(cls, board: Board) -> Select[Self]:
        """What hangs there, and what was withdrawn."""
        return select(cls).where(cls.board_id == board.id)

    @classmethod
    def live(cls, board: Board) -> Select[Self]:
        """What hangs there, in order within its group: of what was withdrawn nothing."""
        return (
            select(cls)
            .join(cls.release)
            .where(
                cls.board_id == board.id,
                Release.released_at.is_not(None),
                Release.withdrawn_at.is_(None),
            )
            .order_by(cls.position, cls.id)
        )

    @classmethod
    def before(cls, board: Board, passage: "BoardPassage") -> Select[Self]:
        """The one just above it in its group."""
        there = cls.live(board).where(cls.group_id == passage.group_id)
        above = there.where(cls.position < passage.position).order_by(None)
        return above.order_by(cls.position.desc(), cls.id.desc()).limit(1)

    @classmethod
    def behind(cls, board: Board, passage: "BoardPassage") -> Select[Self]:
        """The one just below it in its group."""
        there = cls.live(board).where(cls.group_id == passage.group_id)
        return there.where(cls.position > passage.position).limit(1)

    @classmethod
    def next_position(cls, board: Board) -> Select[Any]:
        """Behind everything that hangs on the board or has hung there."""
        last = func.coalesce(func.max(cls.position), 0)
        return select(last + 1).where(cls.board_id == board.id)

    @classmethod
    def withdrawn_from(cls, board: Board) -> Select[Any]:
        """How many were withdrawn and hung here."""
        return (
            select(func.count(cls.id))
            .join(cls.release)
            .where(cls.board_id == board.id, Release.withdrawn_at.is_not(None))
        )

    @classmethod
    def resting_on(cls, board: Board) -> Select[Any]:
        """How many of what hangs here are read through again by their writers."""
        return (
            select(func.count(cls.id))
            .join(cls.release)
            .where(
                cls.board_id == board.id,
                Release.rests_since.is_not(None),
                Release.withdrawn_at.is_(None),
            )
        )

    @classmethod
    def boards_with(cls, release_ids: Sequence[UUID]) -> Select[UUID, str]:
        """Each of these passages that is with KP, beside the title of each board it hangs on."""
        return (
            select(cls.release_id, Board.title)
            .join(cls.board)
            .join(cls.release)
            .where(
                cls.release_id.in_(release_ids),
                Release.released_at.is_not(None),
                Release.withdrawn_at.is_(None),
            )
            .order_by(Board.made_at, Board.id)
        )

    @classmethod
    def for_session(cls, session_id: UUID) -> Select[UUID]:
        """The passages on the boards of a time of teaching."""
        return select(cls.release_id).join(cls.board).where(Board.session_id == session_id)

    @classmethod
    def news_for(cls, board: Board, person: Person) -> Select[UUID]:
        """What was withdrawn and hung here, as far as she has not said that she saw it."""
        has_seen = exists().where(
            withdrawal_seen.c.passage_id == cls.id, withdrawal_seen.c.person_id == person.id
        )
        return (
            select(cls.id)
            .join(cls.release)
            .where(cls.board_id == board.id, Release.withdrawn_at.is_not(None), ~has_seen)
        )

    @staticmethod
    def note_seen(passage_ids: Iterable[UUID], person: Person) -> Insert:
        """She has read that these were withdrawn; her fellows still have to."""
        rows = [{"passage_id": each, "person_id": person.id} for each in passage_ids]
        return insert(withdrawal_seen).values(rows)

    @classmethod
    def leave_group(cls, group: BoardGroup, other: BoardGroup) -> Update:
        """A group goes; what was withdrawn from it is still to be told of."""
        return update(cls).where(cls.group_id == group.id).values(group_id=other.id)
