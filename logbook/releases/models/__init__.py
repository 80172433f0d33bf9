"""Passages on their way to KP, and who must say yes to them."""

from logbook.releases.models.releasable import corrected_since, hold, releasable_by
from logbook.releases.models.release import Attribution, Consent, NotThePassage, Release

__all__ = [
    "Attribution",
    "Consent",
    "NotThePassage",
    "Release",
    "corrected_since",
    "hold",
    "releasable_by",
]
