"""An app on a database without a single table."""

from collections.abc import Iterator

import pytest
from flask import Flask

from logbook import create_app
from logbook.db import db
from logbook.settings import Settings


@pytest.fixture
def bare(bare_database_url: str) -> Iterator[Flask]:
    """The app on a database without a single table."""
    app = create_app(Settings(secret_key="x", database_url=bare_database_url, testing=True))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
