"""`flask demo fill`."""

import time

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.demo.fill.filling import PASSWORD, RealProgramme, fill


@click.command("fill")
@click.option("--cycles", type=click.IntRange(1), required=True, help="Hvor mange runder.")
@click.option("--seed", type=int, default=1, show_default=True, help="Samme tal, samme data.")
@with_appcontext
def fill_command(cycles: int, seed: int) -> None:
    """Fyld databasen med opdigtede forløb til målinger, i programmer for sig."""
    began = time.monotonic()

    def say(done: int) -> None:
        click.echo(f"{done:9} af {cycles}, {time.monotonic() - began:5.0f} s", err=True)

    try:
        keys = fill(cycles, seed=seed, today=clock.day_of(clock.now()), say=say)
    except RealProgramme as real:
        raise click.ClickException(
            f"Databasen har et rigtigt program: {real}. Fyld hører kun til i en database for sig."
        ) from real
    except DBAPIError as error:
        raise click.ClickException(
            f"Intet er fyldt i. Databasen er i brug eller mangler tabeller: {error.orig}"
        ) from error
    click.echo(f"EKSEMPELDATA: {cycles} runder i {', '.join(keys)}.")
    click.echo(f"Log ind som fx {keys[0]}-1-1 (skriver) eller {keys[0]}-1-leder: {PASSWORD}")
    click.echo(f"Det tog {time.monotonic() - began:.0f} s.")
