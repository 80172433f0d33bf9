"""The style sheets, sent as one: a first visit asks once, and gets it packed tight."""

from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app

from logbook.gate import public
from logbook.packed import kept_for_ever

# In this order: the first one sets the order of the layers.
SHEETS = ("base", "layout", "parts", "lists", "forms", "glance")


@lru_cache
def joined(folder: Path) -> bytes:
    return b"".join((folder / f"{name}.css").read_bytes() for name in SHEETS)


@public
def style() -> Response:
    """All of it, under an address that changes when any of it does, so it is kept for ever."""
    return kept_for_ever(joined(Path(current_app.static_folder or "")), "text/css")


def init_app(app: Flask) -> None:
    app.add_url_rule(f"{app.static_url_path}/logbook.css", "style", style)
