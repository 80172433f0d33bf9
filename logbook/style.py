"""The style sheets, sent as one: a first visit asks once, and gets it packed tight."""

from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, request

from logbook.gate import public

# In this order: the first one sets the order of the layers.
SHEETS = ("base", "layout", "parts", "lists", "forms")


@lru_cache
def joined(folder: Path) -> bytes:
    return b"".join((folder / f"{name}.css").read_bytes() for name in SHEETS)


@lru_cache
def packed(folder: Path) -> bytes:
    compressed: bytes = brotli.compress(joined(folder), quality=11)
    return compressed


@public
def style() -> Response:
    """All of it, under an address that changes when any of it does, so it is kept for ever."""
    folder = Path(current_app.static_folder or "")
    takes_packed = request.accept_encodings.quality("br") > 0
    response = Response(packed(folder) if takes_packed else joined(folder), mimetype="text/css")
    if takes_packed:
        response.content_encoding = "br"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = current_app.config["SEND_FILE_MAX_AGE_DEFAULT"]
    return response


def init_app(app: Flask) -> None:
    app.add_url_rule(f"{app.static_url_path}/logbook.css", "style", style)
