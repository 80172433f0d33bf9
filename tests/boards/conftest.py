"""Two instructors of one programme, a board of theirs, and passages to put on it."""

import pytest

from logbook.boards.models import Board
from logbook.people.models import Profession, Role
from tests import factories as make


@pytest.fixture
def fellow(cast):
    """The other instructor of the programme."""
    return make.member(
        cast.programme, Role.INSTRUCTOR, "Jens Toft", profession=Profession.INSTRUCTOR
    )


@pytest.fixture
def session(cast):
    """The coming one."""
    return next(s for s in cast.module.sessions if s.starts_on > make.TODAY)


@pytest.fixture
def board(cast, noon, session):
    return make.saved(
        Board.make(cast.programme, "Ro og uro", session, by=cast.instructor, at=make.NOON)
    )


@pytest.fixture
def instructor(cast, sign_in, noon):
    return sign_in(cast.instructor)


@pytest.fixture
def other_instructor(fellow, sign_in, noon):
    return sign_in(fellow)
