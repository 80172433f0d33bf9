"""One-time links and codes: making them, finding them, using them up."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.keys import keyed_hash, random_key
from logbook.people.models import Invitation, KnownDevice, Person, SignIn
from logbook.people.models.access import INVITATION_LASTS
from logbook.people.passwords import hashed

# Without I, L, O, 0 and 1, which look alike on paper.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What is handed over on paper. The link and the code exist here and nowhere else."""

    person: Person
    token: str
    code: str
    expires_at: datetime


def bare_code(code: str) -> str:
    """The code as it is stored: people write it with spaces, hyphens and small letters."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def code_hash(person: Person, code: str) -> str:
    return keyed_hash("code", f"{person.id} {bare_code(code)}")


def link_hash(token: str) -> str:
    return keyed_hash("link", token)


def make(person: Person, *, by: Person | None, at: datetime, is_renewal: bool = False) -> Slip:
    """A new link and code; those that were made before stop working.

    `by` is nobody for an invitation made at the command line.
    """
    token = random_key()
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    db.session.flush()
    db.session.execute(Invitation.withdraw_all(person, at))
    db.session.add(
        Invitation(
            person=person,
            link_hash=link_hash(token),
            code_hash=code_hash(person, letters),
            made_by=by,
            made_at=at,
            expires_at=at + INVITATION_LASTS,
            is_renewal=is_renewal,
        )
    )
    record(
        Act.CODE_RENEWED if is_renewal else Act.INVITED,
        by=by, at=at, programme_id=person.programme_id, about=person, person_id=person.id,
    )  # fmt: skip
    half = CODE_LENGTH // 2
    return Slip(
        person=person,
        token=token,
        code=f"{letters[:half]}-{letters[half:]}",
        expires_at=at + INVITATION_LASTS,
    )


def renew(person: Person, *, by: Person, at: datetime, told: str) -> Slip:
    """For a forgotten password or a lost telephone: from now on only the new code lets her in.

    `told` is what she reads at her next sign-in.
    """
    shut_out(person, at=at)
    person.notice = told
    current_app.logger.warning("Code renewed: person=%s by=%s", person.id, by.id)
    return make(person, by=by, at=at, is_renewal=True)


def shut_out(person: Person, *, at: datetime) -> None:
    """End every way in: sign-ins, password, known devices, open invitations."""
    person.password_hash = None
    db.session.flush()
    db.session.execute(SignIn.end_all(person))
    db.session.execute(KnownDevice.forget_all(person))
    db.session.execute(Invitation.withdraw_all(person, at))


def with_token(token: str, at: datetime) -> Invitation | None:
    """The open invitation that a link belongs to."""
    invitation = db.session.scalar(Invitation.with_link(link_hash(token)))
    return invitation if invitation and is_usable(invitation, at) else None


def with_code(person: Person | None, code: str, at: datetime) -> Invitation | None:
    """The open invitation of this person that the code belongs to."""
    if person is None:
        return None
    wanted = code_hash(person, code)
    for invitation in db.session.scalars(Invitation.for_person(person)):
        if secrets.compare_digest(invitation.code_hash, wanted) and is_usable(invitation, at):
            return invitation
    return None


def is_usable(invitation: Invitation, at: datetime) -> bool:
    return invitation.is_open(at) and invitation.person.is_active


def choose_password(invitation: Invitation, password: str, *, at: datetime) -> bool:
    """Use the invitation up for a password. False if it was used a moment ago."""
    person = invitation.person
    new_hash = hashed(password)
    if db.session.scalar(Invitation.use(invitation, at)) is None:
        return False
    person.password_hash = new_hash
    db.session.flush()
    db.session.execute(SignIn.end_all(person))
    record(Act.PASSWORD_CHOSEN, by=person, at=at, programme_id=person.programme_id, about=person)
    return True
