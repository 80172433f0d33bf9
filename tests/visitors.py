"""Everyone of the cast, signed in at once in a world where much has happened: a pytest plugin.

One app and one database serve many tests. What a test changed is undone before the next one
knocks, so a refused request costs no more than itself.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask, got_request_exception
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from logbook import create_app
from logbook.db import db
from logbook.people.models.access import WrongTry
from tests import world
from tests.cast import Stage
from tests.manners import every_write_asks_the_policy, settings_for

NOBODY = "nobody"


class Visitors:
    """The people of the world and their doors. `nobody` is one who is not signed in."""

    def __init__(self, stage: Stage, url: str, maker: Any) -> None:
        self.stage, self.url, self.maker = stage, url, maker
        self.app: Flask = create_app(settings_for(url))
        self.app.after_request(every_write_asks_the_policy)
        # The answer to a fault is looked at as people get it, not raised into the test.
        self.app.testing = False
        self.app.config["PROPAGATE_EXCEPTIONS"] = False
        # A silent log of its own: every app of this name would share the usual one.
        self.app.logger = logging.getLogger("visitors")
        self.app.logger.disabled = True
        self.fault: Exception | None = None
        got_request_exception.connect(self.remember_fault, self.app)
        signer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        self.cookies = {
            who: f"logbook={signer.dumps({'sign_in': key})}"
            for who, key in stage.words["keys"].items()
        }
        self.client = FlaskClient(self.app, use_cookies=False)
        self.is_changed = False

    def knock(
        self, who: str, method: str, path: str, data: Any = None, **keywords: Any
    ) -> TestResponse:
        """Send one request as this person, as her browser would, to the world as it was."""
        if self.is_changed:
            self.undo()
        return self.go_on(who, method, path, data, **keywords)

    def go_on(
        self, who: str, method: str, path: str, data: Any = None, **keywords: Any
    ) -> TestResponse:
        """The same, in the world as the request before left it."""
        headers = {"Sec-Fetch-Site": "same-origin"} | keywords.pop("headers", {})
        if who != NOBODY:
            headers["Cookie"] = self.cookies[who]
        answer = self.client.open(path, method=method, data=data, headers=headers, **keywords)
        answer.get_data()
        answer.close()
        if method in {"POST", "PUT"} and answer.status_code < 400:
            self.is_changed = True
        return answer

    def remember_fault(self, _app: Flask, exception: Exception, **_more: Any) -> None:
        self.fault = exception

    def undo(self) -> None:
        self.leave()
        self.maker.fill(self.url, self.stage.url)
        self.is_changed = False

    def leave(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def forgive(self) -> None:
        """Forget the wrong passwords and codes, so that the next one is looked at again."""
        with self.app.app_context():
            db.session.execute(delete(WrongTry))
            db.session.commit()

    def address(self, endpoint: str, **values: Any) -> str:
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **values)

    def id(self, name: str) -> Any:
        return self.stage.id(name)


@pytest.fixture(scope="session")
def stage(databases: Any, database_kind: str) -> Stage:
    """The world, assembled once."""
    url = databases.create(database_kind, databases.template_url(database_kind))
    app = create_app(settings_for(url))
    with app.test_request_context():
        made = Stage.set(url, world.assemble)
        db.session.remove()
        db.engine.dispose()
    return made


@pytest.fixture(scope="session")
def house_of_all(databases: Any, database_kind: str, stage: Stage) -> Iterator[Visitors]:
    url = databases.create(database_kind, stage.url)
    visitors = Visitors(stage, url, databases.maker(database_kind))
    yield visitors
    visitors.leave()


@pytest.fixture
def visitors(house_of_all: Visitors, noon: datetime) -> Visitors:
    """Everyone, at noon of the day after the world was made."""
    return house_of_all
