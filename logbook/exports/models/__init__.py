"""What an instructor asks for, and the log of what she took along."""

from logbook.exports.models.extract import Extract, Format, extract_release
from logbook.exports.models.selection import Selection

__all__ = ["Extract", "Format", "Selection", "extract_release"]
