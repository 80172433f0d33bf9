"""What an instructor asks for, and the log of what she took along."""

from logbook.exports.models.extract import (
    Extract,
    Format,
    any_withdrawn_in,
    extract_release,
)
from logbook.exports.models.selection import Selection

__all__ = ["Extract", "Format", "Selection", "any_withdrawn_in", "extract_release"]
