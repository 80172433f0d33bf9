"""Values of the file in the words of the screen: a stage, a role, a day."""

import re
from collections.abc import Callable
from enum import Enum
from typing import Any

from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Decision, Position, Stage, Visibility
from logbook.exports.models import Format
from logbook.mine.rounds import day_in_words
from logbook.people.models import Profession, Role
from logbook.privacy.held.acts import ACTS
from logbook.privacy.personal_data import BY_TABLE
from logbook.releases.models import Attribution, Trace
from logbook.reviews.models.conditions import BringUp
from logbook.withheld.models import Whom

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
LABELLED: dict[str, Any] = {
    "question": Question, "stage": Stage, "ended_from": Stage, "came_from": Stage,
    "went_to": Stage, "visibility": Visibility, "last_visibility": Visibility,
    "decision": Decision, "position": Position, "format": Format, "role": Role,
    "profession": Profession, "attribution": Attribution, "usual_attribution": Attribution,
    "bring_up": BringUp, "whom": Whom,
}  # fmt: skip
WORDS = {
    "replaced": "Stod der før",
    "came_second": "Mødte en anden tekst",
    "session": "Undervisningsgang",
    "meeting": "Møde i huset",
    "plan": "En ny plan",
    "extract": "Udtræk",
    "mine": "Mine data",
    "book": "Min bog",
    "waiting": "Venter",
    "working": "I gang",
    "done": "Færdig",
    "given": "Givet",
    "none": "Ikke spurgt",
    "cancelled": "Afbrudt",
    "failed": "Lykkedes ikke",
    "title": "Navn",
    "sign": "Tegn",
    "local": "I Logbogen selv",
    "answer": "Et svar eller en iagttagelse",
    "question": "Et spørgsmål til sparring",
    "sparring": "Sparring",
    "reply": "Et svar i en tråd",
    "kind_word": "Et venligt puf",
    "note": "Noten fra en samtale",
    "outcome": "Det, refleksionerne blev brugt til",
    "board": "En tavles navn",
    "group": "En gruppes navn på en tavle",
    "board_note": "En note på en tavle",
}
# What a line of the log may add: a role, whom a round is open to, a kind of file.
DETAILS: tuple[Any, ...] = (Role, Visibility, Format)
# Keys with words that only the program uses.
WORDED = {"kind", "state", "sparring", "what", "auth_source"}
# What stands in the data alone: what the program counts by, and what a name stands for already.
UNTOLD = {"id", "revision", "number"}


def is_told(key: str, value: Any) -> bool:
    """Whether a page tells it: neither what is empty nor a bare number that ties rows together."""
    return value not in (None, "", [], {}) and key not in UNTOLD and not key.endswith("_id")


def in_words(key: str, value: Any) -> str:
    if key in LABELLED and isinstance(value, str):
        return labelled(LABELLED[key], value)
    if key in WORDED:
        return WORDS.get(value, str(value))
    if key == "act":
        return ACTS.get(value, str(value))
    if key == "detail":
        return next((label for kind in DETAILS if (label := labelled(kind, value)) != value), value)
    if key == "about_kind":
        return BY_TABLE[value].what if value in BY_TABLE else str(value)
    if key == "traces":
        return ", ".join(labelled(Trace, each) for each in value)
    if key == "words":
        # What KP had of it stands with the passages.
        return "\n".join(text for name, text in value.items() if text and "/" not in name)
    if key == "score":
        return SCORES[value]
    return plainly(value)


def labelled(kind: Callable[[str], Any], value: str) -> str:
    """As the screen says it; a value of a later program stands as it is."""
    try:
        found: Enum = kind(value)
    except ValueError:
        return value
    label: str = getattr(found, "label", value)
    return label


def plainly(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dict):
        return "\n".join(f"{name}: {text}" for name, text in value.items() if text)
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return day_in_words(value)
    return str(value)
