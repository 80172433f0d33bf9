"""A board and its groups: every change is a small one, beside whatever others change."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Update,
    and_,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.questions import Question
from logbook.cycles.stages import IllegalMove, Stage
from logbook.db import Model
from logbook.drafts.models import Draft
from logbook.people.models import Membership, Person, Role
from logbook.programme.models import Programme, Session

BEFORE = {Stage.WONDERING, Stage.PLAN}
AFTER = {Stage.REFLECT}


class Start(StrEnum):
    """The three groups that a board begins with; each is where some questions' answers fit."""

    THOUGHT = "thought"
    TRIED = "tried"
    KNOWN = "known"

    @property
    def label(self) -> str:
        return {
            "thought": "Vi troede …",
            "tried": "Så prøvede vi …",
            "known": "Nu ved vi …",
        }[self.value]

    @classmethod
    def of(cls, question: Question) -> "Start":
        stage = question.words.stage
        if stage in BEFORE:
            return cls.THOUGHT
        return cls.KNOWN if stage in AFTER else cls.TRIED


class Board(Model):
    """A board of a programme, which all its instructors work on; for a session or for none."""

    __table_args__ = (
        Index("ix_board_programme", "programme_id", "made_at"),
        Index("ix_board_session_id", "session_id"),
        Index("ix_board_made_by", "made_by_id"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"))
    title: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]

    # Two who save at the same moment cannot both believe that theirs is the next title.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": revision,
        "version_id_generator": False,
    }

    programme: Mapped[Programme] = relationship()
    session: Mapped[Session | None] = relationship()
    made_by: Mapped[Person] = relationship()
    groups: Mapped[list["BoardGroup"]] = relationship(
        back_populates="board",
        cascade="all, delete-orphan",
        order_by="BoardGroup.position, BoardGroup.id",
    )

    @classmethod
    def make(
        cls, programme: Programme, title: str, session: Session | None, *,
        by: Person, at: datetime, id: UUID | None = None,
    ) -> Self:  # fmt: skip
        """A board with the three groups that one begins with."""
        board = cls(
            **({"id": id} if id else {}), programme_id=programme.id, title=title, session=session,
            revision=1, made_by_id=by.id, made_at=at,
        )  # fmt: skip
        for position, start in enumerate(Start, 1):
            board.groups.append(BoardGroup(title=start.label, start=start, position=position))
        return board

    def has_been_by(self, today: date) -> bool:
        """Whether what it was made for has been taught, so that there is something to tell."""
        session = self.session
        return session is not None and session.is_taught and session.starts_on <= today

    def rename(self, title: str, session: Session | None) -> None:
        self.title, self.session = title, session
        self.revision += 1

    def group_for(self, question: Question) -> "BoardGroup":
        """Where an answer to this question is put if nobody says otherwise."""
        start = Start.of(question)
        return next((group for group in self.groups if group.start is start), self.groups[-1])

    def add_group(self, title: str, id: UUID | None = None) -> "BoardGroup":
        group = BoardGroup(
            **({"id": id} if id else {}), title=title,
            position=1 + max((each.position for each in self.groups), default=0),
        )  # fmt: skip
        self.groups.append(group)
        return group

    def move_group(self, group: "BoardGroup", step: int) -> None:
        """One place up (-1) or down (+1); at the end of the row it stays where it is."""
        place = self.groups.index(group) + step
        if 0 <= place < len(self.groups):
            other = self.groups[place]
            group.position, other.position = other.position, group.position

    def remove_group(self, group: "BoardGroup") -> None:
        """Raises IllegalMove for the last one; that it is empty is for the caller to see to."""
        if self.groups == [group]:
            raise IllegalMove("En tavle har altid mindst én gruppe.")
        self.groups.remove(group)

    # -- finding ------------------------------------------------------------------------------

    @staticmethod
    def hold(board_id: UUID) -> Update:
        """Make others who would change this board wait until the transaction ends.

        Of two who move things at once each then sees what the other has done, on any database.
        """
        return update(Board).where(Board.id == board_id).values(id=Board.id)

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """The boards of her programme, if she teaches there."""
        teaches = exists().where(
            Membership.person_id == person.id, Membership.role == Role.INSTRUCTOR
        )
        return select(cls).where(cls.programme_id == person.programme_id, teaches)

    @classmethod
    def one(cls, person: Person, board_id: UUID) -> Select[Self]:
        return (
            cls.visible_to(person)
            .where(cls.id == board_id)
            .options(joinedload(cls.session).joinedload(Session.module))
        )

    @staticmethod
    def begun_by_fellows(board: "Board", person: Person) -> Select[UUID]:
        """Whether another instructor writes here without having saved; nobody learns who."""
        fellows = (
            select(Membership.person_id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Person.programme_id == board.programme_id,
                Membership.role == Role.INSTRUCTOR,
                Membership.person_id != person.id,
            )
        )
        return (
            select(Draft.id)
            .where(
                Draft.person_id.in_(fellows),
                Draft.fields != "",
                Draft.place.contains(str(board.id)),
            )
            .limit(1)
        )

    @classmethod
    def for_coming(cls, person: Person, today: date) -> Select[Self]:
        """Those for a session that is still to come, the next one first."""
        return (
            cls.visible_to(person)
            .join(cls.session)
            .where(Session.starts_on >= today)
            .options(joinedload(cls.session).joinedload(Session.module))
            .order_by(Session.starts_on, cls.made_at, cls.id)
        )

    @classmethod
    def older(cls, person: Person, today: date) -> Select[Self]:
        """Those for a session that has been, or for none, the newest first."""
        return (
            cls.visible_to(person)
            .outerjoin(cls.session)
            .where(or_(cls.session_id.is_(None), Session.starts_on < today))
            .options(joinedload(cls.session).joinedload(Session.module))
            .order_by(cls.made_at.desc(), cls.id)
        )

    @classmethod
    def after(cls, query: Select[Self], last: "Board") -> Select[Self]:
        """The same list of older ones, from behind this one."""
        return query.where(
            or_(
                cls.made_at < last.made_at,
                and_(cls.made_at == last.made_at, cls.id > last.id),
            )
        )


class BoardGroup(Model):
    """A named group of a board. `start` says which of the first three it was, by any name."""

    __table_args__ = (Index("ix_board_group_board_id", "board_id", "position"),)

    board_id: Mapped[UUID] = mapped_column(ForeignKey("board.id"))
    title: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(default=1)
    start: Mapped[Start | None]
    position: Mapped[int]

    board: Mapped[Board] = relationship(back_populates="groups")

    def rename(self, title: str) -> None:
        self.title = title
        self.revision += 1
