"""Whether somebody is who she says, by the password that she knows."""

from datetime import datetime, timedelta

from flask import request

from logbook import pages
from logbook.db import db
from logbook.people import devices, passwords
from logbook.people.forms import PresentPassword
from logbook.people.models import Person
from logbook.people.throttle import TooManyTries, guess


def person_with(user_name: str, password: str, at: datetime) -> Person | None:
    """Who signs in with these words. Raises TooManyTries."""
    asked_for = Person.with_user_name(user_name)
    address, device = request.remote_addr or "", devices.own_hash()
    person = db.session.scalar(asked_for)
    with guess(user_name, person, address=address, device=device, at=at) as tried:
        # Asked again: the unknown name costs as many queries as the known one.
        person = db.session.scalar(asked_for)
        tried.was_right = passwords.fits(person, password)
    return person if tried.was_right else None


def try_again(full: TooManyTries) -> str:
    when = pages.time_of_day(full.again_at + timedelta(seconds=59))
    return f"Der har været for mange forsøg. Prøv igen efter kl. {when}."


def is_really(person: Person, form: PresentPassword, at: datetime) -> bool:
    """Whether she who sits here knows the password; if not, its field says why.

    A browser that was left open is not enough for what cannot be undone. Raises TooManyTries.
    """
    if person_with(person.user_name, form.present_password.data or "", at):
        return True
    form.present_password.errors = ["Det er ikke den adgangskode, du har nu."]
    return False
