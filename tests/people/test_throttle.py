"""Guessing: at most ten wrong tries at an account and fifty from an address in a quarter."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from logbook import clock, create_app
from logbook.db import db
from logbook.people import passwords, throttle
from logbook.people.models import WrongTry
from tests import factories as make
from tests.people.words import PASSWORD, another, come_in, with_password, without_token

WRONG = "helt forkert adgangskode"


@pytest.fixture
def looked_at(monkeypatch):
    """How many passwords were really looked at."""
    seen = []
    really = passwords.fits

    def counting(person, password):
        seen.append(password)
        return really(person, password)

    monkeypatch.setattr(passwords, "fits", counting)
    return seen


def guess_many(app, times, *, name, addresses=("192.0.2.7",)):
    client = app.test_client()
    return [
        come_in(client, name, WRONG, address=addresses[n % len(addresses)]).status_code
        for n in range(times)
    ]


def many_addresses(n):
    return [f"198.51.{i // 250}.{i % 250}" for i in range(n)]


def test_ten_wrong_tries_at_an_account_and_no_more(app, cast, looked_at):
    author = with_password(cast.author)
    statuses = guess_many(app, 25, name=author.user_name, addresses=many_addresses(25))
    assert statuses == [200] * 10 + [429] * 15
    assert len(looked_at) == 10


@pytest.mark.long
def test_a_thousand_wrong_tries_at_one_account(app, cast, looked_at):
    author = with_password(cast.author)
    guess_many(app, 1_000, name=author.user_name, addresses=many_addresses(1_000))
    assert len(looked_at) == 10


def test_fifty_wrong_tries_from_an_address_and_no_more(app, cast, looked_at):
    client = app.test_client()
    statuses = [come_in(client, f"person.{n}", WRONG).status_code for n in range(60)]
    assert statuses == [200] * 50 + [429] * 10
    assert len(looked_at) == 50


@pytest.mark.long
def test_one_try_at_each_of_a_thousand_accounts(app, cast, looked_at):
    people = [with_password(make.person(cast.programme)).user_name for _ in range(1_000)]
    client = app.test_client()
    for name in people:
        come_in(client, name, WRONG)
    assert len(looked_at) == 50


def test_a_shared_address_can_be_given_more(settings, looked_at):
    app = create_app(another(settings, wrong_tries_per_address=3))
    with app.app_context():
        client = app.test_client()
        statuses = [
            client.post(
                "/log-ind",
                data={"user_name": f"person.{n}", "password": WRONG},
                headers={"Sec-Fetch-Site": "same-origin"},
            ).status_code
            for n in range(5)
        ]
        db.session.remove()
        db.engine.dispose()
    assert statuses == [200] * 3 + [429] * 2


def test_the_right_password_is_not_looked_at_either_while_refused(app, client, cast, looked_at):
    author = with_password(cast.author)
    guess_many(app, 10, name=author.user_name)
    answer = come_in(client, author.user_name)
    assert answer.status_code == 429
    assert "Prøv igen efter kl." in answer.text
    assert f'value="{author.user_name}"' in answer.text
    assert PASSWORD not in looked_at


def test_right_passwords_are_never_counted(app, cast):
    author = with_password(cast.author)
    for n in range(15):
        answer = come_in(app.test_client(), author.user_name, address=f"192.0.2.{n}")
        assert answer.status_code == 303
    assert db.session.scalars(db.select(WrongTry)).all() == []


def test_refused_tries_do_not_prolong_the_wait(app, cast):
    author = with_password(cast.author)
    guess_many(app, 30, name=author.user_name, addresses=many_addresses(30))
    assert len(db.session.scalars(db.select(WrongTry)).all()) == 10


def test_after_the_time_on_the_page_it_works_again(app, cast, monkeypatch):
    author, begun = with_password(cast.author), make.NOON
    for minute in range(10):
        monkeypatch.setattr(clock, "now", lambda m=minute: begun + timedelta(minutes=m))
        guess_many(app, 1, name=author.user_name)
    page = come_in(app.test_client(), author.user_name).text
    assert "Prøv igen efter kl. 12.15." in page, "NOON is 12 in Copenhagen"
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(minutes=14, seconds=59))
    assert come_in(app.test_client(), author.user_name).status_code == 429
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(minutes=15))
    assert come_in(app.test_client(), author.user_name).status_code == 303


def test_old_tries_are_forgotten(app, cast, monkeypatch):
    guess_many(app, 3, name="nogen")
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    guess_many(app, 1, name="en.anden")
    assert len(db.session.scalars(db.select(WrongTry)).all()) == 1


def test_a_restart_forgets_nothing(app, settings, cast):
    name = with_password(cast.author).user_name
    guess_many(app, 10, name=name)
    after_restart = create_app(settings)
    with after_restart.app_context():
        answer = after_restart.test_client().post(
            "/log-ind",
            data={"user_name": name, "password": PASSWORD},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        db.session.remove()
        db.engine.dispose()
    assert answer.status_code == 429


def test_two_workers_at_once_cannot_overshoot(app, settings, cast, looked_at):
    author = with_password(cast.author)
    name = author.user_name
    workers = [create_app(settings) for _ in range(2)]

    def guess(n):
        worker = workers[n % 2]
        with worker.app_context():
            answer = worker.test_client().post(
                "/log-ind",
                data={"user_name": name, "password": WRONG},
                headers={"Sec-Fetch-Site": "same-origin"},
            )
            db.session.remove()
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(guess, range(40)))
    for worker in workers:
        with worker.app_context():
            db.engine.dispose()
    assert set(statuses) <= {200, 429}
    assert len(looked_at) == statuses.count(200) <= 10


def test_a_forged_x_forwarded_for_counts_for_nothing(app, looked_at):
    client = app.test_client()
    for n in range(60):
        client.post(
            "/log-ind",
            data={"user_name": f"person.{n}", "password": WRONG},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
    assert len(looked_at) == 50


def test_half_an_ipv6_address_is_one_address(app, cast):
    same = {throttle.address_hash(f"2001:db8:1:2::{n:x}") for n in range(1, 5)}
    assert len(same) == 1
    assert throttle.address_hash("2001:db8:1:3::1") not in same
    assert throttle.address_hash("::ffff:192.0.2.1") == throttle.address_hash("192.0.2.1")
    assert throttle.address_hash("") != throttle.address_hash("192.0.2.1")


def test_the_owners_own_device_is_not_locked_out_by_strangers(app, client, cast):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    client.post("/log-ud")
    guess_many(app, 20, name=author.user_name)
    assert come_in(app.test_client(), author.user_name).status_code == 429
    assert come_in(client, author.user_name).status_code == 303


def test_a_known_device_has_ten_tries_of_its_own_and_no_more(app, client, cast, looked_at):
    author = with_password(cast.author)
    come_in(client, author.user_name)
    client.post("/log-ud")
    looked_at.clear()
    statuses = [come_in(client, author.user_name, WRONG).status_code for _ in range(15)]
    assert statuses == [200] * 10 + [429] * 5
    assert come_in(app.test_client(), author.user_name).status_code == 303, "strangers' own ten"


def test_a_known_device_is_known_for_its_owners_account_alone(app, client, cast):
    author, leader = with_password(cast.author), with_password(cast.leader)
    come_in(client, author.user_name)
    guess_many(app, 10, name=leader.user_name)
    assert come_in(client, leader.user_name).status_code == 429


def test_an_unknown_name_is_refused_in_the_same_words(app, cast):
    author = with_password(cast.author)
    pages = []
    for name in (author.user_name, "findes.ikke"):
        client = app.test_client()
        for n in range(11):
            answer = come_in(client, name, WRONG, address=f"192.0.2.{n}")
        pages.append((answer.status_code, without_token(answer.text).replace(name, "navnet")))
    assert pages[0][0] == pages[1][0] == 429
    assert pages[0][1].split("kl.")[0] == pages[1][1].split("kl.")[0]


def test_an_unknown_name_costs_as_many_queries_as_a_known_one(app, cast, count_queries):
    name = with_password(cast.author).user_name
    known = count_queries(lambda: come_in(app.test_client(), name, WRONG))
    unknown = count_queries(lambda: come_in(app.test_client(), "findes.ikke", WRONG))
    assert known == unknown


def test_what_is_counted_holds_no_name_and_no_address(app, cast):
    guess_many(app, 1, name="mette.holm")
    (row,) = db.session.scalars(db.select(WrongTry))
    assert "mette" not in row.account_hash
    assert "192.0.2" not in row.address_hash
    other = create_app(another(app.config["SETTINGS"], secret_key="another secret"))
    with other.app_context():
        assert throttle.account_hash("mette.holm") != row.account_hash
