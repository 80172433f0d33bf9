"""A backup is put only where nothing stands, whole, and into a database that can take it."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import flask_migrate
import pytest
from sqlalchemy import make_url

from logbook.backup import archive
from logbook.backup.sqlite import SQLite
from logbook.db import db
from logbook.people.models import Person
from tests import factories as make
from tests.backup.conftest import is_bare, refused, repacked

only_sqlite = pytest.mark.only("sqlite")
only_postgresql = pytest.mark.only("postgresql")


@pytest.fixture
def place(other_url):
    """The file to restore into."""
    return Path(make_url(other_url).database)


def test_the_program_works_on_what_was_restored(cast, taken, flask_elsewhere, elsewhere):
    assert flask_elsewhere("restore", taken).exit_code == 0
    with elsewhere.app_context():
        assert db.session.get_one(Person, cast.author.id).name == "Mette Holm"
        db.session.remove()
    assert flask_elsewhere("db", "upgrade").exit_code == 0


def test_a_restored_database_can_be_backed_up_again(taken, flask_elsewhere, tmp_path):
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert flask_elsewhere("backup", tmp_path / "again").exit_code == 0
    first, again = archive.read(taken).manifest, archive.read(tmp_path / "again").manifest
    assert again.tables == first.tables


def test_nothing_is_written_over(cast, taken, flask):
    cast.author.name = "Mette Holm-Hansen"
    db.session.commit()
    refused(flask("restore", taken), "Intet er gendannet")
    db.session.expire_all()
    assert cast.author.name == "Mette Holm-Hansen"


def test_one_row_is_something(taken, elsewhere, flask_elsewhere, place):
    with elsewhere.app_context():
        flask_migrate.upgrade()
        make.programme()
        db.session.remove()
        db.engine.dispose()
    refused(flask_elsewhere("restore", taken), "Intet er gendannet")


def test_after_restoring_it_says_what_came_back(taken, flask_elsewhere):
    said = flask_elsewhere("restore", taken).output
    assert "er her igen" in said
    assert "flask db upgrade" not in said


def test_an_older_schema_is_told_to_be_renewed(taken, tmp_path, flask_elsewhere, monkeypatch):
    monkeypatch.setattr("logbook.backup.work.newest_revision", lambda: "9999")
    assert "Kør nu: flask db upgrade" in flask_elsewhere("restore", taken).output


@only_sqlite
def test_a_file_with_tables_and_no_rows_gives_way(taken, elsewhere, flask_elsewhere, place):
    with elsewhere.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert sorted(path.name for path in place.parent.iterdir()) == [place.name]


@only_sqlite
def test_a_file_that_somebody_has_open_is_left_alone(taken, elsewhere, flask_elsewhere, place):
    with elsewhere.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    with closing(sqlite3.connect(place)) as open_elsewhere:
        open_elsewhere.execute("SELECT count(*) FROM programme")
        refused(flask_elsewhere("restore", taken), "er i brug", "Stop Logbogen")
    assert flask_elsewhere("restore", taken).exit_code == 0


@only_sqlite
def test_an_empty_file_gives_way(taken, flask_elsewhere, place):
    place.touch()
    assert flask_elsewhere("restore", taken).exit_code == 0


@only_sqlite
def test_only_its_owner_may_read_it(taken, flask_elsewhere, place):
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@only_sqlite
@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_the_log_of_another_database_is_not_played_into_it(taken, flask_elsewhere, place, end):
    log = Path(f"{place}{end}")
    log.write_bytes(b"what was saved last")
    refused(flask_elsewhere("restore", taken), "er loggen fra en database", "Flyt den")
    assert list(place.parent.iterdir()) == [log]


@only_sqlite
def test_something_else_at_the_place_is_left_alone(taken, flask_elsewhere, place):
    place.write_text("Kaffe: 40 kr. " * 100)
    refused(flask_elsewhere("restore", taken), "kan ikke læses")
    assert place.read_text().startswith("Kaffe")


@only_sqlite
def test_a_folder_that_is_not_there_is_told(taken, flask_at, tmp_path):
    run = flask_at(f"sqlite:///{tmp_path}/ny/logbook.sqlite")
    refused(run("restore", taken), "ny findes ikke", "Opret den først")


@only_sqlite
def test_a_database_in_memory_is_told(taken, flask_at):
    refused(flask_at("sqlite://")("restore", taken), "hukommelsen")


@only_sqlite
def test_a_database_that_is_not_there_is_told(flask_at, tmp_path, file):
    run = flask_at(f"sqlite:///{tmp_path}/tom.sqlite")
    refused(run("backup", file), "findes ikke", "LOGBOOK_DATABASE_URL")
    assert not (tmp_path / "tom.sqlite").exists()


@only_postgresql
def test_a_database_that_is_not_there_is_told_by_its_server(taken, settings, flask_at):
    url = make_url(settings.database_url).set(database="findes_ikke")
    address = url.render_as_string(hide_password=False)
    run = flask_at(address)
    for command in ("backup", "restore"):
        refused(run(command, taken), "Databasen svarer ikke", "findes_ikke")


@only_postgresql
def test_tables_without_rows_are_something_to_postgresql(taken, elsewhere, flask_elsewhere):
    with elsewhere.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    refused(flask_elsewhere("restore", taken), "tabeller", "Lav en ny, tom database")


@only_postgresql
def test_a_server_that_is_too_old_is_told(taken, tmp_path, flask_elsewhere, other_url):
    newer = repacked(archive.read(taken), tmp_path / "newer", server="99.1")
    refused(flask_elsewhere("restore", newer), "PostgreSQL 99", "version 99 eller nyere")
    refused(flask_elsewhere("backup", "check", newer), "PostgreSQL 99")
    assert is_bare(other_url)


@only_postgresql
def test_who_may_not_make_a_database_is_told_how(cast, settings, flask_at, file, databases):
    maker = databases.maker("postgresql")
    url = make_url(settings.database_url)
    for statement in (
        "CREATE ROLE modest LOGIN",
        "GRANT pg_read_all_data TO modest",
    ):
        maker.run(statement)
    try:
        address = url.set(username="modest").render_as_string(hide_password=False)
        run = flask_at(address)
        refused(run("backup", file), "ALTER ROLE modest CREATEDB")
        assert list(file.parent.iterdir()) == []
    finally:
        maker.run("DROP ROLE modest")


@only_postgresql
def test_no_scratch_database_is_left_also_not_one_of_a_killed_backup(taken, flask, databases):
    maker = databases.maker("postgresql")
    maker.run("CREATE DATABASE logbook_try_left")
    assert flask("backup", "check", taken).exit_code == 0
    names = maker.connection.execute("SELECT datname FROM pg_database").fetchall()
    assert not [name for (name,) in names if name.startswith("logbook_try_")]


@only_sqlite
def test_what_came_while_it_was_unpacked_is_not_covered(taken, flask_elsewhere, place, monkeypatch):
    examine = SQLite.examine

    def and_somebody_starts_the_program(self, read, file):
        found = examine(self, read, file)
        if not place.exists():
            with closing(sqlite3.connect(place)) as meanwhile, meanwhile:
                meanwhile.execute("CREATE TABLE written (text)")
                meanwhile.execute("INSERT INTO written VALUES ('imens')")
        return found

    monkeypatch.setattr(SQLite, "examine", and_somebody_starts_the_program)
    refused(flask_elsewhere("restore", taken), "Intet er gendannet")
    with closing(sqlite3.connect(place)) as there:
        assert there.execute("SELECT text FROM written").fetchall() == [("imens",)]


@only_sqlite
def test_a_link_stays_a_link_to_the_database(taken, flask_elsewhere, place, tmp_path):
    place.symlink_to(tmp_path / "store.sqlite")
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert place.is_symlink()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as there:
        assert there.execute("SELECT count(*) FROM person").fetchone() != (0,)
