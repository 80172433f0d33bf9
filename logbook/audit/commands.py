"""`flask audit verify`: whether the log is whole."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import click
from babel.numbers import format_decimal
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from logbook.audit.models import LogChain
from logbook.audit.verifying import Found, Head, check, one_moment
from logbook.backup import archive
from logbook.backup.refused import BackupRefused
from logbook.db import db
from logbook.keys import log_key, log_key_id
from logbook.looks.days import LOCALE
from logbook.programme.models import Programme

group = AppGroup("audit", help="Loggen: hvem der har gjort hvad, og om den er hel.")


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("verify")
@click.option("--programme", "key", help="Kun dette programs log.")
@click.option(
    "--backup",
    "file",
    type=click.Path(path_type=Path),
    help="En sikkerhedskopi, som loggen skal stemme med: så findes også en afskåret ende.",
)
@click.option(
    "--former-key",
    "former",
    multiple=True,
    help="En tidligere LOGBOOK_SECRET_KEY. Kan gives flere gange.",
)
def verify_command(key: str | None, file: Path | None, former: tuple[str, ...]) -> None:
    """Læs hver linje i loggen efter. Slutter med 1, hvis en er ændret, mangler eller er flyttet."""
    keys = {log_key_id(each): log_key(each) for each in (None, *former)}
    remembered = heads_in(file, keys) if file else {}
    try:
        names = chosen(key, remembered)
        with one_moment() as connection:
            found = {
                name: check(connection, programme_id, keys, remembered.get(programme_id))
                for programme_id, name in names.items()
            }
    except DBAPIError as error:
        raise click.ClickException(
            f"Databasen kan ikke bruges ({error.orig}). Kør først: flask db upgrade"
        ) from error
    for name, each in found.items():
        tell(name, each)
    if any(each.wrong for each in found.values()):
        raise click.ClickException("Loggen er ikke hel.")
    if not file:
        click.echo("Er enden skåret af sammen med sit segl? Det ses kun med --backup FILE.")


def heads_in(file: Path, keys: Mapping[str, bytes]) -> Mapping[UUID, Head]:
    """Where each chain ended when a backup was taken, as long as its seal says so too."""
    try:
        manifest = archive.read(file.absolute()).manifest
    except OSError as error:
        raise click.ClickException(f"{file} kan ikke læses: {error.strerror}.") from error
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    if manifest.logs is None or manifest.seal is None:
        raise click.ClickException(
            f"{file} er uden segl, som kopier fra før Logbogen forseglede dem. Hvor loggen ender i "
            "den, kan enhver have skrevet. Brug en nyere."
        )
    key = keys.get(manifest.seal.key_id)
    if key is None:
        raise click.ClickException(
            f"{file} er forseglet med en anden nøgle. Blev LOGBOOK_SECRET_KEY skiftet, så giv den "
            "gamle med --former-key; ellers er kopien ændret."
        )
    if not manifest.is_sealed_with(key):
        raise click.ClickException(
            f"{file} er ændret, efter at den blev taget: seglet passer ikke. Brug en anden kopi."
        )
    return {UUID(key): Head(log.number, log.mac) for key, log in manifest.logs.items()}


def chosen(key: str | None, remembered: Mapping[UUID, Head]) -> dict[UUID, str]:
    """The programmes whose logs are read; also one of which only a backup knows."""
    programmes = {each.id: each.key for each in db.session.scalars(Programme.all())}
    if key is not None:
        found = {programme_id: name for programme_id, name in programmes.items() if name == key}
        if not found:
            known = ", ".join(programmes.values()) or "ingen"
            raise click.ClickException(f"Programmet ”{key}” findes ikke. Der er: {known}.")
        return found
    others = {chain.programme_id for chain in db.session.scalars(LogChain.all())} | {*remembered}
    return programmes | {each: f"(slettet program {each})" for each in others - {*programmes}}


def tell(name: str, found: Found) -> None:
    number = f"{format_decimal(found.lines, locale=LOCALE)} linje{'r' * (found.lines != 1)}"
    if not found.wrong:
        click.echo(f"{name}: {number}, alle er, som de blev skrevet.")
        return
    click.echo(f"{name}: {number}.")
    for problem in found.problems:
        click.echo(f"  {problem}")
    if found.wrong > len(found.problems):
        click.echo(f"  … og {found.wrong - len(found.problems)} fejl mere.")
