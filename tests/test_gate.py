"""The gate: who comes in, from where, with which token, and what becomes of her text."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import g, redirect, request, session
from flask.testing import FlaskClient

from logbook import gate
from logbook.db import db
from logbook.gate import is_path_here, is_public, me, owner_key, public
from logbook.kept import Kept, keep
from logbook.people.models import KeptForm, Person
from logbook.people.models.kept import KEPT_FOR, MOST_KEPT
from logbook.policy import Action, authorize
from tests.pages import hidden
from tests.people.words import PASSWORD, come_in, with_password

SAVE = "/proeve/gem"
TEXT = "Fire børn fandt selv en plads på bænken.\nDe flyttede sig for hinanden."
LONG = "Så sagde hun: ”Må jeg være med?” & <b>de</b> rykkede sammen. " * 330


@pytest.fixture
def app(own_app):
    """The app with one closed page that saves a text, as a feature would."""
    app = own_app
    app.saved = []

    @app.route("/proeve", methods=["GET"], endpoint="try.page")
    def page():
        hidden = {"owner": owner_key(), "csrf_token": app.jinja_env.globals["csrf_token"]()}
        fields = "".join(f"<input type='hidden' name='{k}' value='{v}'>" for k, v in hidden.items())
        head = "<!doctype html><html lang='da'><title>Prøve</title><h1>Prøve</h1>"
        return f"{head}<form>{fields}</form></html>"

    @app.route(SAVE, methods=["POST"], endpoint="try.save")
    @gate.takes("side")
    def save():
        authorize(Action.KEEP_OWN_ACCOUNT, me())
        app.saved.append((me().name, request.form.getlist("text"), request.args.get("side")))
        return redirect("/proeve", code=303)

    return app


class PlainClient(FlaskClient):
    """A browser that says nothing about where its requests come from."""

    def open(self, *args, **kwargs):
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def old_browser(app, cast):
    """An old browser, signed in as the author."""
    client = PlainClient(app, app.response_class)
    with client.session_transaction() as kept:
        kept["sign_in"] = gate.begin_sign_in(cast.author, device="Prøve", at=gate.clock.now())
    db.session.commit()
    return client


def unescaped(page):
    for code, letter in (
        ("&#34;", '"'),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ):
        page = page.replace(code, letter)
    return page


# -- who comes in ----------------------------------------------------------------------------


def test_every_page_is_closed_unless_it_says_that_it_is_public(app, client):
    for rule in app.url_map.iter_rules():
        if is_public(rule.endpoint):
            continue
        path = re.sub(r"<uuid:[^>]+>", str(uuid4()), rule.rule)
        path = re.sub(r"<[^>]+>", "1", path)
        answers_data = hasattr(app.view_functions[rule.endpoint], "answers_data")
        if "GET" in rule.methods and answers_data:
            assert client.get(path).status_code == 401, rule
        elif "GET" in rule.methods:
            assert client.get(path).location.startswith("/log-ind"), rule
        if "PUT" in rule.methods:
            assert client.put(path).status_code == 401, rule
        if "POST" in rule.methods:
            assert client.post(path).status_code == 401, rule


def test_public_says_so_on_the_view_alone(app):
    def view():
        return ""

    assert public(view) is view
    with app.test_request_context():
        public_pages = {r.endpoint for r in app.url_map.iter_rules() if is_public(r.endpoint)}
    assert "static" in public_pages
    assert {name for name in public_pages if "." in name} == {
        "mine.about",
        "offline.manifest",
        "offline.shell",
        "offline.worker",
        "people.sign_in",
        "people.sign_out",
        "people.welcome",
        "people.welcome_with_code",
    }


def test_a_closed_page_leads_back_to_itself_after_signing_in(client, cast):
    answer = client.get("/sparring?venter=1&givet=%C3%A5")
    assert answer.status_code == 302
    author = with_password(cast.author)
    after = client.post(answer.location, data={"user_name": author.user_name, "password": PASSWORD})
    assert after.location == "/sparring?venter=1&givet=%C3%A5"


def test_head_and_options_are_no_way_around(client):
    assert client.head("/konto").status_code == 302
    assert client.options("/konto").status_code == 302
    assert client.put("/konto").status_code == 405
    assert client.delete(SAVE).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "//x.y",
        "http://x",
        "x",
        "",
        "/\\x",
        "/ x",
        "/\nx",
        "/a\tb",
        "/a\x00b",
        "\\\\x",
        "//[",
        "http:/x",
    ],
)
def test_other_sites_are_no_paths_here(path):
    assert not is_path_here(path)


@pytest.mark.parametrize("path", ["/", "/forloeb", "/forloeb?a=1#b", "/å", "/a//b"])
def test_paths_here_are_paths_here(path):
    assert is_path_here(path)


def test_me_is_the_person_herself(app, cast, sign_in):
    seen = []
    app.after_request(lambda response: seen.append((type(me()), g.sign_in_id)) or response)
    sign_in(cast.author).get("/konto")
    assert seen[0][0] is Person


@pytest.mark.parametrize("cookie", ["", "x", "eyJ4IjoxfQ.x.y", "\x00", "é" * 200])
def test_a_cookie_that_is_not_ours_is_nobody(app, cookie):
    client = app.test_client()
    client.set_cookie("logbook", cookie)
    assert client.get("/konto").status_code == 302


@pytest.mark.parametrize("key", ["", "x", 1, None, ["x"], "0" * 100_000])
def test_a_key_that_nobody_has_is_nobody(app, cast, key):
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["sign_in"] = key
    assert client.get("/konto").status_code == 302


def test_the_id_of_a_person_opens_nothing(app, cast):
    """What a plain Flask-Login cookie would hold."""
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = str(cast.author.id)
        kept["_fresh"] = True
    assert client.get("/konto").status_code == 302


def test_a_person_who_is_removed_is_out_at_once(cast, sign_in):
    client = sign_in(cast.author)
    cast.author.removed_at = gate.clock.now()
    db.session.commit()
    assert client.get("/konto").status_code == 302


def test_who_it_is_costs_two_queries_at_most(cast, sign_in, count_queries):
    client = sign_in(cast.coordinator)
    assert count_queries(lambda: client.get("/konto")) <= 2


def test_static_files_cost_none(app, client, count_queries, cast, sign_in):
    with app.test_request_context():
        path = app.url_for("static", filename="mark.svg")
    hers = sign_in(cast.author)
    for each in (client, hers):
        assert count_queries(lambda each=each: each.get(path).close()) == 0


# -- where from, and with which token --------------------------------------------------------


def post(client, headers=None, **fields):
    return client.post(SAVE, data={"text": TEXT} | fields, headers=headers or {})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://ondt.example"}, 403),
        ({"Origin": "http://localhost.ondt.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_what_another_site_sends_is_refused(app, old_browser, headers, status):
    answer = post(old_browser, headers)
    assert answer.status_code == status
    assert len(app.saved) == (status == 303)
    if status == 403:
        assert "Det kom ikke fra Logbogen" in answer.text
        assert "Fire børn" not in answer.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_way_of_writing_is_forgotten(app, old_browser, method):
    app.add_url_rule(f"/proeve/{method}", f"try.{method}", lambda: "", methods=[method.upper()])
    send = getattr(old_browser, method)
    assert send(f"/proeve/{method}", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert send(f"/proeve/{method}").status_code == 400


def test_without_both_headers_the_token_decides(app, old_browser):
    token = hidden(old_browser.get("/proeve").text, "csrf_token")
    assert post(old_browser, csrf_token=token).status_code == 303
    assert app.saved == [("Mette Holm", [TEXT], None)]


def test_anothers_token_is_refused(app, cast, old_browser, sign_in):
    theirs = hidden(sign_in(cast.leader).get("/proeve").text, "csrf_token")
    for token in (theirs, "", "x", "x.y.z", None):
        fields = {} if token is None else {"csrf_token": token}
        assert post(old_browser, **fields).status_code == 400
    assert app.saved == []


def test_a_token_dies_with_its_session(app, cast, old_browser):
    token = hidden(old_browser.get("/proeve").text, "csrf_token")
    with old_browser.session_transaction() as kept:
        key = kept["sign_in"]
        kept.clear()
        kept["sign_in"] = key
    assert post(old_browser, csrf_token=token).status_code == 400


def test_an_old_form_shows_its_text_and_can_be_sent_again(app, old_browser):
    owner = hidden(old_browser.get("/proeve").text, "owner")
    page = post(old_browser, owner=owner, csrf_token="old").text
    assert "Siden var for gammel" in page
    assert "Fire børn fandt selv en plads" in page
    assert app.saved == []
    again = post(old_browser, owner=hidden(page, "owner"), csrf_token=hidden(page, "csrf_token"))
    assert again.status_code == 303
    assert app.saved == [("Mette Holm", [TEXT], None)]


def test_an_old_form_without_its_owner_shows_nothing(old_browser):
    """A forged form from an old browser must not get a button with a good token."""
    page = post(old_browser, csrf_token="old").text
    assert "Siden var for gammel" in page
    assert "Fire børn" not in page


def test_an_old_sign_in_page_asks_once_more_and_keeps_the_user_name(app, cast, old_browser):
    data = {"user_name": "mette", "password": "hemmelig her"}
    page = old_browser.post("/log-ind", data=data)
    assert page.status_code == 400
    assert 'value="mette"' in page.text
    assert "hemmelig her" not in page.text
    assert "Siden var for gammel" in page.text


def test_sign_in_from_another_site_is_refused(client, cast):
    author = with_password(cast.author)
    data = {"user_name": author.user_name, "password": PASSWORD}
    answer = client.post("/log-ind", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


# -- a sign-in that ran out ------------------------------------------------------------------


@pytest.fixture
def form(cast, sign_in):
    """A form that the author opened while she was signed in."""
    page = sign_in(cast.author).get("/proeve").text
    return {"owner": hidden(page, "owner"), "csrf_token": hidden(page, "csrf_token")}


def back_again(client, person):
    """She signs in, and sees what waited for her."""
    after = come_in(client, with_password(person).user_name)
    assert after.location == "/konto/ikke-gemt"
    return client.get(after.location).text


def kept_in_all():
    return db.session.query(KeptForm).count()


def test_what_she_wrote_is_kept_through_signing_in(app, client, cast, form):
    page = client.post(f"{SAVE}?side=2", data=form | {"text": [TEXT, LONG], "word": "Ro"})
    assert page.status_code == 401
    assert "Din tekst er her endnu" in page.text
    assert "Fire" not in page.text, "others sit at the same tablet"

    after = back_again(client, cast.author)
    assert "Du har tekst, der ikke er gemt" in after
    assert TEXT in unescaped(after)
    assert LONG in unescaped(after)
    assert f'action="{SAVE}?side=2"' in after
    assert hidden(after, "word") == "Ro"
    assert app.saved == [], "nothing is saved before she says so"

    data = {"text": [TEXT, LONG], "owner": hidden(after, "owner"), "kept": hidden(after, "kept")}
    assert client.post(f"{SAVE}?side=2", data=data).status_code == 303
    assert app.saved == [("Mette Holm", [TEXT, LONG], "2")]
    assert kept_in_all() == 0, "what she has taken back is nowhere else"
    assert "Alt er gemt" in client.get("/konto/ikke-gemt").text


def test_it_lies_sealed_in_the_database(client, form):
    client.post(SAVE, data=form | {"text": TEXT})
    (row,) = db.session.query(KeptForm).all()
    assert "Fire" not in row.sealed
    assert len(row.sealed) > 100


def test_a_mistyped_password_does_not_lose_it(client, cast, form):
    client.post(SAVE, data=form | {"text": TEXT})
    come_in(client, with_password(cast.author).user_name, "forkert kode her")
    assert TEXT in back_again(client, cast.author)


def test_somebody_else_never_sees_it_and_it_waits_for_its_owner(app, client, cast, form, sign_in):
    leader = with_password(cast.leader)
    client.post(SAVE, data=form | {"text": TEXT})
    assert come_in(client, leader.user_name).location == "/overblik"
    for path in ("/", "/konto", "/konto/ikke-gemt"):
        assert "Fire børn" not in client.get(path, follow_redirects=True).text
    (row,) = db.session.query(KeptForm).all()
    assert client.post(f"/konto/ikke-gemt/{row.id}/slet").status_code == 404
    taken = client.post(SAVE, data={"text": "Mit.", "kept": str(row.id)})
    assert taken.status_code == 303
    assert [name for name, _, _ in app.saved] == ["Hanne Friis"]
    assert TEXT in back_again(app.test_client(), cast.author), "on another device"


def test_a_form_left_open_is_not_saved_as_the_next_person_at_the_tablet(app, cast, form, sign_in):
    leaders = sign_in(cast.leader)
    page = leaders.post(SAVE, data=form | {"text": TEXT})
    assert page.status_code == 401
    assert "Her er logget ind som Hanne Friis" in page.text
    assert "Fire børn" not in page.text
    assert app.saved == []
    assert TEXT in back_again(leaders, cast.author)


def test_the_same_form_sent_again_waits_once(client, form):
    for text in (TEXT, TEXT, LONG, TEXT):
        client.post(SAVE, data=form | {"text": text})
    assert kept_in_all() == 2


def test_a_forgotten_tablet_fills_nothing(client, cast, form):
    for number in range(MOST_KEPT + 5):
        client.post(SAVE, data=form | {"text": f"Note nummer {number:02}."})
    assert kept_in_all() == MOST_KEPT
    # What waits gives way to nothing; what has no room goes back to where it came from.
    page = client.post(SAVE, data=form | {"text": TEXT})
    assert page.status_code == 401
    assert "Kopiér din tekst, før du logger ind" in page.text
    assert TEXT.splitlines()[0] in page.text
    assert "Note nummer 00" in back_again(client, cast.author)
    other = client.post(SAVE, data=form | {"text": TEXT})
    assert "Kopiér din tekst" not in other.text


def test_what_has_no_room_is_shown_to_nobody_else(client, cast, form, sign_in):
    for number in range(MOST_KEPT):
        client.post(SAVE, data=form | {"text": f"Note nummer {number:02}."})
    page = sign_in(cast.leader).post(SAVE, data=form | {"text": TEXT})
    assert page.status_code == 401
    assert TEXT.splitlines()[0] not in page.text


def test_she_may_throw_it_away(client, cast, form):
    client.post(SAVE, data=form | {"text": TEXT})
    back_again(client, cast.author)
    (row,) = db.session.query(KeptForm).all()
    assert client.post(f"/konto/ikke-gemt/{row.id}/slet").location == "/konto/ikke-gemt"
    assert kept_in_all() == 0


def test_what_could_not_be_saved_this_time_either_still_waits(app, client, cast, form):
    client.post(SAVE, data=form | {"text": TEXT})
    after = back_again(client, cast.author)
    refused = client.post("/konto/adgangskode", data={"kept": hidden(after, "kept")})
    assert refused.status_code == 200
    assert kept_in_all() == 1


def test_after_a_fortnight_it_is_gone(client, cast, form):
    client.post(SAVE, data=form | {"text": TEXT})
    with time_machine.travel(gate.clock.now() + KEPT_FOR + timedelta(seconds=1)):
        come_in(client, with_password(cast.leader).user_name)
    assert kept_in_all() == 0


def test_who_has_left_leaves_nothing_behind(client, cast, form):
    cast.author.removed_at = gate.clock.now()
    db.session.commit()
    client.post(SAVE, data=form | {"text": TEXT})
    assert kept_in_all() == 0


def test_without_an_owner_nothing_is_kept(client, form):
    for owner in ("", "x", form["owner"][:-2], "é"):
        page = client.post(SAVE, data={"text": TEXT, "owner": owner})
        assert page.status_code == 401
        assert "Du var logget ud" in page.text
    assert kept_in_all() == 0


def test_passwords_and_tokens_are_never_kept(client, cast, form):
    secret = {"new_password": "hemmelig en to", "present_password": "hemmelig tre", "text": TEXT}
    client.post(SAVE, data=form | secret)
    after = back_again(client, cast.author)
    assert "hemmelig" not in after
    assert form["csrf_token"] not in after


def test_only_a_password_leaves_nothing_to_keep(client, form):
    client.post("/konto/adgangskode", data=form | {"new_password": "hemmelig en to"})
    assert kept_in_all() == 0


def test_control_characters_do_not_travel_along(client, cast, form):
    client.post(SAVE, data=form | {"text": "to\0 ord\x0b her"})
    assert "to ord her" in back_again(client, cast.author)


@pytest.mark.parametrize(
    "path", ["//ondt.example/x", "https://ondt.example", "/log-ud", "/findes/ikke", "/konto"]
)
def test_it_is_sent_again_only_to_our_own_closed_forms(app, client, cast, path):
    with app.test_request_context():
        keep(Kept(path, [("text", TEXT)]), cast.author, at=gate.clock.now())
        db.session.commit()
    assert come_in(client, with_password(cast.author).user_name).location == "/"


def test_a_seal_that_is_not_ours_holds_nothing(client, cast):
    for sealed in ("x", "gAAAAABh" + "A" * 200, "é"):
        row = KeptForm(owner_id=cast.author.id, content_hash="x", kept_at=gate.clock.now())
        row.sealed = sealed
        db.session.add(row)
    db.session.commit()
    assert come_in(client, with_password(cast.author).user_name).location == "/"


def test_choices_travel_along_unseen(client, cast, form):
    choice = {"decision": "keep", "module": str(uuid4())}
    client.post(SAVE, data=form | choice)
    after = back_again(client, cast.author)
    assert "Det, du valgte, er gemt på denne side." in after
    assert hidden(after, "decision") == "keep"


def test_the_owner_of_a_form_is_nobody_when_signed_out(app):
    with app.test_request_context():
        assert owner_key() == ""
        session["sign_in"] = "x"
        assert owner_key() == ""


@pytest.mark.parametrize("address", ["/", "/konto", "/forloeb/nyt", "/personer", "/log-ind"])
def test_a_parameter_that_a_page_does_not_know_is_not_found(sign_in, cast, address):
    assert sign_in(cast.coordinator).get(f"{address}?ukendt=1").status_code == 404


def test_an_id_that_is_none_is_not_found(sign_in, cast):
    assert sign_in(cast.author).get("/?forloeb=vrøvl").status_code == 404
