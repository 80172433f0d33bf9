"""`flask backup FILE`, `flask backup check FILE` and `flask restore FILE`."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import flask_migrate
from babel.numbers import format_decimal
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DBAPIError

from logbook import clock
from logbook.audit.models import Act, LogChain, record
from logbook.backup import work
from logbook.backup.archive import Archive
from logbook.backup.models import Backup
from logbook.backup.refused import BackupRefused
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.again import apply
from logbook.erasing.hidden import hide_again, told_of_hidden
from logbook.erasing.sweeping import tidy
from logbook.keys import log_key
from logbook.looks.days import LOCALE
from logbook.pages import long_day, time_of_day

FILE = click.argument("file", type=click.Path(path_type=Path))

# What a restored backup brings back, by whether the list of erasures was applied.
BACK_AGAIN = {
    True: "Det, der er lukket siden, er her igen: adgange og steder, man er logget ind. "
    "Det, der er skrevet siden, er her ikke.",
    False: "Det, der er slettet eller lukket siden, er her igen: tekster, adgange og steder, man "
    "er logget ind. Det, der er skrevet siden, er her ikke.",
}


class BackupGroup(AppGroup):
    """What follows is a command, or else the name of the file to write."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if arguments[0] in self.commands:
            return super().resolve_command(context, arguments)
        return take_command.name, take_command, arguments


@click.group(
    "backup",
    cls=BackupGroup,
    subcommand_metavar="FILE | check FILE",
    help="Tag en sikkerhedskopi af hele databasen til FILE, også mens folk skriver.",
)
def group() -> None:
    """Only to hold the commands."""


def stop(*_: Any) -> None:
    raise click.ClickException("Stoppet udefra. Intet er efterladt.")


@contextmanager
def told_plainly() -> Iterator[None]:
    """A refusal, or being told to stop, ends it in order: what was half done is cleared away."""
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command("backup")
@FILE
@with_appcontext
def take_command(file: Path) -> None:
    """Tag en sikkerhedskopi til FILE. Den får først sit navn, når den er gendannet og prøvet."""
    file = file.absolute()
    at, began = clock.now(), time.monotonic()
    with suppress(OSError):
        # Who restores it needs the list, also while there is nothing on it.
        listed.begin()
    try:
        with told_plainly():
            taken = work.take(file, at=at)
    except click.ClickException:
        remember(at, time.monotonic() - began, size=None)
        raise
    seconds = time.monotonic() - began
    click.echo(f"Sikkerhedskopien er taget og prøvet: {about(taken)}")
    click.echo("Den er lige så fortrolig som databasen. Nøglen LOGBOOK_SECRET_KEY er ikke i den.")
    if not remember(at, seconds, size=file.stat().st_size):
        click.echo(
            "Den er god, men kunne ikke noteres i databasen, så koordinatoren ser den ikke. "
            "Er databasen ajour? Kør: flask db upgrade",
            err=True,
        )


def remember(at: datetime, seconds: float, *, size: int | None) -> bool:
    """Whether it could be written down; an older database has no place for it."""
    try:
        db.session.rollback()
        if size is not None:
            note(Act.BACKED_UP, at)
        db.session.add(
            Backup(made_at=at, seconds=round(seconds), size=size, is_good=size is not None)
        )
        db.session.commit()
    except DBAPIError:
        db.session.rollback()
        return False
    return True


def note(act: Act, at: datetime) -> None:
    """A line in the log of every programme, written at the next commit."""
    for chain in db.session.scalars(LogChain.all()):
        record(act, by=None, at=at, programme_id=chain.programme_id, count=chain.number)


def note_restored(at: datetime) -> None:
    """What was done since the backup was taken is gone from the log; so the log says it itself."""
    try:
        note(Act.RESTORED, at)
        db.session.commit()
    except DBAPIError:
        db.session.rollback()
        click.echo("At den er gendannet, kunne ikke noteres i loggen.", err=True)
    finally:
        # The file is left alone, as it was put there.
        db.session.remove()
        db.engine.dispose()


@group.command("check")
@FILE
def check_command(file: Path) -> None:
    """Prøv sikkerhedskopien FILE: gendan den et midlertidigt sted, og sammenlign hver tabel."""
    with told_plainly():
        found = work.check(file.absolute())
    click.echo(f"Sikkerhedskopien er hel: {about(found)}")
    tell_seal(found)


@click.command("restore")
@FILE
@click.option(
    "--without-erasures",
    is_flag=True,
    help="Gendan, selv om listen over det, der er slettet siden, ikke findes.",
)
@with_appcontext
def restore_command(file: Path, without_erasures: bool) -> None:
    """Gendan databasen fra FILE. Kun i en tom database; der skrives aldrig oven i noget.

    Det, der er slettet for altid, siden kopien blev taget, slettes igen efter listen. Tekster, som
    nogen kunne genkendes i, skjules igen for andre end dem, der skrev dem.
    """
    if file.is_file() and not listed.is_there() and not without_erasures:
        raise click.ClickException(
            f"Listen over det, der er slettet, ({listed.place()}) findes ikke. Find den, eller lad "
            "LOGBOOK_ERASURES pege på den. Er den tabt, så kør igen med --without-erasures; så "
            "kommer tekster tilbage, som nogen har slettet for altid. Intet er gendannet."
        )
    with told_plainly():
        found = work.restore(file.absolute())
    made_at = found.manifest.made_at
    is_older = found.manifest.schema != work.newest_revision()
    is_applied = listed.is_there() and not without_erasures
    if listed.entries() and is_applied:
        if is_older:
            # What is to be erased is found in the tables of today.
            flask_migrate.upgrade()
            is_older = False
        number = apply(listed.entries(), at=clock.now())
        hidden = hide_again(listed.entries(), at=clock.now())
        tidy(at=clock.now(), hour=0, is_forced=True)
        click.echo(
            f"Listen over det, der er slettet for altid: {number} ting er slettet igen. "
            f"{told_of_hidden(hidden)}".rstrip()
        )
    if "log_chain" in found.manifest.tables:
        note_restored(clock.now())
    click.echo(f"Databasen er gendannet, og hver tabel er som i kopien: {about(found)}")
    tell_seal(found)
    click.echo(
        f"Den er fra {long_day(made_at)} kl. {time_of_day(made_at)}. {BACK_AGAIN[is_applied]}"
    )
    if is_older:
        click.echo("Den er fra en ældre udgave af Logbogen. Kør nu: flask db upgrade")


def tell_seal(found: Archive) -> None:
    """Of a backup whose seal is not ours: it is no reason to leave people without their texts."""
    if not found.manifest.is_sealed_with(log_key()):
        click.echo(
            "Den bærer ikke segl fra nøglen her. Blev LOGBOOK_SECRET_KEY skiftet siden, eller er "
            "den fra en ældre udgave, er det ventet; ellers kan nogen have ændret den.",
            err=True,
        )


def about(found: Archive) -> str:
    manifest = found.manifest
    size = format_decimal(round(found.file.stat().st_size / 1e6, 2), locale=LOCALE)
    rows = f"{format_decimal(manifest.rows, locale=LOCALE)} række{'r' * (manifest.rows != 1)}"
    return f"{found.file} ({len(manifest.tables)} tabeller, {rows}, {size} MB)"


def init_app(app: Flask) -> None:
    app.cli.add_command(group)
    app.cli.add_command(restore_command)
