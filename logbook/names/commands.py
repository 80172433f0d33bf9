"""`flask privacy names`: a municipality's own list of first names, beside Denmark's."""

from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from logbook import clock
from logbook.db import db
from logbook.names import file
from logbook.names.models import SOURCE_LIMIT, NameList, put, remove_from
from logbook.privacy.lists import MARKS, danish
from logbook.privacy.names.ordinary import short_ordinary_words
from logbook.programme.models import Programme

GROUP = "privacy"
SHOWN = 12
ASKED = "Skal listen gemmes? (ja/nej)"


@click.command("names")
@click.argument("path", metavar="FILE", required=False, type=click.Path(path_type=Path))
@click.option("--programme", "key", help="Programmets key; kan udelades, når der kun er ét.")
@click.option("--source", help="Hvor listen kommer fra; ellers filens navn.")
@click.option(
    "--date", "dated", type=click.DateTime(["%Y-%m-%d"]),
    help="Hvornår listen er fra; ellers i dag.",
)  # fmt: skip
@click.option("--floor", default=10, show_default=True, help="Færrest, der bærer et navn.")
@click.option("--yes", is_flag=True, help="Gem uden at spørge.")
@click.option("--remove", is_flag=True, help="Fjern programmets egen liste.")
@with_appcontext
def names_command(
    path: Path | None, key: str | None, source: str | None, dated: datetime | None, floor: int,
    yes: bool, remove: bool,
) -> None:  # fmt: skip
    """Navnevagtens egen liste: fornavne fra FILE, ét på hver linje eller navn;antal.

    Til en offentlig navneliste, fx Danmarks Statistiks nyeste. Aldrig børnene i et hus: det er en
    liste over børn. Listen afløser den, programmet havde. Uden FILE vises den, der er.
    """
    programme = one(key)
    if remove:
        said = "er fjernet" if remove_from(programme) else "var der ikke"
        db.session.commit()
        click.echo(f"Den egne navneliste for {programme.key} {said}.")
        return
    if path is None:
        click.echo(about(db.session.scalar(NameList.of(programme.id)), programme))
        return
    try:
        given = file.read(path.read_bytes())
    except OSError as error:
        raise click.ClickException(f"Filen {path} kan ikke læses: {error.strerror}.") from error
    except file.NotNames as refused:
        raise click.ClickException(f"{refused} Intet er ændret.") from refused
    lines = file.marked(given.bearers, floor, short_ordinary_words(), danish())
    if not lines:
        raise click.ClickException(
            f"Listen giver ingen nye navne: de kendes, eller færre end {floor} bærer dem. "
            "Intet er ændret."
        )
    click.echo(preview(given, lines, floor))
    if not yes and not is_yes(click.prompt(ASKED, default="nej", show_default=False)):
        click.echo("Intet er ændret.")
        return
    on = dated.date() if dated else clock.day_of(clock.now())
    put(
        programme, lines, source=(source or path.name)[:SOURCE_LIMIT], dated_on=on, fewest=floor,
        at=clock.now(),
    )  # fmt: skip
    db.session.commit()
    click.echo(f"Listen er gemt for {programme.key}.")


def is_yes(answer: str) -> bool:
    return answer.strip().lower() in {"j", "ja"}


def preview(given: file.Read, lines: list[str], floor: int) -> str:
    words = sum("=" in line for line in lines)
    few = sum(count is not None and count < floor for count in given.bearers.values())
    some = ", ".join(line.rstrip(MARKS).title() for line in lines[:SHOWN])
    told = [
        f"Navne i filen: {len(given.bearers)}. Nye for vagten: {len(lines)}, fx: {some}",
        f"Også almindelige ord, som den kun spørger til, hvor der er en person: {words}.",
        f"Udeladt, fordi færre end {floor} bærer dem: {few}.",
    ]
    if given.passed:
        told.append(f"Linjer, der er sprunget over, fordi der ikke stod ét navn: {given.passed}.")
    return "\n".join(told)


def about(there: NameList | None, programme: Programme) -> str:
    if there is None:
        return f"{programme.key} har ingen egen navneliste; vagten bruger Danmarks."
    return (
        f"{programme.key}: {there.count} navne fra {there.source}, {there.dated_on:%Y-%m-%d}, "
        f"mindst {there.fewest} bærere. Gemt {clock.day_of(there.added_at):%Y-%m-%d}."
    )


def one(key: str | None) -> Programme:
    known = {programme.key: programme for programme in db.session.scalars(Programme.all())}
    if key is None and len(known) == 1:
        return next(iter(known.values()))
    if key not in known:
        names = ", ".join(known) or "ingen"
        raise click.ClickException(f"Skriv, hvilket program det er (--programme). Her er: {names}.")
    return known[key]


def init_app(app: Flask) -> None:
    """Into the group of that name, whoever made it first."""
    group = app.cli.commands.get(GROUP)
    if not isinstance(group, click.Group):
        group = AppGroup(GROUP, help="Persondata: navne, fortegnelse og skema.")
        app.cli.add_command(group, GROUP)
    group.add_command(names_command)
