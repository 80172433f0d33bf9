"""An answer: one text, to one question, and who wrote in it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.questions import Question
from logbook.db import Model
from logbook.people.models import Person

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle
    from logbook.cycles.models.trials import Observation, Trial


class Answer(Model):
    """What people wrote to one question: about the cycle, or one trial or observation of it.

    `revision` counts the saves, so that a form can say which text it started from.
    """

    __table_args__ = (
        CheckConstraint("trial_id IS NULL OR observation_id IS NULL", name="about_one_thing"),
        Index("ix_answer_cycle_id", "cycle_id"),
        Index(
            "uq_answer_cycle_question",
            "cycle_id",
            "question",
            unique=True,
            sqlite_where=text("trial_id IS NULL AND observation_id IS NULL"),
            postgresql_where=text("trial_id IS NULL AND observation_id IS NULL"),
        ),
        *(
            # Only where there is one: a search for the answers that have none must not come here.
            Index(
                f"uq_answer_{thing}_question",
                f"{thing}_id",
                "question",
                unique=True,
                sqlite_where=text(f"{thing}_id IS NOT NULL"),
                postgresql_where=text(f"{thing}_id IS NOT NULL"),
            )
            for thing in ("trial", "observation")
        ),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    trial_id: Mapped[UUID | None] = mapped_column(ForeignKey("trial.id"))
    observation_id: Mapped[UUID | None] = mapped_column(ForeignKey("observation.id"))
    question: Mapped[Question]
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    # Who wrote this revision; nobody where it was carried over from the round before.
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    # Two who save at the same moment cannot both believe that theirs is the next revision.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": revision,
        "version_id_generator": False,
    }

    cycle: Mapped["Cycle"] = relationship(back_populates="all_answers")
    trial: Mapped["Trial | None"] = relationship(back_populates="answers")
    observation: Mapped["Observation | None"] = relationship(back_populates="answers")
    written_by: Mapped[Person | None] = relationship()
    writers: Mapped[list["AnswerWriter"]] = relationship(
        back_populates="answer", cascade="all, delete-orphan", order_by="AnswerWriter.since"
    )

    @classmethod
    def of_cycle(cls, cycle_id: UUID, question: Question) -> Select[Self]:
        """A cycle's own answer to one question, without loading the others."""
        return select(cls).where(
            cls.cycle_id == cycle_id,
            cls.question == question,
            cls.trial_id.is_(None),
            cls.observation_id.is_(None),
        )

    @classmethod
    def with_words_of(cls, person: Person) -> Select[Self]:
        """The answers in which something is hers."""
        hers = select(AnswerWriter.answer_id).where(AnswerWriter.person_id == person.id)
        return select(cls).where(cls.id.in_(hers))

    def rewrite(self, words: str, *, by: Person, at: datetime) -> None:
        """Replace the text, and remember who wrote; the same text again is no new revision."""
        if self.says(words):
            return
        self.text = words
        self.revision = (self.revision or 0) + 1
        self.written_at = at
        self.written_by_id = by.id
        self.credit(by, at=at)

    def says(self, words: str) -> bool:
        """Whether this is what somebody wrote in it already."""
        return words == self.text and bool(self.writers)

    def credit(self, person: Person, *, at: datetime) -> None:
        """Remember that her words stand in it: nothing of it leaves the house without her yes."""
        if not self.is_written_by(person):
            self.writers.append(AnswerWriter(person=person, person_id=person.id, since=at))

    def is_written_by(self, person: Person) -> bool:
        return any(writer.person_id == person.id for writer in self.writers)


class AnswerWriter(Model):
    """Somebody whose words are in an answer; her yes is needed before it leaves the house."""

    __table_args__ = (
        Index("uq_answer_writer", "answer_id", "person_id", unique=True),
        Index("ix_answer_writer_person_id", "person_id"),
    )

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]

    answer: Mapped[Answer] = relationship(back_populates="writers")
    person: Mapped[Person] = relationship()
