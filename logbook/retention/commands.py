"""`flask retention`: what is due, the warning, the erasing, and holding it back."""

from collections.abc import Callable, Iterator
from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing.sweeping import tidy
from logbook.programme.models import Hold, Programme
from logbook.programme.problems import did_you_mean
from logbook.retention import last_run
from logbook.retention.daily import remember
from logbook.retention.ending import (
    ClockMayBeWrong,
    Due,
    check_clock,
    check_days_since_warning,
    due_in,
    run,
    warn,
)
from logbook.retention.models import RetentionRun, Warned

group = AppGroup("retention", help="Slettefrister: se, varsl og slet det, der er gemt længe nok.")

KEY = click.argument("key", required=False)
SURE = click.option(
    "--yes-the-clock-is-right", is_flag=True, help="Uret går rigtigt, selv om det ser sært ud."
)


@group.command("list")
@KEY
def list_command(key: str | None) -> None:
    """Vis det, der skal slettes inden for 30 dage. Intet bliver ændret."""
    today, number = clock.day_of(clock.now()), 0
    for programme in programmes(key):
        for each in due_in(programme, today):
            click.echo(line_of(programme, each))
            number += 1
        if programme.held_because:
            click.echo(
                f"{programme.key}: sat i bero siden {programme.held_since} på grund af "
                f"{programme.held_because.label}. Intet slettes."
            )
    if not number:
        click.echo("Intet skal slettes inden for 30 dage.")
    told = last_run.told(db.session.scalars(RetentionRun.lately()).all(), is_example=False)
    click.echo(f"{told.line}. {told.next_step}".strip())


@group.command("warn")
@KEY
@SURE
def warn_command(key: str | None, yes_the_clock_is_right: bool) -> None:
    """Fortæl dem, det angår, på deres forside, hvad der bliver slettet. Kør den hver dag."""
    check(yes_the_clock_is_right)
    number = sum(warn(programme, at=clock.now()) for programme in programmes(key))
    db.session.commit()
    click.echo(f"{number} ting er varslet.")


@group.command("run")
@KEY
@SURE
def run_command(key: str | None, yes_the_clock_is_right: bool) -> None:
    """Slet det, hvis dag er kommet, og som har været varslet i 30 dage. Kør den hver dag."""
    check(yes_the_clock_is_right, check_days_since_warning)
    at, number = clock.now(), 0
    for programme in programmes(key):
        if programme.held_because:
            click.echo(f"{programme.key}: sat i bero ({programme.held_because.label}).")
            continue
        gone = run(programme, at=clock.now())
        click.echo(f"{programme.key}: {gone} ting er slettet for altid.")
        number += gone
    # Where the worker is at it, a run by hand is one more: it has not warned anybody.
    if key is None and not current_app.config["SETTINGS"].retention_by_worker:
        remember(number, at=at)
    tidy(at=clock.now(), hour=clock.now().astimezone(clock.COPENHAGEN).hour)


@group.command("hold")
@click.argument("key")
@click.option(
    "--because", type=click.Choice([each.value for each in Hold]), required=True,
    help="Hvorfor intet må slettes for tiden.",
)  # fmt: skip
def hold_command(key: str, because: str) -> None:
    """Sæt sletningen for programmet KEY i bero. Det bliver skrevet i loggen."""
    (programme,) = programmes(key)
    programme.held_because, at = Hold(because), clock.now()
    programme.held_since = clock.day_of(at)
    record(
        Act.HELD, by=None, at=at, programme_id=programme.id, about=programme,
        detail=programme.held_because,
    )  # fmt: skip
    db.session.commit()
    click.echo(f"Intet i {programme.name} slettes, før du kører: flask retention unhold {key}")


@group.command("unhold")
@click.argument("key")
def unhold_command(key: str) -> None:
    """Lad sletningen gå videre. Varsler, der har stået, gælder stadig."""
    (programme,) = programmes(key)
    programme.held_because = programme.held_since = None
    record(
        Act.HOLD_LIFTED, by=None, at=clock.now(), programme_id=programme.id, about=programme
    )  # fmt: skip
    db.session.commit()
    click.echo(f"Slettefristerne for {programme.name} gælder igen.")


def check(is_sure: bool, *more: Callable[[datetime], None]) -> None:
    if is_sure:
        return
    try:
        for each in (check_clock, *more):
            each(clock.now())
    except ClockMayBeWrong as wrong:
        before, after = wrong.args
        raise click.ClickException(
            f"Er uret sprunget? Der skete noget den {before}, og det næste er den {after}. Intet "
            "er gjort. Går uret rigtigt, så kør igen med --yes-the-clock-is-right."
        ) from wrong


def programmes(key: str | None) -> Iterator[Programme]:
    every = db.session.scalars(Programme.all()).all()
    found = [each for each in every if key in {None, each.key}]
    if key and not found:
        known = did_you_mean(key, [each.key for each in every])
        raise click.ClickException(f"Programmet ”{key}” findes ikke.{known}")
    yield from found


def line_of(programme: Programme, due: Due) -> str:
    what = f"kladde {due.id}" if due.of is Warned.DRAFT else "alt, hvad der er skrevet"
    told = f"varslet {due.warned_on}" if due.warned_on else "ikke varslet"
    return f"{programme.key}  {due.on}  {what}  {told}"


def init_app(app: Flask) -> None:
    app.cli.add_command(group)
