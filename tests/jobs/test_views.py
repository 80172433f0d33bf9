"""The page of a file: how far it is, what became of it, and who may have it."""

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import select, update

from logbook import clock
from logbook.db import db
from logbook.exports.models import Extract
from logbook.jobs import making
from logbook.jobs.models import Job
from logbook.people.models import Membership, Role
from logbook.programme.models import TagKind
from tests import factories as make
from tests.exports.reading import csv_rows
from tests.exports.world import ask, passage, passages, tag, take
from tests.jobs.working import job_now

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.instructor)


def the_job():
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def test_it_waits_on_a_page_that_moves_and_the_file_comes(cast, client):
    passages(cast, 2)
    page = ask(client, "xlsx")
    waiting = client.get(page).text
    assert "Vi gør filen klar" in waiting
    assert "<progress" in waiting
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting
    assert client.get(f"{page}/hvor-langt").json == {"is_open": True, "done": 0, "total": 0}
    assert client.get(f"{page}/fil").location == page
    making.make_all_waiting()
    ended = client.get(f"{page}/hvor-langt").json
    assert (ended["is_open"], ended["done"]) == (False, ended["total"])
    ready = client.get(page).text
    assert "Filen er klar" in ready
    assert "Udtræk Alle moduler 2030-01-07.xlsx" in ready
    assert "data-starts" not in ready
    assert "data-starts" in client.get(f"{page}?hent=1").text
    assert client.get(f"{page}/fil").data.startswith(b"PK")


def test_the_bar_moves_with_each_passage(cast, client, monkeypatch):
    passages(cast, 4)
    ask(client, "xlsx")
    said = []
    monkeypatch.setattr(making.Progress, "__call__", lambda self, *so_far: said.append(so_far))
    making.make_all_waiting()
    # To lay the rows is a third of it.
    assert said == [(0, 12), (1, 12), (2, 12), (3, 12)]


def test_what_is_ready_soon_is_fetched_at_once(cast, client, monkeypatch):
    passages(cast, 1)

    def at_once(job_id, patience):
        making.make_all_waiting()
        return True

    monkeypatch.setattr(import_module("logbook.exports.handing_over"), "is_ready_soon", at_once)
    assert ask(client, "csv").endswith("/fil")
    assert not ask(client, "text").endswith("/fil")


def test_a_text_is_read_and_copied_on_its_page(cast, client):
    passage(cast, "Må jeg være med? <b>Ja</b> & ”nej”.")
    db.session.commit()
    page = ask(client, "text")
    making.make_all_waiting()
    shown = client.get(page).text
    assert "”Må jeg være med? &lt;b&gt;Ja&lt;/b&gt; &amp; ”nej”.”" in shown
    assert "Kopiér" in shown
    assert "Må jeg være med? <b>Ja</b> & ”nej”." in client.get(f"{page}/fil").data.decode()


def test_pressed_twice_it_is_one_job_and_another_form_is_another(cast, client):
    passages(cast, 1)
    assert ask(client, "csv") == ask(client, "csv")
    assert ask(client, "csv") != ask(client, "xlsx")
    making.make_all_waiting()
    assert len(db.session.scalars(Extract.by(cast.instructor)).all()) == 2


def test_it_is_the_askers_alone(cast, client, sign_in):
    passages(cast, 1)
    page = ask(client, "csv")
    making.make_all_waiting()
    other = make.member(cast.programme, Role.INSTRUCTOR, "Ida Kjær")
    db.session.commit()
    for who in (other, cast.author, cast.coordinator, cast.foreign_instructor):
        stranger = sign_in(who)
        for path in (page, f"{page}/fil", f"{page}/hvor-langt"):
            assert stranger.get(path).status_code == 404
        assert stranger.post(f"{page}/afbryd").status_code == 404


def test_who_teaches_no_more_has_it_no_more(cast, client):
    passages(cast, 1)
    ready, waiting = ask(client, "csv"), None
    making.make_all_waiting()
    waiting = ask(client, "xlsx")
    for membership in db.session.scalars(
        select(Membership).where(Membership.person_id == cast.instructor.id)
    ):
        db.session.delete(membership)
    db.session.commit()
    assert client.get(f"{ready}/fil").status_code == 302
    making.make_all_waiting()
    told = client.get(waiting).text
    assert "Det er kun undervisere, der kan hente citater." in told


def test_one_that_is_stopped_is_never_made(cast, client):
    passages(cast, 1)
    page = ask(client, "csv")
    assert client.post(f"{page}/afbryd").status_code == 303
    assert making.make_all_waiting() == 0
    assert "Det er afbrudt" in client.get(page).text
    assert db.session.scalars(Extract.by(cast.instructor)).all() == []
    # What is over stays as it ended.
    again = ask(client, "csv")
    making.make_all_waiting()
    client.post(f"{again}/afbryd")
    assert "Filen er klar" in client.get(again).text


def test_it_says_so_when_nobody_is_at_work(cast, client, monkeypatch):
    passages(cast, 1)
    page = ask(client, "csv")
    assert "varer længere end ellers" not in client.get(page).text
    later = make.NOON + timedelta(seconds=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "varer længere end ellers" in client.get(page).text


def test_after_an_hour_the_file_is_gone(cast, client, monkeypatch):
    passages(cast, 1)
    page = ask(client, "csv")
    making.make_all_waiting()
    later = make.NOON + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(f"{page}/fil").status_code == 302
    assert "Filen er ryddet op." in client.get(page).text


def test_a_selection_that_is_gone_is_told(cast, client):
    passages(cast, 1)
    page = ask(client, "csv")
    job = the_job()
    asked = job.asked | {"chosen": job.asked["chosen"] | {"modul": str(job.id)}}
    db.session.execute(update(Job).values(asked=asked))
    db.session.commit()
    making.make_all_waiting()
    assert job_now(job.id).told.startswith("Det, du valgte, findes ikke længere.")
    assert "Det, du valgte, findes ikke længere." in client.get(page).text


def test_all_that_was_taken_is_there_page_by_page(cast, client):
    passages(cast, 1)
    for day in range(32):
        db.session.add(
            Extract.take(
                cast.programme, "csv", f"Udtræk nr. {day}", by=cast.instructor,
                at=make.NOON - timedelta(days=day),
            )
        )  # fmt: skip
    db.session.commit()
    first = client.get("/udtraek/hentet").text
    assert "Udtræk nr. 29<" in first
    assert "Udtræk nr. 30<" not in first
    more = first.split('href="/udtraek/hentet?efter=')[1].split('"')[0]
    second = client.get(f"/udtraek/hentet?efter={more}").text
    assert "Udtræk nr. 30<" in second
    assert "Udtræk nr. 29<" not in second
    assert client.get("/udtraek/hentet?efter=x").status_code == 404
    assert client.get(f"/udtraek/hentet?efter={cast.author.id}").status_code == 404


def test_passages_from_fewer_than_three_houses_are_held_back_and_counted(cast, client):
    houses = [make.house(cast.programme, f"Hus {n}", district=cast.district) for n in range(3)]
    other = make.module(cast.programme, "Et andet")
    focus = tag(cast, TagKind.FOCUS)
    for house, tags in zip(houses, ((focus,), (), ()), strict=True):
        passage(cast, f"Fra tre. {house.name}", tags=tags, house=house)
    for house in houses[:2]:
        passage(cast, f"Fra to. {house.name}", tags=(focus,), house=house, module=other)
    db.session.commit()
    everything = client.get("/udtraek?modul=").text
    assert "5 citater" in everything
    page = client.get("/udtraek?modul=&huse=3").text
    told = "2 citater holdes tilbage, fordi de kommer fra færre end tre huse."
    assert told in page
    assert page.count("<blockquote>") == 3
    assert "Fra to." not in page
    words = take(client, "text", huse="3").data.decode()
    assert told in words
    assert "Fra to." not in words
    rows = csv_rows(take(client, "csv", huse="3").data)
    assert len(rows) == 5
    assert rows[-1][0] == told
    [row, *_] = db.session.execute(Extract.in_short(cast.instructor)).all()
    assert row.selection == "Alle moduler, fra mindst 3 huse"
