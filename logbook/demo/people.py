"""The example's people are invited and choose their passwords, as real people do."""

from collections.abc import Sequence
from datetime import date, datetime

from logbook.db import db
from logbook.demo.example import Actor
from logbook.demo.moments import Pen, shift
from logbook.demo.paper import checked, fields, must_be_allowed
from logbook.people import invitations, roles
from logbook.people.forms import InviteForm, WelcomeForm
from logbook.people.models import Person, Profession, Role
from logbook.policy import Action
from logbook.programme.models import Programme

INVITED_BEFORE = 15
# An invitation lasts fourteen days; nobody waited that long.
SLOWEST = 6


def invite_all(
    cast: Sequence[Actor], programme: Programme, first_day: date, passwords: dict[str, str]
) -> dict[str, Person]:
    """Everybody by user name, invited three weeks before the programme's first session.

    The coordinator comes first, by the command line; she invites the others.
    """
    day = shift(first_day, -INVITED_BEFORE)
    in_order = sorted(cast, key=lambda actor: actor.role is not Role.COORDINATOR)
    people: dict[str, Person] = {}
    coordinator: Person | None = None
    for number, actor in enumerate(in_order):
        pen = Pen(number)
        person, slip = invite(actor, programme, by=coordinator, at=pen.on(day))
        accepts_on = shift(day, number % SLOWEST) if coordinator else day
        accept(slip, passwords[actor.user_name], at=pen.on(accepts_on))
        people[actor.user_name] = person
        if coordinator is None:
            coordinator, day = person, shift(day, 1)
    return people


def invite(
    actor: Actor, programme: Programme, *, by: Person | None, at: datetime
) -> tuple[Person, invitations.Slip]:
    if by:
        must_be_allowed(by, Action.INVITE, programme)
    places = {unit.key: unit for unit in programme.units} | {
        district.key: district for district in programme.districts
    }
    place = actor.unit or actor.district
    form = checked(
        InviteForm(
            programme,
            formdata=fields(
                name=actor.name, user_name=actor.user_name, profession=actor.profession,
                role=actor.role, place=str(places[place].id) if place else "",
            ),
        )
    )  # fmt: skip
    person = Person(
        programme=programme,
        name=form.name.data,
        user_name=(form.user_name.data or "").lower(),
        profession=Profession(form.profession.data),
        invited_at=at,
    )
    db.session.add(person)
    roles.give(person, Role(form.role.data), unit=form.unit, district=form.district, by=by, at=at)
    return person, invitations.make(person, by=by, at=at)


def accept(slip: invitations.Slip, password: str, *, at: datetime) -> None:
    """Follow the link of the slip and choose a password."""
    words = fields(new_password=password, repeat_password=password)
    form = checked(WelcomeForm(formdata=words))
    invitation = invitations.with_token(slip.token, at)
    assert invitation is not None
    invitations.choose_password(invitation, form.new_password.data or "", at=at)
