"""What is asked of every test's app, whoever knocks on it."""

from flask import Response, g, request
from flask_login import current_user

from logbook import gate
from logbook.settings import Settings

CHEAPEST = {"https": False, "password_memory_kib": 8, "file_patience": 0.0}


def settings_for(url: str) -> Settings:
    return Settings(secret_key="only for tests", database_url=url, testing=True, **CHEAPEST)


def every_write_asks_the_policy(response: Response) -> Response:
    # A stored answer was given before, by a view that asked.
    is_anew = "Idempotent-Replayed" not in response.headers
    wrote = request.method == "POST" and response.status_code < 400 and is_anew
    if wrote and current_user.is_authenticated and not gate.is_public(request.endpoint):
        assert "authorized" in g, f"{request.endpoint} wrote without authorize()"
    return response
