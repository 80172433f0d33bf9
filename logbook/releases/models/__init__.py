"""Passages on their way to KP, and who must say yes to them."""

from logbook.releases.models.attribution import Attribution
from logbook.releases.models.releasable import corrected_since, hold, releasable_by
from logbook.releases.models.release import Consent, NotThePassage, Release
from logbook.releases.models.second_reading import SecondReading, Trace, second_readers

__all__ = [
    "Attribution",
    "Consent",
    "NotThePassage",
    "Release",
    "SecondReading",
    "Trace",
    "corrected_since",
    "hold",
    "releasable_by",
    "second_readers",
]
