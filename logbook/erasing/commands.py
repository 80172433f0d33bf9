"""`flask erasures`: the list of what was erased, and what a restored database still holds of it."""

import click
from flask import Flask
from flask.cli import AppGroup

from logbook import clock
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.again import apply, not_listed, still_there
from logbook.erasing.forgetting import UNDER_WAY, settle
from logbook.erasing.hidden import hide_again, told_of_hidden
from logbook.erasing.listed import HIDDEN_AGAIN
from logbook.erasing.sweeping import tidy

group = AppGroup("erasures", help="Det, der er slettet for altid: listen, og om det er væk.")


@group.command("show")
def show_command() -> None:
    """Vis listen: dag, slags og nummer for alt, hvad der er slettet. Der er ingen tekst i den."""
    for each in listed.entries():
        click.echo(f"{each.on}  {each.kind:<16}  {each.id}  {each.state}")
    if not listed.entries():
        click.echo("Intet er slettet endnu.")


@group.command("check")
def check_command() -> None:
    """Se efter, om noget på listen findes i databasen. Så siger kommandoen fejl (1)."""
    settle(before=clock.now() - UNDER_WAY)
    if not listed.is_there():
        raise click.ClickException(f"Listen {listed.place()} findes ikke.")
    left, unknown = still_there(listed.entries()), not_listed()
    for each in left:
        if each.kind in HIDDEN_AGAIN:
            told = ", ".join(f"{name} {text_id}" for name, text_id in each.along)
            click.echo(f"Vises igen: {told}, som nogen kan genkendes i, skjult {each.on}")
        else:
            click.echo(f"Er her igen: {each.kind} {each.id}, slettet {each.on}")
    if unknown:
        click.echo(
            f"Databasen kender {len(unknown)} sletninger, som ikke står på listen. Er det den "
            "rigtige liste? Se LOGBOOK_ERASURES."
        )
    if left or unknown:
        raise click.ClickException("Kør: flask erasures apply" if left else "Listen er ikke hel.")
    click.echo(f"Alt på listen ({len(listed.entries())}) er væk.")


@group.command("apply")
def apply_command() -> None:
    """Slet og skjul igen det, som står på listen, og gør databasens filer rene bagefter."""
    settle(before=clock.now() - UNDER_WAY)
    number = apply(listed.entries(), at=clock.now())
    hidden = hide_again(listed.entries(), at=clock.now())
    click.echo(f"{number} ting er slettet igen. {told_of_hidden(hidden)}".strip())
    tidy_now()


@group.command("tidy")
def tidy_command() -> None:
    """Skriv databasens filer om nu, så intet af det slettede ligger i dem."""
    tidy_now()


def tidy_now() -> None:
    is_done = tidy(at=clock.now(), hour=0, is_forced=True)
    db.session.remove()
    click.echo("Filerne er rene." if is_done else "Databasen er i brug. Prøv igen om lidt.")


def init_app(app: Flask) -> None:
    app.cli.add_command(group)
