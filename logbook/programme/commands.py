"""`flask programme`: load a programme file, and show what is in the database."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, IntegrityError

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.programme.file import read_programme
from logbook.programme.loading import Loaded, Row, load
from logbook.programme.models import District, Module, Programme, Session, Tag, TagKind
from logbook.programme.problems import FileRefused, did_you_mean

group = AppGroup("programme", help="Programmer: indlæs en programfil, og se, hvad der er indlæst.")


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--remove-missing",
    is_flag=True,
    help="Fjern det, som filen ikke nævner, og som intet bruger.",
)
def load_command(file: Path, remove_missing: bool) -> None:
    """Indlæs programmet i FILE. Kan køres igen; det, der har samme key, bliver rettet.

    Er der fejl i filen, indlæses intet, og alle fejl skrives med linje og nøgle.
    """
    try:
        loaded = load(read_programme(file.read_bytes()), remove_missing=remove_missing)
        about, at = loaded.programme, clock.now()
        record(Act.PROGRAMME_LOADED, by=None, at=at, programme_id=about.id, about=about)
        db.session.commit()
    except OSError as error:
        raise click.ClickException(f"Filen {file} kan ikke læses: {error.strerror}.") from error
    except FileRefused as refused:
        db.session.rollback()
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException(f"Intet er indlæst fra {file}.") from refused
    except IntegrityError as error:
        raise click.ClickException(
            "Intet er indlæst, for databasen blev ændret imens. Kør kommandoen igen."
        ) from error
    except DBAPIError as error:
        raise unreachable(error) from error
    click.echo(
        f"Programmet {named(loaded.programme)} er {'oprettet' if loaded.is_new else 'ajour'}."
    )
    for line in left_out(loaded):
        click.echo(line)


@group.command("list")
def list_command() -> None:
    """Vis alle programmer."""
    try:
        programmes = db.session.scalars(Programme.all()).all()
    except DBAPIError as error:
        raise unreachable(error) from error
    for programme in programmes:
        click.echo(f"{programme.key}  {about(programme)}")
    if not programmes:
        click.echo("Der er ingen programmer endnu. Indlæs et med: flask programme load FILE")


@group.command("show")
@click.argument("key")
def show_command(key: str) -> None:
    """Vis det, der er indlæst for programmet KEY."""
    try:
        programme = db.session.scalar(Programme.with_key(key))
        if programme is None:
            known = [other.key for other in db.session.scalars(Programme.all())]
            raise click.ClickException(f"Programmet ”{key}” findes ikke.{did_you_mean(key, known)}")
        lines = list(summary(programme))
    except DBAPIError as error:
        raise unreachable(error) from error
    for line in lines:
        click.echo(line)


def unreachable(error: DBAPIError) -> click.ClickException:
    return click.ClickException(
        f"Databasen kan ikke bruges ({error.orig}). Kør først: flask db upgrade"
    )


def about(programme: Programme) -> str:
    period = f", {programme.begins_on or '…'} til {programme.ends_on or '…'}"
    return (
        programme.name
        + (period if programme.begins_on or programme.ends_on else "")
        + (", EKSEMPELDATA" if programme.is_example else "")
    )


def summary(programme: Programme) -> Iterator[str]:
    """The programme in the database, one line for each thing in it."""
    yield f"{programme.key}: {about(programme)}"
    yield from section("Distrikter", [f"{d.key}  {d.name}" for d in programme.districts])
    yield from section(
        "Huse og enheder",
        [
            f"{u.key}  {u.name} ({u.kind.label}{f', {u.district.name}' if u.district else ''})"
            for u in programme.units
        ],
    )
    for kind in TagKind:
        rows = [f"{tag.key}  {tag.name}" for tag in programme.tags if tag.kind is kind]
        yield from section(kind.label, rows)
    for module in programme.modules:
        sessions = [
            f"{session.key}  {session.title}, {days(session)}" for session in module.sessions
        ]
        yield from section(f"Modul {module.key}  {module.title}", sessions or ["(ingen datoer)"])


def section(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield heading
        yield from (f"  {row}" for row in rows)


def days(session: Session) -> str:
    if session.ends_on == session.starts_on:
        return f"{session.starts_on}"
    return f"{session.starts_on} til {session.ends_on}"


def left_out(loaded: Loaded) -> Iterator[str]:
    """What the file does not name, and what became of it."""
    for heading, rows in (
        ("Står ikke i filen, men er i brug og beholdes:", loaded.kept_in_use),
        (
            "Står ikke i filen og bruges ikke; beholdes, til du kører med --remove-missing:",
            loaded.kept_unused,
        ),
        ("Stod ikke i filen, blev ikke brugt og er fjernet:", loaded.removed),
    ):
        yield from section(heading, [named(row) for row in rows])


def named(row: Row | Programme) -> str:
    """What it is, its key and its name."""
    match row:
        case Tag():
            kind = row.kind.label.lower()
        case Session():
            return f"undervisningsgang {row.module.key}.{row.key} ({row.title})"
        case Module():
            return f"modul {row.key} ({row.title})"
        case District():
            kind = "distrikt"
        case Programme():
            return f"{row.key} ({row.name})"
        case _:
            kind = row.kind.label.lower()
    return f"{kind} {row.key} ({row.name})"
