"""A text that somebody reported: its words are kept here, and a stand-in stands in their place.

So no page, list, search or file can show them, whoever asks and whatever asks: they are not there.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    and_,
    exists,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.models import Cycle, writes_in
from logbook.db import Model
from logbook.people.models import Membership, Person, Role
from logbook.privacy.hidden import is_hidden
from logbook.withheld.models.kinds import Reportable, TextKind

OPEN = "shown_at IS NULL"


class Whom(StrEnum):
    """Who could be recognised; never which child."""

    CHILD = "child"
    FAMILY = "family"
    COLLEAGUE = "colleague"

    @property
    def label(self) -> str:
        return {"child": "Et barn", "family": "En familie", "colleague": "En kollega"}[self.value]


def cascading(table: str) -> Any:
    """What is deleted for good takes its hidden words along."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"))


class Withheld(Model):
    """One report, until the text is shown again; then the words have gone from here.

    `words` is what its writers read: by column, and by passage what KP had of it. `cycle_id` and
    `owner_id` say who they are; what has neither is the instructors' together. `seen_digest`
    knows the text again that was shown unchanged, so that one reader cannot hide it twice.
    """

    __table_args__ = (
        CheckConstraint("(shown_at IS NULL) = (shown_by_id IS NULL)", name="somebody_showed_it"),
        Index(
            "uq_withheld_open", "kind", "subject_id", unique=True,
            sqlite_where=text(OPEN), postgresql_where=text(OPEN),
        ),
        Index("ix_withheld_subject", "subject_id", "reported_at"),
        Index("ix_withheld_cycle_id", "cycle_id"),
        Index("ix_withheld_owner_id", "owner_id"),
        Index("ix_withheld_programme", "programme_id", "shown_at"),
    )  # fmt: skip

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[TextKind]
    subject_id: Mapped[UUID]
    cycle_id: Mapped[UUID | None] = cascading("cycle")
    answer_id: Mapped[UUID | None] = cascading("answer")
    sign_id: Mapped[UUID | None] = cascading("sign")
    question_id: Mapped[UUID | None] = cascading("sparring_request")
    sparring_id: Mapped[UUID | None] = cascading("sparring")
    reply_id: Mapped[UUID | None] = cascading("reply")
    kind_word_id: Mapped[UUID | None] = cascading("kind_word")
    note_id: Mapped[UUID | None] = cascading("conversation")
    outcome_id: Mapped[UUID | None] = cascading("outcome")
    board_id: Mapped[UUID | None] = cascading("board")
    group_id: Mapped[UUID | None] = cascading("board_group")
    board_note_id: Mapped[UUID | None] = cascading("board_note")
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[dict[str, str]] = mapped_column(JSON)
    whom: Mapped[Whom | None]
    reported_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reported_at: Mapped[datetime]
    rewritten_at: Mapped[datetime | None]
    shown_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    shown_at: Mapped[datetime | None]
    seen_digest: Mapped[str] = mapped_column(String(64), default="")

    @classmethod
    def of_text(
        cls, held: Reportable, words: Mapping[str, str], whom: Whom | None,
        *, by: Person, at: datetime,
    ) -> Self:  # fmt: skip
        own = {} if held.kind is TextKind.TITLE else {f"{held.kind}_id": held.id}
        return cls(
            programme_id=held.programme_id, kind=held.kind, subject_id=held.id,
            cycle_id=held.cycle_id, owner_id=held.owner_id, words=dict(words), whom=whom,
            reported_by_id=by.id, reported_at=at, seen_digest="", **own,
        )  # fmt: skip

    cycle: Mapped[Cycle | None] = relationship()

    @property
    def is_open(self) -> bool:
        return self.shown_at is None

    @property
    def own_words(self) -> dict[str, str]:
        """The text itself, by column, without what KP had of it."""
        return {name: self.words.get(name, "") for name in self.kind.words.columns}

    @property
    def is_several_peoples(self) -> bool:
        """Whether more than one is asked to read it through."""
        return not self.owner_id and (not self.cycle or len(self.cycle.present_writers) > 1)

    def is_read_again_by(self, person: Person) -> bool:
        """What `is_hers` asks the database."""
        if self.owner_id:
            return self.owner_id == person.id
        if self.cycle:
            return self.cycle.is_written_by(person)
        return person.programme_id == self.programme_id and person.plays(Role.INSTRUCTOR)

    def digest_of(self, words: Mapping[str, str]) -> str:
        """What knows these words again, and no others."""
        stands = "\0".join(f"{name}\1{words[name]}" for name in sorted(words) if words[name])
        return hashlib.sha256(f"{self.id}\0{stands}".encode("utf-8", "surrogatepass")).hexdigest()

    def is_of(self, words: Mapping[str, str]) -> bool:
        """Whether these are the words that were read through and shown again unchanged."""
        return bool(self.seen_digest) and self.seen_digest == self.digest_of(words)

    def rewrite(self, words: Mapping[str, str], *, at: datetime) -> bool:
        """Keep other words instead; what KP had of the old ones is kept no more."""
        given = {name: words.get(name, "") for name in self.kind.words.columns}
        if given == self.own_words:
            return False
        self.words, self.rewritten_at = given, at
        return True

    def close(self, *, by: Person, at: datetime) -> None:
        """The words stand in their place again; nothing of them is kept here."""
        unchanged = self.rewritten_at is None
        self.seen_digest = self.digest_of(self.own_words) if unchanged else ""
        self.words, self.shown_at, self.shown_by_id = {}, at, by.id

    # -- finding ------------------------------------------------------------------------------

    @classmethod
    def open_about(cls, subject_id: UUID) -> Select[Self]:
        return select(cls).where(cls.subject_id == subject_id, cls.shown_at.is_(None))

    @classmethod
    def ever_about(cls, subject_id: UUID) -> Select[Self]:
        """The newest first."""
        return (
            select(cls).where(cls.subject_id == subject_id).order_by(cls.reported_at.desc(), cls.id)
        )

    @classmethod
    def is_hers(cls, person: Person) -> ColumnElement[bool]:
        """Whether she is one of those who wrote it, and may read it through again."""
        teaches = exists().where(
            Membership.person_id == person.id, Membership.role == Role.INSTRUCTOR
        )
        nobodys = cls.owner_id.is_(None)
        return or_(
            cls.owner_id == person.id,
            and_(nobodys, cls.cycle_id.is_not(None), writes_in(person.id, cls.cycle_id)),
            and_(nobodys, cls.cycle_id.is_(None), teaches),
        )

    @classmethod
    def waiting_for(cls, person: Person) -> Select[Self]:
        """What is hers to read through, the oldest first."""
        return (
            select(cls)
            .where(
                cls.programme_id == person.programme_id,
                cls.shown_at.is_(None),
                cls.is_hers(person),
            )
            .order_by(cls.reported_at, cls.id)
        )

    @classmethod
    def reported_at_once(cls, person: Person, at: datetime) -> Select[Self]:
        return select(cls).where(
            cls.programme_id == person.programme_id, cls.shown_at.is_(None),
            cls.reported_by_id == person.id, cls.reported_at == at,
        )  # fmt: skip

    @classmethod
    def every_open(cls) -> Select[Self]:
        """Of every programme."""
        return select(cls).where(cls.shown_at.is_(None)).order_by(cls.reported_at, cls.id)

    @classmethod
    def numbered(cls, ids: Collection[UUID]) -> Select[Self]:
        return select(cls).where(cls.id.in_(ids))

    @classmethod
    def those_hidden(cls, subject_ids: Collection[UUID]) -> Select[UUID]:
        return select(cls.subject_id).where(cls.subject_id.in_(subject_ids), cls.shown_at.is_(None))


def without_stand_in(words: str) -> str:
    """What somebody wrote, where she wrote it after a stand-in that stood in the field."""
    first, _, rest = words.partition("\n")
    return rest.strip() if is_hidden(first.strip()) else words
