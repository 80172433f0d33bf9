"""The pages of the boards: the list, one board, what is put on it, and showing it to a room."""

from flask import Flask

from logbook.boards.views import changing, groups, lists, notes, presenting, removing, showing
from logbook.boards.views.blueprint import bp

__all__ = ["changing", "groups", "lists", "notes", "presenting", "removing", "showing"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
