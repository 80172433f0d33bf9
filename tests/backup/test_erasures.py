"""A restored backup holds no text that was erased after it was taken."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from logbook.cycles.models import Cycle
from logbook.db import db
from logbook.erasing import leaving, listed
from logbook.erasing.forgetting import erase, settle
from logbook.erasing.listed import Entry, State
from logbook.erasing.models import Kind, text_of
from logbook.jobs.worker import Worker
from logbook.people.models import Person
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def cycles(cast):
    """Two rounds, of which one is erased after the backup."""
    return [make.cycle(by=cast.author, house=cast.house, title=t) for t in ("Bliver", "Går")]


def titles(app):
    with app.app_context():
        found = set(db.session.scalars(sa.select(Cycle.title)))
        db.session.remove()
        db.engine.dispose()
    return found


def test_what_was_erased_since_is_erased_again(cast, cycles, taken, flask_elsewhere, elsewhere):
    erase(text_of(Kind.ROUND, cycles[1]), by=cast.author, at=NOON)
    answer = flask_elsewhere("restore", taken)
    assert answer.exit_code == 0, answer.output
    assert "1 ting er slettet igen" in answer.output
    assert "er her igen: adgange" in answer.output
    assert titles(elsewhere) == {"Bliver"}
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_who_has_left_is_gone_again(cast, cycles, taken, flask_elsewhere, elsewhere):
    author_id = cast.author.id
    leaving.leave(cast.author, at=NOON)
    assert flask_elsewhere("restore", taken).exit_code == 0
    with elsewhere.app_context():
        assert db.session.scalar(sa.select(Person.id).where(Person.id == author_id)) is None
        db.session.remove()
        db.engine.dispose()


def test_without_the_list_nothing_is_restored_unless_one_says_so(
    cast, cycles, taken, flask_elsewhere, elsewhere
):
    erase(text_of(Kind.ROUND, cycles[1]), by=cast.author, at=NOON)
    listed.place().unlink()
    refused = flask_elsewhere("restore", taken)
    assert refused.exit_code == 1
    assert "--without-erasures" in refused.output
    assert flask_elsewhere("restore", taken, "--without-erasures").exit_code == 0
    assert titles(elsewhere) == {"Bliver", "Går"}


def test_check_finds_what_is_here_again_and_apply_erases_it(
    cast, cycles, taken, flask_elsewhere, elsewhere
):
    erase(text_of(Kind.ROUND, cycles[1]), by=cast.author, at=NOON)
    gone = str(listed.entries()[0].id)
    assert flask_elsewhere("restore", taken, "--without-erasures").exit_code == 0
    found = flask_elsewhere("erasures", "check")
    assert found.exit_code == 1
    assert gone in found.output
    assert gone in flask_elsewhere("erasures", "show").output
    assert flask_elsewhere("erasures", "apply").exit_code == 0
    assert titles(elsewhere) == {"Bliver"}


def test_another_list_is_found_out(cast, cycles, flask):
    erase(text_of(Kind.ROUND, cycles[1]), by=cast.author, at=NOON)
    listed.place().unlink()
    listed.begin()
    found = flask("erasures", "check")
    assert found.exit_code == 1
    assert "ikke står på listen" in found.output


def test_what_was_only_begun_is_settled_by_the_database(cast, cycles):
    """The program fell between the list and the database, or just after the database."""
    stays, goes = cycles
    erase(text_of(Kind.ROUND, goes), by=cast.author, at=NOON)
    done = listed.entries()[0]
    begun = Entry(stays.id, "cycle", cast.programme.id, NOON.date(), State.BEGUN)
    listed.place().write_bytes(
        listed.with_state([done], State.BEGUN)[0].as_line() + begun.as_line() + b'{"id": "half'
    )
    settle(before=NOON)
    assert {each.state for each in listed.entries()} == {State.BEGUN}, "it may be under way"
    settle(before=NOON + timedelta(days=1))
    assert [(each.id, each.state) for each in listed.entries()] == [(done.id, State.DONE)]
    assert db.session.get(Cycle, stays.id)


def test_the_worker_settles_it_while_the_database_still_knows(cast, cycles, app):
    stays, goes = cycles
    erase(text_of(Kind.ROUND, goes), by=cast.author, at=NOON)
    (done,) = listed.with_state(listed.entries(), State.BEGUN)
    dropped = Entry(stays.id, "cycle", cast.programme.id, date(2001, 1, 1), State.BEGUN)
    listed.place().write_bytes(replace(done, on=date(2001, 1, 1)).as_line() + dropped.as_line())
    Worker(app).turn()
    assert [(each.id, each.state) for each in listed.entries()] == [(done.id, State.DONE)]
