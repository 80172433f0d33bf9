import re
from uuid import uuid4

import pytest

from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.pages import day
from logbook.programme.models import Module
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


def test_after_the_session_one_is_asked_what_was_used(instructor, cast, session, board):
    been = cast.module.sessions[0]
    there = f"/undervisningsgang/{been.id}/brugt"
    assert "Hvad brugte I?" not in instructor.get(f"/tavler/{board.id}").text
    board.session = been
    db.session.commit()
    for path in ("/tavler", f"/tavler/{board.id}"):
        assert f'href="{there}"' in instructor.get(path).text


def test_home_asks_it_of_a_session_without_a_board_too(instructor, cast):
    assert instructor.get("/").location.endswith("/tavler")
    page = instructor.get("/tavler").text
    assert f'href="/undervisningsgang/{cast.module.sessions[0].id}/brugt"' in page
    for session in cast.module.sessions[1:]:
        assert f'href="/undervisningsgang/{session.id}/brugt"' not in page


def test_a_row_says_the_day_and_the_session_once(instructor, board, session):
    page = instructor.get("/tavler").text
    assert f"{day(session.starts_on)} · {session.title}<" in page
    assert f"Undervisningsgang {day(session.starts_on)}" not in page


def test_the_form_says_who_sees_the_name(instructor, board):
    said = "De, der har skrevet citaterne, kan se tavlens navn."
    for path in ("/tavler/ny", f"/tavler/{board.id}/ret", f"/tavler/{board.id}/brug-igen"):
        assert said in instructor.get(path).text
    assert said not in instructor.get(f"/tavler/{board.id}/gruppe").text


def told(client, board):
    page = client.get(f"/tavler/{board.id}/slet").text
    return page, {"told": page.split('name="told" type="hidden" value="')[1].split('"')[0]}


def test_a_board_is_deleted_with_all_that_is_on_it_and_nothing_else(
    instructor, other_instructor, cast, fellow, board
):
    for release in passages(cast, 2):
        put(instructor, board, release)
    release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()
    other_instructor.post(f"/tavler/{board.id}/set", data={"antal": "1"})
    page, form = told(instructor, board)
    assert "1 citat på tavlen" in page
    assert "Noter fra" not in page
    note = BoardNote.write(board, "Vent!", group=board.groups[0], by=fellow, at=make.NOON)
    make.saved(note)
    answer = instructor.post(f"/tavler/{board.id}/slet", data=form)
    assert answer.status_code == 409, "what came meanwhile is told of first"
    assert "Der er sket noget på tavlen" in answer.text
    assert "Noter fra Jens bliver slettet med" in answer.text
    there = f"/tavler/{board.id}"
    answer = instructor.post(f"{there}/slet", data=told(instructor, board)[1])
    assert answer.location == "/tavler"
    for model in (Board, BoardNote, BoardPassage):
        assert db.session.scalars(db.select(model)).all() == []
    assert instructor.get(there).status_code == 410
    assert "Citat 0" in instructor.get("/udtraek").text


def test_one_is_told_that_a_fellow_writes_there(instructor, cast, fellow, board):
    said = "En af de andre er i gang med at skrive noget her"
    own, hers = (
        Draft(
            person_id=person.id, place=f"/tavler/{board.id}/note", device=uuid4(),
            fields='{"text": "Begynd"}', revision=1, changed_at=make.NOON,
        )
        for person in (cast.instructor, fellow)
    )  # fmt: skip
    make.saved(own)
    assert said not in told(instructor, board)[0]
    make.saved(hers)
    assert said in told(instructor, board)[0]


@pytest.mark.parametrize("where", ["ny", "ret", "brug-igen"])
def test_sessions_are_offered_with_their_module_the_nearest_first(cast, instructor, board, where):
    """Those to come, soonest first; then those that have been, the latest first."""
    make.module(cast.programme, "Længe siden", first_on=make.TODAY.replace(year=2029))
    make.module(cast.programme, "Til sidst", first_on=make.TODAY.replace(year=2031))
    db.session.commit()
    page = "/tavler/ny" if where == "ny" else f"/tavler/{board.id}/{where}"
    choice = instructor.get(page).text.split("<select")[1].split("</select>")[0]
    offered = re.findall(r"<option[^>]*>([^<]*)</option>", choice)
    groups = re.findall(r'<optgroup label="([^"]*)"', choice)
    assert offered[0] == "Ingen bestemt"
    assert groups == ["Kommer", "Har været"]
    to_come, been = (part.split("</optgroup>")[0] for part in choice.split("<optgroup")[1:])
    order = [
        [session.starts_on for session in sessions]
        for sessions in (sessions_in(cast, to_come), sessions_in(cast, been))
    ]
    assert order[0] == sorted(order[0])
    assert order[1] == sorted(order[1], reverse=True)
    assert min(order[0]) >= make.TODAY > max(order[1])
    assert all(" · " in each for each in offered[1:])
    assert re.search(r"Undervisningsgang 2, 21\. januar · Deltagelsesmuligheder", choice)


def sessions_in(cast, options):
    """The sessions that are offered, in the order of the list."""
    there = {
        str(session.id): session
        for module in db.session.scalars(Module.in_programme(cast.programme.id))
        for session in module.sessions
    }
    return [there[each] for each in re.findall(r'value="([^"]+)"', options)]
