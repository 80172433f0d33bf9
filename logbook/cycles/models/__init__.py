"""A cycle, the texts that people write in it, and the people who write."""

from logbook.cycles.models.cycle import Cycle
from logbook.cycles.models.expectations import Expectation, ExpectedSign
from logbook.cycles.models.moving import Move
from logbook.cycles.models.not_names import NotName
from logbook.cycles.models.readers import CycleGuest, Reading, leads_somewhere
from logbook.cycles.models.texts import Answer, AnswerWriter
from logbook.cycles.models.trials import (
    Observation,
    ObservationRequest,
    Sign,
    SignScore,
    Trial,
)
from logbook.cycles.models.versions import Version, VersionKind, WaitsToBeSettled
from logbook.cycles.models.wordings import Wording, WordingOf
from logbook.cycles.models.writers import CycleWriter, writes_in

__all__ = [
    "Answer",
    "AnswerWriter",
    "Cycle",
    "CycleGuest",
    "CycleWriter",
    "Expectation",
    "ExpectedSign",
    "Move",
    "NotName",
    "Observation",
    "ObservationRequest",
    "Reading",
    "Sign",
    "SignScore",
    "Trial",
    "Version",
    "VersionKind",
    "WaitsToBeSettled",
    "Wording",
    "WordingOf",
    "leads_somewhere",
    "writes_in",
]
