"""A text with several writers goes for good only when everyone has said yes."""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    ForeignKey,
    Index,
    Select,
    String,
    delete,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from logbook.db import Model
from logbook.people.models import Person


class ErasureProposal(Model):
    """One of the writers proposes; `stands` says which revisions it is about, so that a yes to
    what stood there is no yes to what was written since.
    """

    __table_args__ = (Index("ix_erasure_proposal_by", "proposed_by_id"),)

    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(unique=True)
    stands: Mapped[str] = mapped_column(String(64))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]

    proposed_by: Mapped[Person] = relationship()
    answers: Mapped[list["ErasureAnswer"]] = relationship(
        back_populates="proposal", cascade="all, delete-orphan", passive_deletes=True,
        order_by="ErasureAnswer.id",
    )  # fmt: skip

    @classmethod
    def of(cls, subject_id: UUID) -> Select[Self]:
        return select(cls).where(cls.subject_id == subject_id).options(joinedload(cls.proposed_by))

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        """Those that she has been asked about and has not answered, and those of her own that
        somebody said no to; oldest first.
        """
        is_to_answer = ErasureAnswer.is_yes.is_(None) & ~cls.has_a_no()
        is_told = (cls.proposed_by_id == person.id) & cls.has_a_no()
        return (
            select(cls)
            .join(cls.answers)
            .where(ErasureAnswer.person_id == person.id, or_(is_to_answer, is_told))
            .options(joinedload(cls.proposed_by).load_only(Person.name))
            .order_by(cls.proposed_at, cls.id)
        )

    @classmethod
    def has_a_no(cls) -> ColumnElement[bool]:
        said = aliased(ErasureAnswer)
        return exists().where(said.proposal_id == cls.id, said.is_yes.is_(False))

    @classmethod
    def forget(cls, ids: Collection[UUID]) -> Delete:
        return delete(cls).where(cls.subject_id.in_(ids))

    def answer_of(self, person: Person) -> "ErasureAnswer | None":
        return next((each for each in self.answers if each.person_id == person.id), None)

    def ask(self, person_ids: Collection[UUID], *, by: Person | None, stands: str) -> None:
        """Ask everyone; an answer to what stood there before counts no longer."""
        if stands != self.stands:
            self.begin_afresh(stands)
        for each in [each for each in self.answers if each.person_id not in person_ids]:
            self.answers.remove(each)
        known = {each.person_id for each in self.answers}
        self.answers += [ErasureAnswer(person_id=each) for each in set(person_ids) - known]
        for each in self.answers:
            if by and each.person_id == by.id:
                each.is_yes = True

    def begin_afresh(self, stands: str) -> None:
        self.stands = stands
        for each in self.answers:
            each.is_yes = None

    @property
    def has_everyones_yes(self) -> bool:
        return bool(self.answers) and all(each.is_yes for each in self.answers)

    @property
    def waits_for(self) -> set[UUID]:
        return {each.person_id for each in self.answers if each.is_yes is None}

    @property
    def is_refused(self) -> bool:
        return any(each.is_yes is False for each in self.answers)


class ErasureAnswer(Model):
    """One writer's answer: none yet, yes, or ”Nej, behold”."""

    __table_args__ = (
        Index("uq_erasure_answer", "proposal_id", "person_id", unique=True),
        Index("ix_erasure_answer_person_id", "person_id", "is_yes"),
    )

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("erasure_proposal.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_yes: Mapped[bool | None]

    proposal: Mapped[ErasureProposal] = relationship(back_populates="answers")
