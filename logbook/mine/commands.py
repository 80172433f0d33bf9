"""`flask privacy`: the schema of ”Mine data”, and the record of processing."""

import json

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from logbook.db import db
from logbook.mine.schema import schema
from logbook.mine.told import SAFEGUARDS, as_csv, as_text, limits_of, parts, said_by
from logbook.programme.models import Programme

GROUP = "privacy"


@click.command("schema")
def schema_command() -> None:
    """Skriv skemaet (JSON Schema) for filen i Mine data."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=1))


@click.command("record")
@click.argument("key", required=False)
@click.option("--format", "form", type=click.Choice(["text", "csv", "html"]), default="text")
@with_appcontext
def record_command(key: str | None, form: str) -> None:
    """Skriv fortegnelsen over behandling for programmet KEY; uden KEY det eneste, der er."""
    programme = one(key)
    if form == "csv":
        # Danish Excel knows the letters by this mark.
        click.echo("\ufeff" + as_csv(), nl=False)
    elif form == "html":
        template = current_app.jinja_env.get_template("mine/file/record.html")
        click.echo(
            template.render(
                programme=programme, parts=parts(), said=said_by(programme),
                limits=limits_of(programme), safeguards=SAFEGUARDS,
            )
        )  # fmt: skip
    else:
        for line in as_text(programme):
            click.echo(line)


def one(key: str | None) -> Programme:
    known = {programme.key: programme for programme in db.session.scalars(Programme.all())}
    if key is None and len(known) == 1:
        return next(iter(known.values()))
    if key not in known:
        names = ", ".join(known) or "ingen"
        raise click.ClickException(f"Skriv, hvilket program det er. Her er: {names}.")
    return known[key]


def init_app(app: Flask) -> None:
    """Into the group of that name, whoever made it first."""
    group = app.cli.commands.get(GROUP)
    if not isinstance(group, click.Group):
        group = AppGroup(GROUP, help="Persondata: navne, fortegnelse og skema.")
        app.cli.add_command(group, GROUP)
    group.add_command(schema_command)
    group.add_command(record_command)
