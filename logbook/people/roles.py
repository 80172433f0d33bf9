"""Giving and taking roles, and the whole access; a change signs the person out at once."""

from datetime import datetime
from typing import Any

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.people import invitations
from logbook.people.models import Membership, Person, Role, SignIn
from logbook.programme.models import District, Programme, Unit


class LastCoordinator(Exception):
    """Then nobody could invite or remove people any more."""


def give(
    person: Person,
    role: Role,
    *,
    unit: Unit | None = None,
    district: District | None = None,
    by: Person | None,
    at: datetime,
) -> bool:
    """Give her a role. False if she plays it already; `by` is nobody at the command line."""
    if any(membership.is_same_as(role, unit, district) for membership in person.memberships):
        return False
    person.memberships.append(
        Membership(role=role, unit=unit, district=district, given_at=at, given_by_id=by and by.id)
    )
    db.session.flush()
    db.session.execute(SignIn.end_all(person))
    record_of(Act.ROLE_GIVEN, person, by=by, at=at, unit_id=unit and unit.id, detail=role)
    return True


def take(person: Person, membership: Membership, *, by: Person, at: datetime) -> None:
    """Raises LastCoordinator; the caller rolls back."""
    lock(person.programme)
    role, unit_id = membership.role, membership.unit_id
    person.memberships.remove(membership)
    db.session.flush()
    db.session.execute(SignIn.end_all(person))
    must_keep_a_coordinator(person.programme)
    record_of(Act.ROLE_TAKEN, person, by=by, at=at, unit_id=unit_id, detail=role)


def remove(person: Person, *, by: Person, at: datetime) -> None:
    """End her access; what she wrote stays. Raises LastCoordinator; the caller rolls back."""
    lock(person.programme)
    person.removed_at = at
    invitations.shut_out(person, at=at)
    must_keep_a_coordinator(person.programme)
    record_of(Act.PERSON_REMOVED, person, by=by, at=at)


def restore(person: Person, *, by: Person, at: datetime) -> invitations.Slip:
    """Let somebody who was removed choose a new password; her roles are still hers."""
    person.removed_at = None
    record_of(Act.PERSON_BACK, person, by=by, at=at)
    return invitations.make(person, by=by, at=at)


def record_of(act: Act, person: Person, *, by: Person | None, at: datetime, **more: Any) -> None:
    programme_id, about = person.programme_id, person
    record(act, by=by, at=at, programme_id=programme_id, about=about, person_id=person.id, **more)


def lock(programme: Programme) -> None:
    """One at a time: two coordinators who remove each other must not both succeed."""
    db.session.execute(Programme.with_key(programme.key).with_for_update())


def must_keep_a_coordinator(programme: Programme) -> None:
    if db.session.scalar(Person.coordinators_of(programme).limit(1)) is None:
        raise LastCoordinator
