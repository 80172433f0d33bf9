"""Which device somebody sits at: in words for herself, and known again by a cookie."""

import re
from datetime import datetime

from flask import Response, current_app, request

from logbook.db import db
from logbook.keys import keyed_hash, random_key
from logbook.people.models import KnownDevice, Person
from logbook.people.models.access import DEVICE_IS_KNOWN

# The first that is found wins: Edge says that it is Chrome too, and Chrome that it is Safari.
PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("CriOS|Chrome|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android.*Mobile", "Android-telefon"),
    ("Android", "Android-tablet"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux|X11", "Linux"),
)


def in_words(user_agent: str) -> str:
    """”Safari på iPhone”; never what the device itself wrote, which may be anything."""
    program = first_of(PROGRAMS, user_agent) or "En browser"
    machine = first_of(MACHINES, user_agent) or "en ukendt enhed"
    return f"{program} på {machine}"


def first_of(words: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((word for pattern, word in words if re.search(pattern, user_agent[:500])), None)


def cookie_name() -> str:
    prefix = "__Host-" if current_app.config["SETTINGS"].https else ""
    return f"{prefix}logbook-device"


def own_hash() -> str:
    """The hash of this device's key; empty for a device that has none."""
    key = request.cookies.get(cookie_name(), "")
    return keyed_hash("device", key) if key else ""


def know(person: Person, *, at: datetime) -> str | None:
    """Remember that she signed in on this device; the key for its cookie, if it needs one."""
    key, device_hash = None, own_hash()
    # A key that we never gave out may have been put there by somebody else.
    if not device_hash or not db.session.scalar(KnownDevice.of_anyone(device_hash)):
        key = random_key()
        device_hash = keyed_hash("device", key)
    known = db.session.scalar(KnownDevice.of(person.id, device_hash))
    if known:
        known.seen_at = at
    else:
        db.session.add(KnownDevice(person_id=person.id, key_hash=device_hash, seen_at=at))
    db.session.execute(KnownDevice.forget_old(at))
    return key


def set_cookie(response: Response, key: str | None) -> None:
    if key is None:
        return
    response.set_cookie(
        cookie_name(),
        key,
        max_age=int(DEVICE_IS_KNOWN.total_seconds()),
        secure=current_app.config["SETTINGS"].https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
