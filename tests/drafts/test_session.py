"""A sign-in that runs out costs no text: at every step, on every device, whoever comes next."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from logbook import clock, gate
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.drafts.models import Draft, Receipt
from logbook.people.models import KnownDevice, SignIn
from tests.drafts.sending import JSON, Device
from tests.people.words import OTHER_PASSWORD, PASSWORD, with_password

LONG = ("Så sagde hun: ”Må jeg være med?” & <b>de</b> rykkede sammen. " * 400)[:20_000]


@pytest.fixture
def person(cast):
    return with_password(cast.author)


def words_of(person, **more):
    return {"user_name": person.user_name, "password": PASSWORD} | more


def text_of(cycle):
    db.session.expire_all()
    return db.session.get_one(Cycle, cycle.id).text_of(Question.WHO)


def sign_out_everywhere(person):
    db.session.execute(SignIn.end_all(person))
    db.session.commit()


# -- running out ----------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["autosave", "save", "submit"])
@pytest.mark.parametrize("meanwhile", ["nobody", "another"])
def test_it_runs_out_at_each_step(app, cast, person, device, cycle, step, meanwhile):
    """Of 20,000 characters none is lost, and nothing is shown to or saved as the other one."""
    path, other = f"/forloeb/{cycle.id}/svar/hvem", with_password(cast.coauthor)
    fields = {"text": LONG, "revision": "0"}
    sign_out_everywhere(person)
    if meanwhile == "another":
        device.client.post("/log-ind", data=words_of(other))
    status = {"nobody": 401, "another": 403}[meanwhile]
    if step == "autosave":
        answer = device.draft(path, **fields)
        assert (answer.status_code, set(answer.json)) == (status, {"error"})
        assert list(db.session.scalars(Draft.of(other))) == []
        sign_in_on_the_spot(device, person)
        assert device.draft(path, **fields).status_code == 200
        assert Draft.of(person) is not None
        (draft,) = db.session.scalars(Draft.of(person))
        assert draft.texts["text"] == LONG
    elif step == "save":
        op = uuid4()
        answer = device.save(path, op=op, **fields)
        assert (answer.status_code, set(answer.json)) == (status, {"error"})
        assert text_of(cycle) == ""
        sign_in_on_the_spot(device, person)
        assert device.save(path, op=op, **fields).json["saved"]
        assert text_of(cycle) == LONG.strip()
    else:
        answer = device.client.post(path, data=fields | {"owner": device.owner})
        assert answer.status_code == 401
        assert "Må jeg være med" not in answer.text
        device.client.post("/log-ind", data=words_of(other))
        assert "Må jeg være med" not in device.client.get("/konto/ikke-gemt").text
        assert text_of(cycle) == ""
        device.client.post("/log-ind", data=words_of(person))
        page = device.client.get("/konto/ikke-gemt")
        assert "Må jeg være med" in page.text
        device.client.post(path, data=fields | {"owner": device.owner})
        assert text_of(cycle) == LONG.strip()


def sign_in_on_the_spot(device, person):
    answer = device.client.post("/log-ind", data=words_of(person), headers=JSON)
    assert (answer.status_code, answer.json["owner"]) == (200, device.owner)


# -- signing in on the spot -----------------------------------------------------------------


def test_it_says_who_came_in(client, person):
    answer = client.post("/log-ind", data=words_of(person), headers=JSON)
    assert answer.status_code == 200
    assert answer.json == {"owner": gate.owner_key_of(person), "name": "Mette Holm"}
    assert client.get("/i-haanden").json["name"] == "Mette Holm"


def test_it_says_why_not(client, person):
    answer = client.post("/log-ind", data=words_of(person, password="x"), headers=JSON)
    assert (answer.status_code, set(answer.json)) == (422, {"error"})
    assert "passer ikke sammen" in answer.json["error"]
    assert client.post("/log-ind", data={}, headers=JSON).json["error"] == "Skriv dit brugernavn."
    for _ in range(10):
        answer = client.post("/log-ind", data=words_of(person, password="x"), headers=JSON)
    assert (answer.status_code, set(answer.json)) == (429, {"error"})
    assert "Prøv igen efter kl." in answer.json["error"]


def test_where_it_comes_from(client, person):
    headers = JSON | {"Sec-Fetch-Site": "cross-site"}
    answer = client.post("/log-ind", data=words_of(person), headers=headers)
    assert (answer.status_code, set(answer.json)) == (403, {"error"})


def test_the_owners_key_is_the_same_each_time(app, person):
    """What she wrote lies under it on her device."""
    keys = set()
    for _ in range(2):
        answer = app.test_client().post("/log-ind", data=words_of(person), headers=JSON)
        keys.add(answer.json["owner"])
    assert len(keys) == 1


def test_signing_in_forgets_what_is_old(client, person, monkeypatch):
    old = clock.now() - timedelta(days=400)
    db.session.add(
        Draft(
            person_id=person.id, place="/", device=uuid4(), fields='{"text": "x"}', revision=1,
            changed_at=old,
        )
    )  # fmt: skip
    db.session.add(
        Receipt(person_id=person.id, op=uuid4(), digest="", status=200, answer="", at=old)
    )
    db.session.commit()
    client.post("/log-ind", data=words_of(person))
    assert list(db.session.scalars(Receipt.__table__.select())) == []
    # A draft goes only after its writer was told; tests/retention asks about it.
    assert len(list(db.session.scalars(Draft.__table__.select()))) == 1


# -- shared devices -------------------------------------------------------------------------


@pytest.fixture
def pass_time(monkeypatch):
    def later(**by):
        now = clock.now() + timedelta(**by)
        monkeypatch.setattr(clock, "now", lambda: now)

    return later


@pytest.fixture
def tablet(client, person):
    answer = client.post("/log-ind", data=words_of(person, is_shared="y"))
    assert answer.status_code == 303
    client.cookies = answer.headers.getlist("Set-Cookie")
    return client


def test_a_shared_device_is_left_empty(tablet, person):
    assert not [each for each in tablet.cookies if "logbook-device" in each]
    assert [each for each in tablet.cookies if each.startswith("logbook=")]
    assert not [each for each in tablet.cookies if "Expires" in each or "Max-Age" in each]
    assert list(db.session.scalars(KnownDevice.__table__.select())) == []


def test_its_pages_say_so_and_that_a_connection_is_needed(tablet, client):
    page = tablet.get("/").text
    assert "data-shared" in page
    assert "kræver net" in page
    assert "delt enhed" in tablet.get("/konto/logget-ind").text


def test_ones_own_device_is_not_shared(client, person):
    answer = client.post("/log-ind", data=words_of(person))
    assert "logbook-device" in str(answer.headers.getlist("Set-Cookie"))
    assert "data-shared" not in client.get("/").text
    assert db.session.scalars(SignIn.of(person)).one().is_shared is False


def test_it_ends_after_half_an_hour_without_use(tablet, pass_time):
    pass_time(minutes=29)
    assert tablet.get("/konto").status_code == 200
    pass_time(minutes=29)
    assert tablet.get("/konto").status_code == 200, "reading is use too"
    pass_time(minutes=31)
    assert tablet.get("/konto").status_code == 302
    assert tablet.post("/konto/logget-ind/afslut-andre").status_code == 401
    assert tablet.get("/i-haanden").status_code == 401


def test_it_ends_after_four_hours_in_all(tablet, person, pass_time):
    for _ in range(12):
        pass_time(minutes=19)
        assert tablet.post("/konto/logget-ind/afslut-andre").status_code == 303
    pass_time(minutes=13)
    assert tablet.get("/konto").status_code == 302


def test_the_cookie_of_a_moment_ago_is_no_way_around(app, tablet, pass_time):
    """Somebody copied it: it does not grow younger."""
    copied = app.test_client()
    with tablet.session_transaction() as session:
        held = dict(session)
    with copied.session_transaction() as session:
        session.update(held)
    for _ in range(3):
        pass_time(minutes=20)
        assert tablet.get("/konto").status_code == 200
    assert copied.get("/konto").status_code == 302


def test_reading_on_it_writes_nothing(tablet, pass_time, count_queries):
    statements = []
    pass_time(minutes=5)
    one = count_queries(lambda: statements.append(tablet.get("/konto")))
    pass_time(minutes=5)
    assert count_queries(lambda: statements.append(tablet.get("/konto"))) == one
    with tablet.session_transaction() as session:
        assert session["used"] == int(clock.now().timestamp())


def test_saving_from_a_shared_device_works_as_ever(tablet, person, cycle):
    device = Device.of(person, tablet)
    path = f"/forloeb/{cycle.id}/svar/hvem"
    assert device.save(path, text="Os.", revision="0").json["saved"]
    assert text_of(cycle) == "Os."


def test_a_new_password_does_not_make_it_ones_own(tablet, person):
    new = {"new_password": OTHER_PASSWORD, "repeat_password": OTHER_PASSWORD}
    answer = tablet.post("/konto/adgangskode", data=new | {"present_password": PASSWORD})
    assert answer.status_code == 303
    assert "data-shared" in tablet.get("/konto").text
    assert not [each for each in answer.headers.getlist("Set-Cookie") if "Expires" in each]
    assert [each.is_shared for each in db.session.scalars(SignIn.of(person))] == [True]


def test_signing_in_again_on_it_does_not_either(tablet, person, pass_time):
    pass_time(minutes=31)
    page = tablet.post("/konto/logget-ind/afslut-andre").text
    assert re.search(r'name="is_shared"[^>]*checked|checked[^>]*name="is_shared"', page)
    answer = tablet.post("/log-ind", data=words_of(person), headers=JSON)
    assert answer.json["owner"]
    assert "data-shared" in tablet.get("/konto").text
