"""`flask demo`: the example programme and who can sign in; `flask demo fill` for benchmarks."""

from datetime import date

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.db import db
from logbook.demo import counting, passwords
from logbook.demo.example import KEY, ExampleRefused, read_cast, read_json
from logbook.demo.fill.command import fill_command
from logbook.demo.loading import load
from logbook.demo.models import everything_of
from logbook.programme.models import Programme

BANNER = "EKSEMPELDATA – opdigtede personer, huse og hændelser"


@click.group(
    "demo",
    cls=AppGroup,
    invoke_without_command=True,
    help="Eksemplet: opdigtede data til at prøve logbogen med. Uden kommando bliver det indlæst.",
)
@click.pass_context
@with_appcontext
def group(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        load_or_say_so()


group.add_command(fill_command)


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


def load_or_say_so() -> None:
    """Load the example into a new default SQLite file; if it is there, say who can sign in."""
    must_be_the_default_file()
    programme = find_example()
    if programme:
        click.echo("Eksemplet er allerede indlæst.")
    else:
        programme = load_example(clock.day_of(clock.now()))
        click.echo("Eksemplet er indlæst.")
        for line in counting.table(counting.read(read_json()), counting.stored(programme)):
            click.echo(line)
    show_who()


def must_be_the_default_file() -> None:
    """The example is for trying out on one's own machine, never for a database in service."""
    if current_app.config["SETTINGS"].database_url is not None:
        raise click.ClickException(
            "Eksemplet kan kun indlæses i den lokale SQLite-fil i instance-mappen, "
            "og LOGBOOK_DATABASE_URL peger på en anden database. Intet er indlæst."
        )
    others = [each for each in programmes() if not is_example(each)]
    if others:
        names = ", ".join(f"{each.key} ({each.name})" for each in others)
        raise click.ClickException(
            f"Databasen har allerede et program: {names}. "
            "Eksemplet indlæses kun, hvor der ikke er andre. Intet er indlæst."
        )


def load_example(today: date) -> Programme:
    """Load and commit the example, with new passwords."""
    chosen = {actor.user_name: passwords.make() for actor in read_cast()}
    with current_app.test_request_context(method="POST"):
        try:
            programme = load(chosen, today)
            # Before the commit: people without a known password would be of no use.
            passwords.keep(chosen)
            db.session.commit()
        except (ExampleRefused, DBAPIError, OSError) as error:
            db.session.rollback()
            passwords.forget()
            raise click.ClickException(f"Eksemplet er ikke indlæst: {error}") from error
        return programme


def programmes() -> list[Programme]:
    try:
        return list(db.session.scalars(Programme.all()))
    except DBAPIError as error:
        raise click.ClickException(
            f"Databasen kan ikke bruges ({error.orig}). Kør først: flask db upgrade"
        ) from error


def is_example(programme: Programme) -> bool:
    return programme.key == KEY and programme.is_example


def find_example() -> Programme | None:
    return next((each for each in programmes() if is_example(each)), None)


def must_be_there() -> Programme:
    programme = find_example()
    if programme is None:
        raise click.ClickException("Eksemplet er ikke indlæst. Indlæs det med: flask demo")
    return programme


@group.command("who")
def who_command() -> None:
    """Vis, hvem der kan logge ind: en person for hver rolle."""
    if find_example():
        show_who()
    else:
        click.echo("Eksemplet er ikke indlæst her. De, der er inviteret, kan logge ind.")


def show_who() -> None:
    try:
        chosen = passwords.read()
    except passwords.NoPasswords:
        click.echo(
            f"Adgangskoderne i {passwords.file()} kan ikke læses. "
            "Lav eksemplet om med: flask demo remove, og så: flask demo"
        )
        return
    line = "{:18} {:20} {:10} {}".format
    click.echo(f"\n{BANNER}")
    click.echo(line("Rolle", "Navn", "Brugernavn", "Adgangskode"))
    for actor in read_cast():
        if actor.shown_as:
            word = chosen.get(actor.user_name, "?")
            click.echo(line(actor.shown_as, actor.name, actor.user_name, word))
    click.echo(f"De andre personers adgangskoder står i {passwords.file()}")


@group.command("count")
def count_command() -> None:
    """Sammenlign eksempelfilen med databasen; slutter med 1, hvis der er forskel."""
    read, stored = counting.read(read_json()), counting.stored(must_be_there())
    for line in counting.table(read, stored):
        click.echo(line)
    if any(read[kind] != stored[kind] for kind in counting.KINDS):
        raise click.ClickException(
            "Der er forskel. Er der skrevet i eksemplet, siden det blev indlæst?"
        )


@group.command("remove")
def remove_command() -> None:
    """Fjern eksemplet og alt, hvad der hører til det, og intet andet."""
    programme = must_be_there()
    for statement in everything_of(programme, at=clock.now()):
        db.session.execute(statement)
    db.session.commit()
    passwords.forget()
    click.echo("Eksemplet er fjernet med sine personer, forløb og adgangskoder.")
