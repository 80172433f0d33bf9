"""The pages of a conversation: choosing and beginning, holding it, its note, and the paper."""

from flask import Flask

from logbook.conversations.views import beginning, holding, notes, sheet
from logbook.conversations.views.blueprint import bp

__all__ = ["beginning", "holding", "notes", "sheet"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
