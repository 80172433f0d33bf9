"""A clock that the test sets, and the commands."""

from types import SimpleNamespace

import pytest

from logbook import clock
from logbook.db import db
from tests.factories import NOON


@pytest.fixture
def time(monkeypatch):
    """A clock that the test sets."""
    moment = SimpleNamespace(now=NOON)
    monkeypatch.setattr(clock, "now", lambda: moment.now)
    return moment


@pytest.fixture
def flask(app):
    def run(*words):
        with app.app_context():
            result = app.test_cli_runner().invoke(args=[str(word) for word in words])
            db.session.remove()
        db.session.rollback()
        db.session.expire_all()
        return result

    return run
