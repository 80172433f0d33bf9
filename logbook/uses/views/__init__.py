"""The pages of what passages were used for: by instructors, in a house, and in a plan."""

from flask import Flask

from logbook.uses.views import house, outcomes, taking_up
from logbook.uses.views.blueprint import bp

__all__ = ["house", "outcomes", "taking_up"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
