"""`flask people invite`: how the first coordinator of a programme gets in."""

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError
from wtforms.validators import ValidationError

from logbook import clock
from logbook.db import db
from logbook.forms import TITLE_LIMIT, UNWRITABLE
from logbook.pages import long_day
from logbook.people import invitations, roles
from logbook.people.forms import refuse_odd_user_name
from logbook.people.models import Person, Profession, Role
from logbook.privacy.cpr import find_cpr
from logbook.programme.models import District, Programme, Unit

people = AppGroup("people", help="Personer: hvem der kan logge ind.")
PLACES_OF = {
    Role.AUTHOR: "--unit eller --district",
    Role.LEADER: "--unit",
    Role.DISTRICT_LEADER: "--district",
    Role.INSTRUCTOR: "",
    Role.COORDINATOR: "",
}


def listed(values: list[str]) -> str:
    return ", ".join(values) or "ingen"


def programme_with(key: str) -> Programme:
    found = db.session.scalar(Programme.with_key(key))
    if found is None:
        keys = [each.key for each in db.session.scalars(Programme.all())]
        raise click.ClickException(
            f"Programmet ”{key}” findes ikke. Der er: {listed(keys)}. "
            "Indlæs et med: flask programme load FIL"
        )
    return found


def one_of(kind: type[Role] | type[Profession], value: str, option: str) -> str:
    if value not in {each.value for each in kind}:
        choices = listed([each.value for each in kind])
        raise click.ClickException(f"{option} er ”{value}”. Skriv en af: {choices}.")
    return value


def unit_of(programme: Programme, key: str | None) -> Unit | None:
    found = next((unit for unit in programme.units if unit.key == key), None)
    if key and found is None:
        keys = listed([unit.key for unit in programme.units])
        raise click.ClickException(f"Huset ”{key}” findes ikke i programmet. Der er: {keys}.")
    return found


def district_of(programme: Programme, key: str | None) -> District | None:
    found = next((district for district in programme.districts if district.key == key), None)
    if key and found is None:
        keys = listed([district.key for district in programme.districts])
        raise click.ClickException(f"Distriktet ”{key}” findes ikke i programmet. Der er: {keys}.")
    return found


def fits(role: Role, unit: Unit | None, district: District | None) -> bool:
    given = [option for option, place in (("unit", unit), ("district", district)) if place]
    allowed = {
        Role.AUTHOR: [["unit"], ["district"]],
        Role.LEADER: [["unit"]],
        Role.DISTRICT_LEADER: [["district"]],
    }
    return given in allowed.get(role, [[]])


def must_be_writable(text: str, option: str) -> str:
    """The same rules as on the page."""
    text = text.strip()
    if not text or len(text) > TITLE_LIMIT:
        raise click.ClickException(f"{option} skal have mellem 1 og {TITLE_LIMIT} tegn.")
    if UNWRITABLE.search(text):
        raise click.ClickException(f"{option} har et skjult tegn, der ikke kan gemmes.")
    if find_cpr(text):
        raise click.ClickException(f"{option} ligner et CPR-nummer. Det må ikke stå i logbogen.")
    return text


@people.command("invite")
@click.option("--programme", "key", required=True, help="Programmets nøgle.")
@click.option("--name", required=True, help="Personens navn.")
@click.option("--user-name", required=True, help="Behøver ikke være en mailadresse.")
@click.option("--profession", required=True, help=listed([each.value for each in Profession]))
@click.option("--role", required=True, help=listed([each.value for each in Role]))
@click.option("--unit", help="Husets nøgle, for den der skriver i eller leder det.")
@click.option("--district", help="Distriktets nøgle, for den der skriver i eller leder det.")
@click.option("--site", default="", help="Logbogens adresse, fx https://logbog.kommune.dk")
def invite(
    key: str,
    name: str,
    user_name: str,
    profession: str,
    role: str,
    unit: str | None,
    district: str | None,
    site: str,
) -> None:
    """Invitér en person, og skriv linket og engangskoden ud."""
    programme = programme_with(key)
    name, user_name = must_be_writable(name, "--name"), must_be_writable(user_name, "--user-name")
    try:
        refuse_odd_user_name(user_name)
    except ValidationError as error:
        raise click.ClickException(str(error)) from error
    part = Role(one_of(Role, role, "--role"))
    house, area = unit_of(programme, unit), district_of(programme, district)
    if not fits(part, house, area):
        wanted = PLACES_OF[part] or "hverken --unit eller --district"
        raise click.ClickException(f"Rollen ”{part}” skal have {wanted}.")
    at = clock.now()
    person = Person(
        programme=programme,
        name=name,
        user_name=user_name.lower(),
        profession=Profession(one_of(Profession, profession, "--profession")),
        invited_at=at,
    )
    try:
        db.session.add(person)
        db.session.flush()
    except IntegrityError as error:
        raise click.ClickException(f"Brugernavnet ”{user_name.lower()}” er optaget.") from error
    roles.give(person, part, unit=house, district=area, by=None, at=at)
    slip = invitations.make(person, by=None, at=at)
    db.session.commit()
    show(slip, site.rstrip("/"))


def show(slip: invitations.Slip, site: str) -> None:
    with current_app.test_request_context():
        link = url_for("people.welcome", token=slip.token)
        code_page = url_for("people.welcome_with_code")
    click.echo(f"{slip.person.name} er inviteret med brugernavnet {slip.person.user_name}.")
    click.echo(f"Link:         {site}{link}")
    click.echo(f"Engangskode:  {slip.code} (skrives på {site}{code_page})")
    click.echo(f"Begge virker én gang og til og med {long_day(slip.expires_at)}.")


def init_app(app: Flask) -> None:
    app.cli.add_command(people)
