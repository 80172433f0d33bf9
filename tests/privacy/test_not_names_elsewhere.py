"""What is no name in a name, a sign, a board, a note: remembered as in an answer."""

import re

import pytest

from logbook.boards.models import Board, BoardNote
from logbook.cycles.models import NotName
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.boards.hanging import put
from tests.pages import hidden
from tests.uses.told import outcome

ASKED = "Er ”Vitus” et navn?"
NAMED = "Da Vitus sad ved bordet"
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,), module=cast.module, title=NAMED,
    )  # fmt: skip


@pytest.fixture
def board(cast):
    return make.saved(Board.make(cast.programme, NAMED, None, by=cast.instructor, at=make.NOON))


def place(kind, cast, request):
    """Who writes it, its form, the field, and what else the form needs."""
    cycle, board = (request.getfixturevalue(name) for name in ("cycle", "board"))
    kp, author = cast.instructor, cast.author
    if kind == "title":
        return author, f"/forloeb/{cycle.id}/maerker", "title", {"module": "", "track": ""}
    if kind == "sign":
        return author, f"/forloeb/{cycle.id}/svar/tegn", "sign_1", {"luk": "1"}
    if kind == "note":
        talk = make.conversation(cycle, by=author, note=NAMED)
        return author, f"/samtaler/{talk.id}", "note", {"revision": str(talk.revision)}
    if kind == "board":
        return kp, f"/tavler/{board.id}/ret", "title", {"session": ""}
    if kind == "group":
        return kp, f"/tavler/{board.id}/gruppe/{board.groups[0].id}", "title", {}
    if kind == "board_note":
        note = BoardNote.write(board, NAMED, group=None, by=kp, at=make.NOON)
        return kp, f"/tavler/{board.id}/note/{make.saved(note).id}", "text", {}
    told = outcome(cast, NAMED)
    revision = {"revision": str(told.revision)}
    return kp, f"/undervisningsgang/{told.session_id}/brugt", "text", revision


KINDS = ("title", "sign", "note", "board", "group", "board_note", "outcome")
COLUMNS = {"title": "cycle_id"}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_asked_about_once(cast, sign_in, request, kind):
    who, door, field, rest = place(kind, cast, request)
    client = sign_in(who)
    saved = client.post(door, data=rest | {field: NAMED, "tjekket": read_through(client, door)})
    assert saved.status_code in {303, 422}
    assert ASKED in client.get(door).text
    page = client.post(
        door, data=rest | {field: NAMED, "vagt": f"ikke et navn|{field}||Vitus"}
    ).text
    assert ASKED not in page
    sent = rest | {field: NAMED, "not_names": hidden(page, "not_names")}
    assert client.post(door, data=sent).status_code == 303
    again = client.get(door).text
    assert ASKED not in again
    assert hidden(again, "not_names") == "Vitus"
    (row,) = db.session.scalars(db.select(NotName)).all()
    assert getattr(row, COLUMNS.get(kind, f"{kind}_id")) == row.text_id


def read_through(client, door):
    found = re.search(r'name="tjekket" value="(\w+)"', client.get(door).text)
    return found.group(1) if found else ""


def test_it_is_kept_with_the_text_in_which_it_stands_alone(cast, sign_in, cycle):
    door = f"/forloeb/{cycle.id}/svar/tegn"
    sent = {"sign_1": "Vitus og Ida leger", "sign_2": "Ro", "luk": "1", "not_names": "Vitus,Bo"}
    assert sign_in(cast.author).post(door, data=sent).status_code == 303
    rows = db.session.scalars(db.select(NotName)).all()
    assert [row.sign_id for row in rows] == [cycle.signs[0].id]


def test_a_sign_that_is_taken_away_takes_it_along(cast, sign_in, cycle):
    door, author = f"/forloeb/{cycle.id}/svar/tegn", sign_in(cast.author)
    author.post(door, data={"sign_1": "Vitus leger", "not_names": "Vitus", "luk": "1"})
    assert db.session.scalar(db.select(NotName))
    sent = {"sign_1": "", "sign_2": "Vitus leger", "not_names": "Vitus", "luk": "1"}
    assert author.post(door, data=sent).status_code == 303
    rows = db.session.scalars(db.select(NotName)).all()
    assert {row.sign_id for row in rows} <= {sign.id for sign in cycle.signs}


def test_nobody_is_asked_again_before_it_is_shown_to_others(cast, sign_in, cycle):
    door = f"/forloeb/{cycle.id}/bed-om-sparring"
    author = sign_in(cast.author)
    assert ASKED in author.get(door).text
    author.post(f"/forloeb/{cycle.id}/maerker", data={"title": NAMED, "not_names": "Vitus"})
    assert ASKED not in author.get(door).text


def test_nor_where_a_hidden_text_is_read_through(cast, sign_in, cycle):
    author, door = sign_in(cast.author), f"/laes-igen/navn/{cycle.id}"
    author.post(f"/forloeb/{cycle.id}/maerker", data={"title": NAMED, "not_names": "Vitus"})
    sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}")
    page = author.get(door).text
    assert ASKED not in page
    sent = {"title": f"{NAMED} og Ida", "vis": "ja", "not_names": hidden(page, "not_names")}
    asked = author.post(door, data=sent).text
    assert "Er ”Ida” et navn?" in asked
    assert ASKED not in asked
    assert author.post(door, data=sent | {"tjekket": hidden(asked, "tjekket")}).status_code == 303
    assert "Er ”Ida” et navn?" in author.get(f"/forloeb/{cycle.id}/maerker").text


@pytest.mark.parametrize("words", ["M på 4 år", "A.K. (3 år)", "A.K., 3 år"])
def test_initials_with_an_age_may_be_no_child(cast, sign_in, cycle, words):
    door, author = f"/forloeb/{cycle.id}/svar/hvem", sign_in(cast.author)
    text, asked = f"{words} slog igen.", f"”{words}” kan vise, hvilket barn det er."
    sent = {"text": text, "revision": "0"}
    assert asked in author.post(door, data=sent | {"vagt": "ikke et navn|text||X"}).text
    page = author.post(door, data=sent | {"vagt": f"ikke et navn|text||{words}"}).text
    assert asked not in page
    author.post(door, data=sent | {"luk": "1", "not_names": hidden(page, "not_names")})
    again = author.get(door).text
    assert text in again
    assert asked not in again


# -- for those who take passages along ------------------------------------------------------------


@pytest.fixture
def released(cast, sign_in, cycle):
    """A passage whose writer has said that there is no name in it."""
    cycle.answer(Question.LEARNED, f"{NAMED}, sad vi også.", by=cast.author, at=make.NOON)
    return make.release(make.saved(cycle), by=cast.author)


def say_no_name(cast, sign_in, cycle, words="Vitus"):
    answer = cycle.answer_to(Question.LEARNED)
    sent = {"text": answer.text, "revision": str(answer.revision), "luk": "1", "not_names": words}
    assert (
        sign_in(cast.author).post(f"/forloeb/{cycle.id}/svar/laert", data=sent).status_code == 303
    )


def test_an_instructor_is_not_asked_about_what_the_writer_has_answered(
    cast, sign_in, cycle, board, released
):
    kp = sign_in(cast.instructor)
    put(kp, board, released)
    doors = ("/udtraek?modul=", f"/tavler/{board.id}")
    for door in doors:
        assert 'id="laes"' in kp.get(door).text
    say_no_name(cast, sign_in, cycle)
    for door in doors:
        assert 'id="laes"' not in kp.get(door).text
    assert ASKED not in kp.get(doors[0]).text
    for taken in (
        kp.post("/udtraek/hent", data={"modul": "", "format": "csv"}),
        kp.post(f"/tavler/{board.id}/hent", data={"format": "csv"}),
    ):
        assert "laes" not in (taken.location or "")


def test_what_she_has_not_answered_is_asked_about(cast, sign_in, cycle, released):
    say_no_name(cast, sign_in, cycle, words="Ida")
    kp = sign_in(cast.instructor)
    assert ASKED in kp.get("/udtraek?modul=").text
    taken = kp.post("/udtraek/hent", data={"modul": "", "format": "csv"})
    assert taken.location.endswith("#laes")
