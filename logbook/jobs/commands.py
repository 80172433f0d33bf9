"""`flask work`: the worker that makes what takes longer than a page may wait."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from logbook.jobs.worker import Worker


@click.command("work", help="Lav det, der tager tid: dokumenter til undervisningen. Stop: Ctrl-C.")
@with_appcontext
def command() -> None:
    Worker(current_app._get_current_object()).run()  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    app.cli.add_command(command)
