"""The real server on a database that guards the disk as it does in production."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import PostgreSQL, SQLite, migrate
from tests.durability.world import World, assemble
from tests.durability.writers import Writers
from tests.serving import Server, settings_for


class Guarded:
    """Where databases are made, and the empty one that they are copies of."""

    def __init__(self, maker: SQLite | PostgreSQL) -> None:
        self.maker = maker
        self.template = maker.new_url()
        maker.fill(self.template)
        migrate(self.template)


@pytest.fixture(scope="session")
def guarded(database_kind: str) -> Iterator[Guarded]:
    # Short, because the name of a socket may hold about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="durable-"))
    maker = SQLite(folder) if database_kind == "sqlite" else PostgreSQL(folder, guards_disk=True)
    yield Guarded(maker)
    maker.stop()


@pytest.fixture
def postgres(guarded: Guarded) -> PostgreSQL:
    assert isinstance(guarded.maker, PostgreSQL)
    return guarded.maker


@pytest.fixture
def sqlite(guarded: Guarded) -> SQLite:
    assert isinstance(guarded.maker, SQLite)
    return guarded.maker


@pytest.fixture
def url(guarded: Guarded) -> Iterator[str]:
    """The address of a migrated database of this test's own."""
    url = guarded.maker.new_url()
    guarded.maker.fill(url, guarded.template)
    yield url
    guarded.maker.drop(url)


@pytest.fixture
def world(url: str) -> World:
    return assemble(url)


@pytest.fixture
def around() -> tuple[str, ...]:
    """The command that the server runs under."""
    return ()


@pytest.fixture
def server(url: str, world: World, around: Any, tmp_path: Path) -> Iterator[Server]:
    """Gunicorn with the program, serving the world; what it complains of is in its log."""
    server = Server("logbook:create_app()", "/log-ind", settings_for(url), tmp_path / "log", around)
    server.start()
    yield server
    server.stop()
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.fixture
def writers(world: World, server: Server) -> Writers:
    return Writers(world, server.port)
