"""A request for sparring, at one stage and with one question, and the sparring that answers it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    Text,
    and_,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import Cycle, CycleGuest, CycleWriter
from logbook.cycles.stages import IllegalMove, SparringState, Stage, Visibility
from logbook.db import Model
from logbook.people.models import Person, Role


class BringUp(StrEnum):
    """Where the leader will bring it up."""

    ROOM_MEETING = "room_meeting"
    STAFF_MEETING = "staff_meeting"

    @property
    def label(self) -> str:
        return {"room_meeting": "stuemøde", "staff_meeting": "personalemøde"}[self.value]


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
        """Ask at the stage where the cycle stands. Lets the leader in, if nobody was yet.

        Raises IllegalMove for a draft, or while an earlier request waits.
        """
        if cycle.stage is Stage.WONDERING:
            raise IllegalMove("Tryk Begynd, før I beder om sparring.")
        if cycle.sparring is SparringState.WAITING:
            raise IllegalMove("Forløbet venter allerede på sparring.")
        if cycle.visibility is Visibility.PRIVATE:
            cycle.show_to(Visibility.LEADER)
        cycle.sparring = SparringState.WAITING
        cycle.touch(by=by, at=at)
        return cls(
            cycle=cycle, house_id=cycle.house_id or cycle.house.id, stage=cycle.stage_reached,
            question=question, asked_by=by, asked_by_id=by.id, asked_of=of,
            asked_of_id=of.id if of else None, asked_at=at,
        )  # fmt: skip

    def is_addressed_to(self, person: Person) -> bool:
        if self.asked_of_id:
            return self.asked_of_id == person.id
        return person.leads(self.house_id)

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    def withdraw(self, *, at: datetime) -> None:
        if not self.waits:
            raise IllegalMove("Der er allerede givet sparring.")
        self.withdrawn_at = at
        self.cycle.sparring = SparringState.NONE

    def give(
        self, *, noticed: str, curious: str, can_help: str, bring_up: BringUp | None,
        by: Person, at: datetime,
    ) -> "Sparring":
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
    def waiting_for(cls, person: Person) -> Select[tuple[Self]]:
        """What waits for her sparring, oldest first; never on a cycle that she writes."""
        writes = (
            select(CycleWriter.id)
            .where(
                CycleWriter.cycle_id == cls.cycle_id,
                CycleWriter.person_id == person.id,
                CycleWriter.removed_at.is_(None),
            )
            .exists()
        )
        return (
            select(cls)
            .join(cls.cycle)
            .where(
                text(OPEN_QUALIFIED),
                Cycle.programme_id == person.programme_id,
                Cycle.visibility != Visibility.PRIVATE,
                or_(
                    cls.asked_of_id == person.id,
                    and_(
                        cls.asked_of_id.is_(None),
                        cls.house_id.in_(person.unit_ids(Role.LEADER)),
                    ),
                ),
                ~writes,
            )
            .order_by(cls.asked_at, cls.id)
        )

    @classmethod
    def number_waiting_for(cls, person: Person) -> Select[tuple[int]]:
        """How many wait for her: one number."""
        return select(func.count()).select_from(cls.waiting_for(person).order_by(None).subquery())

    @classmethod
    def in_cycles(cls, cycle_ids: list[UUID]) -> Select[tuple[Self]]:
        """The requests of some cycles with their sparring, in the order they were asked."""
        return (
            select(cls)
            .where(cls.cycle_id.in_(cycle_ids), cls.withdrawn_at.is_(None))
            .options(
                joinedload(cls.asked_by),
                joinedload(cls.asked_of),
                joinedload(cls.sparring).joinedload(Sparring.by),
            )
            .order_by(cls.asked_at, cls.id)
        )

    @classmethod
    def visible_to(cls, person: Person) -> Select[tuple[Self]]:
        """The requests in cycles that she may see."""
        seen = Cycle.visible_to(person).with_only_columns(Cycle.id)
        return select(cls).where(cls.cycle_id.in_(seen))

    def let_in(self) -> CycleGuest | None:
        """The right to read that goes with being asked by name."""
        if self.asked_of_id is None:
            return None
        return CycleGuest(
            cycle_id=self.cycle_id or self.cycle.id, person_id=self.asked_of_id, since=self.asked_at
        )


OPEN_QUALIFIED = "sparring_request.answered_at IS NULL AND sparring_request.withdrawn_at IS NULL"


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

    @classmethod
    def given_by(cls, person: Person) -> Select[tuple[Self]]:
        """What she has given, newest first."""
        return (
            select(cls)
            .where(cls.by_id == person.id)
            .options(joinedload(cls.request).joinedload(SparringRequest.cycle))
            .order_by(cls.given_at.desc(), cls.id)
        )

    @classmethod
    def received_by(cls, person: Person) -> Select[tuple[Self]]:
        """What was given on cycles that she writes in, newest first."""
        return (
            select(cls)
            .join(cls.request)
            .join(CycleWriter, CycleWriter.cycle_id == SparringRequest.cycle_id)
            .where(CycleWriter.person_id == person.id, CycleWriter.removed_at.is_(None))
            .options(
                joinedload(cls.by), joinedload(cls.request).joinedload(SparringRequest.cycle)
            )
            .order_by(cls.given_at.desc(), cls.id)
        )
