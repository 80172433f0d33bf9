"""The list of names as a browser asks for it: once, and again when there is another."""

import hashlib
from functools import lru_cache

from flask import Blueprint, Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from logbook.gate import is_public, me
from logbook.names.models import known_in
from logbook.packed import kept_for_ever
from logbook.privacy.found import OWN_LISTS
from logbook.privacy.lists import IN_USE, Names, for_the_browser, in_use

bp = Blueprint("names", __name__, url_prefix="/navneliste")

AN_HOUR = 3600


@lru_cache(maxsize=4)
def list_of(names: Names) -> tuple[str, bytes]:
    """The list's version, and the list as it is sent."""
    content = for_the_browser(names)
    return hashlib.sha256(content).hexdigest()[:12], content


@bp.get("")
def current() -> ResponseReturnValue:
    """Leads to the list as it is now; a page need not know which."""
    version, _ = list_of(in_use())
    answer = redirect(url_for(".known", version=version))
    answer.cache_control.private = True
    answer.cache_control.max_age = AN_HOUR
    return answer


@bp.get("/<version>")
def known(version: str) -> Response:
    """Under an address that changes when the list does, so it is kept for ever."""
    now, content = list_of(in_use())
    answer = kept_for_ever(content, "text/plain")
    if version != now:
        # A page that stood open while the list was changed: it gets the new one, unkept.
        answer.cache_control.clear()
        answer.cache_control.no_store = True
        return answer
    answer.headers["Cache-Control"] = answer.headers["Cache-Control"].replace("public", "private")
    return answer


def use_her_list() -> None:
    """The server's guard reads the list of whoever is being served, as her browser does."""
    is_hers = not is_public(request.endpoint) and current_user.is_authenticated
    IN_USE.set(known_in(me().programme) if is_hers else None)


def forget_her_list(_error: BaseException | None) -> None:
    IN_USE.set(None)


def init_app(app: Flask) -> None:
    app.before_request(use_her_list)
    # What was found in a text is remembered for each list by itself.
    if IN_USE.get not in OWN_LISTS:
        OWN_LISTS.append(IN_USE.get)
    app.teardown_request(forget_her_list)
    app.register_blueprint(bp)
