"""A request for sparring, at one stage and with one question; what follows on it is its thread."""

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
    event,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import Answer, Cycle, CycleWriter, writes_in
from logbook.cycles.stages import IllegalMove, SparringState, Stage, Visibility
from logbook.db import Model
from logbook.people.models import Person, Role
from logbook.reviews.models.conditions import BringUp, is_past, seen_by
from logbook.reviews.models.given import Sparring
from logbook.reviews.models.replies import Reply
from logbook.reviews.models.snoozes import Snooze
from logbook.reviews.models.threads import Thread

# What a page says of somebody who asks or answers.
NAMED = (Person.name, Person.profession)
# So many answers say well enough how long one usually waits.
MOST_TIMED = 200
OPEN = "answered_at IS NULL AND withdrawn_at IS NULL"


class SparringRequest(Thread, Model):
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
        Index("ix_sparring_request_answered", "house_id", "answered_at"),
        Index(
            "ix_sparring_request_about_id", "about_id",
            sqlite_where=text("about_id IS NOT NULL"),
            postgresql_where=text("about_id IS NOT NULL"),
        ),
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
    # The text that she chose to ask about; without one it is the stage's main answer.
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    about: Mapped[Answer | None] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    asked_of: Mapped[Person | None] = relationship(foreign_keys=[asked_of_id])
    sparring: Mapped[Sparring | None] = relationship(
        back_populates="request", cascade="all, delete-orphan"
    )
    replies: Mapped[list[Reply]] = relationship(
        back_populates="request", cascade="all, delete-orphan", passive_deletes=True,
        order_by=(Reply.written_at, Reply.id),
    )  # fmt: skip

    @classmethod
    def ask(
        cls, cycle: Cycle, question: str, *, of: Person | None = None,
        about: Answer | None = None, by: Person, at: datetime,
    ) -> "SparringRequest":  # fmt: skip
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
            about_id=about.id if about else None,
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
                ~writes_in(person.id, cls.cycle_id),
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
    def in_queue_of(cls, person: Person, today: date) -> Select[Self]:
        """What waits for her and is not put off."""
        return cls.waiting_for(person).where(~Snooze.lasts(cls.id, person, today))

    @classmethod
    def put_off_by(cls, person: Person, today: date) -> Select[Self]:
        """What waits for her and comes back on another day, the first day first."""
        is_hers = and_(Snooze.request_id == cls.id, Snooze.person_id == person.id)
        return (
            cls.waiting_for(person)
            .join(Snooze, and_(is_hers, Snooze.until > today))
            .order_by(None)
            .order_by(Snooze.until, cls.asked_at, cls.id)
        )

    @classmethod
    def answered_in(
        cls, house_id: UUID, person: Person, since: datetime
    ) -> Select[datetime, datetime | None]:
        """When each was asked and answered lately: those of a house that its leader answers."""
        return (
            select(cls.asked_at, cls.answered_at)
            .join(cls.cycle)
            .where(
                cls.house_id == house_id,
                cls.answered_at >= since,
                or_(cls.asked_of_id.is_(None), cls.asked_of_id == person.id),
                Cycle.visibility != Visibility.PRIVATE,
            )
            .order_by(cls.answered_at.desc(), cls.id)
            .limit(MOST_TIMED)
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

    @classmethod
    def threads_in(cls, cycle_id: UUID) -> Select[Self]:
        """The same with what was said since, and what each is about: to be made `unique()`."""
        return cls.in_cycle(cycle_id).options(
            joinedload(cls.replies).joinedload(Reply.by).load_only(*NAMED),
            joinedload(cls.about).load_only(Answer.text, Answer.question),
        )


@event.listens_for(Answer, "before_delete")
def ask_about_the_stage_instead(_mapper: Any, connection: Any, answer: Answer) -> None:
    """A note that is deleted for good takes no question along with it."""
    was_about = SparringRequest.about_id == answer.id
    connection.execute(update(SparringRequest).where(was_about).values(about_id=None))
