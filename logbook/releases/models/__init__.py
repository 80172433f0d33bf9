"""Passages on their way to KP, and who must say yes to them."""

from logbook.releases.models.attribution import Attribution
from logbook.releases.models.releasable import corrected_since, hold, releasable_by
from logbook.releases.models.release import Consent, NotThePassage, Release

__all__ = [
    "Attribution",
    "Consent",
    "NotThePassage",
    "Release",
    "corrected_since",
    "hold",
    "releasable_by",
]
