"""A round of two writers, both signed in; and somebody who acts in the middle of a request."""

import pytest
from sqlalchemy import event

from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make


@pytest.fixture
def cycle(cast, noon):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.REFLECT,
        visibility=Visibility.HOUSE,
    )  # fmt: skip


@pytest.fixture
def author(cast, sign_in, cycle):
    return sign_in(cast.author)


@pytest.fixture
def coauthor(cast, sign_in, cycle):
    return sign_in(cast.coauthor)


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
