"""A backup that is taken while people write is the original, and a bad one is never kept."""

import json
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask.testing import FlaskClient
from sqlalchemy import MetaData, make_url, text

from logbook.backup import archive
from logbook.backup.models import Backup
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.version import VERSION
from tests import factories as make
from tests.backup.conftest import OLDER_PG_BIN, PG_BIN, refused

WRITERS = 8


def everything(app):
    """Each table of the database that an app is on, each row in full."""
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        with db.engine.connect() as connection:
            found = {
                table.name: sorted(map(repr, connection.execute(table.select())))
                for table in tables.sorted_tables
            }
        db.engine.dispose()
    return found


def test_restored_elsewhere_each_row_of_each_table_is_the_same(
    app, cast, flask, flask_elsewhere, elsewhere, file
):
    make.release(make.cycle(by=cast.author, house=cast.house, stage="reflect"), by=cast.author)
    before = everything(app)
    assert "1.000" not in before  # the words of the app, not the command's
    assert flask("backup", file).exit_code == 0
    said = flask_elsewhere("restore", file)
    assert said.exit_code == 0, said.output
    restored = everything(elsewhere)
    # Its log says the one thing more, that it was restored.
    assert len(restored.pop("log_line")) == len(before.pop("log_line")) + 1
    assert restored.pop("log_chain") != before.pop("log_chain")
    assert restored == before
    assert len(restored["answer"]) > 3
    assert "hver tabel er som i kopien" in said.output


def test_it_is_one_moment_while_eight_people_write(
    app, cast, sign_in, flask, flask_elsewhere, elsewhere, file
):
    """Each of them counts; what is restored holds a beginning of each one's numbers, no gaps."""
    cycles = [make.cycle(by=cast.author, house=cast.house).id for _ in range(WRITERS)]
    app.test_client_class = FlaskClient  # ours with its manners is for one thread
    clients = [sign_in(cast.author) for _ in range(WRITERS)]
    headers = {"Sec-Fetch-Site": "same-origin"}
    enough, sent = Event(), [0] * WRITERS

    def write(who):
        while not enough.is_set():
            number = sent[who] + 1
            data = {"text": f"nummer {number}", "revision": str(number - 1)}
            path = f"/forloeb/{cycles[who]}/svar/laert"
            answer = clients[who].post(path, data=data, headers=headers)
            assert answer.status_code == 303, answer.text
            sent[who] = number

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, who) for who in range(WRITERS)]
        try:
            while min(sent) < 2:
                assert not [each.result() for each in writers if each.done()]
            began = list(sent)
            result = flask("backup", file)
            ended = list(sent)
        finally:
            enough.set()
        for writer in writers:
            writer.result()
    assert result.exit_code == 0, result.output
    assert ended != began, "somebody wrote in the meantime"
    assert flask_elsewhere("restore", file).exit_code == 0
    with elsewhere.app_context():
        for who, cycle_id in enumerate(cycles):
            cycle = db.session.get_one(Cycle, cycle_id)
            answer = cycle.answer_to(Question.LEARNED)
            assert isinstance(answer, Answer)
            assert began[who] <= answer.revision <= ended[who] + 1
            assert answer.text == f"nummer {answer.revision}"
        db.session.remove()


def test_the_manifest_says_what_is_in_it(app, taken, noon):
    found = archive.read(taken)
    manifest = found.manifest
    assert (manifest.program, manifest.database) == (VERSION, db.engine.dialect.name)
    assert manifest.schema == db.session.scalar(text("SELECT version_num FROM alembic_version"))
    assert set(manifest.tables) == {"alembic_version", *db.metadata.tables}
    for name in manifest.tables:
        number = db.session.scalar(text(f'SELECT count(*) FROM "{name}"'))
        assert manifest.tables[name].rows == number - (name == "backup")
    told = json.loads(taken.read_bytes().split(b"\n")[1])
    assert told["format"] == 3


def test_only_its_owner_may_read_it_also_while_it_is_made(cast, flask, file, monkeypatch):
    modes = []
    sync = archive.sync

    def look(opened):
        modes.extend(stat.S_IMODE(each.stat().st_mode) for each in file.parent.rglob("*"))
        sync(opened)

    monkeypatch.setattr(archive, "sync", look)
    before = os.umask(0)
    try:
        assert flask("backup", file).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(modes) > 1
    assert 0o700 in modes
    assert all(mode in {0o600, 0o700} or mode & 0o077 == 0 for mode in modes[:1])


def test_nothing_else_is_left_beside_it(taken):
    assert list(taken.parent.iterdir()) == [taken]


def test_an_older_backup_gives_way_to_a_newer_one_and_nothing_else_does(taken, flask):
    before = taken.read_bytes()
    assert flask("backup", taken).exit_code == 0
    assert taken.read_bytes() != before
    other = taken.with_name("regnskab.txt")
    other.write_text("Kaffe: 40 kr.")
    refused(flask("backup", other), "ikke en sikkerhedskopi", "Vælg et andet navn")
    assert other.read_text() == "Kaffe: 40 kr."
    refused(flask("backup", taken.parent), "er en mappe")


def test_the_database_itself_is_never_written_over(taken, flask, flask_elsewhere):
    if db.engine.dialect.name == "sqlite":
        own = make_url(str(db.engine.url)).database
        refused(flask("backup", own), "ikke en sikkerhedskopi")


def test_a_folder_that_is_not_there_is_told(cast, flask, file):
    refused(flask("backup", file.parent / "ny" / "kopi"), "findes ikke", "Opret den først")


def test_a_file_may_be_called_check(cast, flask, file, monkeypatch):
    monkeypatch.chdir(file.parent)
    assert flask("backup", "./check").exit_code == 0
    assert flask("backup", "check", "check").exit_code == 0
    assert flask("backup", "--help").output.startswith("Usage: ")
    assert "FILE | check FILE" in flask("backup", "--help").output


def test_what_was_deleted_for_ever_is_not_in_it(app, cast, flask, flask_elsewhere, file, other_url):
    """Not in the pages that a database keeps for later either."""
    cycle = make.cycle(by=cast.author, house=cast.house, wondering="kanariefugl " * 2_000)
    if is_sqlite := db.engine.dialect.name == "sqlite":
        # As most machines have it; some wipe a page when it is freed.
        db.session.execute(text("PRAGMA secure_delete = OFF"))
    db.session.delete(cycle)
    db.session.commit()
    assert flask("backup", file).exit_code == 0
    assert flask_elsewhere("restore", file).exit_code == 0
    if is_sqlite:
        with open(make_url(other_url).database, "rb") as restored:  # noqa: PTH123
            assert b"kanariefugl" not in restored.read()


def test_a_database_without_tables_is_no_logbook(flask_elsewhere, file):
    refused(flask_elsewhere("backup", file), "database")
    assert list(file.parent.iterdir()) == []


def test_it_is_written_down_for_the_coordinator(app, taken, flask, noon):
    (first,) = db.session.scalars(Backup.latest_good()).all()
    assert (first.size, first.is_good) == (taken.stat().st_size, True)
    assert flask("backup", taken).exit_code == 0
    assert db.session.scalars(Backup.latest_good()).one().made_at == noon


def test_one_that_failed_is_written_down_as_such(cast, flask, file):
    file.write_text("noget andet")
    assert flask("backup", file).exit_code == 1
    assert db.session.scalar(Backup.latest_good()) is None
    assert db.session.scalar(text("SELECT count(*) FROM backup")) == 1


def test_a_database_from_before_the_log_is_backed_up_all_the_same(cast, flask, file):
    db.session.execute(text("DROP TABLE backup"))
    db.session.commit()
    result = flask("backup", file)
    assert result.exit_code == 0
    assert "flask db upgrade" in result.output
    assert flask("backup", "check", file).exit_code == 0


def test_a_copy_that_does_not_stand_the_test_is_not_kept(cast, flask, file, monkeypatch):
    """Something is wrong with the disk: what comes back is not what was written."""
    write = archive.write

    def write_badly(made, manifest, data):
        write(made, manifest, data)
        with made.open("r+b") as opened:
            opened.seek(-100, os.SEEK_END)
            opened.write(b"\0" * 50)

    monkeypatch.setattr(archive, "write", write_badly)
    refused(flask("backup", file), "bestod ikke prøven", "Prøv igen")
    assert list(file.parent.iterdir()) == []


def test_what_a_killed_one_left_is_removed(cast, flask, file):
    left = file.parent / ".logbook-backup-x"
    left.mkdir()
    (left / "data").write_text("Alt, hvad folk skrev.")
    assert flask("backup", file).exit_code == 0
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize(
    ("programs", "told"),
    [
        ("/findes/ikke", "pg_dump findes ikke i /findes/ikke"),
        (str(OLDER_PG_BIN), "mindst version 18"),
    ],
)
def test_programs_that_are_missing_or_too_old_are_told(app, cast, flask, file, programs, told):
    assert OLDER_PG_BIN != PG_BIN
    app.config["SETTINGS"].__dict__["pg_bin"] = archive.Path(programs)
    refused(flask("backup", file), told, "LOGBOOK_PG_BIN")
    assert list(file.parent.iterdir()) == []


@pytest.mark.only("sqlite")
def test_a_database_that_is_damaged_is_told(app, cast, flask, file, database_url):
    db.session.remove()
    db.engine.dispose()
    own = make_url(database_url).database
    with sqlite3.connect(own) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with open(own, "r+b") as opened:  # noqa: PTH123
        opened.seek(4096 * 3)
        opened.write(b"\xff" * 4096 * 20)
    refused(flask("backup", file), "")
    assert list(file.parent.iterdir()) == []
