from logbook.boards.models import Board, BoardNote
from logbook.db import db
from tests import factories as make
from tests.boards.hanging import EMPTY, press, put, texts_of
from tests.exports.world import passages


def test_an_instructor_is_at_home_among_the_boards(instructor, board):
    assert instructor.get("/log-ind").location == "/tavler"
    assert "Ro og uro" in instructor.get("/tavler").text


def test_a_session_without_a_board_is_offered_one(instructor, session):
    page = instructor.get("/tavler").text
    assert f"/tavler/ny?undervisningsgang={session.id}" in page
    assert "Ingen tavler endnu" in page


def test_a_new_board_takes_its_title_from_the_module_and_has_three_groups(
    instructor, cast, session
):
    path = f"/tavler/ny?undervisningsgang={session.id}"
    assert f'value="{cast.module.title}"' in instructor.get(path).text
    form = {"title": cast.module.title, "session": str(session.id), "key": "en"}
    first = instructor.post(path, data=form)
    assert instructor.post(path, data=form).location == first.location, "sent twice, made once"
    board = db.session.scalars(db.select(Board)).one()
    assert (board.title, board.session) == (cast.module.title, session)
    assert texts_of(instructor.get(first.location).text) == EMPTY


def test_the_coming_come_first_and_then_the_newest(instructor, cast, session):
    past = cast.module.sessions[0]
    for title, at in (("Den gamle", past), ("Den uden", None), ("Den næste", session)):
        make.saved(Board.make(cast.programme, title, at, by=cast.instructor, at=make.NOON))
    page = instructor.get("/tavler").text
    coming, older = page.split("Tidligere tavler")
    assert "Den næste" in coming
    assert "Den gamle" in older
    assert "Den uden" in older


def test_older_ones_go_on_on_the_next_page(instructor, cast):
    for n in range(32):
        make.saved(Board.make(cast.programme, f"Tavle nr. {n}.", None, by=cast.instructor,
                              at=make.NOON))  # fmt: skip
    first = instructor.get("/tavler").text
    there = first.split('href="/tavler?efter=')[1].split('"')[0]
    second = instructor.get(f"/tavler?efter={there}").text
    seen = [sum(f"Tavle nr. {n}.<" in page for page in (first, second)) for n in range(32)]
    assert seen == [1] * 32


def test_a_copy_has_what_is_still_released_and_ones_own_notes(
    instructor, cast, fellow, board, session
):
    made = passages(cast, 3)
    for release in made:
        put(instructor, board, release)
    press(instructor, board, "Citat 2", "op")
    press(instructor, board, "Citat 0", board.groups[0].id)
    for by, text in ((cast.instructor, "Min note."), (fellow, "Hans note.")):
        make.saved(BoardNote.write(board, text, group=board.groups[0], by=by, at=make.NOON))
    made[1].withdraw(by=made[1].proposed_by, at=make.NOON)
    board.groups[2].rename("Det ved vi")
    db.session.commit()
    path, form = f"/tavler/{board.id}/brug-igen", {"title": "Næste år", "session": "", "key": "x"}
    answer = instructor.post(path, data=form)
    page = instructor.get(answer.location).text
    assert "Et citat er trukket tilbage siden og er ikke med." in page
    assert texts_of(page) == {
        "Vi troede …": ["Citat 0"], "Så prøvede vi …": [], "Det ved vi": ["Citat 2"],
    }  # fmt: skip
    assert "Min note." in page
    assert "Hans note." not in page
    assert instructor.post(path, data=form).location == answer.location
    assert len(db.session.scalars(db.select(Board)).all()) == 2
    press(instructor, board, "Citat 2", board.groups[1].id)
    assert texts_of(instructor.get(answer.location).text)["Det ved vi"] == ["Citat 2"]
