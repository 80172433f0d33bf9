"""What is no name in a text: remembered with that text alone, and gone with it."""

import pytest

from logbook.cycles.models import NotName
from logbook.cycles.questions import Question
from logbook.db import db
from tests import factories as make
from tests.pages import hidden

NUMBER = "010119-1234"
TEXT = "I dag sad Vitus længe ved bordet."


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


@pytest.fixture
def cycle(cast):
    return make.cycle(by=cast.author, house=cast.house)


@pytest.fixture
def door(cycle):
    return f"/forloeb/{cycle.id}/svar/hvem"


def press(client, door, text, act, *, name="text", offer="", words="", **more):
    fields = {"text": text, "revision": "0", "vagt": f"{act}|{name}|{offer}|{words}"}
    return client.post(door, data=fields | more)


def test_what_is_no_name_is_not_asked_about_again(author, cycle, door):
    page = press(author, door, TEXT, "ikke et navn", words="Vitus")
    assert "Er ”Vitus” et navn?" not in page.text
    listed = hidden(page.text, "not_names")
    saved = author.post(door, data={"text": TEXT, "revision": "0", "luk": "1", "not_names": listed})
    assert "Er ”Vitus” et navn?" not in author.get(saved.location).text
    again = author.get(door).text
    assert "Er ”Vitus” et navn?" not in again
    assert hidden(again, "not_names") == "Vitus"
    rows = db.session.scalars(db.select(NotName)).all()
    assert [row.answer_id for row in rows] == [cycle.answer_to(Question.WHO).id]
    assert "vitus" not in rows[0].word_hash.lower()


def test_it_is_remembered_of_that_text_alone(author, cycle, door):
    fields = {"text": TEXT, "revision": "0", "luk": "1"}
    author.post(door, data=fields | {"not_names": "Vitus"})
    other = f"/forloeb/{cycle.id}/svar/iagttagere"
    author.post(other, data=fields)
    assert "Er ”Vitus” et navn?" in author.get(other).text
    author.post(other, data=fields | {"revision": "1", "not_names": "Vitus"})
    hashes = [row.word_hash for row in db.session.scalars(db.select(NotName))]
    assert len(set(hashes)) == 2, "nobody sees that it is the same word"


def test_it_is_remembered_though_the_text_is_the_same(author, cycle, door):
    author.post(door, data={"text": TEXT, "revision": "0", "luk": "1"})
    same = {"text": TEXT, "revision": "1", "luk": "1", "not_names": "Vitus"}
    author.post(door, data=same)
    assert "Er ”Vitus” et navn?" not in author.get(door).text
    assert cycle.answer_to(Question.WHO).revision == 1


def test_it_goes_with_the_text(author, cycle, door):
    author.post(door, data={"text": TEXT, "revision": "0", "not_names": "Vitus"})
    assert db.session.scalar(db.select(NotName))
    answer = cycle.answer_to(Question.WHO)
    for table in ("answer_writer", "version"):
        db.session.execute(
            db.text(f"DELETE FROM {table} WHERE answer_id = :id"),
            {"id": answer.id.hex if db.engine.dialect.name == "sqlite" else answer.id},
        )
    db.session.execute(db.delete(type(answer)).where(type(answer).id == answer.id))
    db.session.commit()
    assert db.session.scalar(db.select(NotName)) is None


@pytest.mark.parametrize(
    "listed", ["<b>,Vitus", ",".join(["a" * 79] * 500), NUMBER, "\ud800", "Vitus|x", "\x00"]
)
def test_whatever_the_page_says_is_no_name_breaks_nothing(author, door, listed):
    sent = listed.encode("utf-8", "replace").decode()
    answer = author.post(door, data={"text": TEXT, "revision": "0", "not_names": sent})
    assert answer.status_code == 303
    assert NUMBER not in author.get(door).text
