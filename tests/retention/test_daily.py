"""The worker goes through the time limits once a day, and the coordinator sees when it did."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing import listed
from logbook.jobs.worker import Worker
from logbook.programme.models import Programme
from logbook.retention import daily
from logbook.retention.daily import go_through_once
from logbook.retention.models import RetentionRun, RunOutcome
from tests import factories as make
from tests.factories import NOON
from tests.manners import settings_for
from tests.retention.aging import acts, begun, drafts, live

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def settings(database_url):
    return replace(settings_for(database_url), retention_by_worker=True)


@pytest.fixture
def work(app):
    """A worker that has just begun looks once, as one that has run on looks each ten minutes."""

    def look():
        with app.app_context():
            Worker(app).turn()
            db.session.remove()
        db.session.rollback()
        db.session.expire_all()

    return look


def runs():
    query = sa.select(RetentionRun).order_by(RetentionRun.ran_on)
    return [(each.outcome, each.warned, each.erased) for each in db.session.scalars(query)]


def test_it_warns_and_thirty_days_later_erases(cast, work, time):
    """Its own days are enough to show that the clock has not jumped."""
    old, new = begun(cast.author, 400), begun(cast.coauthor, 100)
    for _ in range(30):
        work()
        assert drafts() == {old, new}
        time.now += DAY
    work()
    assert drafts() == {new}
    assert runs() == [
        (RunOutcome.DONE, 1, 0),
        *[(RunOutcome.DONE, 0, 0)] * 29,
        (RunOutcome.DONE, 0, 1),
    ]
    assert acts(cast.programme.id).count("retention-ran") == 1


def test_once_a_day_and_not_before_the_backup_of_the_night(cast, work, time):
    begun(cast.author, 400)
    time.now = datetime(2030, 1, 8, 2, 59, tzinfo=UTC)
    work()
    assert runs() == []
    time.now += timedelta(minutes=1)
    work()
    work()
    assert runs() == [(RunOutcome.DONE, 1, 0)]


def test_of_two_workers_one_does_it(app, cast, time):
    begun(cast.author, 400)
    ready = Barrier(2)

    def at_once(_):
        with app.app_context():
            ready.wait()
            outcome = go_through_once(at=time.now)
            db.session.remove()
            return outcome

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(at_once, range(2)))
    assert sorted(outcomes, key=str) == [None, RunOutcome.DONE]
    assert runs() == [(RunOutcome.DONE, 1, 0)]
    assert acts(cast.programme.id).count("retention-warned") == 1


def test_who_comes_second_at_the_very_moment_lets_it_be(cast, time, monkeypatch):
    """Neither saw the other's row; the database has one day once."""
    begun(cast.author, 400)
    monkeypatch.setattr(RetentionRun, "on", lambda _: sa.select(sa.null()))
    assert go_through_once(at=time.now) is RunOutcome.DONE
    assert go_through_once(at=time.now) is None
    assert runs() == [(RunOutcome.DONE, 1, 0)]


def test_one_that_is_under_way_is_left_alone(cast, work, time):
    old = begun(cast.author, 400)
    assert daily.claim(time.now)
    time.now += 3 * HOUR
    work()
    assert runs() == [(RunOutcome.UNDER_WAY, 0, 0)]
    time.now += DAY
    work()
    assert runs()[1] == (RunOutcome.DONE, 1, 0)
    assert drafts() == {old}


@pytest.mark.parametrize("days", [8, 31, 46, 4000])
def test_a_clock_that_jumped_erases_nothing_and_is_told(cast, work, flask, time, days):
    old = begun(cast.author, 400)
    work()
    later = begun(cast.coauthor, 400)
    time.now += timedelta(days=days)
    work()
    time.now += HOUR
    work()
    assert runs()[1:] == [(RunOutcome.CLOCK, 0, 0)], "what was found wrong is no day to go by"
    assert drafts() == {old, later}
    assert "ser ud til at være sprunget" in flask("retention", "list").output


def test_a_jump_that_people_have_worked_on_after_erases_nothing_either(cast, work, time):
    old = begun(cast.author, 400)
    work()
    time.now += timedelta(days=40)
    live(time, 3)
    work()
    assert runs()[-1] == (RunOutcome.CLOCK, 0, 0)
    assert drafts() == {old}


def test_what_cannot_be_listed_is_not_erased_and_an_hour_later_it_is_tried_again(
    cast, work, time, monkeypatch
):
    old = begun(cast.author, 400)
    for _ in range(30):
        work()
        time.now += DAY
    append = listed.append

    def full(_):
        raise OSError("no space left on the disk")

    monkeypatch.setattr(listed, "append", full)
    with pytest.raises(OSError, match="no space"):
        work()
    assert (runs()[-1], drafts()) == ((RunOutcome.FAILED, 0, 0), {old})
    monkeypatch.setattr(listed, "append", append)
    work()
    assert drafts() == {old}, "not in haste"
    time.now += HOUR
    work()
    assert (runs()[-1], drafts()) == ((RunOutcome.DONE, 0, 1), set())


def test_nothing_is_erased_while_it_is_held_or_switched_off(
    cast, flask, app, work, time, monkeypatch
):
    old = begun(cast.author, 400)
    flask("retention", "hold", cast.programme.key, "--because", "audit")
    for _ in range(40):
        work()
        time.now += DAY
    assert drafts() == {old}
    flask("retention", "unhold", cast.programme.key)
    off = replace(app.config["SETTINGS"], retention_by_worker=False)
    monkeypatch.setitem(app.config, "SETTINGS", off)
    before = runs()
    work()
    assert (runs(), drafts()) == (before, {old})


def test_an_example_is_left_alone_and_its_invented_days_say_nothing_of_the_clock(
    cast, work, time, monkeypatch
):
    example = make.saved(Programme(key="prøve", name="Prøve", is_example=True))
    for days in (30, 12):
        record(Act.HELD, by=None, at=NOON - timedelta(days=days), programme_id=example.id)
        db.session.commit()
    old = begun(cast.author, 400)
    work()
    assert runs() == [(RunOutcome.DONE, 1, 0)]
    db.session.execute(sa.update(Programme).values(is_example=True))
    db.session.commit()
    time.now += timedelta(days=90)
    work()
    assert (len(runs()), drafts()) == (1, {old})


def test_a_run_by_cron_is_told_like_the_workers(cast, flask, app, work, time, monkeypatch):
    off = replace(app.config["SETTINGS"], retention_by_worker=False)
    monkeypatch.setitem(app.config, "SETTINGS", off)
    begun(cast.author, 400)
    assert flask("retention", "run").exit_code == 0
    work()
    assert runs() == [(RunOutcome.DONE, 0, 0)]
    assert "Slettefristerne blev sidst gået igennem i dag kl. 12.00" in (
        flask("retention", "list").output
    )
    flask("retention", "run", cast.programme.key)
    assert len(runs()) == 1


def test_a_run_by_hand_does_not_keep_the_worker_from_warning(cast, flask, work, time):
    begun(cast.author, 400)
    assert flask("retention", "run").exit_code == 0
    work()
    assert runs() == [(RunOutcome.DONE, 1, 0)]


def test_the_coordinator_sees_when_it_was_done_last(cast, work, time, sign_in):
    def page(person=cast.coordinator):
        return sign_in(person).get("/personer").text

    assert "Slettefristerne er endnu ikke gået igennem" in page()
    work()
    assert "Slettefristerne blev sidst gået igennem i dag kl. 12.00." in page()
    assert "lettefristerne" not in page(cast.leader)
    time.now += timedelta(hours=49)
    assert "Det skal ske hvert døgn" not in page()
    time.now += timedelta(hours=2)
    assert "Slettefristerne blev sidst gået igennem for 2 dage siden" in page()
    assert "Det skal ske hvert døgn" in page()
    cast.programme.is_example = True
    db.session.commit()
    assert "Det skal ske hvert døgn" not in page()
