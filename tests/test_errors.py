"""Each error on a page in Danish that says what to do next and loses no text."""

import re
from uuid import UUID

import pytest
from flask import abort
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from logbook.cycles.stages import IllegalMove, Stage, Unanswered
from logbook.db import db
from logbook.errors import TOLD
from logbook.gate import me, owner_key, public
from logbook.people.models import Person
from logbook.policy import Action, authorize

TEXT = "Fire børn fandt selv en plads på bænken."
BREAKERS = {
    "moved": IllegalMove("plan → try"),
    "unanswered": Unanswered(Stage.TRY),
    "locked": OperationalError("insert", {}, Exception("database is locked")),
    "broken": RuntimeError("boom"),
    "taken": IntegrityError("insert", {}, Exception(f"duplicate key\nThe row was ({TEXT})")),
    "stale": StaleDataError("0 rows were matched"),
}


@pytest.fixture
def app(own_app):
    """The app with pages that break in every way."""
    app = own_app
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.times_asked = 0

    @app.post("/gaa-i-stykker/<how>", endpoint="try.break")
    def break_down(how):
        authorize(Action.KEEP_OWN_ACCOUNT, me())
        me().name = "Halvt gjort"
        app.times_asked += 1
        raise BREAKERS[how]

    @app.get("/kode/<int:code>", endpoint="try.code")
    @public
    def stop(code):
        abort(code)

    @app.get("/laest", endpoint="try.read")
    @public
    def read():
        raise BREAKERS["locked"]

    return app


@pytest.fixture
def break_down(app, cast, sign_in):
    client = sign_in(cast.author)
    owner = {}
    app.add_url_rule("/ejer", "try.owner", lambda: owner.update(key=owner_key()) or ("", 304))
    client.get("/ejer")

    def send(how, **fields):
        data = {"owner": owner["key"], "text": TEXT} | fields
        return client.post(f"/gaa-i-stykker/{how}", data=data)

    send.client = client
    return send


@pytest.mark.parametrize("code", [400, 403, 404, 405, 408, 409, 413, 415, 418, 429, 500, 503])
def test_every_error_is_a_page_in_danish_with_a_next_step(client, code):
    answer = client.get(f"/kode/{code}")
    assert answer.status_code == code
    assert 'lang="da"' in answer.text
    assert "Til forsiden" in answer.text
    assert not re.search(r"\b(the|not|error|found|request)\b", re.sub("<[^>]*>", " ", answer.text))


@pytest.mark.parametrize("code", TOLD)
def test_each_is_told_in_its_own_words(client, code):
    assert TOLD[code].heading in client.get(f"/kode/{code}").text


def test_a_wrong_method_says_which_are_right(client):
    answer = client.delete("/log-ind")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_redirect_to_the_right_address_is_no_error(app, client):
    app.add_url_rule("/med-streg/", "try.slash", public(lambda: "x"))
    assert client.get("/med-streg").status_code == 308


def test_an_answer_that_a_view_stops_with_stays_as_it_is(app, client):
    def stop():
        abort(app.response_class("som det er", status=418, mimetype="text/plain"))

    app.add_url_rule("/svar", "try.answer", public(stop))
    assert client.get("/svar").text == "som det er"


@pytest.mark.parametrize(
    "path",
    [
        "/findes-ikke",
        f"/personer/{UUID(int=7)}",
        "/personer/1",
        "/personer/" + "9" * 5_000,
        "/%00",
        "/%ff",
    ],
)
def test_unknown_and_malformed_addresses_are_not_found(cast, sign_in, path):
    assert sign_in(cast.coordinator).get(path).status_code == 404


def test_a_move_that_came_too_late_shows_the_text_and_keeps_nothing_half_done(break_down, cast):
    answer = break_down("moved")
    assert answer.status_code == 409
    assert "Forløbet er kommet videre" in answer.text
    assert TEXT in answer.text
    assert "plan → try" not in answer.text
    db.session.expire_all()
    assert cast.author.name == "Mette Holm"


@pytest.mark.parametrize("how", ["taken", "stale"])
def test_two_at_once_are_looked_at_again_and_then_told(app, break_down, cast, caplog, how):
    answer = break_down(how)
    assert answer.status_code == 409
    assert app.times_asked == 2
    assert "I gemte i samme øjeblik" in answer.text
    assert TEXT in answer.text
    assert "Prøv igen" in answer.text
    assert "The database refused a row twice" in caplog.text
    assert TEXT not in caplog.text
    db.session.expire_all()
    assert cast.author.name == "Mette Holm"


def test_a_statement_that_fails_tells_no_words(app):
    with pytest.raises(IntegrityError) as told:
        db.session.execute(db.text("INSERT INTO sign (id, text) VALUES (:id, :text)"), {
            "id": UUID(int=1).hex, "text": TEXT,
        })  # fmt: skip
    assert TEXT not in str(told.value).partition("DETAIL")[0]


def test_a_missing_answer_is_named(break_down):
    answer = break_down("unanswered")
    assert answer.status_code == 409
    assert "mangler et svar." in answer.text


@pytest.mark.parametrize(("how", "status"), [("locked", 503), ("broken", 500)])
def test_when_it_is_our_fault_the_text_comes_back_with_a_button(break_down, how, status):
    answer = break_down(how)
    assert answer.status_code == status
    assert TEXT in answer.text
    assert f'action="/gaa-i-stykker/{how}"' in answer.text
    assert "Prøv igen" in answer.text
    assert "boom" not in answer.text
    assert "database is" not in answer.text


def test_a_break_says_when_to_come_back(client):
    answer = client.get("/laest")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


@pytest.mark.parametrize("how", ["locked", "broken"])
def test_these_pages_ask_the_database_nothing(break_down, count_queries, how):
    """Looking up who is signed in costs something; the page after the error nothing more."""
    who_it_is = count_queries(lambda: break_down.client.get("/ejer"))
    break_down(how)  # the first that is sent in a day makes the sign-in last on
    assert count_queries(lambda: break_down(how)) == who_it_is


def test_when_the_database_is_gone_each_page_says_so(cast, sign_in):
    client = sign_in(cast.author)

    def is_gone(*_args, **_more):
        raise BREAKERS["locked"]

    event.listen(db.engine, "before_cursor_execute", is_gone)
    for path in ("/konto", "/personer", "/log-ind"):
        assert client.get(path).status_code == 503
    assert client.post("/konto/logget-ind/afslut-andre").status_code == 503
    event.remove(db.engine, "before_cursor_execute", is_gone)
    assert client.get("/konto").status_code == 200, "works again without a restart"


def test_too_much_at_once_is_told(client):
    answer = client.post("/log-ind", data={"user_name": "x" * 9_000_000})
    assert answer.status_code == 413
    assert "Det var for meget på én gang" in answer.text


def test_another_persons_form_is_not_shown_in_an_error(break_down):
    answer = break_down("moved", owner="x")
    assert TEXT not in answer.text


def test_the_cast_is_as_it_was(break_down, cast):
    break_down("broken")
    assert db.session.scalar(Person.with_user_name(cast.author.user_name)).name == "Mette Holm"


def test_signed_out_there_is_no_text_to_give_back(app, client):
    def too_late():
        raise BREAKERS["moved"]

    app.add_url_rule("/for-sent", "try.late", public(too_late), methods=["POST"])
    answer = client.post("/for-sent", data={"text": TEXT})
    assert answer.status_code == 409
    assert TEXT not in answer.text
