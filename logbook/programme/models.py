"""A programme is one municipality's project; everything else belongs to one."""

from datetime import date
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from logbook.db import Model


class Hold(StrEnum):
    """Why nothing of a programme is erased for now; a word of ours, never a text."""

    AUDIT = "audit"
    ACCESS_REQUEST = "access-request"
    DISPUTE = "dispute"
    EVALUATION = "evaluation"

    @property
    def label(self) -> str:
        return {
            "audit": "revision eller tilsyn",
            "access-request": "en anmodning om aktindsigt eller indsigt",
            "dispute": "en sag, der ikke er afsluttet",
            "evaluation": "projektets evaluering",
        }[self.value]


class Programme(Model):
    """One municipality's project. Programmes share an installation and never see each other."""

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    is_example: Mapped[bool] = mapped_column(default=False)
    # How many months after the end its texts are kept; for ever, as long as nobody has said.
    kept_months: Mapped[int | None]
    # How many months a draft is kept that nobody touches.
    drafts_kept_months: Mapped[int] = mapped_column(default=12, server_default="12")
    # Nothing is erased because of its age while somebody has said why.
    held_because: Mapped[Hold | None]
    held_since: Mapped[date | None]
    # Which list of first names of its own it has, if any: told with each sign-in, read once.
    names_version: Mapped[str | None] = mapped_column(String(64))
    # Whom to call when one is worried about a child, in the municipality's words.
    concern: Mapped[str] = mapped_column(String(200), default="", server_default="")

    districts: Mapped[list["District"]] = relationship(
        back_populates="programme", order_by="District.position"
    )
    units: Mapped[list["Unit"]] = relationship(back_populates="programme", order_by="Unit.position")
    modules: Mapped[list["Module"]] = relationship(
        back_populates="programme", order_by="Module.position"
    )
    tags: Mapped[list["Tag"]] = relationship(back_populates="programme", order_by="Tag.position")

    notice: Mapped["PrivacyNotice | None"] = relationship(
        back_populates="programme", cascade="all, delete-orphan", passive_deletes=True
    )

    @classmethod
    def with_key(cls, key: str) -> Select[Self]:
        return select(cls).where(cls.key == key)

    @classmethod
    def all(cls) -> Select[Self]:
        return select(cls).order_by(cls.key)


class PrivacyNotice(Model):
    """What the municipality says of its data protection, in its own words; empty until it does."""

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), unique=True
    )
    controller: Mapped[str] = mapped_column(Text, default="")
    controller_contact: Mapped[str] = mapped_column(Text, default="")
    dpo: Mapped[str] = mapped_column(Text, default="")
    dpo_contact: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    promise: Mapped[str] = mapped_column(Text, default="")
    complaints: Mapped[str] = mapped_column(Text, default="")

    programme: Mapped[Programme] = relationship(back_populates="notice")


class District(Model):
    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]

    programme: Mapped[Programme] = relationship(back_populates="districts")


class UnitKind(StrEnum):
    """Children are in a house or with a childminder; a municipal unit (PPR) has none."""

    HOUSE = "house"
    CHILDMINDING = "childminding"
    MUNICIPAL = "municipal"

    @property
    def label(self) -> str:
        return {"house": "Børnehus", "childminding": "Dagpleje", "municipal": "Kommunal enhed"}[
            self.value
        ]


class Unit(Model):
    """A børnehus, dagplejen, or a municipal unit such as PPR. The screen says ”hus”."""

    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[UnitKind]
    position: Mapped[int]
    # Chosen when the house is made, so that its mark differs from every other house's.
    mark_nonce: Mapped[int] = mapped_column(default=0)

    programme: Mapped[Programme] = relationship(back_populates="units")
    district: Mapped[District | None] = relationship()

    @property
    def has_children(self) -> bool:
        return self.kind is not UnitKind.MUNICIPAL

    @property
    def mark_seed(self) -> str:
        return f"{self.name}#{self.mark_nonce}" if self.mark_nonce else self.name


class TagKind(StrEnum):
    TRACK = "track"
    GOAL = "goal"
    FOCUS = "focus"
    THEME = "theme"

    @property
    def label(self) -> str:
        return {
            "track": "Spor",
            "goal": "Projektmål",
            "focus": "Fokusområde",
            "theme": "Læreplanstema",
        }[self.value]


class Tag(Model):
    """A track, project goal, focus area or læreplanstema of a programme."""

    __table_args__ = (UniqueConstraint("programme_id", "kind", "key"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[TagKind]
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]

    programme: Mapped[Programme] = relationship(back_populates="tags")


class Module(Model):
    """A part of the kompetenceforløb; the opening conference is one without homework."""

    __table_args__ = (UniqueConstraint("programme_id", "key"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(2000), default="")
    position: Mapped[int]

    programme: Mapped[Programme] = relationship(back_populates="modules")
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="module", order_by="Session.starts_on, Session.position"
    )

    @classmethod
    def of(cls, programme: Programme) -> Select[Self]:
        """A programme's modules with their sessions, in order."""
        return cls.in_programme(programme.id).options(selectinload(cls.sessions))

    @classmethod
    def in_programme(cls, programme_id: UUID) -> Select[Self]:
        """The same without their sessions."""
        query = select(cls).where(cls.programme_id == programme_id)
        return query.order_by(cls.position, cls.id)

    def opened_by(self, day: date) -> bool:
        return bool(self.sessions) and self.sessions[0].starts_on <= day

    def next_session(self, day: date) -> "Session | None":
        """The first time of teaching after `day`; a trial period in the house is none."""
        later = (s for s in self.sessions if s.is_taught and s.starts_on > day)
        return next(later, None)


class SessionKind(StrEnum):
    CONFERENCE = "conference"
    TEACHING = "teaching"
    WORKSHOP = "workshop"
    GUIDANCE = "guidance"
    TRIAL_PERIOD = "trial_period"

    @property
    def label(self) -> str:
        return {
            "conference": "Konference",
            "teaching": "Undervisningsgang",
            "workshop": "Workshop",
            "guidance": "Vejledning",
            "trial_period": "Afprøvningsperiode",
        }[self.value]


class Session(Model):
    """One time of teaching (undervisningsgang), or the trial period between two."""

    __table_args__ = (
        UniqueConstraint("module_id", "key"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[SessionKind]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    position: Mapped[int]

    module: Mapped[Module] = relationship(back_populates="sessions")

    @property
    def is_taught(self) -> bool:
        return self.kind is not SessionKind.TRIAL_PERIOD


def references_to(row: Model, *, but_from: type[Model] | None = None) -> list[Select[Any]]:
    """One query for each column of any table that may point at this row, for a row that does."""
    mine = row.__table__
    passed_over = but_from.__table__ if but_from else None
    return [
        select(key.parent).where(key.parent == row.id).limit(1)
        for table in row.metadata.sorted_tables
        if table is not passed_over
        for key in table.foreign_keys
        if key.column.table is mine
    ]
