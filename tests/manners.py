"""What is asked of every test's app, whoever knocks on it."""

from pathlib import Path

from flask import Response, g, request
from flask_login import current_user
from sqlalchemy import make_url

from logbook import gate
from logbook.settings import Settings

CHEAPEST = {
    "https": False, "password_memory_kib": 8, "file_patience": 0.0,
    # The tests say themselves what day it is.
    "retention_by_worker": False,
}  # fmt: skip


def beside(url: str) -> Path:
    """Where the list of what was erased lies: it goes with the folder of the databases."""
    place = make_url(url)
    name = str(place.database)
    return Path(
        f"{name}.erasures" if "host" not in place.query else f"{place.query['host']}/{name}"
    )


def settings_for(url: str) -> Settings:
    return Settings(
        secret_key="only for tests", database_url=url, testing=True,
        erasures=beside(url),
        **CHEAPEST,
    )  # fmt: skip


def every_write_asks_the_policy(response: Response) -> Response:
    # A stored answer was given before, by a view that asked.
    is_anew = "Idempotent-Replayed" not in response.headers
    wrote = request.method == "POST" and response.status_code < 400 and is_anew
    if wrote and current_user.is_authenticated and not gate.is_public(request.endpoint):
        assert "authorized" in g, f"{request.endpoint} wrote without authorize()"
    return response
