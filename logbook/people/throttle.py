"""How often somebody may guess: counted in the database, so that restarts and workers agree.

A try is written down before it is looked at, and struck out again if it was right. So guesses
that come at once cannot overshoot: each counts all that came before it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from uuid import UUID

from flask import current_app
from sqlalchemy import Select

from logbook.db import db
from logbook.keys import keyed_hash
from logbook.people.models import KnownDevice, Person, WrongTry

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 10


@dataclass(frozen=True)
class TooManyTries(Exception):
    """Refused without looking; `again_at` is when the next try will be looked at."""

    again_at: datetime


@dataclass
class Try:
    """One guess; `was_right` strikes it out."""

    was_right: bool = field(default=False)


def account_hash(user_name: str) -> str:
    return keyed_hash("account", user_name.strip().lower())


def address_hash(address: str) -> str:
    """One household or nursery is one address; in IPv6 that is the first half of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return keyed_hash("address", address)
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or ip_network((parsed, 64), strict=False).network_address
    return keyed_hash("address", str(parsed))


@contextmanager
def guess(
    user_name: str, person: Person | None, *, address: str, device: str, at: datetime
) -> Iterator[Try]:
    """Look at one guess inside `with`; commits before and after.

    `person` is whose user name it is, if anybody's; `device` is the hash of the device's key.
    Raises TooManyTries before the guess is looked at.
    """
    # Asked for unknown names as well, so that they take as long.
    owner_id = person.id if person else UUID(int=0)
    is_known = bool(device and db.session.scalar(KnownDevice.of(owner_id, device)))
    row = WrongTry(
        account_hash=account_hash(user_name),
        address_hash=address_hash(address),
        device_hash=device if is_known else "",
        tried_at=at,
    )
    db.session.execute(WrongTry.forget_old(at - WINDOW))
    db.session.add(row)
    db.session.commit()
    try_id, again_at = row.id, when_again(row, at)
    if again_at is not None:
        strike_out(try_id)
        raise TooManyTries(again_at)

    outcome = Try()
    yield outcome
    if outcome.was_right:
        strike_out(try_id)


def when_again(row: WrongTry, at: datetime) -> datetime | None:
    """When a try like this one will be looked at; None for now."""
    since = at - WINDOW
    limits = [(WrongTry.on_account(row.account_hash, row.device_hash, since), TRIES_PER_ACCOUNT)]
    if not row.device_hash:
        per_address = current_app.config["SETTINGS"].wrong_tries_per_address
        limits.append((WrongTry.from_address(row.address_hash, since), per_address))
    moments = [full_until(tries, most) for tries, most in limits]
    return max((moment for moment in moments if moment), default=None)


def full_until(tries: Select[WrongTry], most: int) -> datetime | None:
    """When there is room for another try, if these are more than `most`."""
    moments = [each.tried_at for each in db.session.scalars(tries.limit(most + 1))]
    return moments[most] + WINDOW if len(moments) > most else None


def strike_out(try_id: UUID) -> None:
    db.session.execute(WrongTry.forget(try_id))
    db.session.commit()
