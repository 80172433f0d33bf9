"""The worker as it runs: it makes, is stopped, falls, and is killed, and no job is lost."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from logbook import clock
from logbook.db import db
from logbook.jobs import making, worker
from logbook.jobs.models import FILE_LASTS, JOB_LASTS, NOT_MADE, SILENT, Job, JobFile, JobState
from logbook.jobs.worker import Worker, sweep
from tests.exports.world import ask as ask_for
from tests.exports.world import passages
from tests.jobs import slow
from tests.jobs.working import job_now, until

LONG = 60.0


def is_working(job):
    return lambda: job_now(job.id).state is JobState.WORKING and job_now(job.id).total


def has_ended(job):
    return lambda: not job_now(job.id).state.is_open


def files():
    return db.session.scalars(select(JobFile)).all()


def test_it_makes_what_waits_and_the_file_is_fetched(cast, sign_in, work):
    passages(cast, 2)
    client = sign_in(cast.instructor)
    page = ask_for(client, "csv")
    work()
    until(lambda: not client.get(f"{page}/hvor-langt").json["is_open"])
    assert b"Citat 1" in client.get(f"{page}/fil").data


def test_the_oldest_is_made_first_and_each_once_by_two_workers(ask, work):
    jobs = [ask(seconds=0.1) for _ in range(6)]
    work(), work()
    until(lambda: all(has_ended(job)() for job in jobs))
    ended = [job_now(job.id) for job in jobs]
    assert [(job.state, job.attempts) for job in ended] == [(JobState.DONE, 1)] * 6
    assert len(files()) == 6
    assert ended[0].begun_at <= ended[-1].begun_at


def test_of_many_who_claim_at_once_one_gets_it(app, ask):
    jobs = {ask().id for _ in range(5)}
    begin = Barrier(4)

    def claim_all():
        found = []
        with app.app_context():
            begin.wait()
            while len(found) < 5 and (claimed := making.claim()):
                found.append(claimed)
            return found

    with ThreadPoolExecutor(4) as pool:
        taken = [each for claims in pool.map(lambda _: claim_all(), range(4)) for each in claims]
    # One who came second at a job goes on to the next only at its next look.
    with app.app_context():
        while found := making.claim():
            taken.append(found)
    assert len(taken) == len({job_id for job_id, _ in taken}) == 5
    assert {job_id for job_id, _ in taken} == jobs


def test_one_that_is_cancelled_is_killed_and_the_next_is_made(cast, ask, sign_in, work):
    job, after = ask(seconds=LONG), ask()
    worker = work()
    until(is_working(job))
    [maker] = worker.makers
    sign_in(cast.instructor).post(f"/udtraek/{job.id}/afbryd")
    until(has_ended(after), LONG / 2)
    assert maker not in worker.makers
    assert job_now(job.id).state is JobState.CANCELLED
    assert [file.job_id for file in files()] == [after.id]


def test_a_maker_that_is_killed_is_begun_once_more(ask, work):
    job = ask(seconds=LONG)
    worker = work()
    until(is_working(job))
    [maker] = worker.makers
    db.session.execute(update(Job).values(asked={"seconds": 0}))
    db.session.commit()
    os.kill(maker, signal.SIGKILL)
    until(has_ended(job))
    assert (job_now(job.id).state, job_now(job.id).attempts) == (JobState.DONE, 2)


@pytest.mark.parametrize("how", ["falls", "raises"])
def test_one_that_falls_twice_is_told_and_takes_nothing_along(ask, work, how):
    job, after = ask(**{how: 9}), ask()
    worker = work()
    until(has_ended(job))
    until(has_ended(after))
    ended = job_now(job.id)
    assert (ended.state, ended.attempts, ended.told) == (JobState.FAILED, 2, NOT_MADE)
    said = worker.stop()
    assert "somebody's words" not in said
    assert ("RuntimeError" in said) is (how == "raises")


def test_what_cannot_be_made_is_told_at_once(ask, work):
    job = ask(refuses=True)
    work()
    until(has_ended(job))
    ended = job_now(job.id)
    assert (ended.state, ended.attempts, ended.told) == (JobState.FAILED, 1, "Det går ikke.")


def test_a_stop_gives_the_job_back_and_the_next_worker_makes_it(ask, work):
    job = ask(seconds=LONG)
    worker = work()
    until(is_working(job))
    [maker] = worker.makers
    worker.stop()
    assert worker.process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(maker, 0)
    waiting = job_now(job.id)
    assert (waiting.state, waiting.attempts, waiting.begun_at) == (JobState.WAITING, 0, None)
    db.session.execute(update(Job).values(asked={}))
    db.session.commit()
    work()
    until(has_ended(job))
    assert job_now(job.id).state is JobState.DONE


def test_a_worker_that_is_killed_loses_its_job_to_another(ask, work):
    job = ask(seconds=LONG)
    worker = work()
    until(is_working(job))
    [maker] = worker.makers
    worker.kill()
    os.kill(maker, signal.SIGKILL)
    db.session.execute(
        update(Job).values(beat_at=clock.now() - SILENT - timedelta(seconds=1), asked={})
    )
    db.session.commit()
    work()
    until(has_ended(job))
    assert (job_now(job.id).state, job_now(job.id).attempts) == (JobState.DONE, 2)
    assert len(files()) == 1


def test_who_was_thought_dead_stores_nothing_after_another_has_it(ask):
    job = ask()
    [(job_id, first)] = [making.claim()]
    db.session.execute(Job.give_back(job_id, first))
    db.session.commit()
    [(_, second)] = [making.claim()]
    with pytest.raises(making.Stopped):
        making.make(job_id, first)
    assert files() == []
    making.make(job_id, second)
    assert len(files()) == 1
    assert job_now(job.id).state is JobState.DONE


def test_the_bar_moves_now_and_then_and_of_a_lost_job_no_more(ask, monkeypatch):
    job_id = ask().id
    [(_, attempt)] = [making.claim()]
    tell = making.Progress(job_id, attempt)
    monkeypatch.setattr(making, "MOVES_EVERY", 0)
    tell(1, 3)
    monkeypatch.setattr(making, "MOVES_EVERY", 60)
    tell(2, 3)
    assert (job_now(job_id).done, job_now(job_id).total) == (1, 3)
    db.session.execute(Job.cancel(job_id, at=clock.now()))
    db.session.commit()
    monkeypatch.setattr(making, "MOVES_EVERY", 0)
    with pytest.raises(making.Stopped):
        tell(3, 3)


@pytest.mark.parametrize("meanwhile", ["taken over", "cancelled"])
def test_what_was_made_too_late_is_thrown_away(ask, monkeypatch, meanwhile):
    job_id = ask().id
    [(_, first)] = [making.claim()]
    made = slow.make

    def lost_while_it_is_made(job, tell):
        file = made(job, tell)
        with db.engine.begin() as others:
            if meanwhile == "cancelled":
                others.execute(Job.cancel(job_id, at=clock.now()))
            else:
                others.execute(Job.give_back(job_id, first))
                others.execute(Job.claim(job_id, at=clock.now()))
        return file

    monkeypatch.setattr(slow, "make", lost_while_it_is_made)
    with pytest.raises(making.Stopped):
        making.make(job_id, first)
    assert files() == []
    state = JobState.CANCELLED if meanwhile == "cancelled" else JobState.WORKING
    assert job_now(job_id).state is state


def test_a_maker_that_is_stuck_is_killed_and_it_counts(app, ask, monkeypatch):
    job_id = ask(seconds=LONG).id
    monkeypatch.setattr(worker, "LONGEST", 0.2)
    begun, at_work = [], Worker(app)
    begin = at_work.begin
    monkeypatch.setattr(at_work, "begin", lambda *which: begun.append(begin(*which)) or begun[-1])
    for state in (JobState.WAITING, JobState.FAILED):
        assert at_work.turn()
        assert job_now(job_id).state is state
    assert (job_now(job_id).attempts, job_now(job_id).told) == (2, NOT_MADE)
    for maker in begun:
        with pytest.raises(ProcessLookupError):
            os.kill(maker, 0)


def test_after_a_fault_of_its_own_it_goes_on_and_tells_no_words(app, ask, monkeypatch, capsys):
    job_id, at_work = ask().id, Worker(app)
    monkeypatch.setattr(worker, "AWAY", 0.0)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    claim, faults = making.claim, [RuntimeError("somebody's words")]

    def falls_once():
        if faults:
            raise faults.pop()
        at_work.is_stopping = not (found := claim())
        return found

    monkeypatch.setattr(making, "claim", falls_once)
    # The worker has a session of its own, and forks with no connection open.
    db.session.remove()
    at_work.run()
    assert job_now(job_id).state is JobState.DONE
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "somebody's words" not in said


def test_idle_it_asks_one_question_and_writes_nothing(app, cast, count_queries):
    worker = Worker(app)
    worker.turn()
    assert count_queries(worker.turn) == 1


def test_files_go_after_their_hour_and_jobs_after_their_day(ask, monkeypatch):
    job = ask()
    making.make_all_waiting()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + FILE_LASTS - timedelta(minutes=1))
    sweep()
    assert len(files()) == 1
    monkeypatch.setattr(clock, "now", lambda: now + FILE_LASTS + timedelta(minutes=1))
    sweep()
    assert files() == []
    assert job_now(job.id).state is JobState.DONE
    monkeypatch.setattr(clock, "now", lambda: now + JOB_LASTS + timedelta(minutes=1))
    sweep()
    assert db.session.scalars(select(Job)).all() == []
