"""Asking for one's data and one's book: made by the worker, fetched by oneself alone."""

import io
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from logbook import clock
from logbook.audit.models import LogLine
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.jobs.making import make_all_waiting
from logbook.jobs.models import Job, JobFile, forget_files_with
from tests import factories as make


@pytest.fixture
def cycle(cast):
    return make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT, title="Ro")


def asked_for(client, path="/konto/mine-data", data=None):
    """The address of the file's page, once it is made."""
    answer = client.post(path, data=data)
    assert answer.status_code == 303
    make_all_waiting()
    return answer.location


def test_one_button_and_the_file_is_hers_alone(cast, sign_in, cycle):
    hers = sign_in(cast.author)
    address = asked_for(hers)
    assert "Hent" in hers.get(address).text
    answer = hers.get(f"{address}/fil")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert "mine-data/runder/001-ro.html" in file.namelist()
    for who in (cast.coauthor, cast.leader, cast.coordinator):
        assert sign_in(who).get(f"{address}/fil").status_code == 404


def test_it_is_gone_after_an_hour(cast, sign_in, cycle, monkeypatch):
    hers = sign_in(cast.author)
    address = asked_for(hers)
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = hers.get(f"{address}/fil")
    assert answer.status_code == 302
    assert "ligger her ikke længere" in hers.get(address).text


@pytest.mark.parametrize("path", ["/konto/mine-data", "/konto/min-bog"])
def test_it_goes_with_any_text_that_is_in_it(cast, sign_in, cycle, path):
    hers = sign_in(cast.author)
    asked_for(hers, path, {"module": "", "begins": "", "ends": ""})
    answer = db.session.get(type(cycle.all_answers[0]), cycle.all_answers[0].id)
    forget_files_with(answer, "Det er slettet.")
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count(JobFile.id))) == 0


@pytest.mark.parametrize("address", ["/konto/mine-data", "/konto/min-bog"])
def test_that_she_took_it_is_a_line_in_the_log(cast, sign_in, cycle, address):
    asked_for(sign_in(cast.author), address, {"module": "", "begins": "", "ends": ""})
    lines = db.session.scalars(sa.select(LogLine).where(LogLine.act == "data-taken")).all()
    assert [(line.by_id, line.person_id) for line in lines] == [(cast.author.id, cast.author.id)]


def test_pressed_twice_it_is_one_job(cast, sign_in, cycle):
    hers = sign_in(cast.author)
    assert hers.post("/konto/mine-data").location == hers.post("/konto/mine-data").location
    assert db.session.scalar(sa.select(sa.func.count(Job.id))) == 1


def test_a_book_of_a_period(cast, sign_in, cycle):
    hers = sign_in(cast.author)
    wanted = {"module": "", "begins": "2030-01-01", "ends": "2030-01-31"}
    address = asked_for(hers, "/konto/min-bog", wanted)
    answer = hers.get(f"{address}/fil")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_a_period_without_rounds_says_so(cast, sign_in, cycle):
    hers = sign_in(cast.author)
    wanted = {"module": "", "begins": "2031-01-01", "ends": ""}
    page = hers.get(asked_for(hers, "/konto/min-bog", wanted)).text
    assert "Du skriver ikke i nogen runder i den periode" in page


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("ends", "2029-12-31", "Den sidste dag skal være efter den første."),
        ("begins", "3. maj", "Skriv en dato"),
        ("begins", "\0", "Skriv en dato"),
        ("ends", "9" * 400, "Skriv en dato"),
        ("module", "Findes ikke", "Vælg"),
    ],
)
def test_what_cannot_be_read_is_said_in_danish(cast, sign_in, cycle, field, value, told):
    sent = {"module": "", "begins": "2030-01-01", "ends": ""} | {field: value}
    answer = sign_in(cast.author).post("/konto/min-bog", data=sent)
    assert answer.status_code == 422
    assert told in answer.text


def test_one_who_has_written_nothing_gets_her_account(cast, sign_in):
    hers = sign_in(cast.coordinator)
    answer = hers.get(f"{asked_for(hers)}/fil")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        page = file.read("mine-data/begynd-her.html").decode()
    assert "Du skriver ikke i nogen runder lige nu." in page
    assert cast.coordinator.user_name in page
