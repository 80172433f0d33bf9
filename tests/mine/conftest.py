"""The world of the sweeps, and what each of its people would take out of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from logbook.db import db
from logbook.mine.gathering import Mine, gathered
from logbook.people.models import Person
from tests import factories as make
from tests.visitors import Visitors


@pytest.fixture
def world(visitors: Visitors) -> Iterator[Visitors]:
    """A world as it was made, with its app open for questions."""
    if visitors.is_changed:
        visitors.undo()
    with visitors.app.app_context():
        yield visitors
        db.session.remove()


@pytest.fixture
def mine(world: Visitors) -> Callable[[str], Mine]:
    def of(who: str) -> Mine:
        person: Any = db.session.get(Person, world.id(who))
        return gathered(person, make.NOON)

    return of
