"""The pages on which people come in, look after their account, and are looked after."""

from flask import Flask

from logbook.people.views import account, administer, coming_in, roster, welcome
from logbook.people.views.blueprint import bp

__all__ = ["account", "administer", "coming_in", "init_app", "roster", "welcome"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
