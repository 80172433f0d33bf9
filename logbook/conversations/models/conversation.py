"""A conversation about one round: where it stands, its note, and to whom it is open."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    Select,
    Text,
    and_,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from logbook.conversations.models.note import NoteVersion
from logbook.conversations.parts import LONGEST, MINUTES, PARTS, SHORTEST
from logbook.cycles.models import Cycle, VersionKind, writes_in
from logbook.cycles.stages import OPEN_TO_HOUSE, IllegalMove
from logbook.db import Model, keep_with
from logbook.people.models import Person, Role

WORKS_THERE = (Role.AUTHOR, Role.LEADER)
# A round that somebody forgot to close again closes by itself.
OPENING_LASTS = timedelta(days=7)
# Nobody has been at the screen for so long: the time is not counted.
LEFT_ALONE = timedelta(minutes=45)
RUNNING = text("ended_at IS NULL")


class Conversation(Model):
    """Five parts, each with its minutes and the seconds it has taken, and one shared note.

    `opened_by` is the writer who opened a round that the house does not see; then it is open to
    its writers and to the one on whose screen it is held, while it lasts, and its note is the
    writers' alone. `revision` counts the texts of the note.
    """

    __table_args__ = (
        CheckConstraint("part BETWEEN 1 AND 5", name="one_of_five"),
        CheckConstraint("(opened_by_id IS NULL) = (opened_at IS NULL)", name="opening_is_recorded"),
        CheckConstraint("ended_at IS NULL OR running_since IS NULL", name="no_clock_after_the_end"),
        Index(
            "uq_conversation_running",
            "cycle_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index("ix_conversation_cycle_id", "cycle_id", "started_at"),
        Index("ix_conversation_screen", "screen_of_id", "ended_at"),
    )

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    screen_of_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    part: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[list[int]] = mapped_column(JSON)
    used: Mapped[list[int]] = mapped_column(JSON)
    running_since: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime | None]
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    # Two who save at the same moment cannot both believe that theirs is the next text.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": revision,
        "version_id_generator": False,
    }

    cycle: Mapped[Cycle] = relationship()
    started_by: Mapped[Person] = relationship(foreign_keys=[started_by_id])
    screen_of: Mapped[Person] = relationship(foreign_keys=[screen_of_id])
    opened_by: Mapped[Person | None] = relationship(foreign_keys=[opened_by_id])
    written_by: Mapped[Person | None] = relationship(foreign_keys=[written_by_id])
    versions: Mapped[list[NoteVersion]] = relationship(
        back_populates="conversation", cascade="all, delete-orphan"
    )

    # -- beginning and ending -----------------------------------------------------------------

    @classmethod
    def begin(
        cls, cycle: Cycle, *, screen_of: Person, minutes: list[int] | None = None,
        by: Person, at: datetime, id: UUID | None = None,
    ) -> Self:  # fmt: skip
        """Start one; where the house does not see the round, this opens it. Raises IllegalMove."""
        cycle.must_be_planned()
        is_opened = cycle.visibility not in OPEN_TO_HOUSE
        return cls(
            **({"id": id} if id else {}),
            cycle=cycle, cycle_id=cycle.id, started_by=by, started_by_id=by.id, started_at=at,
            screen_of=screen_of, screen_of_id=screen_of.id,
            opened_by_id=by.id if is_opened else None, opened_at=at if is_opened else None,
            part=1, minutes=minutes or MINUTES, used=[0] * len(PARTS), note="", revision=0,
        )  # fmt: skip

    def end(self, *, by: Person, at: datetime) -> None:
        """Close it, and with it whatever was opened for it; a second time changes nothing."""
        if self.ended_at is None:
            self.pause(at=at)
            self.ended_at, self.ended_by_id = at, by.id

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def is_opened(self) -> bool:
        """Whether it is about a round that the house does not see."""
        return self.opened_by_id is not None

    def has_closed(self, since: datetime) -> bool:
        """Whether it was opened, and has closed by itself."""
        return self.opened_at is not None and self.opened_at <= since

    def is_held_by(self, person: Person) -> bool:
        """Whether she takes part: who writes, who works in the house that sees it, whose screen."""
        if self.cycle.is_written_by(person) or self.screen_of_id == person.id:
            return True
        return not self.is_opened and self.cycle.house_id in person.unit_ids(*WORKS_THERE)

    # -- the clock ----------------------------------------------------------------------------

    def seconds_at(self, at: datetime) -> list[int]:
        """What each part has taken, the present one with what has passed since."""
        used = list(self.used)
        since = self.running_since
        if since is not None and timedelta() <= at - since <= LEFT_ALONE:
            used[self.part - 1] += int((at - since).total_seconds())
        return used

    def runs_at(self, at: datetime) -> bool:
        """Whether the clock goes; not when the screen was left alone."""
        return self.running_since is not None and at - self.running_since <= LEFT_ALONE

    def set_clock(
        self, part: int, *, used: list[int], minutes: list[int], runs: bool, at: datetime
    ) -> None:
        """How it stands on the screen in the middle. Raises IllegalMove after the end."""
        if self.is_over:
            raise IllegalMove("Samtalen er slut.")
        self.part, self.used, self.minutes = part, used, minutes
        self.running_since = at if runs else None

    def go_to(self, part: int, *, at: datetime) -> None:
        self.set_clock(
            part, used=self.seconds_at(at), minutes=self.minutes, runs=self.runs_at(at), at=at
        )

    def start_clock(self, *, at: datetime) -> None:
        self.set_clock(self.part, used=self.seconds_at(at), minutes=self.minutes, runs=True, at=at)

    def pause(self, *, at: datetime) -> None:
        self.set_clock(self.part, used=self.seconds_at(at), minutes=self.minutes, runs=False, at=at)

    def lengthen(self, minutes: int, *, at: datetime) -> None:
        """Some more minutes for this part, or fewer; never under one or over thirty."""
        lengths = list(self.minutes)
        lengths[self.part - 1] = min(max(lengths[self.part - 1] + minutes, SHORTEST), LONGEST)
        self.set_clock(
            self.part, used=self.seconds_at(at), minutes=lengths, runs=self.runs_at(at), at=at
        )

    # -- the note -----------------------------------------------------------------------------

    def write(self, words: str, *, revision: int, by: Person, at: datetime) -> NoteVersion | None:
        """Save the note as it was written on `revision`; the text that stood there is kept.

        If another text came first, this one is kept beside it, and returned.
        """
        if words == self.note:
            return None
        if revision != self.revision:
            return self.beside(words, by=by, at=at)
        if self.note:
            before = self.written_at or self.started_at
            kept = self.version(
                VersionKind.REPLACED, self.note, by_id=self.written_by_id, at=before
            )
            keep_with(self, kept)
        self.note = words
        self.revision += 1
        self.written_at, self.written_by_id = at, by.id
        self.cycle.touch(by=by, at=at)
        return None

    def beside(self, words: str, *, by: Person, at: datetime) -> NoteVersion:
        """A text that changes nothing and waits to be looked at by those who write."""
        return self.version(VersionKind.CAME_SECOND, words, by_id=by.id, at=at)

    def version(
        self, kind: VersionKind, words: str, *, by_id: UUID | None, at: datetime
    ) -> NoteVersion:
        return NoteVersion(
            conversation_id=self.id, kind=kind, revision=self.revision, text=words,
            written_by_id=by_id, written_at=at,
        )  # fmt: skip

    # -- finding ------------------------------------------------------------------------------

    @classmethod
    def is_open_to(cls, person: Person, since: datetime) -> ColumnElement[bool]:
        """Whether she may see it. `since`: what was opened before that has closed by itself."""
        works_there = Cycle.house_id.in_(person.unit_ids(*WORKS_THERE))
        is_opened = cls.opened_by_id.is_not(None)
        on_her_screen = and_(
            cls.screen_of_id == person.id,
            cls.ended_at.is_(None),
            cls.opened_at > since,
            # What was opened closes too when the one who opened it writes there no more.
            writes_in(cls.opened_by_id, Cycle.id),
        )
        house_sees = and_(~is_opened, Cycle.visibility.in_(OPEN_TO_HOUSE))
        return and_(
            Cycle.programme_id == person.programme_id,
            Cycle.is_no_draft(),
            or_(writes_in(person.id, Cycle.id), and_(works_there, or_(house_sees, on_her_screen))),
        )

    @classmethod
    def visible_to(cls, person: Person, since: datetime) -> Select[Self]:
        return select(cls).join(cls.cycle).where(cls.is_open_to(person, since))

    @classmethod
    def one(cls, person: Person, conversation_id: UUID, since: datetime) -> Select[Self]:
        """One that she may see, with its round and the house."""
        return (
            cls.visible_to(person, since)
            .where(cls.id == conversation_id)
            .options(contains_eager(cls.cycle).joinedload(Cycle.house, innerjoin=True))
        )

    @classmethod
    def closed_to(cls, person: Person, conversation_id: UUID) -> Select[Self]:
        """One that was open on her screen once: she may not read it, only send what she wrote."""
        return (
            select(cls)
            .join(cls.cycle)
            .where(
                cls.id == conversation_id,
                cls.screen_of_id == person.id,
                Cycle.house_id.in_(person.unit_ids(*WORKS_THERE)),
            )
        )

    @classmethod
    def under_way(cls, person: Person, since: datetime) -> Select[Self]:
        """Those on her own screen that are not over, the newest first."""
        return (
            cls.visible_to(person, since)
            .where(cls.screen_of_id == person.id, cls.ended_at.is_(None))
            .options(contains_eager(cls.cycle).load_only(Cycle.title, Cycle.round, raiseload=True))
            .order_by(cls.started_at.desc(), cls.id)
        )

    @classmethod
    def running_in(cls, cycle_id: UUID) -> Select[Self]:
        """The one about this round that is not over, whoever asks."""
        return select(cls).where(cls.cycle_id == cycle_id, cls.ended_at.is_(None))

    @classmethod
    def told_in(cls, person: Person, cycle_id: UUID) -> Select[Self]:
        """What stands on the page of a round that she may see: notes, and what is under way."""
        return (
            select(cls)
            .where(
                cls.cycle_id == cycle_id,
                or_(cls.opened_by_id.is_(None), writes_in(person.id, cls.cycle_id)),
            )
            .options(joinedload(cls.written_by).load_only(Person.name))
            .order_by(cls.started_at, cls.id)
        )

    @classmethod
    def writers_in(cls, cycle_id: UUID) -> CompoundSelect[UUID | None]:
        """Whose words stand in the notes of a round, or have stood there, or wait."""
        is_about_it = cls.cycle_id == cycle_id
        now = select(cls.written_by_id).where(is_about_it)
        return now.union(select(NoteVersion.written_by_id).join(cls).where(is_about_it))

    @classmethod
    def ever_in(cls, cycle_id: UUID) -> Select[Self]:
        return select(cls).where(cls.cycle_id == cycle_id)
