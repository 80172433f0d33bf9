"""The pages on which something is deleted for good, and the way out of the programme."""

from flask import Flask

from logbook.erasing.views import erasing, leaving, on_devices
from logbook.erasing.views.blueprint import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


__all__ = ["erasing", "init_app", "leaving", "on_devices"]
