"""What the tests stand on: an app, a client with manners, a cast, and somebody signed in."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event

from logbook import clock, create_app, gate
from logbook.audit.models.recording import unwritten
from logbook.db import db
from logbook.people.models import Person
from logbook.settings import Settings
from tests import cast as people
from tests import factories as make
from tests.manners import every_write_asks_the_policy, settings_for
from tests.pages import check_page

# How long an example takes says how busy the machine is, not whether the rule holds.
hypothesis.settings.register_profile(
    "logbook", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("logbook")

pytest_plugins = ["tests.databases", "tests.visitors"]


def pytest_collection_finish() -> None:
    """What is there now stays: nobody need go through it again, looking for what can go."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Client(FlaskClient):
    """A client with manners: each request its own context, each page checked, each write kept.

    It says, as a browser does, that its requests come from the site itself.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if isinstance(kwargs.get("headers"), list | dict | type(None)):
            kwargs["headers"] = {"Sec-Fetch-Site": "same-origin"} | dict(
                kwargs.get("headers") or {}
            )
        with self.application.app_context():
            response = super().open(*args, **kwargs)
            left = [*db.session.new, *db.session.dirty, *db.session.deleted]
            left += unwritten()
            assert not left, f"{args} left a write uncommitted: {left}"
        db.session.rollback()
        db.session.expire_all()
        if response.mimetype == "text/html" and not response.location:
            check_page(response.text)
        return response


@pytest.fixture(scope="session")
def theatre(databases: Any, database_kind: str) -> people.Stage:
    """The cast, assembled once; a test that asks for it gets a copy of that database."""
    url = databases.create(database_kind, databases.template_url(database_kind))
    app = create_app(settings_for(url))
    with app.app_context():
        stage = people.Stage.set(url)
        db.session.remove()
        db.engine.dispose()
    return stage


@pytest.fixture
def database_template(request: pytest.FixtureRequest) -> str | None:
    """With a cast on it where the test asks for the cast."""
    if "cast" in request.fixturenames:
        url: str = request.getfixturevalue("theatre").url
        return url
    return None


@pytest.fixture
def settings(database_url: str) -> Settings:
    return settings_for(database_url)


class CompiledOnce(BytecodeCache):
    """The pages as code, for every app that a test builds anew."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            # It is refused where the page reads otherwise than it did.
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


compiled_once = CompiledOnce()


def built(settings: Settings) -> Flask:
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_once
    app.test_client_class = Client
    app.after_request(every_write_asks_the_policy)
    return app


@contextmanager
def opened(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def apps() -> dict[Settings, Flask]:
    """Building one and compiling its pages takes longer than most tests: they share it."""
    return {}


@pytest.fixture
def app(apps: dict[Settings, Flask], settings: Settings) -> Iterator[Flask]:
    """The program; who changes it takes `own_app` instead."""
    if settings not in apps:
        apps[settings] = built(settings)
    with opened(apps[settings]) as app:
        yield app


@pytest.fixture
def own_app(settings: Settings) -> Iterator[Flask]:
    """The program, for a test that adds to it."""
    with opened(built(settings)) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Person], FlaskClient]:
    """A client of her own for each person who is signed in."""

    def as_(person: Person) -> FlaskClient:
        client = app.test_client()
        # Far ahead, so that it lasts whether or not a test sets the clock to `noon`.
        key = gate.begin_sign_in(person, device="En prøve", at=make.NOON)
        db.session.commit()
        with client.session_transaction() as session:
            session["sign_in"] = key
        return client

    return as_


@pytest.fixture
def cast(app: Flask, theatre: people.Stage) -> SimpleNamespace:
    return theatre.enter()


@pytest.fixture
def count_queries(app: Flask) -> Callable[[Callable[[], Any]], int]:
    """How many statements a call sends to the database."""

    def count(call: Callable[[], Any]) -> int:
        statements: list[str] = []

        def hear(*args: Any) -> None:
            statements.append(args[2])

        event.listen(db.engine, "before_cursor_execute", hear)
        try:
            call()
        finally:
            event.remove(db.engine, "before_cursor_execute", hear)
        return len(statements)

    return count


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Any:
    """It is noon on the day that the factories write."""
    monkeypatch.setattr(clock, "now", lambda: make.NOON)
    return make.NOON
