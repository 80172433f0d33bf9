"""A real browser, and the real program served to it: one browser, a fresh world for each test."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from logbook import clock, create_app
from logbook.db import db
from logbook.people import passwords
from logbook.people.models import Person
from logbook.people.navigation import home_of
from tests import factories as make
from tests.browser import world
from tests.browser.checks import mistakes_in
from tests.cast import Stage
from tests.chromium import chromium_path
from tests.manners import settings_for
from tests.serving import cookie_of

# A busy machine takes its time; what never comes is a failure all the same.
expect.set_options(timeout=30_000)

PASSWORD = "gul cykel under broen"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# A browser of ours alone: it asks nobody for anything, and needs no graphics.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # Flask-Compress reads static files to the end, and leaves it to Python to close them.
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def database_url(
    databases: Any, database_kind: str, database_template: str | None
) -> Iterator[str]:
    """At an address of its own: a browser may still be asking when its test is over."""
    with databases.fresh(database_kind, database_template) as url:
        yield url


@pytest.fixture
def app(own_app: Flask) -> Flask:
    return own_app


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Callable[[], datetime]:
    """It is past noon on the day that the factories write, and time goes on."""
    began = monotonic()

    def now() -> datetime:
        return make.NOON + timedelta(minutes=5, seconds=monotonic() - began)

    monkeypatch.setattr(clock, "now", now)
    return now


@pytest.fixture
def cast(cast: SimpleNamespace, ticking: Any) -> SimpleNamespace:
    """Everyone has chosen a password."""
    hashed = passwords.hashed(PASSWORD)
    for each in vars(cast).values():
        if isinstance(each, Person):
            each.password_hash = hashed
    db.session.commit()
    return cast


@pytest.fixture(scope="session")
def furnished_theatre(databases: Any, database_kind: str, theatre: Stage) -> Stage:
    """What the house is furnished with, put there once: that takes longer than many a test."""
    url = databases.create(database_kind, theatre.url)
    app = create_app(settings_for(url))
    with app.app_context():
        stage = Stage.set(url, lambda: world.furnish(theatre.enter()))
        db.session.remove()
        db.engine.dispose()
    return stage


@pytest.fixture
def database_template(request: pytest.FixtureRequest, database_template: str | None) -> str | None:
    """With the furniture too, where the test asks for it."""
    if "furnished" in request.fixturenames:
        url: str = request.getfixturevalue("furnished_theatre").url
        return url
    return database_template


@pytest.fixture
def furnished(cast: SimpleNamespace, furnished_theatre: Stage) -> SimpleNamespace:
    """The house in the middle of its work."""
    return furnished_theatre.enter()


class Quiet(WSGIRequestHandler):
    """Speaks as a real server does, one connection for many requests, and keeps no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *args: Any, **kwargs: Any) -> None:
        pass


@pytest.fixture
def base_url(app: Flask) -> Iterator[str]:
    """Where the program listens."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def new_context(chromium: Browser, base_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """A device of its own for each call."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def new(**settings: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=base_url, locale="da-DK", service_workers="block", reduced_motion="reduce",
            **({"viewport": PHONE} | settings),
        )  # fmt: skip
        context.set_default_timeout(30_000)
        context.on("weberror", lambda told: broken.extend(mistakes_in(told)))
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert broken == [], "a script broke off"


# Every page is looked at on a desk too; whole walks there are for the long run.
@pytest.fixture(params=[PHONE, pytest.param(DESK, marks=pytest.mark.long)], ids=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return dict(request.param)


@pytest.fixture
def let_in(app: Flask, base_url: str) -> Callable[[BrowserContext, Person], Page]:
    """Where the door leads her, on a device that she signed in on before; it has its own tests."""

    def open_home(context: BrowserContext, person: Person) -> Page:
        name, value = cookie_of(person, app).split("=", 1)
        db.session.commit()
        context.add_cookies([{
            "name": name, "value": value, "url": base_url, "httpOnly": True, "sameSite": "Lax",
        }])  # fmt: skip
        page = context.new_page()
        with app.test_request_context():
            address = home_of(person)
        page.goto(address)
        return page

    return open_home


@pytest.fixture
def signed_in(new_context: Any, let_in: Any) -> Callable[..., Page]:
    """A page on a device of her own, where she is signed in."""

    def sign_in(person: Person, **settings: Any) -> Page:
        page: Page = let_in(new_context(**settings), person)
        return page

    return sign_in


@pytest.fixture
def page_of_author(cast: SimpleNamespace, signed_in: Callable[..., Page]) -> Page:
    return signed_in(cast.author)


@pytest.fixture
def fresh() -> Callable[[], None]:
    """Forget what this thread has read, since the browser wrote meanwhile."""

    def forget() -> None:
        db.session.rollback()
        db.session.expire_all()

    return forget
