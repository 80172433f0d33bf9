"""The schema: it goes up and down whole, it is what the models say, and it never half-changes."""

import shutil
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from logbook import create_app
from logbook.db import db
from logbook.settings import Settings
from tests.migrations.walking import revisions, tables

BAD = '''
"""A migration that drops a house and forgets its rooms, or stumbles half-way."""
from alembic import op

revision = "bad"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE TABLE bad_house (id INTEGER PRIMARY KEY)")
    op.execute(
        "CREATE TABLE bad_room (id INTEGER, house_id INTEGER REFERENCES bad_house (id))"
    )
    op.execute("{statement}")
'''


@pytest.fixture
def migrations(bare: Flask, tmp_path: Path) -> Path:
    """A copy of the migrations, to write in."""
    return shutil.copytree(bare.config["MIGRATIONS"], tmp_path / "migrations")


# What is about PostgreSQL alone.
POSTGRESQLS_OWN = {"0018"}


def shape() -> set[tuple[str, ...]]:
    """The tables with their columns, and their indexes with what each of them holds."""
    asked = inspect(db.engine)
    return {
        *((table, column["name"]) for table in tables() for column in asked.get_columns(table)),
        *(
            (table, str(index["name"]), *map(str, index.get("dialect_options", {}).values()))
            for table in tables()
            for index in asked.get_indexes(table)
        ),
        *unsampled(),
    }


def unsampled() -> set[tuple[str, ...]]:
    """The columns of which PostgreSQL keeps no samples."""
    if db.engine.dialect.name != "postgresql":
        return set()
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attstattarget = 0"
        )
        return {(table, name, "unsampled") for table, name in rows}


def head() -> str:
    with db.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    assert revision is not None
    return revision


def versions(folder: Path) -> set[Path]:
    return set((folder / "versions").glob("*.py"))


def test_they_go_up_and_down_and_up_again(bare: Flask) -> None:
    flask_migrate.upgrade()
    assert tables() == {"alembic_version", *db.metadata.tables}

    flask_migrate.downgrade(revision="base")
    assert tables() == {"alembic_version"}

    flask_migrate.upgrade()
    assert tables() == {"alembic_version", *db.metadata.tables}


def test_each_goes_up_and_down_and_up_again(bare: Flask) -> None:
    """One after the other, each from where the one before it left the schema."""
    for revision in revisions():
        flask_migrate.upgrade(revision=revision)
        before, there = shape(), tables()
        flask_migrate.downgrade(revision="-1")
        is_idle = revision in POSTGRESQLS_OWN and db.engine.dialect.name == "sqlite"
        assert (shape() == before) == is_idle, revision
        assert tables() <= there, revision
        flask_migrate.upgrade(revision=revision)
        assert (shape(), head()) == (before, revision)


def test_a_database_begins_with_a_migration_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "logbook.sqlite"
    settings = Settings(secret_key="x", database_url=f"sqlite:///{file}", testing=True)
    with create_app(settings).app_context():
        with pytest.raises(OperationalError, match="unable to open database file"):
            db.engine.connect()
        assert not file.exists()
        (tmp_path / "logbook.sqlite-wal").write_bytes(b"what was saved last")
        with pytest.raises((RuntimeError, SystemExit)):
            flask_migrate.upgrade()
        assert not file.exists()
        (tmp_path / "logbook.sqlite-wal").unlink()
        flask_migrate.upgrade()
        assert file.exists()
        db.engine.dispose()


def test_models_and_schema_agree(bare: Flask, migrations: Path) -> None:
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []

    before = versions(migrations)
    flask_migrate.migrate(directory=str(migrations), message="nothing")
    assert versions(migrations) == before


def test_a_written_migration_needs_none_of_our_classes(bare: Flask, migrations: Path) -> None:
    for file in versions(migrations):
        file.unlink()

    flask_migrate.migrate(directory=str(migrations), message="everything")

    (written,) = versions(migrations)
    text = written.read_text()
    assert "create_table" in text
    assert "logbook" not in text
    assert "please adjust" not in text


@pytest.mark.parametrize("statement", ["SELECT nonsense", "INSERT INTO bad_room VALUES (1, 7)"])
def test_a_migration_that_fails_changes_nothing(
    bare: Flask, migrations: Path, statement: str
) -> None:
    flask_migrate.upgrade()
    before, was_at = tables(), head()
    bad = BAD.format(head=was_at, statement=statement)
    (migrations / "versions" / "bad.py").write_text(bad)

    with pytest.raises((Exception, SystemExit)):
        flask_migrate.upgrade(directory=str(migrations))

    assert tables() == before
    assert head() == was_at


def test_foreign_keys_are_awake_after_migrating(bare: Flask) -> None:
    flask_migrate.upgrade()

    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
