"""A second reader: somebody is asked to read a passage through before it leaves the house."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Delete,
    ForeignKey,
    Index,
    Select,
    Text,
    delete,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.stages import IllegalMove, Visibility
from logbook.db import Model
from logbook.people.models import Membership, Person, Role
from logbook.programme.models import Module
from logbook.releases.models.attribution import Attribution

WAITS = "answered_at IS NULL AND taken_back_at IS NULL"
TO_HEAR = "answered_at IS NOT NULL AND heard_at IS NULL"


class Trace(StrEnum):
    """What could give somebody away; never who it is."""

    NAME = "name"
    PLACE = "place"
    SITUATION = "situation"
    FAMILY = "family"

    @property
    def label(self) -> str:
        return {
            "name": "Et navn",
            "place": "Et sted",
            "situation": "Situationen",
            "family": "Noget om familien",
        }[self.value]

    @property
    def definite(self) -> str:
        return {
            "name": "navnet", "place": "stedet", "situation": "situationen", "family": "familien",
        }[self.value]  # fmt: skip


class SecondReading(Model):
    """An offer, not an approval: whatever the reader says, the writer decides.

    The passage is kept as it was asked about, as `Release` keeps the one that is given.
    """

    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (is_clear IS NULL)", name="answered_with_a_word"),
        CheckConstraint(
            "answered_at IS NULL OR taken_back_at IS NULL", name="answered_or_taken_back"
        ),
        Index("ix_second_reading_answer_id", "answer_id", "asked_at"),
        Index(
            "ix_second_reading_waits_for", "reader_id",
            sqlite_where=text(WAITS), postgresql_where=text(WAITS),
        ),
        # One reader is asked once at a time about one text.
        Index(
            "ix_second_reading_to_hear", "asked_by_id",
            sqlite_where=text(TO_HEAR), postgresql_where=text(TO_HEAR),
        ),
        Index(
            "uq_second_reading_waits", "answer_id", "reader_id", unique=True,
            sqlite_where=text(WAITS), postgresql_where=text(WAITS),
        ),
    )  # fmt: skip

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    attribution: Mapped[Attribution]
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    # What the reader said, and what she stumbled over.
    is_clear: Mapped[bool | None]
    traces: Mapped[list[str]] = mapped_column(JSON)
    # The one who asked has read the answer.
    heard_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    answer: Mapped[Answer] = relationship()
    module: Mapped[Module | None] = relationship()
    reader: Mapped[Person] = relationship(foreign_keys=[reader_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])

    @classmethod
    def ask(
        cls, answer: Answer, words: str, attribution: Attribution, *, module: Module | None,
        of: Person, by: Person, at: datetime,
    ) -> Self:  # fmt: skip
        return cls(
            answer=answer, answer_id=answer.id, text=words, attribution=attribution,
            module=module, reader=of, reader_id=of.id, asked_by=by, asked_by_id=by.id,
            asked_at=at, traces=[],
        )  # fmt: skip

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.taken_back_at is None

    def is_asked_of(self, person: Person) -> bool:
        return self.reader_id == person.id

    def is_asked_by(self, person: Person) -> bool:
        return self.asked_by_id == person.id

    def answer_with(self, is_clear: bool, traces: list[Trace], *, at: datetime) -> None:
        """What the reader says. Raises IllegalMove if it is said, or asked no more."""
        if not self.waits:
            raise IllegalMove("Her venter ikke længere nogen på, at du læser igennem.")
        self.answered_at, self.is_clear = at, is_clear
        self.traces = [] if is_clear else [trace.value for trace in traces]

    def take_back(self, *, at: datetime) -> None:
        """Ask no more. Raises IllegalMove once it is answered."""
        if not self.waits:
            raise IllegalMove("Det er der allerede svaret på.")
        self.taken_back_at = at

    def hear(self, *, at: datetime) -> None:
        self.heard_at = self.heard_at or at

    @property
    def stumbled_over(self) -> list[str]:
        return [Trace(each).definite for each in self.traces]

    # -- finding ------------------------------------------------------------------------------

    @classmethod
    def to_read(cls, person: Person) -> Select[Self]:
        """What she is asked to read through, and what she has read; not what was taken back."""
        return select(cls).where(cls.reader_id == person.id, cls.taken_back_at.is_(None))

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        return cls.to_read(person).where(cls.answered_at.is_(None)).order_by(cls.asked_at, cls.id)

    @classmethod
    def news_for(cls, person: Person) -> Select[Self]:
        """What she is asked to read, and what was said to her and she has not heard yet."""
        asked = select(cls.id).where(
            cls.reader_id == person.id, cls.answered_at.is_(None), cls.taken_back_at.is_(None)
        )
        said = select(cls.id).where(
            cls.asked_by_id == person.id, cls.answered_at.is_not(None), cls.heard_at.is_(None)
        )
        return select(cls).where(cls.id.in_(union_all(asked, said))).order_by(cls.asked_at, cls.id)

    @classmethod
    def asked_about(cls, answer_id: UUID, person: Person) -> Select[Self]:
        """What she has asked about one answer, the newest first."""
        return (
            select(cls)
            .where(
                cls.answer_id == answer_id,
                cls.asked_by_id == person.id,
                cls.taken_back_at.is_(None),
            )
            .options(joinedload(cls.reader))
            .order_by(cls.asked_at.desc(), cls.id)
        )

    @classmethod
    def hers(cls, person: Person) -> Select[Self]:
        """What she reads, or has asked."""
        return select(cls).where(or_(cls.reader_id == person.id, cls.asked_by_id == person.id))

    @classmethod
    def forget_of(cls, answer_id: UUID) -> Delete:
        """The passages that were to be read go with the text that they are of."""
        return delete(cls).where(cls.answer_id == answer_id)


def second_readers(cycle: Cycle, person: Person) -> Select[Person]:
    """Who may be asked: who writes with her, the house's leaders, and colleagues who may see it.

    The one who is asked sees the passage and nothing else of the round.
    """
    roles = [Role.LEADER]
    if cycle.visibility in {Visibility.HOUSE, Visibility.PROJECT}:
        roles.append(Role.AUTHOR)
    there = select(Membership.person_id).where(
        Membership.unit_id == cycle.house_id, Membership.role.in_(roles)
    )
    writers = [writer.person_id for writer in cycle.present_writers]
    return (
        select(Person)
        .where(
            or_(Person.id.in_(there), Person.id.in_(writers)),
            Person.id != person.id,
            Person.programme_id == person.programme_id,
            Person.removed_at.is_(None),
        )
        .order_by(Person.name_key, Person.id)
    )
