"""What the tests of people have in common: passwords, forms, and signing in as a person does."""

import re
from dataclasses import replace
from typing import Any

from flask.testing import FlaskClient

from logbook.db import db
from logbook.people import passwords
from logbook.people.models import Person
from logbook.settings import Settings

PASSWORD = "grøn cykel under loftet"
OTHER_PASSWORD = "syv måger spiser rugbrød"


def with_password(person: Person, password: str = PASSWORD) -> Person:
    person.password_hash = passwords.hashed(password)
    db.session.commit()
    return person


def come_in(client: FlaskClient, user_name: str, password: str = PASSWORD, **more: Any) -> Any:
    """Fill in the sign-in page and send it."""
    address = more.pop("address", "192.0.2.1")
    path = more.pop("path", "/log-ind")
    return client.post(
        path,
        data={"user_name": user_name, "password": password} | more,
        environ_overrides={"REMOTE_ADDR": address},
    )


def go_for_good(client: FlaskClient, person: Person, **more: Any) -> Any:
    """Leave the programme, as somebody who knows her password."""
    data = {"present_password": PASSWORD} | more
    with_password(person)
    return client.post("/konto/forlad", data=data)


def without_token(page: str) -> str:
    """The page without what is new in every form of every session."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def another(settings: Settings, **changes: Any) -> Settings:
    """The same settings but for these."""
    return replace(settings, **changes)
