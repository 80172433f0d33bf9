"""A text that is not saved yet, and the receipt of one that is."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    Delete,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    and_,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningUpdate

from logbook.db import Model
from logbook.people.models import Person

PLACE_LIMIT = 300
RECEIPT_LASTS = timedelta(days=30)
EMPTY_LASTS = timedelta(days=1)
SHOWN = 10
# More than anybody leaves unfinished; it bounds what one sign-in can fill the disk with.
MOST_DRAFTS = 200
FORGOTTEN_AT_ONCE = 1_000
# What stands beside the words of a form: where they belong, and what they started from.
NOT_WORDS = {
    "revision", "key", "seen", "cycle", "house", "module", "whom", "about", "bring_up",
    "tried_on", "several_times", "not_names",
}  # fmt: skip


def words_in(fields: Mapping[str, str]) -> dict[str, str]:
    """What a person wrote herself, as it would be saved; nothing of a field left empty."""
    words = {
        name: text.strip().replace("\r\n", "\n").replace("\r", "\n")
        for name, text in fields.items()
        if name not in NOT_WORDS and not name.endswith("_revision")
    }
    return {name: text for name, text in words.items() if text}


class Draft(Model):
    """What one person has written in one form on one device; nobody else ever reads it.

    `revision` counts the device's saves, so that one that comes late is known. Once its text is
    saved the row is emptied, not deleted at once: what comes later still would be a ghost.
    """

    __table_args__ = (
        Index("uq_draft", "person_id", "place", "device", unique=True),
        Index("ix_draft_changed_at", "changed_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT))
    device: Mapped[UUID]
    fields: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    changed_at: Mapped[datetime]

    @property
    def texts(self) -> dict[str, str]:
        held: dict[str, str] = json.loads(self.fields) if self.fields else {}
        return held

    @property
    def words(self) -> dict[str, str]:
        return words_in(self.texts)

    @property
    def mark(self) -> str:
        """What a form says that has taken in this text."""
        return f"{self.device}/{self.revision}"

    @property
    def page(self) -> str:
        """Where one meets the form again; each forløb in hand has a form of its own at home."""
        return self.place.replace("/#", "/?forloeb=", 1)

    def is_in(self, marks: Mapping[UUID, int], words: Mapping[str, str]) -> bool:
        """Whether a form with these words, which took in these drafts, holds what stands here."""
        return self.revision <= marks.get(self.device, -1) or self.words == words

    def let_go(self, marks: Mapping[UUID, int], at: datetime) -> None:
        """Its text is saved; whatever the device sent before that comes too late from now on."""
        newest = max(self.revision, marks.get(self.device, 0))
        self.fields, self.revision, self.changed_at = "", newest, at

    @classmethod
    def of(cls, person: Person) -> Select[Self]:
        return select(cls).where(cls.person_id == person.id, cls.fields != "")

    @classmethod
    def about(cls, person: Person, ids: Collection[UUID]) -> Select[Self]:
        """What she has begun about any of these things: each place names what it is about."""
        return cls.of(person).where(or_(*(cls.place.contains(str(each)) for each in ids)))

    @classmethod
    def places_on(cls, person: Person, device: UUID, places: Collection[str]) -> Select[str]:
        """Those of these places where this device's draft is here still."""
        hers = cls.of(person).with_only_columns(cls.place)
        return hers.where(cls.device == device, cls.place.in_(places))

    @classmethod
    def latest(cls, person: Person) -> Select[Self]:
        """What she has begun anywhere, newest first."""
        newest_first = cls.changed_at.desc(), cls.id
        return cls.of(person).order_by(*newest_first).limit(MOST_DRAFTS)

    @classmethod
    def number_of(cls, person: Person) -> Select[int]:
        return select(func.count()).where(cls.person_id == person.id, cls.fields != "")

    @classmethod
    def at(cls, person: Person, place: str) -> Select[Self]:
        """What she has begun there, newest first."""
        return (
            select(cls)
            .where(cls.person_id == person.id, cls.place == place, cls.fields != "")
            .order_by(cls.changed_at.desc(), cls.id)
            .limit(SHOWN)
        )

    @classmethod
    def on_device(cls, person: Person, place: str, device: UUID) -> Select[Self]:
        return select(cls).where(
            cls.person_id == person.id, cls.place == place, cls.device == device
        )

    @classmethod
    def rewrite(
        cls, person: Person, place: str, device: UUID, *, fields: str, revision: int, at: datetime
    ) -> ReturningUpdate[int]:
        """Replaces what the device sent before; nothing is returned when this came too late."""
        is_next = or_(cls.revision < revision, and_(cls.revision == revision, cls.fields != ""))
        return (
            update_rows(cls)
            .where(cls.person_id == person.id, cls.place == place, cls.device == device, is_next)
            .values(fields=fields, revision=revision, changed_at=at)
            .returning(cls.revision)
        )

    @classmethod
    def forget_old(cls, at: datetime) -> Delete:
        """The emptied ones, some at a time; a text goes only after a warning (`retention`)."""
        is_old = and_(cls.fields == "", cls.changed_at <= at - EMPTY_LASTS)
        old = select(cls.id).where(is_old).limit(FORGOTTEN_AT_ONCE)
        return delete(cls).where(cls.id.in_(old))


class Receipt(Model):
    """That one press of ”Gem” was carried out, and what was answered.

    It is written with what was saved, at once, so it is there if and only if that is.
    """

    __table_args__ = (
        Index("uq_receipt", "person_id", "op", unique=True),
        Index("ix_receipt_at", "at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    op: Mapped[UUID]
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    def keep(self, status: int, answer: dict[str, Any]) -> None:
        self.status, self.answer = status, json.dumps(answer)

    @classmethod
    def of(cls, person: Person, op: UUID) -> Select[Self]:
        return select(cls).where(cls.person_id == person.id, cls.op == op)

    @classmethod
    def forget_old(cls, at: datetime) -> Delete:
        """Some at a time; whoever comes next forgets the rest."""
        old = select(cls.id).where(cls.at <= at - RECEIPT_LASTS).limit(FORGOTTEN_AT_ONCE)
        return delete(cls).where(cls.id.in_(old))
