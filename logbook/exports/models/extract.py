"""The log of extracts: who took which passages along, when and in what form."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Index, Select, String, Table, exists, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.db import Model
from logbook.jobs.models import Job, job_part
from logbook.people.models import Person
from logbook.programme.models import Programme
from logbook.releases.models import Release


class Format(StrEnum):
    PDF = "pdf"
    CARDS = "cards"
    PPTX = "pptx"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "text"

    @property
    def label(self) -> str:
        return {
            "pdf": "Uddelingsark",
            "cards": "Kort til at klippe ud",
            "pptx": "PowerPoint",
            "docx": "Word",
            "xlsx": "Excel",
            "csv": "CSV",
            "text": "Tekst til at kopiere",
        }[self.value]


SELECTION_LIMIT = 500
# How the words of an extract begin when it was taken from a board: its title comes after them.
FROM_BOARD = "Tavle: "


def whence(selection: str) -> str:
    """”til Modul 4”, or ”fra tavlen ”Ro””: as it stands after ”Hentet af KP”."""
    if selection.startswith(FROM_BOARD):
        return f"fra tavlen ”{selection.removeprefix(FROM_BOARD)}”"
    return f"til {selection}"


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
    selection: Mapped[str] = mapped_column(String(SELECTION_LIMIT))
    # Whether a passage in it was erased since: its row is gone.
    has_erased: Mapped[bool] = mapped_column(default=False, server_default=false())

    programme: Mapped[Programme] = relationship()
    taken_by: Mapped[Person] = relationship()
    releases: Mapped[list[Release]] = relationship(secondary=extract_release)

    @classmethod
    def take(
        cls, programme: Programme, format: Format, selection: str, *, by: Person, at: datetime
    ) -> Self:
        """An extract; what is in it is noted by `extract_release` and `rows_of`."""
        short = selection if len(selection) <= SELECTION_LIMIT else f"{selection[:499]}…"
        return cls(
            programme=programme, taken_by=by, taken_by_id=by.id, taken_at=at, format=format,
            selection=short,
        )  # fmt: skip

    @property
    def whence(self) -> str:
        return whence(self.selection)

    def rows_of(self, release_ids: Iterable[UUID]) -> list[dict[str, UUID]]:
        """The rows of `extract_release`: plain, since an extract may hold thousands."""
        return [{"extract_id": self.id, "release_id": each} for each in release_ids]

    @classmethod
    def of_releases(cls, release_ids: Sequence[UUID]) -> Select[tuple[UUID, Self]]:
        """The extracts that these passages are in, oldest first, each beside its passage."""
        return (
            select(extract_release.c.release_id, cls)
            .join(cls, extract_release.c.extract_id == cls.id)
            .where(extract_release.c.release_id.in_(release_ids))
            .order_by(cls.taken_at, cls.id)
        )

    @classmethod
    def by(cls, person: Person) -> Select[Self]:
        """What she has taken along, newest first."""
        return select(cls).where(cls.taken_by_id == person.id).order_by(cls.taken_at.desc(), cls.id)

    @classmethod
    def in_short(cls, person: Person) -> Select[*tuple[Any, ...]]:
        """The same as rows, each with whether a passage in it was withdrawn since."""
        was_withdrawn = (
            exists()
            .where(extract_release.c.extract_id == cls.id)
            .where(Release.id == extract_release.c.release_id, Release.withdrawn_at.is_not(None))
        )
        return cls.by(person).with_only_columns(
            cls.id, cls.selection, cls.format, cls.taken_at,
            or_(was_withdrawn, cls.has_erased).label("was_withdrawn"),
        )  # fmt: skip


def any_withdrawn_in(job: Job) -> Select[UUID]:
    """A passage in the file of a job that KP may have no longer, if there is one."""
    return (
        select(Release.id)
        .join(job_part, job_part.c.part_id == Release.id)
        .where(job_part.c.job_id == job.id, Release.withdrawn_at.is_not(None))
        .limit(1)
    )
