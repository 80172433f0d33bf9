"""What a cycle is made of besides texts: signs, trials, observations, and who was asked for one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID, uuid5

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    and_,
    case,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models.texts import Answer
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Position
from logbook.db import Model, keep_with
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class Sign(Model):
    """Something that can be seen or heard. `continues` ties it to the same sign a round before."""

    __table_args__ = (
        Index("ix_sign_cycle_id", "cycle_id", "position"),
        Index("ix_sign_continues_id", "continues_id"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    continues_id: Mapped[UUID | None] = mapped_column(ForeignKey("sign.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))

    cycle: Mapped["Cycle"] = relationship(back_populates="signs")
    continues: Mapped["Sign | None"] = relationship(
        remote_side="Sign.id", back_populates="continued_by"
    )
    # The round after lets go of a sign that is taken away, and goes on from the one before it.
    continued_by: Mapped[list["Sign"]] = relationship(back_populates="continues")


class Trial(Model):
    """One time, or one stretch of days, in which the action was tried."""

    __table_args__ = (Index("ix_trial_cycle_id", "cycle_id", "tried_on"),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    tried_on: Mapped[date]
    several_times: Mapped[bool] = mapped_column(default=False)
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship(back_populates="trials")
    written_by: Mapped[Person] = relationship()
    answers: Mapped[list[Answer]] = relationship(
        back_populates="trial", cascade="all, delete-orphan"
    )

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        # Imported here: a cycle is made of trials, and they are seen through it.
        from logbook.cycles.models.cycle import Cycle

        return select(cls).where(Cycle.visible_to(person).where(Cycle.id == cls.cycle_id).exists())

    def answer_to(self, question: Question) -> Answer | None:
        return next((a for a in self.answers if a.question == question), None)

    @property
    def is_empty(self) -> bool:
        """Whether only its date was ever written: what was emptied again is kept as a version."""
        return not self.answers


class Observation(Model):
    """What one person saw; it belongs to her, whoever's cycle it stands in."""

    __table_args__ = (
        Index("ix_observation_cycle_id", "cycle_id", "observed_on"),
        Index("ix_observation_observer", "observer_id", "written_at"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    observer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    observed_on: Mapped[date]
    position: Mapped[Position | None]
    written_at: Mapped[datetime]

    cycle: Mapped["Cycle"] = relationship(back_populates="observations")
    observer: Mapped[Person] = relationship()
    answers: Mapped[list[Answer]] = relationship(
        back_populates="observation", cascade="all, delete-orphan"
    )
    scores: Mapped[list["SignScore"]] = relationship(
        back_populates="observation", cascade="all, delete-orphan"
    )

    def answer_to(self, question: Question) -> Answer | None:
        return next((a for a in self.answers if a.question == question), None)

    def score_of(self, sign: Sign) -> "SignScore | None":
        """The score that the observer gave; None when she has not answered for this sign."""
        return next((s for s in self.scores if s.sign_id == sign.id), None)

    def score(self, sign: Sign, value: int | None) -> None:
        """Say how clearly the sign was seen: 0 to 3, or None for not having looked."""
        given = self.score_of(sign)
        if given:
            given.score = value
        else:
            self.scores.append(SignScore(sign_id=sign.id, score=value))

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """Her own, and those in cycles that she may see."""
        # Imported here: a cycle is made of observations, and they are seen through it.
        from logbook.cycles.models.cycle import Cycle

        seen = Cycle.visible_to(person).where(Cycle.id == cls.cycle_id).exists()
        return select(cls).where(or_(cls.observer_id == person.id, seen))

    @classmethod
    def mine(cls, person: Person, observation_id: UUID) -> Select[Self]:
        return select(cls).where(cls.id == observation_id, cls.observer_id == person.id)

    @classmethod
    def of_day(cls, person: Person, cycle_id: UUID, on: date) -> Select[Self]:
        """What she saw in one cycle on one day."""
        return select(cls).where(
            cls.observer_id == person.id, cls.cycle_id == cycle_id, cls.observed_on == on
        )

    @classmethod
    def by(cls, person: Person) -> Select[Self]:
        """One's own observations, newest first."""
        return (
            select(cls).where(cls.observer_id == person.id).order_by(cls.written_at.desc(), cls.id)
        )

    @classmethod
    def notes_by(cls, person: Person) -> Select[*tuple[Any, ...]]:
        """The same as lines: what she saw, on which day, and in which cycle.

        The title of a cycle stands there while she may see it, or was asked what she saw in it.
        """
        saw = and_(Answer.observation_id == cls.id, Answer.question == Question.SAW)
        title = title_known_to(person, cls.cycle_id).label("title")
        return (
            cls.by(person)
            .join(cls.cycle)
            .outerjoin(Answer, saw)
            .with_only_columns(cls.id, cls.observed_on, Answer.text, title)
        )


def title_known_to(person: Person, cycle_id: ColumnElement[UUID] | Any) -> ColumnElement[str]:
    """The title of a cycle that she may see, or was asked what she saw in; else nothing."""
    # Imported here: a cycle is made of observations.
    from logbook.cycles.models.cycle import Cycle

    may_see = Cycle.visible_to(person).whereclause
    assert may_see is not None
    asked = ObservationRequest.to(person).where(ObservationRequest.cycle_id == cycle_id)
    return case((or_(may_see, asked.exists()), Cycle.title), else_="")


class SignScore(Model):
    """How clearly one sign was seen in one observation; no row means no answer yet."""

    __table_args__ = (
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 3", name="score_in_words"),
        Index("uq_sign_score", "observation_id", "sign_id", unique=True),
        Index("ix_sign_score_sign_id", "sign_id"),
    )

    observation_id: Mapped[UUID] = mapped_column(ForeignKey("observation.id"))
    sign_id: Mapped[UUID] = mapped_column(ForeignKey("sign.id"))
    score: Mapped[int | None]

    observation: Mapped[Observation] = relationship(back_populates="scores")
    sign: Mapped[Sign] = relationship()

    @property
    def label(self) -> str:
        return SCORES[self.score]


class ObservationRequest(Model):
    """A writer asks a colleague to write what she saw; the colleague sees only what she needs."""

    __table_args__ = (
        Index("uq_observation_request", "cycle_id", "colleague_id", unique=True),
        Index("ix_observation_request_colleague", "colleague_id", "answered_at"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    colleague_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    cycle: Mapped["Cycle"] = relationship()
    colleague: Mapped[Person] = relationship(foreign_keys=[colleague_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])

    @classmethod
    def ask(
        cls,
        cycle: "Cycle",
        colleague: Person,
        *,
        earlier: Sequence["ObservationRequest"] = (),
        by: Person,
        at: datetime,
    ) -> "ObservationRequest":
        """Ask a colleague, or ask her again once she has answered."""
        request = next((r for r in earlier if r.colleague_id == colleague.id), None)
        if request is None:
            request = cls(cycle=cycle, colleague=colleague, colleague_id=colleague.id)
        request.asked_by, request.asked_by_id, request.asked_at = by, by.id, at
        request.answered_at = request.withdrawn_at = None
        keep_with(cycle, request)
        cycle.touch(by=by, at=at)
        return request

    @property
    def id_of_answer(self) -> UUID:
        """The id of the observation that answers it, one for each time that she is asked."""
        return uuid5(self.id, self.asked_at.isoformat())

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        return cls.to(person).where(cls.answered_at.is_(None))

    @classmethod
    def to(cls, person: Person) -> Select[Self]:
        """What she has been asked to write and has not been let off, oldest first.

        Not while the cycle is a draft: of a draft nobody but its writers knows.
        """
        # Imported here: requests are made in a cycle.
        from logbook.cycles.models.cycle import Cycle

        return (
            select(cls)
            .join(cls.cycle)
            .where(cls.colleague_id == person.id, cls.withdrawn_at.is_(None), Cycle.is_no_draft())
            .order_by(cls.asked_at, cls.id)
        )

    @classmethod
    def concerning(cls, person: Person) -> Select[Self]:
        """What she has been asked, and what was asked in cycles that she may see."""
        from logbook.cycles.models.cycle import Cycle

        seen = Cycle.visible_to(person).where(Cycle.id == cls.cycle_id).exists()
        return select(cls).where(
            cls.withdrawn_at.is_(None), or_(cls.colleague_id == person.id, seen)
        )

    @classmethod
    def in_cycle(cls, cycle_id: UUID) -> Select[Self]:
        """Everyone who was ever asked, also those who were let off."""
        return (
            select(cls)
            .where(cls.cycle_id == cycle_id)
            .options(joinedload(cls.colleague))
            .order_by(cls.asked_at, cls.id)
        )
