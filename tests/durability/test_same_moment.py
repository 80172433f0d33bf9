"""Many at once: writers wait for each other, none is turned away, and none writes over another."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from logbook.cycles.models import Answer
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import BUSY_MS, db, hurry
from tests import factories as make
from tests.databases import PostgreSQL
from tests.durability.kept import Kept
from tests.durability.world import app_on
from tests.durability.writers import Writers
from tests.pages import words_of

A_FEW, ALL = 150, 2_000
HERS, HIS = "Fire børn gik selv i gang.", "Tre børn blev siddende."


def write_at_once(writers: Writers, url: str, number: int) -> None:
    writers.write(at_least=number, within=1200)
    Kept.at(url).must_hold(writers.diaries)
    assert writers.number_saved >= number
    assert [diary.unsure for diary in writers.diaries if diary.unsure] == []


def test_no_writer_is_turned_away(writers: Writers, url: str) -> None:
    write_at_once(writers, url, A_FEW)


@pytest.mark.long
def test_no_writer_of_thousands_is_turned_away(writers: Writers, url: str) -> None:
    write_at_once(writers, url, ALL)


@contextmanager
def before_the_first_write(app: Flask, do: Callable[[], None]) -> Iterator[None]:
    """When all is read and nothing written yet, let somebody else be quicker."""
    done = threading.Event()

    def be_quicker() -> None:
        with app.app_context():
            do()

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        writes = statement.startswith(("INSERT", "UPDATE")) and "sign_in" not in statement
        if writes and not done.is_set():
            done.set()
            other = threading.Thread(target=be_quicker)
            other.start()
            other.join()

    event.listen(db.engine, "before_cursor_execute", hear)
    yield
    event.remove(db.engine, "before_cursor_execute", hear)
    assert done.is_set(), "nothing was written"


def test_who_read_before_another_wrote_still_writes(app: Flask) -> None:
    """SQLite turns her away at once where reading and writing are one transaction."""
    person = make.person(make.programme())
    assert person.name

    def another_writes() -> None:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE programme SET name = 'Et andet navn'"))

    with before_the_first_write(app, another_writes):
        person.name = "Mette Holm-Larsen"
        db.session.commit()
    assert person.programme.name == "Et andet navn"


@pytest.fixture
def cycle(app: Flask, cast: Any) -> Any:
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.LEADER,
        coauthors=(cast.coauthor,),
    )  # fmt: skip


@pytest.mark.parametrize("is_first", [True, False], ids=["first answer", "later answer"])
def test_of_two_who_save_at_the_same_moment_the_second_sees_both(
    app: Flask, cast: Any, cycle: Any, sign_in: Any, is_first: bool
) -> None:
    path = f"/forloeb/{cycle.id}/svar/{Question.WHO.words.slug}"
    revision = 0
    if not is_first:
        cycle.answer(Question.WHO, "Vi to.", by=cast.author, at=make.NOON)
        db.session.commit()
        revision = 1
    his, hers = sign_in(cast.coauthor), sign_in(cast.author)
    told = {}

    def he_saves() -> None:
        told["his"] = his.post(path, data={"text": HIS, "revision": revision})

    with before_the_first_write(app, he_saves):
        told["hers"] = hers.post(path, data={"text": HERS, "revision": revision})
    assert told["his"].status_code == 303
    assert told["hers"].status_code == 303
    assert words_of(hers.get(told["hers"].location).text) >= {HERS, HIS}
    answer = db.session.scalars(Answer.of_cycle(cycle.id, Question.WHO)).one()
    assert answer.text == HIS


def test_the_same_note_sent_twice_at_once_is_one_note(
    app: Flask, cast: Any, cycle: Any, sign_in: Any
) -> None:
    one, two = sign_in(cast.author), sign_in(cast.author)
    note = {
        "cycle": str(cycle.id), "key": "0b6f7a52-7d0e-4d63-9f49-0b4d8c3a6f11", "text": HERS,
    }  # fmt: skip
    told = {}

    def the_other() -> None:
        told["two"] = two.post("/", data=note)

    with before_the_first_write(app, the_other):
        told["one"] = one.post("/", data=note)
    assert {name: answer.status_code for name, answer in told.items()} == {"one": 303, "two": 303}
    assert sum(answer.text == HERS for answer in db.session.query(Answer)) == 1


@pytest.fixture
def guarded_app(url: str) -> Iterator[Flask]:
    """The app on the database that guards the disk."""
    app = app_on(url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_each_connection_syncs_and_waits(guarded_app: Flask, database_kind: str) -> None:
    connections = [db.engine.connect() for _ in range(6)]
    for connection in connections:
        if database_kind == "sqlite":
            asked = ("synchronous", "journal_mode", "busy_timeout", "foreign_keys")
            said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
            assert said == [2, "wal", BUSY_MS, 1]
        else:
            asked = ("fsync", "synchronous_commit", "full_page_writes", "lock_timeout")
            said = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in asked]
            assert said == ["on", "on", "on", f"{BUSY_MS // 1000}s"]
        connection.close()


def test_somebody_in_a_hurry_is_patient_the_next_time(app: Flask, database_kind: str) -> None:
    ask = "PRAGMA busy_timeout" if database_kind == "sqlite" else "SHOW lock_timeout"
    usual = db.session.connection().exec_driver_sql(ask).scalar()
    hurry()
    assert db.session.connection().exec_driver_sql(ask).scalar() != usual
    db.session.rollback()
    assert db.session.connection().exec_driver_sql(ask).scalar() == usual


@pytest.mark.only("postgresql")
def test_a_database_that_falls_under_somebody_in_a_hurry_is_an_error_like_any_other(
    guarded_app: Flask, postgres: PostgreSQL
) -> None:
    pid = db.session.scalar(select(func.pg_backend_pid()))
    postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")
    with pytest.raises(OperationalError):
        hurry()
    db.session.rollback()
    assert db.session.scalar(select(1)) == 1, "the next question is asked of a new connection"
