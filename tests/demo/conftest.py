"""The example, loaded into a database of its own, and the command line beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from logbook import create_app
from logbook.clock import day_of
from logbook.db import db
from logbook.demo import passwords
from logbook.demo.example import KEY, read_cast
from logbook.demo.loading import load
from logbook.programme.models import Programme
from logbook.settings import Settings
from tests import factories as make
from tests.manners import CHEAPEST, settings_for

TODAY = day_of(make.NOON)


@pytest.fixture(scope="session")
def example_url(databases: Any, database_kind: str) -> str:
    """A database with the example around the day that the factories write; tests get copies."""
    url: str = databases.create(database_kind, databases.template_url(database_kind))
    app = create_app(settings_for(url))
    with app.test_request_context(method="POST"):
        load({actor.user_name: passwords.make() for actor in read_cast()}, TODAY)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def database_template(request: pytest.FixtureRequest) -> str | None:
    """With the example in it where the test asks for the example."""
    if "example" in request.fixturenames:
        url: str = request.getfixturevalue("example_url")
        return url
    return None


@pytest.fixture
def example(app: Flask) -> Programme:
    return db.session.scalars(Programme.with_key(KEY)).one()


@pytest.fixture
def default_app(databases: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An app on its default SQLite file, in an instance folder of its own."""
    monkeypatch.setattr(Flask, "auto_find_instance_path", lambda self: str(tmp_path))
    template = databases.maker("sqlite").file(databases.template_url("sqlite"))
    (tmp_path / "logbook.sqlite").write_bytes(Path(template).read_bytes())
    app = create_app(Settings(secret_key="only for tests", testing=True, **CHEAPEST))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def flask_demo(default_app: Flask, noon: Any) -> Callable[..., Result]:
    """`flask demo …` on the default file, at noon on the day that the factories write."""

    def run(*arguments: str) -> Result:
        result = default_app.test_cli_runner().invoke(args=["demo", *arguments])
        db.session.rollback()
        db.session.expire_all()
        return result

    return run
