"""Nobody gets in without signing in, except to views marked `@public`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask, Request, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import update
from werkzeug.exceptions import Forbidden

from logbook import clock
from logbook.by_script import OPERATION, is_by_script
from logbook.db import db
from logbook.keys import keyed_hash, random_key
from logbook.people.models import Person, SignIn
from logbook.people.models.access import SHARED_LASTS, SHARED_UNUSED, SIGN_IN_LASTS

SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_SITE = {"same-origin", "none"}

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

login_manager = LoginManager()
csrf = CSRFProtect()


class ForeignRequest(Forbidden):
    """Another site sent this; whoever is signed in did not mean it."""


def me() -> Person:
    """The signed-in person herself, not a proxy, so it is safe to hand to the ORM."""
    return cast(Person, current_user._get_current_object())


def my_sign_in_id() -> UUID:
    """Which sign-in this request came with; an id, since the row may end during the request."""
    return cast(UUID, g.sign_in_id)


def public(view: View) -> View:
    """Open this view to anyone."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(endpoint: str | None) -> bool:
    view = current_app.view_functions.get(endpoint or "")
    return endpoint == "static" or getattr(view, "is_public", False)


def takes(*names: str) -> Callable[[View], View]:
    """Say which parameters a view's address may carry; with any other it is not found."""

    def mark(view: View) -> View:
        view.parameters = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def has_unknown_parameters() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return not set(request.args) <= getattr(view, "parameters", frozenset())


def begin_sign_in(person: Person, *, device: str, at: datetime, is_shared: bool = False) -> str:
    """Add a sign-in that lasts while it is used; its key belongs in a cookie and nowhere else."""
    key = random_key()
    db.session.add(
        SignIn(
            person=person,
            key_hash=keyed_hash("sign-in", key),
            device=device,
            began_at=at,
            used_at=at,
            expires_at=at + (SHARED_LASTS if is_shared else SIGN_IN_LASTS),
            is_shared=is_shared,
        )
    )
    return key


def remember(key: str, *, is_shared: bool = False) -> None:
    """Put the key of a new sign-in into a session that holds nothing from before it.

    On a shared device it ends with the browser too.
    """
    forget()
    session["sign_in"] = key
    session.permanent = not is_shared
    if is_shared:
        session["used"] = int(clock.now().timestamp())


def is_on_shared_device() -> bool:
    """Whether who is signed in here, or was until it ran out, said that the device is shared."""
    return bool(g.get("sign_in_is_shared")) or "used" in session


def forget() -> None:
    """Empty the browser's session, with what this request already made of it."""
    session.clear()
    # The token of its forms, whose they are, and what Flask-Login found out about who this is.
    for name in ("csrf_token", "owner_key", "_login_user"):
        g.pop(name, None)


def person_behind(_request: Request) -> Person | None:
    """Who this request's cookie belongs to, as long as the sign-in is there."""
    key = session.get("sign_in")
    if not key:
        return None
    live = SignIn.live(keyed_hash("sign-in", key), clock.now())
    sign_in: SignIn | None = db.session.scalars(*live).unique().one_or_none()
    if sign_in is None or (sign_in.is_shared and not was_used_lately()):
        return None
    g.sign_in_is_shared = sign_in.is_shared
    g.sign_in_id, g.sign_in_used_at = sign_in.id, sign_in.used_at
    return sign_in.person


def was_used_lately() -> bool:
    """Whether a shared device was used within the half-hour; if so, it counts anew from now.

    The moment stands in the cookie, signed: a page that is only read writes nothing here.
    """
    now, used = int(clock.now().timestamp()), session.get("used", 0)
    if now - used > SHARED_UNUSED.total_seconds():
        return False
    if now - used >= 60:
        session["used"] = now
    return True


def keep_signed_in(at: datetime) -> None:
    """Let the sign-in last on, once a day and only when something is sent: a GET writes nothing."""
    if g.sign_in_is_shared or clock.day_of(g.sign_in_used_at) == clock.day_of(at):
        return
    # A statement, not the object: the row may be gone by now, and then it stays gone.
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == my_sign_in_id())
        .values(used_at=at, expires_at=at + SIGN_IN_LASTS)
    )
    db.session.commit()
    session.modified = True


def owners() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="owner of a form")


def owner_key() -> str:
    """Whose form this is: a signed word for the hidden field `owner`, empty when signed out."""
    if "owner_key" not in g:  # Signed once, though a page may hold many forms.
        g.owner_key = owner_key_of(me()) if current_user.is_authenticated else ""
    return str(g.owner_key)


def owner_key_of(person: Person) -> str:
    """The same word each time: on her device, what she wrote is kept under it."""
    return str(owners().dumps(person.id.hex))


def owner_of_form() -> UUID | None:
    """Whose form was sent, by its field `owner`."""
    return owner_behind(request.form.get("owner", ""))


def owner_behind(word: str) -> UUID | None:
    """Who is meant by an owner's key; None if it is not one of ours."""
    try:
        return UUID(owners().loads(word))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def is_path_here(path: str) -> bool:
    """Whether this is a path on this site, and no trick to lead somebody elsewhere.

    Browsers take a backslash for a slash and overlook tabs and newlines, so neither may be there.
    """
    is_rooted = path.startswith("/") and not path.startswith("//")
    return is_rooted and "\\" not in path and all(ord(letter) > 32 for letter in path)


def check_origin() -> bool:
    """Refuse what another site sent; tells whether the browser said where it came from."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        if site not in OWN_SITE:
            raise ForeignRequest
        return True
    if origin is not None:
        scheme = "https" if current_app.config["SETTINGS"].https else request.scheme
        if origin != f"{scheme}://{request.host}":
            raise ForeignRequest
        return True
    return False


def guard() -> ResponseReturnValue | None:
    """The gate itself: where from, then who, then whether the form is ours."""
    if request.endpoint is None:
        return None
    if has_unknown_parameters():
        abort(404)
    if request.method in SAFE:
        return None if is_open() else to_sign_in()
    is_from_here = check_origin()
    if not is_open() or is_somebody_elses_form():
        abort(401)
    if not is_from_here:
        csrf.protect()
    if current_user.is_authenticated:
        keep_signed_in(clock.now())
    return None


def is_open() -> bool:
    return is_public(request.endpoint) or current_user.is_authenticated


def is_somebody_elses_form() -> bool:
    """A form left open on a shared tablet must not be saved as the next person's."""
    if is_public(request.endpoint):
        return False
    owner = owner_of_form()
    if OPERATION in request.headers:
        # It may have waited on the device while others signed in: it must say whose it is.
        return owner != me().id
    return owner is not None and owner != me().id


def to_sign_in() -> ResponseReturnValue:
    if is_by_script():
        abort(401)
    path = request.full_path.rstrip("?")
    return redirect(url_for("people.sign_in", naeste=None if path == "/" else path), code=302)


def init_app(app: Flask) -> None:
    csrf.init_app(app)
    # Our own key is looked up in the database at each request; nothing else makes anybody known.
    login_manager.session_protection = None
    login_manager.request_loader(person_behind)
    login_manager.init_app(app, add_context_processor=False)
    app.permanent_session_lifetime = SIGN_IN_LASTS
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.before_request(guard)
    jinja: dict[str, Any] = app.jinja_env.globals
    jinja["owner_key"] = owner_key
