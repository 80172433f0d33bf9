"""The schema: it goes up and down whole, it is what the models say, and it never half-changes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Row, func, inspect, select
from sqlalchemy.exc import OperationalError

from logbook import create_app
from logbook.cycles.models import Answer, Expectation, ExpectedSign, NotName
from logbook.db import db
from logbook.demo.fill.filling import fill
from logbook.settings import Settings
from tests import factories as make

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
def bare(bare_database_url: str) -> Iterator[Flask]:
    """The app on a database without a single table."""
    app = create_app(Settings(secret_key="x", database_url=bare_database_url, testing=True))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrations(bare: Flask, tmp_path: Path) -> Path:
    """A copy of the migrations, to write in."""
    return shutil.copytree(bare.config["MIGRATIONS"], tmp_path / "migrations")


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


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


def revisions() -> list[str]:
    """From the first to the last."""
    folder = ScriptDirectory(str(Path(create_app.__code__.co_filename).parent / "migrations"))
    return [each.revision for each in folder.walk_revisions()][::-1]


def contents() -> dict[str, int]:
    """How many rows there are in each table of ours."""
    with db.engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in db.metadata.tables.items()
        }


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


def test_each_goes_down_and_up_again_with_data(bare: Flask) -> None:
    """What people wrote does not stand in the way, and what is older than it stays.

    One after the other, from the last to the first: each goes down, up, and down once more, with
    all the rows that those after it left.
    """
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    db.engine.dispose()
    full = counted(tables())
    assert full["answer"] > 40
    for revision in reversed(revisions()):
        flask_migrate.downgrade(revision="-1")
        left = tables() - {"alembic_version"}
        for way in (flask_migrate.upgrade, flask_migrate.downgrade):
            assert counted(left) == {name: full[name] for name in left}, revision
            way(revision=revision if way is flask_migrate.upgrade else "-1")
    assert tables() == {"alembic_version"}
    flask_migrate.upgrade()
    assert tables() == {"alembic_version", *db.metadata.tables}


@pytest.mark.parametrize("revision", revisions()[::7])
def test_all_of_them_go_up_again_with_data(bare: Flask, revision: str) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    db.engine.dispose()
    full = counted(tables())
    flask_migrate.downgrade(revision=revision)
    left = tables() - {"alembic_version"}
    flask_migrate.upgrade()
    assert counted(left) == {name: full[name] for name in left}
    assert tables() == {"alembic_version", *db.metadata.tables}


def counted(names: set[str]) -> dict[str, int]:
    """How many rows there are in each of these tables, whatever columns it has just now."""
    with db.engine.connect() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in names
        }


def test_rounds_that_were_looked_at_get_the_plan_they_have_as_what_was_expected(
    bare: Flask,
) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()

    def expected() -> tuple[list[Row[Any]], list[Row[Any]]]:
        whole, sign = Expectation.__table__.c, ExpectedSign.__table__.c
        with db.engine.connect() as connection:
            return (
                list(connection.execute(select(*whole).order_by(whole.id))),
                list(connection.execute(select(*sign).order_by(sign.id))),
            )

    filled = expected()
    assert all(len(rows) > 10 for rows in filled)
    flask_migrate.downgrade(revision="0002")
    db.engine.dispose()
    flask_migrate.upgrade()
    assert expected() == filled


def test_what_is_no_name_in_an_answer_is_still_known_and_goes_with_it(bare: Flask) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    answer_id, cycle_id = db.session.execute(select(Answer.id, Answer.cycle_id).limit(1)).one()
    for key, there in ((answer_id, {"answer_id": answer_id}), (cycle_id, {"cycle_id": cycle_id})):
        db.session.add(NotName(text_id=key, word_hash="0" * 64, **there))
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(revision="0019")
    flask_migrate.upgrade()
    db.engine.dispose()
    kept = db.session.scalars(select(NotName)).one()
    assert (kept.text_id, kept.answer_id, kept.cycle_id) == (answer_id, answer_id, None)
    db.session.delete(db.session.get_one(Answer, answer_id))
    db.session.commit()
    assert db.session.scalars(select(NotName)).all() == []


def test_an_upgrade_of_a_full_database_keeps_every_row(bare: Flask) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    full = contents()
    flask_migrate.upgrade()
    assert contents() == full


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
