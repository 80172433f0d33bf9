"""A request that was answered, with time going on, so that one reply comes after the other."""

from datetime import timedelta
from itertools import count

import pytest

from logbook import clock
from logbook.cycles.stages import Stage, Visibility
from tests import factories as make


@pytest.fixture
def ticking(monkeypatch):
    """It is noon, and a second later each time that somebody asks."""
    seconds = count()
    monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(seconds=next(seconds)))


@pytest.fixture
def answered(cast, ticking):
    """By the house's leader; the author and the coauthor write, and the house may read."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,), at=make.NOON - timedelta(days=9),
    )  # fmt: skip
    asked = make.sparring_request(cycle, by=cast.author, at=make.NOON - timedelta(days=5))
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=3))
    return asked
