"""Where passages went, and what was told of it."""

from logbook.uses.models.coming import ToShare, near_sessions, to_share
from logbook.uses.models.outcome import Outcome, OutcomeVersion
from logbook.uses.models.seeing import (
    by_answer,
    in_house,
    known_to,
    of_answers,
    of_cycle,
    usable_by,
    used,
)
from logbook.uses.models.use import Use, UseKind

__all__ = [
    "Outcome",
    "OutcomeVersion",
    "ToShare",
    "Use",
    "UseKind",
    "by_answer",
    "in_house",
    "known_to",
    "near_sessions",
    "of_answers",
    "of_cycle",
    "to_share",
    "usable_by",
    "used",
]
