"""A request for sparring, at one stage and with one question, and the sparring that answers it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Row,
    Select,
    Text,
    and_,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import Cycle, CycleWriter
from logbook.cycles.stages import IllegalMove, SparringState, Stage, Visibility
from logbook.db import Model
from logbook.people.models import Person, Role
from logbook.reviews.models.conditions import BOXES, COUNTED, BringUp, is_past, is_writer, seen_by

# What a page says of somebody who asks or answers.
NAMED = (Person.name, Person.profession)
OPEN = "answered_at IS NULL AND withdrawn_at IS NULL"


class SparringRequest(Model):
    """Somebody asks for sparring; asked of one person by name, else of the house's leaders."""

    __table_args__ = (
        Index("ix_sparring_request_cycle_id", "cycle_id", "asked_at"),
        Index(
            "ix_sparring_request_waiting_in_house", "house_id", "asked_at",
            sqlite_where=text(OPEN), postgresql_where=text(OPEN),
        ),
        Index(
            "ix_sparring_request_waiting_for", "asked_of_id", "asked_at",
            sqlite_where=text(OPEN), postgresql_where=text(OPEN),
        ),
        Index("ix_sparring_request_asked_by", "asked_by_id", "asked_at"),
        # A cycle waits for one thing at a time, also when a button is pressed twice.
        Index(
            "uq_sparring_request_open", "cycle_id", unique=True,
            sqlite_where=text(OPEN), postgresql_where=text(OPEN),
        ),
        # One is answered or withdrawn, whoever is a moment earlier.
        CheckConstraint(
            "answered_at IS NULL OR withdrawn_at IS NULL", name="answered_or_withdrawn"
        ),
    )  # fmt: skip

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    # The cycle's house, which never changes: the queue is found without reading cycles.
    house_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    stage: Mapped[Stage]
    question: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    asked_of: Mapped[Person | None] = relationship(foreign_keys=[asked_of_id])
    sparring: Mapped["Sparring | None"] = relationship(
        back_populates="request", cascade="all, delete-orphan"
    )

    @classmethod
    def ask(
        cls, cycle: Cycle, question: str, *, of: Person | None = None, by: Person, at: datetime
    ) -> "SparringRequest":
        """Ask at the stage reached, and let in who is asked. Raises IllegalMove, see below."""
        cls.must_be_possible(cycle)
        if cycle.visibility is Visibility.PRIVATE:
            cycle.show_to(Visibility.LEADER)
        if of:
            cycle.let_read(of, at=at)
        cycle.sparring = SparringState.WAITING
        cycle.touch(by=by, at=at)
        return cls(
            cycle=cycle, house_id=cycle.house_id or cycle.house.id,
            stage=cycle.stage_reached, question=question, asked_at=at, asked_by=by,
            asked_by_id=by.id, asked_of=of, asked_of_id=of.id if of else None,
        )  # fmt: skip

    @classmethod
    def must_be_possible(cls, cycle: Cycle) -> None:
        """Raises IllegalMove if one cannot ask for sparring now."""
        if reason := cls.is_impossible_in(cycle):
            raise IllegalMove(reason)

    @classmethod
    def is_impossible_in(cls, cycle: Cycle) -> str:
        """Why one cannot ask for sparring now; empty if one can."""
        if not cycle.is_planned:
            return "Gør planen færdig, og tryk Begynd, før du beder om sparring."
        waits = cycle.sparring is SparringState.WAITING
        return "Forløbet venter allerede på sparring." if waits else ""

    def is_addressed_to(self, person: Person) -> bool:
        if self.asked_of_id:
            return self.asked_of_id == person.id
        return person.leads(self.house_id)

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    def withdraw(self, *, at: datetime, others: Iterable["SparringRequest"] = ()) -> None:
        """Take it back; the cycle is as the others in it left it. Raises IllegalMove.

        Who was asked may read no more, unless another of them was asked of her.
        """
        if not self.waits:
            raise IllegalMove("Her venter ikke længere et spørgsmål.")
        self.withdrawn_at = at
        left = [each for each in others if each is not self and each.withdrawn_at is None]
        is_given = any(each.answered_at for each in left)
        self.cycle.sparring = SparringState.GIVEN if is_given else SparringState.NONE
        if self.asked_of_id and all(each.asked_of_id != self.asked_of_id for each in left):
            self.cycle.let_read_no_more(self.asked_of_id)

    def give(
        self, *, noticed: str, curious: str, can_help: str, bring_up: BringUp | None,
        by: Person, at: datetime,
    ) -> "Sparring":  # fmt: skip
        """Answer the request. Raises IllegalMove if it is answered or withdrawn."""
        if not self.waits:
            raise IllegalMove("Her venter ikke længere nogen på sparring.")
        self.answered_at = at
        self.cycle.sparring = SparringState.GIVEN
        return Sparring(
            request=self, by=by, by_id=by.id, given_at=at, noticed=noticed, curious=curious,
            can_help=can_help, bring_up=bring_up,
        )  # fmt: skip

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """The requests in cycles that she may see."""
        # Joined, not `IN (…)`: a database would gather every visible cycle first.
        return select(cls).join(cls.cycle).where(seen_by(person))

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        """What waits for her sparring, oldest first; never on a cycle that she writes."""
        by_name = select(cls.id).where(cls.is_open(), cls.asked_of_id == person.id)
        as_leader = select(cls.id).where(
            cls.is_open(),
            cls.asked_of_id.is_(None),
            cls.house_id.in_(person.unit_ids(Role.LEADER)),
        )
        return (
            select(cls)
            .join(cls.cycle)
            .where(
                # Two searches along two small indexes; an OR would read every request there is.
                cls.id.in_(union_all(by_name, as_leader)),
                seen_by(person),
                Cycle.visibility != Visibility.PRIVATE,
                ~is_writer(person, cls.cycle_id),
            )
            .order_by(cls.asked_at, cls.id)
        )

    @classmethod
    def waiting_in_cycles_of(cls, person: Person) -> Select[Self]:
        """What she and those she writes with have asked and still wait for, oldest first."""
        return (
            select(cls)
            .join(CycleWriter, CycleWriter.cycle_id == cls.cycle_id)
            .where(
                cls.is_open(), CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None)
            )
            .order_by(cls.asked_at, cls.id)
        )

    @classmethod
    def number_waiting_for(cls, person: Person) -> Select[int]:
        """How many wait for her, up to COUNTED: one number."""
        few = cls.waiting_for(person).with_only_columns(cls.id).order_by(None).limit(COUNTED)
        return select(func.count()).select_from(few.subquery())

    @classmethod
    def news_for(cls, person: Person) -> Select[int, int]:
        """One row: how many `waiting` for her, and how much sparring she has `unread`."""
        unread = Sparring.unread_by(person).with_only_columns(Sparring.id).order_by(None)
        number_unread = select(func.count()).select_from(unread.limit(COUNTED).subquery())
        return select(
            cls.number_waiting_for(person).scalar_subquery().label("waiting"),
            number_unread.scalar_subquery().label("unread"),
        )

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        return and_(cls.answered_at.is_(None), cls.withdrawn_at.is_(None))

    @classmethod
    def after(cls, last: "SparringRequest | Row[*tuple[Any, ...]]") -> ColumnElement[bool]:
        """What stands below `last` in a list with the oldest first."""
        return is_past(cls, cls.asked_at, last, newest_first=False)

    @classmethod
    def ever_in(cls, cycle: Cycle) -> Select[Self]:
        """Every request in a cycle, also those that were withdrawn."""
        return select(cls).where(cls.cycle_id == cycle.id).options(joinedload(cls.sparring))

    @classmethod
    def in_cycle(cls, cycle_id: UUID) -> Select[Self]:
        """The requests of a cycle with their sparring, in the order they were asked."""
        return (
            select(cls)
            .where(cls.cycle_id == cycle_id, cls.withdrawn_at.is_(None))
            .options(
                joinedload(cls.asked_by).load_only(*NAMED),
                joinedload(cls.asked_of).load_only(*NAMED),
                joinedload(cls.sparring).joinedload(Sparring.by).load_only(*NAMED),
            )
            .order_by(cls.asked_at, cls.id)
        )


class Sparring(Model):
    """What a leader gives back, in three boxes of which at least one is filled."""

    __table_args__ = (
        CheckConstraint(
            "noticed <> '' OR curious <> '' OR can_help <> ''", name="one_box_is_filled"
        ),
        Index("uq_sparring_request_id", "request_id", unique=True),
        Index("ix_sparring_by", "by_id", "given_at"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("sparring_request.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    noticed: Mapped[str] = mapped_column(Text)
    curious: Mapped[str] = mapped_column(Text)
    can_help: Mapped[str] = mapped_column(Text)
    bring_up: Mapped[BringUp | None]
    # The day on which one of the cycle's writers first read it.
    read_on: Mapped[date | None]

    request: Mapped[SparringRequest] = relationship(back_populates="sparring")
    by: Mapped[Person] = relationship()

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """What she wrote, box by box with its heading; the empty ones are left out."""
        written = zip(BOXES, (self.noticed, self.curious, self.can_help), strict=True)
        return [(heading, words) for heading, words in written if words]

    @classmethod
    def given_by(cls, person: Person) -> Select[Self]:
        """What she has given on cycles that she may still see, newest first."""
        return (
            select(cls)
            .join(cls.request)
            .join(SparringRequest.cycle)
            .where(cls.by_id == person.id, seen_by(person))
            .order_by(cls.given_at.desc(), cls.id)
        )

    @classmethod
    def received_by(cls, person: Person) -> Select[Self]:
        """What was given on cycles that she writes in, newest first."""
        return (
            select(cls)
            .join(cls.request)
            .join(CycleWriter, CycleWriter.cycle_id == SparringRequest.cycle_id)
            .where(CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None))
            .order_by(cls.given_at.desc(), cls.id)
        )

    @classmethod
    def unread_by(cls, person: Person) -> Select[Self]:
        """What she has received and none of its writers has read yet."""
        return cls.received_by(person).where(cls.read_on.is_(None))

    @classmethod
    def unread_in(cls, cycle: Cycle) -> Select[Self]:
        return (
            select(cls)
            .join(cls.request)
            .where(SparringRequest.cycle_id == cycle.id, cls.read_on.is_(None))
        )

    @classmethod
    def after(cls, last: "Sparring | Row[*tuple[Any, ...]]") -> ColumnElement[bool]:
        """What stands below `last` in a list with the newest first."""
        return is_past(cls, cls.given_at, last, newest_first=True)
