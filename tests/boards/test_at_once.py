"""Several instructors on one board in the same moment, each over a connection of her own."""

from threading import Barrier, Thread

import pytest

from logbook import gate
from logbook.boards.models import BoardPassage
from logbook.db import db
from tests import factories as make
from tests.boards.hanging import page_of, place, put, texts_of
from tests.exports.world import passages


@pytest.fixture
def at_once(app, cast, fellow, noon):
    """Let two instructors send something in the same moment, again and again."""
    cookies = []
    for person in (cast.instructor, fellow):
        cookies.append(gate.begin_sign_in(person, device="En prøve", at=make.NOON))
    db.session.commit()

    def send(*requests):
        db.session.rollback()
        start, answers = Barrier(len(requests)), [None] * len(requests)

        def one(number, path, data):
            client = app.test_client()
            with client.session_transaction() as session:
                session["sign_in"] = cookies[number % 2]
            start.wait()
            with app.app_context():
                answers[number] = client.post(path, data=data).status_code

        threads = [Thread(target=one, args=(n, *each)) for n, each in enumerate(requests)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        db.session.expire_all()
        assert answers == [303] * len(requests)

    return send


def test_two_who_put_something_on_it_have_both_put_it_on(at_once, instructor, cast, board):
    made = passages(cast, 8)
    path = f"/tavler/{board.id}/citat"
    at_once(*((path, {"citat": str(each.id)}) for each in made))
    there = db.session.scalars(BoardPassage.live(board)).all()
    assert {each.release_id for each in there} == {each.id for each in made}
    assert len({each.position for each in there}) == 8


def test_two_who_put_the_same_on_it_have_put_it_on_once(at_once, instructor, cast, board):
    release = passages(cast, 1)[0]
    path = f"/tavler/{board.id}/citat"
    at_once(*(
        (path, {"citat": str(release.id), "gruppe": str(group.id)}) for group in board.groups
    ))  # fmt: skip
    assert len(db.session.scalars(BoardPassage.live(board)).all()) == 1


def test_two_who_move_it_up_have_moved_it_twice(at_once, instructor, cast, board):
    for release in passages(cast, 6):
        put(instructor, board, release)
    path = f"/tavler/{board.id}/citat/{place(board, 'Citat 5').id}/flyt"
    at_once(*[(path, {"gaa": "op"})] * 4)
    stands = texts_of(page_of(instructor, board))["Nu ved vi …"]
    assert stands == ["Citat 0", "Citat 5", "Citat 1", "Citat 2", "Citat 3", "Citat 4"]


def test_moves_of_neighbours_lose_nothing(at_once, instructor, cast, board):
    for release in passages(cast, 6):
        put(instructor, board, release)
    paths = {n: f"/tavler/{board.id}/citat/{place(board, f'Citat {n}').id}" for n in range(6)}
    others = str(board.groups[0].id)
    at_once(
        (f"{paths[1]}/flyt", {"gaa": "op"}), (f"{paths[2]}/flyt", {"gaa": "op"}),
        (f"{paths[3]}/flyt", {"gaa": others}), (f"{paths[4]}/fjern", {}),
        (f"{paths[5]}/flyt", {"gaa": "op"}), (f"{paths[0]}/flyt", {"gaa": others}),
    )  # fmt: skip
    stands = texts_of(page_of(instructor, board))
    assert sorted(stands["Vi troede …"]) == ["Citat 0", "Citat 3"]
    assert sorted(stands["Nu ved vi …"]) == ["Citat 1", "Citat 2", "Citat 5"]
    positions = [each.position for each in db.session.scalars(BoardPassage.live(board))]
    assert len(set(positions)) == len(positions)


def test_of_two_who_both_name_it_one_is_shown_the_other_title(app, cast, instructor, board, fellow):
    """The second reads after the first has saved, since she waited for the board."""
    path = f"/tavler/{board.id}/ret"
    page = instructor.get(path).text
    seen = page.split('name="seen" type="hidden" value="')[1].split('"')[0]
    statuses = []
    start = Barrier(2)
    keys = [
        gate.begin_sign_in(p, device="En prøve", at=make.NOON) for p in (cast.instructor, fellow)
    ]
    db.session.commit()

    def one(number):
        client = app.test_client()
        with client.session_transaction() as session:
            session["sign_in"] = keys[number]
        start.wait()
        data = {"title": f"Tavle {number}", "session": str(board_session), "seen": seen}
        with app.app_context():
            statuses.append(client.post(path, data=data).status_code)

    board_session = board.session_id
    db.session.rollback()
    threads = [Thread(target=one, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 422]
