"""What signing in leaves behind: invitations, sign-ins, known devices and wrong tries."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    Delete,
    ForeignKey,
    Index,
    Select,
    String,
    Update,
    bindparam,
    delete,
    false,
    select,
    update,
)
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship
from sqlalchemy.sql.dml import ReturningUpdate

from logbook.db import Model
from logbook.people.models.person import Membership, Person

INVITATION_LASTS = timedelta(days=14)
SIGN_IN_LASTS = timedelta(days=14)
# On a device that several people use.
SHARED_LASTS = timedelta(hours=4)
SHARED_UNUSED = timedelta(minutes=30)
DEVICE_IS_KNOWN = timedelta(days=365)


class Invitation(Model):
    """A one-time link and a short code with which a person chooses her password.

    Only hashes are stored. Making a new one for somebody who already has a password is how a
    forgotten password is renewed; `made_by` and `made_at` are the log of it.
    """

    __table_args__ = (Index(None, "person_id", "made_at"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    is_renewal: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    made_by: Mapped[Person | None] = relationship(foreign_keys=[made_by_id])

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at

    @classmethod
    def with_link(cls, link_hash: str) -> Select[Self]:
        return select(cls).where(cls.link_hash == link_hash).options(joinedload(cls.person))

    @classmethod
    def for_person(cls, person: Person) -> Select[Self]:
        """Newest first."""
        return (
            select(cls)
            .where(cls.person_id == person.id)
            .options(joinedload(cls.made_by))
            .order_by(cls.made_at.desc(), cls.id)
        )

    @classmethod
    def use(cls, invitation: Self, at: datetime) -> ReturningUpdate[UUID]:
        """Uses it up; returns its id, or nothing when somebody else was a moment earlier."""
        return (
            update(cls)
            .where(cls.id == invitation.id, cls.used_at.is_(None), cls.withdrawn_at.is_(None))
            .values(used_at=at)
            .returning(cls.id)
        )

    @classmethod
    def withdraw_all(cls, person: Person, at: datetime) -> Update:
        """Closes every invitation that the person could still use."""
        return (
            update(cls)
            .where(cls.person_id == person.id, cls.used_at.is_(None), cls.withdrawn_at.is_(None))
            .values(withdrawn_at=at)
        )


class SignIn(Model):
    """One place where a person is signed in; deleting the row signs her out there at once.

    `is_shared`: others use the device too, so it lasts hours and not days, however it is used.
    """

    __table_args__ = (Index(None, "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120))
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    is_shared: Mapped[bool] = mapped_column(default=False, server_default=false())

    person: Mapped[Person] = relationship()

    @classmethod
    def live(cls, key_hash: str, at: datetime) -> "tuple[Select[SignIn], dict[str, Any]]":
        """The sign-in with this key, with all that a page needs to know of its person.

        A query and its parameters; its result must be made `unique()`.
        """
        return live_sign_ins(), {"key_hash": key_hash, "at": at}

    @classmethod
    def of(cls, person: Person) -> Select[Self]:
        return select(cls).where(cls.person_id == person.id).order_by(cls.used_at.desc(), cls.id)

    # Deleted by statement, not object by object: two requests may end the same sign-in at once.

    @classmethod
    def end(cls, sign_in_id: UUID) -> Delete:
        return delete(cls).where(cls.id == sign_in_id)

    @classmethod
    def end_all(cls, person: Person, *, but: UUID | None = None) -> Delete:
        everywhere = delete(cls).where(cls.person_id == person.id)
        return everywhere if but is None else everywhere.where(cls.id != but)

    @classmethod
    def forget_old(cls, at: datetime) -> Delete:
        return delete(cls).where(cls.expires_at <= at)


@cache
def live_sign_ins() -> Select[SignIn]:
    """Built once, since every page asks for it."""
    return (
        select(SignIn)
        .join(SignIn.person)
        .where(
            SignIn.key_hash == bindparam("key_hash"),
            SignIn.expires_at > bindparam("at"),
            Person.removed_at.is_(None),
        )
        .options(
            contains_eager(SignIn.person).options(
                joinedload(Person.programme, innerjoin=True),
                joinedload(Person.memberships).options(
                    joinedload(Membership.unit), joinedload(Membership.district)
                ),
            )
        )
    )


class KnownDevice(Model):
    """A device on which its owner has signed in before; it has its own allowance of wrong tries."""

    __table_args__ = (Index(None, "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    key_hash: Mapped[str] = mapped_column(String(64), index=True)
    seen_at: Mapped[datetime]

    @classmethod
    def of(cls, person_id: UUID, key_hash: str) -> Select[Self]:
        return select(cls).where(cls.person_id == person_id, cls.key_hash == key_hash)

    @classmethod
    def of_anyone(cls, key_hash: str) -> Select[Self]:
        return select(cls).where(cls.key_hash == key_hash).limit(1)

    @classmethod
    def forget_all(cls, person: Person) -> Delete:
        return delete(cls).where(cls.person_id == person.id)

    @classmethod
    def forget_old(cls, at: datetime) -> Delete:
        return delete(cls).where(cls.seen_at <= at - DEVICE_IS_KNOWN)


class WrongTry(Model):
    """A password or code that did not fit; kept a quarter of an hour, as keyed hashes."""

    __table_args__ = (
        Index(None, "account_hash", "tried_at"),
        Index(None, "address_hash", "tried_at"),
    )

    account_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    device_hash: Mapped[str] = mapped_column(String(64), default="")
    tried_at: Mapped[datetime]

    @classmethod
    def on_account(cls, account_hash: str, device_hash: str, since: datetime) -> Select[Self]:
        """The tries at an account by strangers ("") or from one known device, newest first."""
        return (
            select(cls)
            .where(
                cls.account_hash == account_hash,
                cls.device_hash == device_hash,
                cls.tried_at > since,
            )
            .order_by(cls.tried_at.desc())
        )

    @classmethod
    def from_address(cls, address_hash: str, since: datetime) -> Select[Self]:
        return (
            select(cls)
            .where(cls.address_hash == address_hash, cls.tried_at > since)
            .order_by(cls.tried_at.desc())
        )

    @classmethod
    def forget(cls, try_id: UUID) -> Delete:
        return delete(cls).where(cls.id == try_id)

    @classmethod
    def forget_old(cls, before: datetime) -> Delete:
        return delete(cls).where(cls.tried_at <= before)
