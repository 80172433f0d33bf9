from uuid import uuid4

from logbook import clock, gate
from logbook.db import db
from logbook.people import passwords
from logbook.people.models import SignIn
from tests import factories as make
from tests.people.words import OTHER_PASSWORD, PASSWORD, come_in, with_password


def change(client, present=PASSWORD, new=OTHER_PASSWORD):
    return client.post(
        "/konto/adgangskode",
        data={"present_password": present, "new_password": new, "repeat_password": new},
    )


def test_the_account_says_who_i_am_here(cast, sign_in):
    page = sign_in(cast.author).get("/konto").text
    for words in (
        "Mette Holm",
        "pædagog",
        cast.author.user_name,
        "Skriver i logbogen",
        "Kastanjen",
    ):
        assert words in page
    assert "Giv en kollega en ny engangskode" not in page
    assert "Giv en kollega en ny engangskode" in sign_in(cast.leader).get("/konto").text


def test_somebody_without_a_role_is_told_whom_to_ask(cast, sign_in):
    page = sign_in(make.person(cast.programme, "Ny Person")).get("/konto").text
    assert "Projektets koordinator kan give dig en rolle" in page


def test_a_new_password_ends_all_sign_ins_but_this_one(app, client, cast, sign_in):
    author = with_password(cast.author)
    elsewhere = sign_in(author)
    come_in(client, author.user_name)
    with client.session_transaction() as session:
        before = session["sign_in"]
    assert change(client).location == "/"
    assert "Din adgangskode er skiftet" in client.get("/konto").text
    assert elsewhere.get("/konto").status_code == 302
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["sign_in"] = before
    assert thief.get("/konto").status_code == 302, "the old key of this browser is dead too"
    assert passwords.fits(author, OTHER_PASSWORD)


def test_a_new_password_needs_the_present_one(client, cast):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    assert "Det er ikke den adgangskode" in change(client, present="en helt anden").text
    assert "let at gætte" in change(client, new="password1234").text
    assert passwords.fits(author, PASSWORD)


def test_the_present_password_cannot_be_guessed_from_an_open_browser(client, cast):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    for _ in range(10):
        change(client, present="en helt anden")
    answer = change(client)
    assert answer.status_code == 429
    assert "Prøv igen efter kl." in answer.text


def test_no_password_is_ever_sent_back(client, cast):
    come_in(client, with_password(cast.author).user_name)
    page = change(client, present="det forkerte her", new="et nyt ord med mere").text
    assert "det forkerte her" not in page
    assert "et nyt ord med mere" not in page


def test_the_list_of_sign_ins_tells_devices_and_days_and_no_time(cast, sign_in, noon):
    client = sign_in(cast.author)
    gate.begin_sign_in(cast.author, device="Safari på iPhone", at=clock.now())
    db.session.commit()
    page = client.get("/konto/logget-ind").text
    assert "Safari på iPhone" in page
    assert "den, du sidder ved nu" in page
    assert "7. januar" in page
    assert "12.00" not in page
    assert "kl." not in page


def test_one_sign_in_is_ended_from_another(cast, sign_in):
    telephone, computer = sign_in(cast.author), sign_in(cast.author)
    with telephone.session_transaction() as session:
        key = session["sign_in"]
    live = SignIn.live(gate.keyed_hash("sign-in", key), clock.now())
    row = db.session.scalars(*live).unique().one_or_none()
    computer.post(f"/konto/logget-ind/{row.id}/afslut")
    assert telephone.get("/konto").status_code == 302
    assert "Du er logget ud på den enhed" in computer.get("/konto").text


def test_ending_ones_own_sign_in_signs_out(cast, sign_in):
    client = sign_in(cast.author)
    row = db.session.scalar(SignIn.of(cast.author))
    assert client.post(f"/konto/logget-ind/{row.id}/afslut").location == "/log-ind"
    assert client.get("/konto").status_code == 302


def test_all_others_are_ended_at_once(cast, sign_in):
    others = [sign_in(cast.author) for _ in range(3)]
    client = sign_in(cast.author)
    client.post("/konto/logget-ind/afslut-andre")
    assert [other.get("/konto").status_code for other in others] == [302] * 3
    assert client.get("/konto").status_code == 200


def test_nobody_ends_anothers_sign_in(cast, sign_in):
    sign_in(cast.leader)
    row = db.session.scalar(SignIn.of(cast.leader))
    assert sign_in(cast.author).post(f"/konto/logget-ind/{row.id}/afslut").status_code == 404
    assert sign_in(cast.author).post(f"/konto/logget-ind/{uuid4()}/afslut").status_code == 404
