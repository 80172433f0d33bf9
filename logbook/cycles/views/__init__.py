"""The pages of a cycle, one module per thing that people do there."""

from flask import Flask

from logbook.cycles import read_through
from logbook.cycles.views import (
    expected,
    in_hand,
    lists,
    moves,
    observations,
    plan_and_reflect,
    removal,
    show,
    starts,
    today,
    trials,
    versions,
    wordings,
    writers,
)
from logbook.cycles.views.blueprint import bp

__all__ = [
    "expected",
    "in_hand",
    "lists",
    "moves",
    "observations",
    "plan_and_reflect",
    "removal",
    "show",
    "starts",
    "today",
    "trials",
    "versions",
    "wordings",
    "writers",
]


def init_app(app: Flask) -> None:
    read_through.init_app(app)
    app.register_blueprint(bp)
