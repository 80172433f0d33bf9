"""Seen from outside, system call by system call: what is answered with ”saved” is on the disk."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import PostgreSQL
from tests.durability.asking import drafts
from tests.durability.world import World
from tests.serving import Server

CALLS = "trace=fsync,fdatasync,pwrite64,write,recvfrom,read,sendto,sendmsg"
LOG = re.compile(r"pg_wal/|[.]sqlite-wal")
SYNC = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>")
WRITE = re.compile(r"(?:pwrite64|write)\(\d+<([^>]*)>")
SAVED = "HTTP/1.1 303"
ASKED = "POST /"


def strace(to: Path) -> list[str]:
    """The command that writes down every call of these kinds, with its moment and its file."""
    if not shutil.which("strace"):
        pytest.fail("The tests need strace. As root: apt-get install strace")
    return ["strace", "-f", "-ttt", "-y", "-s", "40", "-e", CALLS, "-o", str(to)]


@pytest.fixture
def around(tmp_path: Path) -> list[str]:
    return strace(tmp_path / "server")


@pytest.fixture
def database_watched(guarded: Any, tmp_path: Path) -> Iterator[None]:
    """PostgreSQL's own processes too."""
    if not isinstance(guarded.maker, PostgreSQL):
        yield
        return
    pid = str(guarded.maker.server.get_pid())
    with subprocess.Popen([*strace(tmp_path / "database"), "-p", pid]) as watcher:
        yield
        watcher.terminate()


def calls(folder: Path) -> list[str]:
    """What was called, in order, without whose process it was."""
    files = (folder / name for name in ("server", "database"))
    lines = [
        line for f in files if f.exists() for line in f.read_text("utf-8", "replace").splitlines()
    ]
    return sorted(line.split(" ", 1)[1].strip() for line in lines if " " in line)


def test_each_answer_waits_for_the_disk(
    database_watched: None, server: Server, world: World, tmp_path: Path
) -> None:
    """One after the other: between each form and its answer the log is written, then synced."""
    ready = drafts(world, server)
    assert [draft.send().status for draft in ready] == [303] * len(ready)
    server.stop()
    answered, written, synced = 0, False, False
    for line in calls(tmp_path):
        if ASKED in line:
            written = synced = False
        elif (found := WRITE.search(line)) and LOG.search(found[1]):
            written, synced = True, False
        elif (found := SYNC.search(line)) and LOG.search(found[1]):
            synced = True
        elif SAVED in line:
            answered += 1
            assert written, "saved without a write to the log"
            assert synced, "saved before the log was on the disk"
    assert answered == len(ready) + 1
