"""Eight people write, and everything is killed: what was answered with ”saved” is there."""

import random
import time
from collections.abc import Callable

import pytest

from tests.databases import PostgreSQL
from tests.durability.kept import Kept
from tests.durability.writers import Writers
from tests.serving import Server

# Of the server and of the database; `make test` runs both kinds, 20 kills in all.
KILLS = {"sqlite": (8, 0), "postgresql": (4, 8)}
MANY = 10
MOST_SAVED, PATIENCE = 16, 10


def kill_at_random(writers: Writers, kill: Callable[[], None]) -> None:
    """In the middle of their writing, after as many texts as chance has it."""
    goal = writers.number_saved + random.randint(0, MOST_SAVED)
    until = time.monotonic() + PATIENCE
    with writers.writing():
        while writers.number_saved < goal and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.03))
        kill()


def kill_server(writers: Writers, server: Server, url: str, times: int) -> None:
    for _ in range(times):
        kill_at_random(writers, server.kill)
        Kept.at(url).must_hold(writers.diaries)
        server.start()
    writers.write(at_least=8)
    Kept.at(url).must_hold(writers.diaries)


def kill_database(
    writers: Writers, postgres: PostgreSQL, server: Server, url: str, times: int
) -> None:
    """The server itself goes on, and saves again once the database is back."""
    served_by = server.pid
    for _ in range(times):
        kill_at_random(writers, postgres.kill)
        postgres.go_on()
        forget_what_was_refused(writers)
        Kept.at(url).must_hold(writers.diaries)
    writers.write(at_least=8)
    Kept.at(url).must_hold(writers.diaries)
    assert server.pid == served_by


def forget_what_was_refused(writers: Writers) -> None:
    """A page that says ”try again” may come after the text was saved: nobody was told so."""
    for diary in writers.diaries:
        assert all(refused.startswith("503 ") for refused in diary.refused)
        diary.refused.clear()


def test_killing_the_server_loses_nothing(
    writers: Writers, server: Server, url: str, database_kind: str
) -> None:
    kills = KILLS[database_kind][0]
    kill_server(writers, server, url, kills)
    # How many chance lets them save is the sum of as many throws of a die.
    assert writers.number_saved > 4 * kills


@pytest.mark.only("postgresql")
def test_killing_the_database_loses_nothing(
    writers: Writers, postgres: PostgreSQL, server: Server, url: str, database_kind: str
) -> None:
    kill_database(writers, postgres, server, url, KILLS[database_kind][1])
    assert writers.number_saved > 20


@pytest.mark.long
def test_killing_the_server_many_times_loses_nothing(
    writers: Writers, server: Server, url: str, database_kind: str
) -> None:
    kill_server(writers, server, url, MANY * KILLS[database_kind][0])


@pytest.mark.long
@pytest.mark.only("postgresql")
def test_killing_the_database_many_times_loses_nothing(
    writers: Writers, postgres: PostgreSQL, server: Server, url: str, database_kind: str
) -> None:
    kill_database(writers, postgres, server, url, MANY * KILLS[database_kind][1])
