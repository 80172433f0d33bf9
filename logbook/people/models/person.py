"""A person, and the parts that she plays in her programme."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    exists,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, validates

from logbook.db import Model
from logbook.people.alphabet import first_name, in_danish_order
from logbook.people.models.profession import Profession
from logbook.programme.models import District, Programme, Unit


class Role(StrEnum):
    """What a membership lets a person do; her profession says what she is."""

    AUTHOR = "author"
    LEADER = "leader"
    DISTRICT_LEADER = "district_leader"
    INSTRUCTOR = "instructor"
    COORDINATOR = "coordinator"

    @property
    def label(self) -> str:
        return {
            "author": "Skriver i logbogen",
            "leader": "Pædagogisk leder",
            "district_leader": "Distriktsleder",
            "instructor": "Underviser (KP)",
            "coordinator": "Koordinator",
        }[self.value]


class Person(UserMixin, Model):
    """Somebody who may sign in once she has chosen a password.

    `auth_source` and `external_id` leave room for the municipality's own sign-in.
    `notice` is a sentence that she is told the next time she signs in, once.
    """

    __table_args__ = (Index(None, "programme_id", "name_key"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    name: Mapped[str] = mapped_column(String(120))
    # What the lists are sorted by; it follows the name.
    name_key: Mapped[str] = mapped_column(String(400))
    user_name: Mapped[str] = mapped_column(String(120), unique=True)
    profession: Mapped[Profession]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    auth_source: Mapped[str] = mapped_column(String(40), default="local")
    external_id: Mapped[str | None] = mapped_column(String(200))
    notice: Mapped[str | None] = mapped_column(String(500))
    # Whom she last showed a cycle to; her own choice is preselected the next time.
    last_visibility: Mapped[str | None] = mapped_column(String(40))
    # How her passages usually stand; nothing until she has chosen.
    usual_attribution: Mapped[str | None] = mapped_column(String(40))
    invited_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    # Nobody: stands where one who left stood, with her role alone.
    is_stand_in: Mapped[bool] = mapped_column(default=False, server_default=false())

    programme: Mapped[Programme] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        order_by="Membership.given_at",
        foreign_keys="Membership.person_id",
    )

    @validates("name")
    def follow_name(self, _attribute: str, name: str) -> str:
        self.name_key = in_danish_order(name)
        return name

    @property
    def is_active(self) -> bool:
        return self.removed_at is None

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if words[1:] else words)).upper()

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    @property
    def title(self) -> str:
        """Name and profession, as colleagues see them."""
        return self.name if self.is_stand_in else f"{self.name}, {self.profession.label}"

    def plays(self, role: Role) -> bool:
        return any(m.role is role for m in self.memberships)

    def unit_ids(self, *roles: Role) -> set[UUID]:
        """The units in which she plays one of these roles."""
        return {m.unit_id for m in self.memberships if m.role in roles and m.unit_id}

    def units_as(self, *roles: Role) -> list[Unit]:
        """The same as units, in the programme's order."""
        units = {m.unit for m in self.memberships if m.role in roles and m.unit}
        return sorted(units, key=lambda unit: unit.position)

    def district_ids(self, *roles: Role) -> set[UUID]:
        return {m.district_id for m in self.memberships if m.role in roles and m.district_id}

    def districts_as(self, *roles: Role) -> list[District]:
        """The same as districts, in the programme's order."""
        districts = {m.district for m in self.memberships if m.role in roles and m.district}
        return sorted(districts, key=lambda district: district.position)

    def leads(self, unit_id: UUID) -> bool:
        return unit_id in self.unit_ids(Role.LEADER)

    @property
    def belongs_to_the_project(self) -> bool:
        """Whether ”Hele projektet” includes her: never instructors, nor coordinators as such."""
        return any(
            m.role in {Role.AUTHOR, Role.LEADER, Role.DISTRICT_LEADER} for m in self.memberships
        )

    def houses(self) -> list[Unit]:
        """The houses in which she may start a cycle, in the programme's order.

        Her own; those of her district if she writes in a district; all of them if she
        belongs to a municipal unit, since PPR and sundhedsplejen have no house.
        """
        own, districts = self.units_as(Role.AUTHOR, Role.LEADER), self.district_ids(Role.AUTHOR)
        everywhere = any(m.unit and not m.unit.has_children for m in self.memberships)
        if not everywhere and not districts:
            # Without reading all the houses of a large programme.
            return [unit for unit in own if unit.has_children]
        return [
            unit
            for unit in self.programme.units
            if unit.has_children and (everywhere or unit in own or (unit.district_id in districts))
        ]

    @classmethod
    def with_user_name(cls, user_name: str) -> Select[Self]:
        return select(cls).where(cls.user_name == user_name.strip().lower())

    @classmethod
    def of(cls, programme: Programme) -> Select[Self]:
        """Everyone in a programme, also those who have left."""
        return select(cls).where(cls.programme_id == programme.id).order_by(cls.name_key, cls.id)

    @classmethod
    def coordinators_of(cls, programme: Programme) -> Select[Self]:
        """Those who can invite and remove people today."""
        coordinates = exists().where(
            Membership.person_id == cls.id, Membership.role == Role.COORDINATOR
        )
        return cls.of(programme).where(cls.removed_at.is_(None), coordinates)

    @classmethod
    def colleagues_of(cls, person: "Person") -> Select[Self]:
        """Those who could write with her or be asked what they saw: the project's other people."""
        writes = exists().where(
            Membership.person_id == cls.id,
            Membership.role.in_([Role.AUTHOR, Role.LEADER, Role.DISTRICT_LEADER]),
        )
        return (
            select(cls)
            .where(
                cls.programme_id == person.programme_id,
                cls.id != person.id,
                cls.removed_at.is_(None),
                writes,
            )
            .order_by(cls.name_key, cls.id)
        )

    @classmethod
    def colleague_or_self(cls, person: "Person", other_id: UUID) -> Select[Self]:
        """Somebody in the same programme."""
        return select(cls).where(cls.id == other_id, cls.programme_id == person.programme_id)

    @classmethod
    def managed_by(cls, person: "Person") -> Select[Self]:
        """The people whose codes she may renew: all for a coordinator, her houses' for a leader."""
        everyone = select(cls).where(cls.programme_id == person.programme_id)
        if not person.plays(Role.COORDINATOR):
            in_her_house = exists().where(
                Membership.person_id == cls.id,
                Membership.unit_id.in_(person.unit_ids(Role.LEADER)),
            )
            everyone = everyone.where(in_her_house)
        return everyone.order_by(cls.name_key, cls.id)

    @classmethod
    def is_called(cls, words: str) -> ColumnElement[bool]:
        """Whether a part of her name, or her user name, begins with these words."""
        words = " ".join(words.split())
        key = in_danish_order(words)
        return or_(
            cls.name_key.startswith(key, autoescape=True),
            cls.name_key.contains(f" {key}", autoescape=True),
            cls.user_name.startswith(words.lower(), autoescape=True),
        )

    @classmethod
    def leaders_for(cls, person: "Person", house: Unit) -> Select[Self]:
        """Who may be asked for sparring: leaders in the programme, and district leaders."""
        leads = exists().where(
            Membership.person_id == cls.id,
            Membership.role.in_([Role.LEADER, Role.DISTRICT_LEADER]),
        )
        return (
            select(cls)
            .where(
                cls.programme_id == house.programme_id,
                cls.id != person.id,
                cls.removed_at.is_(None),
                leads,
            )
            .options(joinedload(cls.memberships).joinedload(Membership.unit))
            .order_by(cls.name_key, cls.id)
        )


class Membership(Model):
    """One part that a person plays: a role, and where."""

    __table_args__ = (
        CheckConstraint(
            "(role = 'author' AND (unit_id IS NULL) <> (district_id IS NULL))"
            " OR (role = 'leader' AND unit_id IS NOT NULL AND district_id IS NULL)"
            " OR (role = 'district_leader' AND unit_id IS NULL AND district_id IS NOT NULL)"
            " OR (role IN ('instructor', 'coordinator')"
            " AND unit_id IS NULL AND district_id IS NULL)",
            name="place_fits_role",
        ),
        Index(None, "person_id"),
        Index(None, "unit_id", "role"),
        Index(None, "district_id", "role"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    given_at: Mapped[datetime]
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(back_populates="memberships", foreign_keys=[person_id])
    unit: Mapped[Unit | None] = relationship()
    district: Mapped[District | None] = relationship()

    @property
    def place(self) -> str:
        """Where, in words; empty for those who serve the whole programme."""
        if self.unit:
            return self.unit.name
        return f"Distrikt {self.district.name}" if self.district else ""

    def is_same_as(self, role: Role, unit: Unit | None, district: District | None) -> bool:
        return (self.role, self.unit, self.district) == (role, unit, district)
