"""Makes the drawings known to every template."""

from flask import Flask

from logbook.looks.bars import bars
from logbook.looks.mark import glyph, mark
from logbook.looks.pattern import pattern
from logbook.looks.sightings import sightings
from logbook.looks.spiral import spiral


def init_app(app: Flask) -> None:
    """Add what the templates draw with to their globals."""
    drawings = {"mark": mark, "pattern": pattern, "glyph": glyph, "spiral": spiral, "bars": bars}
    app.jinja_env.globals.update(drawings, sightings=sightings)
