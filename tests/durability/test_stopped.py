"""The database is stopped, replaced or locked: no text is lost, and no restart is needed."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from logbook.db import BUSY_MS
from tests.databases import PostgreSQL, SQLite
from tests.durability.asking import Draft, drafts, pages_to_read
from tests.durability.kept import Kept
from tests.durability.visitor import Page
from tests.durability.world import World
from tests.hostile.forms import words_on
from tests.serving import Server

SLACK = 4


@contextmanager
def sending(ready: list[Draft]) -> Iterator[list[tuple[Page, float]]]:
    """Send all at once; when the block ends: each page, and how many seconds it took."""
    told: list[tuple[Page, float]] = []

    def send(draft: Draft) -> tuple[Page, float]:
        began = time.monotonic()
        return draft.send(), time.monotonic() - began

    with ThreadPoolExecutor(len(ready)) as pool:
        sent = [pool.submit(send, draft) for draft in ready]
        yield told
    told.extend(each.result() for each in sent)


@contextmanager
def file_away(url: str) -> Iterator[None]:
    file = Path(make_url(url).database or "")
    away = file.with_suffix(".away")
    file.rename(away)
    yield
    assert not file.exists(), "an empty database was made in its place"
    away.rename(file)


@contextmanager
def stopped(postgres: PostgreSQL) -> Iterator[None]:
    postgres.halt()
    yield
    postgres.go_on()


@pytest.fixture
def away(guarded: Any, url: str) -> Callable[[], Any]:
    """The database is gone until the block ends."""
    maker = guarded.maker
    return lambda: stopped(maker) if isinstance(maker, PostgreSQL) else file_away(url)


def test_a_stopped_database_gives_every_text_back(
    server: Server, world: World, url: str, away: Callable[[], Any]
) -> None:
    ready = drafts(world, server)
    before = Kept.at(url).texts
    with away():
        again = [draft.must_come_back(draft.send()) for draft in ready]
        for visitor, path in pages_to_read(world, server):
            page = visitor.get(path)
            assert page.status == 503
            assert "Logbogen holder en kort pause" in words_on(page.text)
    for draft, form in zip(ready, again, strict=True):
        draft.must_be_saved(form, url)
    assert before < Kept.at(url).texts
    for visitor, path in pages_to_read(world, server):
        assert visitor.get(path).status in {200, 302}


@pytest.mark.only("sqlite")
def test_another_file_in_its_place_is_not_overlooked(
    server: Server, world: World, url: str, sqlite: SQLite, tmp_path: Path
) -> None:
    """As when a backup is put back while the server runs: the old file must get no more texts."""
    ready = drafts(world, server)
    file = Path(sqlite.file(url))
    copy(file, tmp_path / "copy")
    for end in ("", "-wal", "-shm"):
        old = Path(f"{file}{end}")
        if old.exists():
            old.rename(tmp_path / f"old{end}")
    shutil.copyfile(tmp_path / "copy", file)
    page = ready[0].send()
    assert page.status == 303
    assert ready[0].text in Kept.at(url).texts


def copy(file: Path, to: Path) -> None:
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)


HOLD = """
import sys, sqlite3, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another process holds the lock that every writer needs."""
    if url.startswith("sqlite"):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(make_url(url).database)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        with holder:
            assert holder.stdout
            assert holder.stdin
            assert holder.stdout.readline() == b"locked\n"
            yield
            holder.stdin.close()
            holder.wait()
        return
    with psycopg.connect(url) as holder:
        holder.execute(
            "LOCK answer, observation, sparring, sparring_request, reading IN SHARE MODE"
        )
        yield


@pytest.mark.parametrize("seconds", [0, pytest.param(30, marks=pytest.mark.long)])
def test_a_locked_database_gives_every_text_back(
    server: Server, world: World, url: str, seconds: int
) -> None:
    """Eight wait in vain, but not for ever; others read meanwhile; a short lock is only a wait."""
    ready = drafts(world, server)
    began = time.monotonic()
    with locked(url):
        with sending(ready * 2) as sent:
            time.sleep(1)
            assert read_while_only_writing_fails(world, server) < BUSY_MS / 1000 / 2
        again = [d.must_come_back(page) for d, (page, _) in zip(ready * 2, sent, strict=True)]
        waited = [took for _, took in sent]
        assert min(waited) > BUSY_MS / 1000 - 1, waited
        # On PostgreSQL the second of two who write the same row waits for the first one as well.
        assert max(waited) < BUSY_MS / 1000 * (1 if url.startswith("sqlite") else 2) + SLACK, waited
        time.sleep(max(0, seconds - (time.monotonic() - began)))
    by_button = [draft.again(form) for draft, form in zip(ready, again, strict=False)]
    with ExitStack() as lock:
        lock.enter_context(locked(url))
        with sending(by_button) as sent:
            time.sleep(2)
            lock.close()
    assert [page.status for page, _ in sent] == [303] * len(ready)
    assert {draft.text for draft in ready} <= Kept.at(url).texts


def read_while_only_writing_fails(world: World, server: Server) -> float:
    """How many seconds the slowest page took."""
    slowest = 0.0
    for visitor, path in pages_to_read(world, server):
        began = time.monotonic()
        page = visitor.get(path)
        slowest = max(slowest, time.monotonic() - began)
        assert page.status in {200, 302}, (path, words_on(page.text))
    return slowest
