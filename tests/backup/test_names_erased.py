"""Names that were taken off, and boards that were deleted, are gone again after restoring."""

import re

import pytest
import sqlalchemy as sa

from logbook.boards.models import Board, BoardNote
from logbook.cycles.models import AnswerWriter
from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.again import apply, still_there
from logbook.erasing.leaving import leave, take_name_off
from logbook.erasing.models import Erasure, Kind, text_of
from logbook.people.models import Person
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), visibility=Visibility.HOUSE
    )
    made.answer(Question.WHO, "Ali står i døren.", by=cast.coauthor, at=NOON)
    return make.saved(made)


def writes(person_id):
    query = sa.select(AnswerWriter.id).where(AnswerWriter.person_id == person_id)
    return db.session.scalars(query).all()


def elsewhere_asked(app, question):
    with app.app_context():
        found = question()
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_name_that_was_taken_off_is_off_again(
    cast, cycle, taken, flask_elsewhere, elsewhere, sign_in
):
    person_id = cast.coauthor.id
    assert sign_in(cast.coauthor).post(f"/slet/runde/{cycle.id}/navn").status_code == 303
    (entry,) = listed.entries()
    assert (entry.kind, entry.state) == ("name", "done")
    assert "Ali" not in listed.place().read_text()
    assert flask_elsewhere("restore", taken, "--without-erasures").exit_code == 0
    assert elsewhere_asked(elsewhere, lambda: writes(person_id)) != []
    assert flask_elsewhere("erasures", "check").exit_code == 1
    answer = flask_elsewhere("erasures", "apply")
    assert answer.exit_code == 0, answer.output
    assert "1 ting er slettet igen" in answer.output
    assert elsewhere_asked(elsewhere, lambda: writes(person_id)) == []
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_what_she_wrote_there_since_keeps_her_name(cast, cycle):
    """The list is applied to a database that knows of it: nothing of later is touched."""
    take_name_off(text_of(Kind.ROUND, cycle), cast.coauthor, at=NOON)
    cycle.answer(Question.LEARNED, "Ali kom tilbage.", by=cast.coauthor, at=NOON)
    db.session.commit()
    assert still_there(listed.entries()) == []
    assert apply(listed.entries(), at=NOON) == 0
    assert len(writes(cast.coauthor.id)) == 1


def test_neither_she_nor_the_text_is_told_to_be_erased(cast, cycle):
    take_name_off(text_of(Kind.ROUND, cycle), cast.coauthor, at=NOON)
    db.session.commit()
    ids = [cycle.id, cast.coauthor.id]
    assert db.session.scalars(Erasure.among(ids, cast.programme.id)).all() == []


def test_who_left_afterwards_and_a_text_that_went_are_passed_over(cast, cycle, app):
    take_name_off(text_of(Kind.ROUND, cycle), cast.coauthor, at=NOON)
    leave(db.session.get_one(Person, cast.coauthor.id), at=NOON)
    db.session.execute(sa.delete(Erasure))
    db.session.commit()
    assert apply(listed.entries(), at=NOON) == 0
    assert still_there(listed.entries()) == []


def test_no_name_is_taken_off_when_the_list_cannot_be_written(cast, cycle, sign_in, app):
    place = app.config["ERASURES"]
    app.config["ERASURES"] = place.parent / "no such folder" / "list"
    try:
        answer = sign_in(cast.coauthor).post(f"/slet/runde/{cycle.id}/navn")
    finally:
        app.config["ERASURES"] = place
    assert answer.location == f"/slet/runde/{cycle.id}"
    assert writes(cast.coauthor.id) != []


@pytest.fixture
def board(cast):
    by = cast.instructor
    made = make.saved(Board.make(cast.programme, "Ro", None, by=by, at=NOON))
    make.saved(BoardNote.write(made, "Husk Viggo.", group=None, by=by, at=NOON))
    return made


def notes():
    return list(db.session.scalars(sa.select(BoardNote.text)))


def test_a_board_that_was_deleted_is_deleted_again(
    cast, board, taken, flask_elsewhere, elsewhere, sign_in
):
    there = f"/tavler/{board.id}/slet"
    form = dict(told_in(sign_in(cast.instructor).get(there).text))
    assert sign_in(cast.instructor).post(there, data=form).status_code == 303
    assert notes() == []
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert elsewhere_asked(elsewhere, notes) == []


def test_a_note_that_was_deleted_from_its_board_is_deleted_again(
    cast, board, taken, flask_elsewhere, elsewhere, sign_in
):
    note_id = db.session.scalars(sa.select(BoardNote.id)).one()
    there = f"/tavler/{board.id}/note/{note_id}/slet"
    assert sign_in(cast.instructor).post(there).status_code == 303
    assert notes() == []
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert elsewhere_asked(elsewhere, notes) == []


def told_in(page):
    """The hidden fields of the page: what it has told."""
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name:
            yield name[1], value[1] if value else ""
