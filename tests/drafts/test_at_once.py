"""A text, its receipt and the end of its draft are kept at one stroke, whoever sends at once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.gate import owner_behind
from logbook.people.models import Person
from tests.drafts.sending import Device
from tests.drafts.test_receipts import NOTE, note, notes_saying, receipts, text_of


def test_nothing_is_kept_without_its_receipt(app, device, cycle):
    """The database says no to the receipt's answer: then the note is not there either."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    device.draft(f"/#{cycle.id}", text=NOTE)

    def refuse(_connection, _cursor, statement, *_more):
        if statement.startswith("UPDATE receipt"):
            raise OperationalError(statement, {}, Exception("disk I/O error"))

    event.listen(db.engine, "before_cursor_execute", refuse)
    op, fields = uuid4(), note(cycle)
    assert device.save("/", op=op, **fields).status_code == 503
    event.remove(db.engine, "before_cursor_execute", refuse)
    assert notes_saying() == []
    assert receipts() == []
    assert len(list(db.session.scalars(Draft.of(me_of(device))))) == 1
    assert device.save("/", op=op, **fields).json["saved"]
    assert len(notes_saying()) == 1


def me_of(device):
    return db.session.get_one(Person, owner_behind(device.owner))


def test_one_commit_for_the_text_its_receipt_and_its_draft(device, cycle):
    device.draft(f"/#{cycle.id}", text=NOTE)
    commits = []

    def hear(connection):
        commits.append(connection)

    event.listen(db.engine, "commit", hear)
    assert device.save("/", **note(cycle)).json["saved"]
    event.remove(db.engine, "commit", hear)
    assert len(commits) == 1


@pytest.mark.parametrize("way", ["note", "answer", "new"])
def test_ten_at_once_are_one(app, cast, sign_in, noon, cycle, way):
    """Ten identical requests, really at the same moment: one is carried out."""
    number = 10
    devices = [Device.of(cast.author, sign_in(cast.author)) for _ in range(number)]
    path, fields = {
        "note": ("/", note(cycle)),
        "answer": (f"/forloeb/{cycle.id}/svar/laert", {"text": NOTE, "revision": "1"}),
        "new": ("/forloeb/nyt", {
            "wondering": NOTE, "title": "Kun én", "house": str(cast.house.id), "module": "",
        }),
    }[way]  # fmt: skip
    op, ready = uuid4(), threading.Barrier(number)
    db.session.remove()

    def send(device):
        with app.app_context():
            ready.wait()
            return device.save(path, op=op, **fields)

    with ThreadPoolExecutor(number) as pool:
        answers = list(pool.map(send, devices))
    assert [each.status_code for each in answers] == [200] * number, answers[0].json
    assert len({json.dumps(each.json) for each in answers}) == 1
    assert sum("Idempotent-Replayed" in each.headers for each in answers) == number - 1
    assert len(receipts()) == 1
    if way == "note":
        assert len(notes_saying()) == 1
    elif way == "answer":
        assert db.session.get_one(Cycle, cycle.id).answer_to(Question.LEARNED).revision == 2
    else:
        titles = Cycle.__table__.select().with_only_columns(Cycle.title)
        assert list(db.session.scalars(titles)).count("Kun én") == 1


def test_two_writers_at_once_lose_nothing(app, device, hers, cycle):
    """Different texts to one question at one moment: one is saved, the other refused and kept."""
    path, ready = f"/forloeb/{cycle.id}/svar/laert", threading.Barrier(2)
    db.session.remove()

    def send(pair):
        with app.app_context():
            ready.wait()
            return pair[0].save(path, text=pair[1], revision="1")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, [(device, "Mit."), (hers, "Hendes.")]))
    assert sorted(each.status_code for each in answers) == [200, 409]
    saved = ["Mit.", "Hendes."][[each.status_code for each in answers].index(200)]
    assert text_of(cycle) == saved
