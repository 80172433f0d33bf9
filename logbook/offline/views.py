"""What a device keeps so that the program opens without a connection: nothing of anybody's."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook.gate import public
from logbook.offline.forms import ChooseForm

bp = Blueprint("offline", __name__)

NOBODY = {
    "nav_items": [],
    "current_nav": "",
    "example_data": False,
    "brand": None,
    "person": None,
    "is_shared": False,
}
TYPEFACES = ("bricolage-da", "sourcesans-da")
ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))


def page() -> str:
    """The same for everyone, whoever is signed in: a device keeps it for all who use it."""
    return render_template("offline/shell.html", choose=ChooseForm(formdata=None), **NOBODY)


@bp.get("/uden-net")
@public
def shell() -> ResponseReturnValue:
    """The page that opens without a connection; the script fills it from what the device holds."""
    return page(), {"Cache-Control": "no-cache"}


@bp.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The worker with the list of what it keeps; or, where it is switched off, one that goes."""
    name = "sw.js" if current_app.config["SETTINGS"].offline else "sw-off.js"
    kept = [
        url_for("offline.shell"), url_for("style"), url_for("script"), url_for("script_later"),
        url_for("script_shell"),
        *(url_for("static", filename=f"fonts/{each}.woff2") for each in TYPEFACES),
        url_for("static", filename="mark.svg"),
    ]  # fmt: skip
    version = hashlib.sha256(json.dumps([kept, page()]).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)}, KEPT = {json.dumps(kept)};\n"
    response = Response(head + source(name), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@lru_cache
def source(name: str) -> str:
    return (Path(current_app.static_folder or "") / name).read_text()


@bp.get("/logbogen.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """What a telephone needs to put it among its programs."""
    told = {
        "id": "/",
        "name": "Logbogen",
        "short_name": "Logbogen",
        "description": "Logbog for aktionslæring i dagtilbud",
        "lang": "da",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#F4F6F8",
        "theme_color": "#17203B",
        "icons": [
            {
                "src": url_for("static", filename=f"icons/{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
    }
    response = Response(json.dumps(told), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def worker_address() -> str:
    """Where a page finds the worker; nowhere when it is switched off."""
    return url_for("offline.worker") if current_app.config["SETTINGS"].offline else ""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["worker_address"] = worker_address
    app.register_blueprint(bp)
