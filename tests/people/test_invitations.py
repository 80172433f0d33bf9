"""Links, codes and passwords: from the invitation to the first sign-in, and once more."""

import re
from datetime import timedelta

import pytest

from logbook import clock
from logbook.db import db
from logbook.people import invitations, passwords
from logbook.people.models import Invitation, KnownDevice, Person, SignIn
from tests import factories as make
from tests.people.words import OTHER_PASSWORD, PASSWORD, come_in, with_password


@pytest.fixture
def slip(cast):
    """An open invitation for the author."""
    made = invitations.make(cast.author, by=cast.coordinator, at=clock.now())
    db.session.commit()
    return made


def choose(client, slip, password=PASSWORD, repeat=None):
    return client.post(
        f"/velkommen/{slip.token}",
        data={"new_password": password, "repeat_password": repeat or password},
    )


def use_code(client, slip, **changes):
    data = {
        "user_name": slip.person.user_name,
        "code": slip.code,
        "new_password": PASSWORD,
        "repeat_password": PASSWORD,
    }
    return client.post("/velkommen", data=data | changes)


@pytest.mark.parametrize("way", ["link", "code"])
def test_it_can_be_taken_up_on_a_shared_device(client, cast, slip, way):
    if way == "link":
        data = {"new_password": PASSWORD, "repeat_password": PASSWORD, "is_shared": "y"}
        client.post(f"/velkommen/{slip.token}", data=data)
    else:
        use_code(client, slip, is_shared="y")
    assert [each.is_shared for each in db.session.scalars(SignIn.of(cast.author))] == [True]
    assert "data-shared" in client.get("/konto").text


def test_the_link_lets_her_choose_a_password_and_signs_her_in(client, slip):
    assert slip.person.first_name in client.get(f"/velkommen/{slip.token}").text
    assert choose(client, slip).location == "/"
    assert client.get("/konto").status_code == 200
    client.post("/log-ud")
    assert come_in(client, slip.person.user_name).status_code == 303


def test_the_code_does_the_same(client, slip):
    assert use_code(client, slip).location == "/"
    assert client.get("/konto").status_code == 200


@pytest.mark.parametrize("way", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}- "])
def test_a_code_may_be_written_as_people_write(client, slip, way):
    assert use_code(client, slip, code=way(slip.code)).status_code == 303


def test_the_code_has_no_letters_that_look_alike(slip):
    assert re.fullmatch(r"[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}", slip.code)


def test_only_hashes_are_stored(slip):
    (row,) = db.session.scalars(Invitation.for_person(slip.person))
    bare = invitations.bare_code(slip.code)
    assert not {slip.token, slip.code, bare} & {row.link_hash, row.code_hash}


def test_a_link_works_once(client, app, slip):
    choose(client, slip)
    stranger = app.test_client()
    assert stranger.get(f"/velkommen/{slip.token}").status_code == 404
    assert choose(stranger, slip, OTHER_PASSWORD).status_code == 404
    assert use_code(stranger, slip).status_code == 200
    assert stranger.get("/konto").status_code == 302


def test_two_at_once_do_not_both_get_in(slip):
    row = db.session.scalar(Invitation.for_person(slip.person))
    assert invitations.choose_password(row, PASSWORD, at=make.NOON)
    assert not invitations.choose_password(row, OTHER_PASSWORD, at=make.NOON)
    assert passwords.fits(slip.person, PASSWORD)
    db.session.commit()


def test_who_is_a_moment_late_is_told_that_the_link_is_used(client, slip, monkeypatch):
    monkeypatch.setattr(invitations, "choose_password", lambda *_args, **_more: False)
    assert "virker ikke længere" in choose(client, slip).text


def test_a_link_expires_after_fourteen_days(client, slip, monkeypatch):
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=13, hours=23))
    assert client.get(f"/velkommen/{slip.token}").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=14))
    assert client.get(f"/velkommen/{slip.token}").status_code == 404
    assert "udløbet" in use_code(client, slip).text


def test_a_new_one_closes_the_earlier_one(client, slip):
    newer = invitations.make(slip.person, by=None, at=clock.now())
    db.session.commit()
    assert client.get(f"/velkommen/{slip.token}").status_code == 404
    assert use_code(client, slip).status_code == 200
    assert choose(client, newer).status_code == 303


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "æøå", "'; drop table person"])
def test_any_other_link_is_not_found(client, token):
    page = client.get(f"/velkommen/{token}")
    assert page.status_code == 404
    assert "virker ikke længere" in page.text


def test_the_link_of_somebody_who_was_removed_is_not_found(client, slip):
    slip.person.removed_at = clock.now()
    db.session.commit()
    assert client.get(f"/velkommen/{slip.token}").status_code == 404
    assert use_code(client, slip).status_code == 200


def test_a_code_belongs_to_one_person(client, cast, slip):
    assert use_code(client, slip, user_name=cast.leader.user_name).status_code == 200
    assert use_code(client, slip, user_name="findes.ikke").status_code == 200
    assert client.get("/konto").status_code == 302


def test_codes_are_throttled_with_the_passwords(client, slip):
    for _ in range(5):
        come_in(client, slip.person.user_name, "forkert adgangskode")
    for _ in range(5):
        assert use_code(client, slip, code="AAAA-AAAA").status_code == 200
    answer = use_code(client, slip)
    assert answer.status_code == 429
    assert "Prøv igen efter kl." in answer.text


def test_a_password_that_is_refused_leaves_the_code_unused(client, slip):
    easy = {"new_password": "password1234", "repeat_password": "password1234"}
    assert "let at gætte" in use_code(client, slip, **easy).text
    assert use_code(client, slip).status_code == 303


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "Skriv den adgangskode, du vil have."),
        ("elleve tegn", "mindst 12 tegn"),
        ("a" * 1_001, "højst have 1000 tegn"),
        ("password1234", "let at gætte"),
        ("aaaaaaaaaaaa", "let at gætte"),
        ("123456789012", "let at gætte"),
        ("qwertyuiopasdf", "let at gætte"),
        ("adgangskode1", "let at gætte"),
        ("mettemette12", "let at gætte"),
        ("kastanjen2026", "let at gætte"),
        ("børnehavebørnehave", "let at gætte"),
    ],
)
def test_a_password_must_be_long_and_hard_to_guess(client, slip, password, told):
    page = choose(client, slip, password)
    assert page.status_code == 200
    assert told in page.text


@pytest.mark.parametrize(
    "password", [PASSWORD, OTHER_PASSWORD, "🐝🌻🚲🏠🎈🍏🌧️🎻🐢🧦🚂🥐", "x7" * 500]
)
def test_there_are_no_other_rules(client, slip, password):
    assert choose(client, slip, password).status_code in {200, 303}
    if password != "x7" * 500:
        assert passwords.fits(slip.person, password)


def test_the_two_passwords_must_be_the_same(client, slip):
    assert "ikke ens" in choose(client, slip, PASSWORD, OTHER_PASSWORD).text


def test_choosing_ends_every_other_sign_in(app, client, slip, sign_in):
    elsewhere = sign_in(slip.person)
    assert elsewhere.get("/konto").status_code == 200
    choose(client, slip)
    assert elsewhere.get("/konto").status_code == 302
    assert len(db.session.scalars(SignIn.of(slip.person)).all()) == 1


def test_a_leader_renews_a_forgotten_password(app, client, cast, sign_in, caplog):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    page = sign_in(cast.leader).post(f"/personer/{author.id}/ny-kode")
    code = re.search(r'class="code">([^<]+)<', page.text).group(1)

    assert client.get("/konto").status_code == 302, "her sign-in has ended"
    assert come_in(client, author.user_name).status_code == 200, "the old password is dead"
    assert db.session.scalars(db.select(KnownDevice)).all() == [], "a lost telephone is unknown"
    assert f"Code renewed: person={author.id} by={cast.leader.id}" in caplog.text
    assert "Mette" not in caplog.text
    row = db.session.scalar(Invitation.for_person(author))
    assert (row.is_renewal, row.made_by_id) == (True, cast.leader.id)

    answer = client.post(
        "/velkommen",
        data={
            "user_name": author.user_name,
            "code": code,
            "new_password": OTHER_PASSWORD,
            "repeat_password": OTHER_PASSWORD,
        },
    )
    assert answer.status_code == 303
    told = client.get("/konto").text
    assert "Din kode blev fornyet af Hanne Friis" in told
    assert "Din kode blev fornyet" not in client.get("/konto").text


def test_the_slip_is_shown_once_and_its_link_works(app, cast, sign_in):
    coordinator = sign_in(cast.coordinator)
    page = coordinator.post(f"/personer/{cast.author.id}/ny-kode").text
    link = re.search(r"http://localhost(/velkommen/[\w-]{40,})", page).group(1)
    assert app.test_client().get(link).status_code == 200
    assert link not in coordinator.get(f"/personer/{cast.author.id}").text


def test_somebody_without_an_invitation_has_no_code(cast):
    assert invitations.with_code(cast.author, "AAAA-AAAA", clock.now()) is None
    assert invitations.with_code(None, "AAAA-AAAA", clock.now()) is None


def test_withdrawing_closes_link_and_code(client, cast, slip, sign_in):
    coordinator = sign_in(cast.coordinator)
    coordinator.post(f"/personer/{slip.person.id}/traek-tilbage")
    assert client.get(f"/velkommen/{slip.token}").status_code == 404
    assert use_code(client, slip).status_code == 200
    assert isinstance(slip.person, Person)
