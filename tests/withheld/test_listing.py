"""What is hidden stands in the list outside the database, whatever happens around it."""

import pytest

from logbook.cycles.models import Answer
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.jobs.worker import Worker
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.withheld.models import Reportable, TextKind, hiding
from tests import factories as make


@pytest.fixture(autouse=True)
def new_list(app):
    listed.place().unlink(missing_ok=True)


@pytest.fixture
def answer(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )
    made.answer(Question.LEARNED, "Drengen med kasketten fik ro.", by=cast.author, at=make.NOON)
    return make.saved(made).answer_to(Question.LEARNED)


@pytest.fixture
def report(cast, answer):
    def tell():
        held = Reportable(TextKind.ANSWER, db.session.get_one(Answer, answer.id))
        hiding.report(held, None, by=cast.colleague, at=make.NOON)

    return tell


@pytest.fixture
def no_list(app):
    place = app.config["ERASURES"]
    app.config["ERASURES"] = place.parent / "no such folder" / "list"

    def is_back():
        app.config["ERASURES"] = place

    yield is_back
    is_back()


def test_it_is_hidden_also_when_the_list_cannot_be_written(answer, report, no_list):
    """To hide it at once counts for more than to hide it after a backup was restored."""
    report()
    db.session.commit()
    assert answer.text == HIDDEN_TEXT


def test_what_could_not_be_listed_is_listed_by_the_worker(app, answer, report, no_list):
    report()
    db.session.commit()
    thing = ("answer", answer.id)
    Worker(app).turn()
    no_list()
    assert listed.entries() == []
    Worker(app).turn()
    assert [each.along for each in listed.entries()] == [(thing,)]
    Worker(app).turn()
    assert len(listed.place().read_text().splitlines()) == 1


def test_a_savepoint_that_is_undone_keeps_the_line(report):
    report()
    db.session.begin_nested().rollback()
    db.session.commit()
    assert len(listed.entries()) == 1


def test_a_savepoint_that_is_undone_takes_its_own_line_along(report):
    savepoint = db.session.begin_nested()
    report()
    savepoint.rollback()
    db.session.commit()
    assert listed.entries() == []


def test_a_report_that_is_undone_leaves_no_line(cast, report):
    with db.session.begin_nested():
        report()
    db.session.rollback()
    cast.author.name = "Et andet navn"
    db.session.commit()
    assert listed.entries() == []
