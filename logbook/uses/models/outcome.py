"""”Det brugte vi jeres refleksioner til”: what the instructors tell after a time of teaching."""

from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, Text, select, text
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from logbook.cycles.models import VersionKind, WaitsToBeSettled
from logbook.cycles.models.versions import WAITING
from logbook.db import Model, enum_column, keep_with
from logbook.people.models import Person
from logbook.programme.models import Module, Session

LAST_TOLD = 3


class OutcomeVersion(WaitsToBeSettled, Model):
    """An earlier text, or one that met another and waits to be looked at; it is never changed."""

    __table_args__ = (
        CheckConstraint("kind = 'came_second' OR settled_at IS NULL", name="only_a_second_waits"),
        Index("ix_outcome_version_outcome_id", "outcome_id", "written_at"),
        Index(
            "ix_outcome_version_waiting",
            "outcome_id",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("outcome.id"))
    kind: Mapped[VersionKind] = mapped_column(enum_column(VersionKind, "kind"))
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    outcome: Mapped["Outcome"] = relationship()
    written_by: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, outcome_id: UUID) -> Select[Self]:
        """The newest first, with who wrote each."""
        return (
            select(cls)
            .where(cls.outcome_id == outcome_id)
            .order_by(cls.written_at.desc(), cls.revision.desc(), cls.id)
            .options(joinedload(cls.written_by))
        )

    @classmethod
    def with_id(cls, version_id: UUID) -> Select[Self]:
        """Whoever asks: who may read it is said by its programme."""
        return (
            select(cls)
            .where(cls.id == version_id)
            .options(joinedload(cls.written_by), joinedload(cls.outcome))
        )

    @classmethod
    def same(cls, outcome_id: UUID, words: str, person: Person) -> Select[Self]:
        """The same text of hers that waits already: a page loaded again sends it once more."""
        return select(cls).where(
            cls.outcome_id == outcome_id,
            cls.is_waiting(),
            cls.written_by_id == person.id,
            cls.text == words,
        )


class Outcome(Model):
    """One text for each time of teaching. `revision` counts its texts."""

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    # Two who save at the same moment cannot both believe that theirs is the next text.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": revision,
        "version_id_generator": False,
    }

    session: Mapped[Session] = relationship()
    written_by: Mapped[Person] = relationship()

    @classmethod
    def begin(cls, session: Session, *, by: Person, at: datetime) -> Self:
        return cls(
            session=session, session_id=session.id, text="", revision=0,
            written_by=by, written_by_id=by.id, written_at=at,
        )  # fmt: skip

    def write(
        self, words: str, *, revision: int, by: Person, at: datetime
    ) -> OutcomeVersion | None:
        """Save the text as it was written on `revision`; the text that stood there is kept.

        If another text came first, this one is kept beside it, and returned.
        """
        if words == self.text:
            return None
        if revision != self.revision:
            return self.version(VersionKind.CAME_SECOND, words, by_id=by.id, at=at)
        if self.text:
            kept = self.version(
                VersionKind.REPLACED, self.text, by_id=self.written_by_id, at=self.written_at
            )
            keep_with(self, kept)
        self.text = words
        self.revision += 1
        self.written_at, self.written_by, self.written_by_id = at, by, by.id
        return None

    def version(
        self, kind: VersionKind, words: str, *, by_id: UUID, at: datetime
    ) -> OutcomeVersion:
        return OutcomeVersion(
            outcome_id=self.id, kind=kind, revision=self.revision, text=words,
            written_by_id=by_id, written_at=at,
        )  # fmt: skip

    @classmethod
    def of(cls, session_id: UUID) -> Select[Self]:
        return select(cls).where(cls.session_id == session_id).options(joinedload(cls.written_by))


def last_told(person: Person) -> Select[Outcome]:
    """What was told of the last times of teaching, the newest first."""
    return (
        select(Outcome)
        .join(Outcome.session)
        .join(Session.module)
        .where(Module.programme_id == person.programme_id, Outcome.text != "")
        .options(contains_eager(Outcome.session).contains_eager(Session.module))
        .order_by(Session.starts_on.desc(), Session.id)
        .limit(LAST_TOLD)
    )


def taught_in(programme_id: UUID, session_id: UUID) -> Select[Session]:
    """A time of teaching, or a trial period, of this programme."""
    return (
        select(Session)
        .join(Session.module)
        .where(Session.id == session_id, Module.programme_id == programme_id)
        .options(joinedload(Session.module))
    )
