"""The log of extracts: who took which passages along, when and in what form."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Index, Select, String, Table, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.db import Model
from logbook.people.models import Person
from logbook.programme.models import Programme
from logbook.releases.models import Release


class Format(StrEnum):
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    CARDS = "cards"

    @property
    def label(self) -> str:
        return {
            "docx": "Word",
            "xlsx": "Excel",
            "csv": "CSV",
            "cards": "Kort til udskrift",
        }[self.value]


extract_release = Table(
    "extract_release",
    Model.metadata,
    Column("extract_id", ForeignKey("extract.id"), primary_key=True),
    Column("release_id", ForeignKey("release.id"), primary_key=True, index=True),
)


class Extract(Model):
    """One time that an instructor took passages along; their writers see it."""

    __table_args__ = (Index("ix_extract_taken_by", "taken_by_id", "taken_at"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    format: Mapped[Format]
    # What was asked for, in words: ”Modul 4, spor A”.
    selection: Mapped[str] = mapped_column(String(500))

    programme: Mapped[Programme] = relationship()
    taken_by: Mapped[Person] = relationship()
    releases: Mapped[list[Release]] = relationship(secondary=extract_release)

    @classmethod
    def holding(cls, release: Release) -> Select[tuple[Self]]:
        """The extracts that a passage is in, newest first."""
        return (
            select(cls)
            .join(extract_release, extract_release.c.extract_id == cls.id)
            .where(extract_release.c.release_id == release.id)
            .options(joinedload(cls.taken_by))
            .order_by(cls.taken_at.desc(), cls.id)
        )

    @classmethod
    def by(cls, person: Person) -> Select[tuple[Self]]:
        """What she has taken along, newest first."""
        return (
            select(cls).where(cls.taken_by_id == person.id).order_by(cls.taken_at.desc(), cls.id)
        )
