"""No room is left on the disk: no text is lost, pages can be read, and room is all it takes."""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, make_url

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.databases import PostgreSQL
from tests.durability.asking import drafts, pages_to_read
from tests.durability.kept import Kept
from tests.durability.world import World
from tests.hostile.forms import words_on
from tests.serving import Server

# Too long for the room that is left in what a database has already, and nothing to be packed.
# One word that means nothing, so that the guard has nothing to ask about.
LONG = " " + "".join(random.choices("bcdfghjklmnpqrstvwxz", k=80_000))


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of a few megabytes; only root can make one.

    It does not lie where pytest keeps its files: each start of pytest closes that to all others.
    """
    place = Path(tempfile.mkdtemp(prefix="small-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m,mode=777", "tmpfs", place],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip(f"no small disk can be made here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)
    place.rmdir()


@pytest.fixture
def url(guarded: Any, small_disk: Path) -> Iterator[str]:
    """A database on the small disk."""
    maker = guarded.maker
    if not isinstance(maker, PostgreSQL):
        file = small_disk / "logbook.sqlite"
        shutil.copyfile(maker.file(guarded.template), file)
        yield f"sqlite:///{file}"
        return
    place = small_disk / "tables"
    place.mkdir()
    owner = maker.server.pgdata.stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    template = make_url(guarded.template).database
    maker.run(f"CREATE TABLESPACE small LOCATION '{place}'")
    maker.run(f"CREATE DATABASE small TEMPLATE {template} TABLESPACE small STRATEGY file_copy")
    url = maker.url.set(database="small").render_as_string(hide_password=False)
    yield url
    maker.drop(url)
    maker.run("DROP TABLESPACE small")


def fill(place: Path) -> Path:
    """Write until nothing more fits."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out:
        for size in (1 << 20, 4096):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    return ballast


def test_a_full_disk_gives_every_text_back(
    server: Server, world: World, url: str, small_disk: Path
) -> None:
    ready = drafts(world, server, LONG)
    ballast = fill(small_disk)
    again = [draft.must_come_back(draft.send()) for draft in ready]
    for visitor, path in pages_to_read(world, server):
        page = visitor.get(path)
        assert page.status in {200, 302}, (path, words_on(page.text))
    assert not {draft.text for draft in ready[1:]} & Kept.at(url).texts
    ballast.unlink()
    for draft, form in zip(ready, again, strict=True):
        draft.must_be_saved(form, url)


@pytest.mark.only("sqlite")
def test_a_database_that_may_not_grow_gives_the_text_back(
    app: Flask, cast: Any, sign_in: Any
) -> None:
    """The same on any machine, without a disk of its own."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.LEADER
    )
    client, path = sign_in(cast.author), f"/forloeb/{cycle.id}/svar/{Question.WHO.words.slug}"
    most = [db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()]
    db.session.rollback()

    def limit(connection: Any, *_more: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most[0]}")

    event.listen(db.engine, "checkout", limit)
    answer = client.post(path, data={"text": LONG, "revision": 0})
    assert answer.status_code == 503
    assert LONG.strip() in answer.text
    assert client.get(f"/forloeb/{cycle.id}").status_code == 200
    most[0] = 1_000_000
    assert client.post(path, data={"text": LONG, "revision": 0}).status_code == 303
