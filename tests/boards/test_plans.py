"""What a board asks begins with what hangs there, in a database that knows nothing of its rows."""

from uuid import UUID

import pytest

from logbook.boards.models import BoardPassage
from logbook.boards.models.reading import (
    candidates,
    hanging,
    rows_on_board,
    tags_on_board,
)
from logbook.exports.models.behind import all_behind
from logbook.exports.models.selection import modules_of_few
from tests.plans import plan_of

SOME = UUID(int=1)
THERE = {"programme_id": SOME, "board_id": SOME}
BY_BOARD = "uq_board_passage (board_id=?)"
OF_MODULE = "ix_release_with_kp_of_module (programme_id=? AND module_id=?"


@pytest.fixture(autouse=True)
def _sqlite_alone(app, database_kind):
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL reads an empty table whole, as it should")


def read_whole(plan):
    """The tables of which more is read than an index points at."""
    return [
        row for row in plan if row.startswith("SCAN") and row.split()[1] in {"release", "consent"}
    ]


@pytest.mark.parametrize("query", [hanging, rows_on_board, tags_on_board])
def test_what_hangs_is_found_from_its_board(query):
    plan = plan_of(query(), THERE)
    assert BY_BOARD in plan[0], plan
    assert not read_whole(plan), plan


@pytest.mark.parametrize("name", ["live", "withdrawn_from", "news_for"])
def test_so_is_what_is_counted_and_changed(cast, board, name):
    also = (cast.instructor,) if name == "news_for" else ()
    plan = plan_of(getattr(BoardPassage, name)(board, *also))
    assert BY_BOARD in plan[0], plan
    assert not read_whole(plan), plan


def test_a_module_is_looked_through_by_its_own_index():
    plan = plan_of(candidates(frozenset({"module_id"})), {"programme_id": SOME, "module_id": SOME})
    assert OF_MODULE in plan[0], plan
    assert not any("TEMP B-TREE" in row for row in plan), plan


def test_who_is_behind_a_module_is_found_from_it():
    values = {"programme_id": SOME, "module_ids": [SOME], "or_none": False}
    plan = plan_of(all_behind(), values)
    assert any(OF_MODULE in row for row in plan), plan
    assert not read_whole(plan), plan


def test_houses_are_counted_in_one_programme():
    plan = plan_of(modules_of_few(), {"programme_id": SOME, "houses": 3})
    assert "(programme_id=?" in plan[0], plan
