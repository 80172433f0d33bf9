from datetime import timedelta

import pytest

from logbook import clock
from logbook.db import db
from logbook.people import devices, passwords
from logbook.people.models import KnownDevice, Person, Role, SignIn
from tests import factories as make
from tests.people.words import PASSWORD, come_in, with_password, without_token

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


def sign_ins_of(person: Person) -> list[SignIn]:
    return list(db.session.scalars(SignIn.of(person)))


def test_a_person_signs_in_and_comes_home(client, cast):
    author = with_password(cast.author)
    assert come_in(client, author.user_name).location == "/"
    assert client.get("/konto").status_code == 200


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("author", "/"),
        ("leader", "/overblik"),
        ("instructor", "/tavler"),
        ("coordinator", "/personer"),
        ("district_leader", "/sparring"),
        ("ppr_consultant", "/"),
    ],
)
def test_each_comes_home_to_her_own_page(client, cast, who, home):
    person = with_password(getattr(cast, who))
    assert come_in(client, person.user_name).location == home


def test_somebody_without_a_role_comes_to_her_account(client, cast):
    nobody_yet = with_password(make.person(cast.programme, "Ny Person"))
    assert come_in(client, nobody_yet.user_name).location == "/konto"


def test_capitals_and_spaces_in_the_user_name_do_not_matter(client, cast):
    author = with_password(cast.author)
    assert come_in(client, f"  {author.user_name.upper()} ").status_code == 303


def test_an_å_put_together_differently_is_the_same_å(client, cast):
    author = with_password(cast.author, "ål på en fin båd")
    apart = "a\u030al pa\u030a en fin ba\u030ad"
    assert come_in(client, author.user_name, apart).status_code == 303


def test_spaces_belong_to_the_password(client, cast):
    author = with_password(cast.author, " to mellemrum her ")
    assert come_in(client, author.user_name, "to mellemrum her").status_code == 200
    assert come_in(client, author.user_name, " to mellemrum her ").status_code == 303


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, cast):
    author = with_password(cast.author)
    wrong = without_token(come_in(client, author.user_name, "ikke den rigtige").text)
    unknown = without_token(come_in(client, "findes.ikke", "ikke den rigtige").text)
    assert "passer ikke sammen" in wrong
    assert wrong.replace(author.user_name, "findes.ikke") == unknown


def test_a_wrong_password_keeps_the_user_name_and_never_the_password(client, cast):
    page = come_in(client, cast.author.user_name, "hemmelig nok").text
    assert f'value="{cast.author.user_name}"' in page
    assert "hemmelig nok" not in page


def test_somebody_without_a_password_cannot_sign_in(client, cast):
    assert cast.author.password_hash is None
    for password in ("", "None", PASSWORD):
        assert come_in(client, cast.author.user_name, password).status_code == 200


def test_somebody_who_was_removed_cannot_sign_in(client, cast):
    author = with_password(cast.author)
    author.removed_at = make.NOON
    db.session.commit()
    assert come_in(client, author.user_name).status_code == 200


def test_only_a_hash_of_the_key_is_stored(client, cast):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    with client.session_transaction() as session:
        key = session["sign_in"]
    (sign_in,) = sign_ins_of(author)
    assert key not in sign_in.key_hash
    assert len(sign_in.key_hash) == 64


def test_the_key_is_fresh_at_each_sign_in_and_nothing_is_carried_over(client, cast):
    """Fixation: what somebody put into the session before does not survive."""
    author = with_password(cast.author)
    with client.session_transaction() as session:
        session["sign_in"] = "planted"
        session["other"] = "planted"
    come_in(client, author.user_name)
    with client.session_transaction() as session:
        first = session["sign_in"]
        assert first != "planted"
        assert "other" not in session
    come_in(client, author.user_name)
    with client.session_transaction() as session:
        assert session["sign_in"] != first
    assert len(sign_ins_of(author)) == 1, "the browser's earlier sign-in has ended"


def test_after_signing_out_the_old_cookie_is_dead(app, client, cast):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    with client.session_transaction() as session:
        stolen = dict(session)
    assert client.post("/log-ud").location == "/log-ind"
    assert sign_ins_of(author) == []
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(stolen)
    assert thief.get("/konto").status_code == 302


def test_signing_out_says_so_once_and_leaves_nothing_else(client, cast):
    come_in(client, with_password(cast.author).user_name)
    client.post("/log-ud")
    with client.session_transaction() as left:
        assert set(left) == {"_flashes"}
    assert "Du er logget ud." in client.get("/log-ind").text
    assert "Du er logget ud." not in client.get("/log-ind").text


def test_signing_out_twice_is_no_mistake(client):
    assert client.post("/log-ud").status_code == 303


def test_a_sign_in_lasts_fourteen_days_without_use(client, cast, monkeypatch):
    author = with_password(cast.author)
    begun = clock.now()
    come_in(client, author.user_name)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=13, hours=23))
    assert client.get("/konto").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=14, minutes=1))
    assert client.get("/konto").status_code == 302


def test_sending_something_makes_it_last_on_and_looking_does_not(client, cast, monkeypatch):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    before = sign_ins_of(author)[0].expires_at
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.get("/konto", headers={"Sec-Purpose": "prefetch"})
    assert sign_ins_of(author)[0].expires_at == before
    client.post("/konto/logget-ind/afslut-andre")
    db.session.expire_all()
    assert sign_ins_of(author)[0].expires_at == later + timedelta(days=14)


def test_an_expired_sign_in_is_swept_away_when_somebody_signs_in(client, cast, sign_in):
    sign_in(cast.leader)
    row = sign_ins_of(cast.leader)[0]
    row.expires_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    come_in(client, with_password(cast.author).user_name)
    assert sign_ins_of(cast.leader) == []


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/konto", "/konto"),
        ("/forloeb?side=2", "/forloeb?side=2"),
        ("//ondt.example", "/"),
        ("https://ondt.example/", "/"),
        ("/\\ondt.example", "/"),
        ("/\t/ondt.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/[", "/["),
    ],
)
def test_naeste_leads_only_to_this_site(client, cast, wanted, lands):
    author = with_password(cast.author)
    answer = client.post(
        "/log-ind",
        query_string={"naeste": wanted},
        data={"user_name": author.user_name, "password": PASSWORD},
    )
    assert answer.location in {lands, lands.replace("[", "%5B")}


def test_who_is_signed_in_already_is_sent_home(cast, sign_in):
    assert sign_in(cast.leader).get("/log-ind").location == "/overblik"


def test_signing_in_as_somebody_else_ends_the_first_sign_in_here(client, cast):
    author, leader = with_password(cast.author), with_password(cast.leader)
    come_in(client, author.user_name)
    come_in(client, leader.user_name)
    assert sign_ins_of(author) == []
    assert "Hanne Friis" in client.get("/konto").text


def test_a_notice_is_told_once(client, cast):
    author = with_password(cast.author)
    author.notice = "Din kode blev fornyet af Kim Berg."
    db.session.commit()
    come_in(client, author.user_name)
    assert "Din kode blev fornyet af Kim Berg." in client.get("/konto").text
    assert "Din kode blev fornyet" not in client.get("/konto").text
    db.session.expire_all()
    assert author.notice is None


def test_a_stronger_setting_renews_the_hash_at_the_next_sign_in(app, client, cast, monkeypatch):
    author = with_password(cast.author)
    weak = author.password_hash
    stronger = app.config["SETTINGS"].__class__(secret_key="x", password_memory_kib=16)
    monkeypatch.setitem(app.config, "SETTINGS", stronger)
    assert passwords.fits(author, PASSWORD)
    assert author.password_hash != weak
    assert "m=16," in author.password_hash
    assert passwords.fits(author, PASSWORD)
    db.session.commit()


def test_the_device_is_known_afterwards_by_the_hash_of_a_cookie(client, cast):
    author = with_password(cast.author)
    answer = come_in(client, author.user_name)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "device" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    come_in(client, author.user_name)
    known = db.session.scalars(db.select(KnownDevice)).all()
    assert len(known) == 1
    assert known[0].key_hash not in cookie


def test_a_shared_tablet_is_one_device_known_for_each(client, cast):
    for person in (cast.author, cast.leader):
        come_in(client, with_password(person).user_name)
    known = db.session.scalars(db.select(KnownDevice)).all()
    assert len({each.key_hash for each in known}) == 1
    assert {each.person_id for each in known} == {cast.author.id, cast.leader.id}


def test_a_device_key_that_we_never_gave_is_not_taken_over(client, cast):
    client.set_cookie("logbook-device", "planted")
    come_in(client, with_password(cast.author).user_name)
    assert client.get_cookie("logbook-device").value != "planted"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (IPHONE, "Safari på iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge på Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari", "Chrome på Android-telefon"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari", "Chrome på Android-tablet"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Firefox/143.0", "Firefox på Linux"),
        ("<script>alert(1)</script>", "En browser på en ukendt enhed"),
        ("", "En browser på en ukendt enhed"),
        ("A" * 100_000, "En browser på en ukendt enhed"),
    ],
)
def test_a_device_is_told_in_words(user_agent, words):
    assert devices.in_words(user_agent) == words


def test_a_person_plays_her_parts_after_signing_in(client, cast):
    leader = with_password(cast.leader)
    come_in(client, leader.user_name)
    assert Role.LEADER.label in client.get("/konto").text
