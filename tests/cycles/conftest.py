"""Somebody else, who acts in the middle of a request."""

import pytest
from sqlalchemy import event

from logbook.db import db


@pytest.fixture
def between(app):
    """Let somebody act once, after the next request has looked and before it saves."""
    acts = []

    def first(*_args):
        if acts:
            act = acts.pop()
            with app.app_context():
                act()

    event.listen(db.session, "before_flush", first)
    yield acts.append
    event.remove(db.session, "before_flush", first)
