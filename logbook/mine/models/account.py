"""Her account, where she is signed in, and what she has begun."""

from sqlalchemy import select

from logbook.drafts.models import Draft
from logbook.jobs.models import Job
from logbook.mine.models.conditions import Asker, Rows
from logbook.people.models import (
    Invitation,
    KeptForm,
    KnownDevice,
    Membership,
    Person,
    SignIn,
)


def person(asker: Asker) -> Rows:
    return select(Person).where(Person.id == asker.id)


def memberships(asker: Asker) -> Rows:
    return select(Membership).where(Membership.person_id == asker.id)


def invitations(asker: Asker) -> Rows:
    return select(Invitation).where(Invitation.person_id == asker.id)


def sign_ins(asker: Asker) -> Rows:
    return select(SignIn).where(SignIn.person_id == asker.id)


def known_devices(asker: Asker) -> Rows:
    return select(KnownDevice).where(KnownDevice.person_id == asker.id)


def drafts(asker: Asker) -> Rows:
    """Not those that were emptied when their text was saved: nothing stands in them."""
    return select(Draft).where(Draft.person_id == asker.id, Draft.fields != "")


def kept_forms(asker: Asker) -> Rows:
    return select(KeptForm).where(KeptForm.owner_id == asker.id)


def jobs(asker: Asker) -> Rows:
    return select(Job).where(Job.asked_by_id == asker.id)
