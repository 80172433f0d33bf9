"""A release is one passage, given to KP when everyone who wrote in it has said yes."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ForeignKey,
    Index,
    Select,
    Text,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from logbook.audit.models import Act
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, IllegalMove
from logbook.db import Model
from logbook.jobs.models import forget_files_with
from logbook.people.models import Person
from logbook.programme.models import Module, Session
from logbook.releases.models.attribution import Attribution
from logbook.releases.models.noting import note
from logbook.releases.models.resting import Resting
from logbook.releases.passage import is_passage_of


class NotThePassage(ValueError):
    """What was to be released is not a part of the answer."""


class Release(Resting, Model):
    """A passage on its way to KP, there, or withdrawn.

    The text is kept as it was read through: a later change of the answer does not change it.
    """

    __table_args__ = (
        Index("ix_release_answer_id", "answer_id"),
        Index("ix_release_cycle_id", "cycle_id"),
        Index("ix_release_session", "session_id", "released_at"),
        Index("ix_release_module", "module_id", "released_at"),
        Index("ix_release_programme", "programme_id", "released_at"),
        Index("ix_release_proposed_by", "proposed_by_id"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"))
    question: Mapped[Question]
    # What was decided when a next step was released; None for other questions.
    decision: Mapped[Decision | None]
    text: Mapped[str] = mapped_column(Text)
    # When the answer was written that this is a passage of; a later change does not move it.
    written_at: Mapped[datetime]
    attribution: Mapped[Attribution]
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    cycle: Mapped[Cycle] = relationship()
    answer: Mapped[Answer] = relationship()
    module: Mapped[Module | None] = relationship()
    session: Mapped[Session | None] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="release", cascade="all, delete-orphan", order_by="Consent.id"
    )

    @classmethod
    def propose(
        cls,
        answer: Answer,
        passage: str,
        attribution: Attribution,
        *,
        session: Session | None,
        by: Person,
        at: datetime,
        today: date,
    ) -> "Release":
        """Propose a passage; it is released at once if nobody else wrote in it.

        Without a session chosen it belongs to its module's next one after `today`.
        Raises NotThePassage unless the passage is the answer or a part of it, in whole words.
        """
        if not is_passage_of(answer.text, passage):
            raise NotThePassage
        cycle = answer.cycle
        module = session.module if session else cycle.module
        if session is None and module is not None:
            session = module.next_session(today)
        release = cls(
            programme_id=cycle.programme_id, cycle=cycle, answer=answer, answer_id=answer.id,
            question=answer.question,
            decision=cycle.decision if answer.question is Question.NEXT_STEP else None,
            text=passage, written_at=answer.written_at, attribution=attribution,
            module=module, session=session,
            proposed_by=by, proposed_by_id=by.id, proposed_at=at,
        )  # fmt: skip
        release.consents = [
            Consent(person=writer.person, person_id=writer.person_id) for writer in answer.writers
        ]
        note(release, Act.RELEASE_PROPOSED, by=by, at=at)
        if release.holds_words_of(by):
            release.say_yes(by=by, at=at, today=today)
        return release

    def holds_words_of(self, person: Person) -> bool:
        return any(consent.person_id == person.id for consent in self.consents)

    def concerns(self, person: Person) -> bool:
        """What `concerning` asks the database."""
        return self.proposed_by_id == person.id or self.holds_words_of(person)

    def consent_of(self, person: Person) -> "Consent | None":
        return next((c for c in self.consents if c.person_id == person.id), None)

    def say_yes(self, *, by: Person, at: datetime, today: date) -> None:
        """One writer's yes; the last one releases the passage. Raises IllegalMove if withdrawn.

        If its session is over by then, it comes to the module's next one after `today`.
        """
        consent = self.consent_of(by)
        if self.withdrawn_at or consent is None:
            raise IllegalMove("Citatet er trukket tilbage.")
        if self.rests_since:
            raise IllegalMove("Teksten bliver læst igennem igen. Sig ja, når den er vist igen.")
        if consent.said_yes_at is None:
            consent.said_yes_at = at
            note(self, Act.RELEASE_AGREED, by=by, at=at)
        if self.released_at is not None or not all(c.said_yes_at for c in self.consents):
            return
        self.released_at = at
        if self.module and (self.session is None or self.session.starts_on <= today):
            self.session = self.module.next_session(today) or self.session
        note(self, Act.RELEASED, by=by, at=at)

    def withdraw(self, *, by: Person, at: datetime) -> None:
        """Any writer withdraws it for all; a no to a proposal is the same.

        Raises IllegalMove for one who only proposed it, once it is out: then it is the writers'.
        """
        if self.withdrawn_at is None:
            if not self.may_be_withdrawn_by(by):
                raise IllegalMove("Citatet er delt, og de, der har skrevet i det, bestemmer.")
            self.withdrawn_at, self.withdrawn_by_id = at, by.id
            forget_files_with(self)
            note(self, Act.RELEASE_WITHDRAWN, by=by, at=at)

    def may_be_withdrawn_by(self, person: Person) -> bool:
        """By those whose words they are; by the one who proposed it until they have said yes."""
        may_take_back = self.proposed_by_id == person.id and self.released_at is None
        return self.withdrawn_at is None and (may_take_back or self.holds_words_of(person))

    def belong_to(self, session: Session) -> None:
        """Another session than the one it would have come to. Raises IllegalMove if withdrawn."""
        if self.withdrawn_at:
            raise IllegalMove("Citatet er trukket tilbage.")
        self.session, self.module = session, session.module

    @property
    def is_out(self) -> bool:
        return self.released_at is not None and self.withdrawn_at is None

    @property
    def waits_for(self) -> list[Person]:
        return [consent.person for consent in self.consents if consent.said_yes_at is None]

    @property
    def out_of_reach(self) -> list[Person]:
        """Whose yes it lacks though they have left: nobody else can give it for them."""
        return [] if self.withdrawn_at else [p for p in self.waits_for if not p.is_active]

    @property
    def state(self) -> str:
        if self.withdrawn_at:
            return "Trukket tilbage"
        if self.rests_since:
            return "Bliver læst igennem"
        if self.out_of_reach:
            return "Kan ikke deles"
        return "Delt med KP" if self.released_at else "Venter på et ja"

    @classmethod
    def concerning(cls, person: Person) -> Select[Self]:
        """The releases that hold her words or that she proposed, newest first."""
        hers = select(Consent.release_id).where(Consent.person_id == person.id)
        proposed = select(cls.id).where(cls.proposed_by_id == person.id)
        return (
            select(cls)
            .where(
                cls.programme_id == person.programme_id,
                # Two searches along two indexes; an OR would read every release there is.
                cls.id.in_(union_all(hers, proposed)),
            )
            .options(
                joinedload(cls.cycle),
                joinedload(cls.session),
                joinedload(cls.module),
                selectinload(cls.consents).joinedload(Consent.person),
            )
            .order_by(cls.proposed_at.desc(), cls.id)
        )

    @classmethod
    def awaiting(cls, person: Person) -> Select[Self]:
        """The proposals that wait for her yes, oldest first."""
        # From her few consents, not `EXISTS` for each release that there is.
        unanswered = select(Consent.release_id).where(
            Consent.person_id == person.id, Consent.said_yes_at.is_(None)
        )
        return (
            select(cls)
            .where(cls.id.in_(unanswered), cls.withdrawn_at.is_(None), cls.rests_since.is_(None))
            .order_by(cls.proposed_at, cls.id)
        )

    @classmethod
    def live_of(cls, answer: Answer) -> Select[Self]:
        """The passages of an answer that are released or on their way, oldest first."""
        return (
            select(cls)
            .where(cls.answer_id == answer.id, cls.withdrawn_at.is_(None))
            .order_by(cls.proposed_at, cls.id)
        )

    @classmethod
    def ever_of(cls, cycle: Cycle) -> Select[Self]:
        """The proposals and releases from a cycle, also those that were withdrawn."""
        return select(cls).where(cls.cycle_id == cycle.id)

    @classmethod
    def once_out_of(cls, cycle: Cycle) -> Select[Self]:
        """What KP has had before its eyes of a cycle, also if it was withdrawn since."""
        return cls.ever_of(cycle).where(cls.was_ever_out())

    @classmethod
    def of_cycle(cls, cycle_id: UUID) -> Select[Self]:
        """What is released or on its way of a cycle, oldest first: to be made `unique()`."""
        return (
            select(cls)
            .where(cls.cycle_id == cycle_id, cls.withdrawn_at.is_(None))
            .options(joinedload(cls.consents).joinedload(Consent.person))
            .order_by(cls.proposed_at, cls.id)
        )

    @classmethod
    def held_while_out(cls, release_ids: Collection[UUID]) -> Select[UUID]:
        """Which of these are out, and stay so until the transaction ends.

        In one order, so that two who ask never wait for each other. SQLite has one writer at a
        time, and whoever asks this has begun to write.
        """
        return (
            select(cls.id)
            .where(
                cls.id.in_(release_ids), cls.released_at.is_not(None), cls.withdrawn_at.is_(None)
            )
            .order_by(cls.id)
            .with_for_update(read=True)
        )

    @classmethod
    def released_to(cls, programme_id: UUID | BindParameter[UUID]) -> Select[Self]:
        """What the instructors of a programme may see: released and not withdrawn."""
        return select(cls).where(
            cls.programme_id == programme_id,
            cls.released_at.is_not(None),
            cls.withdrawn_at.is_(None),
        )


class Consent(Model):
    """One writer's answer to a release of her words: none yet, or yes."""

    __table_args__ = (
        Index("uq_consent", "release_id", "person_id", unique=True),
        Index("ix_consent_person_id", "person_id", "said_yes_at"),
    )

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    said_yes_at: Mapped[datetime | None]

    release: Mapped[Release] = relationship(back_populates="consents")
    person: Mapped[Person] = relationship()
