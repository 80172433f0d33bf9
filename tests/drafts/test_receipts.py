"""Each press of Gem is carried out once, and answered with data: the table of the protocol."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from logbook import clock
from logbook.cycles.models import Cycle, Observation, Version
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Receipt
from tests import factories as make
from tests.drafts.sending import JSON, Device
from tests.pages import words_of

NOTE = "Fire børn fandt selv en plads på bænken."


def note(cycle, text=NOTE):
    return {"cycle": str(cycle.id), "text": text, "key": str(uuid4())}


def notes_saying(text=NOTE):
    seen = db.session.scalars(Observation.__table__.select().with_only_columns(Observation.id))
    answers = [db.session.get_one(Observation, key).answer_to(Question.SAW) for key in seen]
    return [answer for answer in answers if answer.text == text]


def receipts():
    return list(db.session.scalars(Receipt.__table__.select()))


def text_of(cycle, question=Question.LEARNED):
    db.session.expire_all()
    return db.session.get_one(Cycle, cycle.id).text_of(question)


# -- the table ------------------------------------------------------------------------------


def test_what_is_saved_is_told_and_what_stands_and_where_to_go(device, cycle):
    answer = device.save(f"/forloeb/{cycle.id}/svar/laert", text="Ro smitter.", revision="1")
    assert answer.status_code == 200
    assert answer.json == {
        "saved": True, "to": f"/forloeb/{cycle.id}/svar/overrasket", "stands": {"revision": "2"},
    }  # fmt: skip
    assert "Idempotent-Replayed" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert text_of(cycle) == "Ro smitter."
    assert len(receipts()) == 1


def test_the_revision_that_is_told_is_the_one_that_stands(device, cycle):
    """The same text again is no new one, and what is left empty has none."""
    for words in ("Ro smitter.", "Ro smitter.", "Ro smitter altid."):
        given = db.session.get_one(Cycle, cycle.id).answer_to(Question.LEARNED)
        sent = {"text": words, "revision": str(given.revision)}
        told = device.save(f"/forloeb/{cycle.id}/svar/laert", **sent).json
        db.session.expire_all()
        given = db.session.get_one(Cycle, cycle.id).answer_to(Question.LEARNED)
        assert told["stands"] == {"revision": str(given.revision)}
    empty = device.save(f"/forloeb/{cycle.id}/svar/hvem", text="", revision="0").json
    assert empty["stands"] == {"revision": "0"}


def test_the_same_again_is_answered_the_same_and_done_once(device, cycle):
    op, fields = uuid4(), note(cycle)
    first = device.save("/", op=op, **fields)
    again = device.save("/", op=op, **fields)
    assert again.json == first.json
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert len(notes_saying()) == 1


@pytest.mark.parametrize("slip", ["another text", "another address", "another way"])
def test_the_key_of_another_request_is_refused(device, cycle, slip):
    op, path, fields = uuid4(), f"/forloeb/{cycle.id}/svar/laert", {"text": "Ro.", "revision": "1"}
    assert device.save(path, op=op, **fields).json["saved"]
    if slip == "another text":
        fields["text"] = "Larm."
    elif slip == "another address":
        path = f"/forloeb/{cycle.id}/svar/handling"
    else:
        fields["luk"] = "1"
    answer = device.save(path, op=op, **fields)
    assert answer.status_code == 422
    assert answer.json["kept"] is False
    assert "andet indhold" in answer.json["error"]
    assert text_of(cycle) == "Ro."
    assert text_of(cycle, Question.ACTION) == "En voksen sidder på gulvet."


def test_a_new_token_is_no_other_request(device, cycle):
    op, fields = uuid4(), note(cycle)
    device.save("/", op=op, **fields)
    assert device.save("/", op=op, csrf_token="en ny", **fields).json["saved"]


def test_a_form_with_errors_says_the_first_and_leaves_no_receipt(device, cycle):
    op, fields = uuid4(), note(cycle, text="")
    answer = device.save("/", op=op, **fields)
    assert answer.status_code == 422
    assert answer.json == {
        "error": "Skriv, hvad du lagde mærke til, før du gemmer.", "kept": False,
        "at": f"/#{cycle.id}",
    }  # fmt: skip
    assert receipts() == []
    assert device.save("/", op=op, **fields).status_code == 422
    assert "CPR" in device.save("/", **note(cycle, text="Ring 010190-1232")).json["error"]
    assert "for lang" in device.save("/", **note(cycle, text="æ" * 100_001)).json["error"]


def test_a_text_that_came_second_is_kept_once_and_read_beside_the_first(device, hers, cycle):
    path, op = f"/forloeb/{cycle.id}/svar/laert", uuid4()
    assert hers.save(path, text="Hendes.", revision="1").json["saved"]
    answers = [device.save(path, op=op, text="Mit.", revision="1") for _ in range(2)]
    assert [(each.status_code, each.json["kept"]) for each in answers] == [(409, True)] * 2
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert "Der er gemt noget andet" in answers[0].json["error"]
    assert words_of(device.client.get(answers[0].json["to"]).text) >= {"Hendes.", "Mit."}
    assert text_of(cycle) == "Hendes."
    assert [each.text for each in db.session.scalars(select(Version))].count("Mit.") == 1


def test_signed_out_and_somebody_else(app, cast, device, hers, cycle):
    path, fields = f"/forloeb/{cycle.id}/svar/laert", {"text": "Mit.", "revision": "1"}
    signed_out = Device(app.test_client(), device.owner)
    answer = signed_out.save(path, **fields)
    assert (answer.status_code, answer.json) == (401, {"error": "Log ind for at gemme."})
    for owner in (device.owner, "", "x"):
        answer = hers.save(path, **fields | {"owner": owner})
        assert (answer.status_code, answer.json) == (403, {"error": "Det må du ikke gøre her."})
    assert text_of(cycle) != "Mit."
    assert receipts() == []


def test_the_same_key_of_another_person_is_another_press(device, hers, cycle):
    op = uuid4()
    device.save("/", op=op, **note(cycle, "Det så jeg."))
    answer = hers.save("/", op=op, **note(cycle, "Det så hun."))
    assert answer.json["saved"]
    assert "Idempotent-Replayed" not in answer.headers
    assert len(notes_saying("Det så jeg.")) == len(notes_saying("Det så hun.")) == 1


def test_what_is_gone_or_not_hers_any_more(device, hers, cast, cycle):
    assert device.save(f"/forloeb/{uuid4()}/svar/laert", text="x").status_code == 404
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    answer = hers.save(f"/forloeb/{cycle.id}/svar/laert", text="Mit.", revision="1")
    assert answer.status_code in {403, 404}
    assert set(answer.json) == {"error"}


KEYS = ["", "x", "1" * 36, "{" + "0" * 34 + "}", "\x7f", "é"]


@pytest.mark.parametrize("key", KEYS, ids=range(len(KEYS)))
def test_a_key_that_is_none_is_refused(device, cycle, key):
    headers = JSON | {"Idempotency-Key": key}
    answer = device.client.post("/", data={"owner": device.owner} | note(cycle), headers=headers)
    assert (answer.status_code, answer.json["kept"]) == (422, False)
    assert notes_saying() == []


@pytest.mark.parametrize("path", ["/konto/adgangskode", "/udtraek/hent"])
def test_passwords_and_documents_are_not_for_scripts(device, path):
    assert device.save(path, present_password="x").status_code == 422


def test_without_a_key_it_is_answered_with_data_too(device, cycle):
    data = {"owner": device.owner} | note(cycle)
    assert device.client.post("/", data=data, headers=JSON).json["saved"]
    assert receipts() == []


def test_a_browser_gets_its_page(device, cycle):
    headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = device.client.post("/", data={"owner": device.owner} | note(cycle), headers=headers)
    assert (answer.status_code, answer.mimetype) == (303, "text/html")


def test_where_it_comes_from(cast, device, cycle):
    other = device.save("/", headers={"Sec-Fetch-Site": "cross-site"}, **note(cycle))
    assert (other.status_code, set(other.json)) == (403, {"error"})
    assert notes_saying() == []


# -- forgotten ------------------------------------------------------------------------------


def test_a_receipt_is_forgotten_after_thirty_days(device, cycle):
    device.save("/", **note(cycle))
    for days, left in ((29, 1), (30, 0)):
        db.session.execute(Receipt.forget_old(clock.now() + timedelta(days=days)))
        assert len(receipts()) == left
    db.session.rollback()


def test_forgetting_takes_some_at_a_time(cast, monkeypatch):
    from logbook.drafts import models

    monkeypatch.setattr(models, "FORGOTTEN_AT_ONCE", 2)
    for _ in range(3):
        db.session.add(
            Receipt(person_id=cast.author.id, op=uuid4(), digest="", status=200, answer="",
                    at=make.NOON)
        )  # fmt: skip
    db.session.commit()
    db.session.execute(Receipt.forget_old(make.NOON + timedelta(days=40)))
    assert len(receipts()) == 1
