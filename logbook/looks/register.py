"""Makes the drawings known to every template."""

from flask import Flask

from logbook.looks.bars import bars
from logbook.looks.mark import glyph, mark
from logbook.looks.pattern import pattern
from logbook.looks.spiral import spiral


def init_app(app: Flask) -> None:
    """Add `mark`, `pattern`, `glyph`, `spiral` and `bars` to the templates' globals."""
    app.jinja_env.globals.update(mark=mark, pattern=pattern, glyph=glyph, spiral=spiral, bars=bars)
