"""The example as it lies in its files: 24 cycles, the people in them, and who did what."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.people.models import Profession, Role
from logbook.releases.models import Attribution

HERE = Path(__file__).parent
KEY = "eksempel"
PROFESSIONS = {
    "paedagog": Profession.PEDAGOGUE,
    "paedagogmedhjaelper": Profession.ASSISTANT,
    "paedagogisk_assistent": Profession.PEDAGOGICAL_ASSISTANT,
    "dagplejer": Profession.CHILDMINDER,
    "dagplejepaedagog": Profession.CHILDMINDING_PEDAGOGUE,
    "paedagogisk_leder": Profession.PEDAGOGICAL_LEADER,
    "distriktsleder": Profession.DISTRICT_LEADER,
    "dagplejeleder": Profession.CHILDMINDING_LEADER,
    "sundhedsplejerske": Profession.HEALTH_VISITOR,
    "tale_hoerekonsulent": Profession.SLP_CONSULTANT,
    "ergoterapeut": Profession.OCCUPATIONAL_THERAPIST,
    "stoettepaedagog": Profession.SUPPORT_PEDAGOGUE,
    "koekkenmedarbejder": Profession.KITCHEN_STAFF,
    "paedagogstuderende": Profession.STUDENT,
}


class ExampleRefused(Exception):
    """A form or a rule of the program says no to something in the example."""


@dataclass(frozen=True)
class Actor:
    """An invented person: `shown_as` says for which role she is shown to whoever starts it."""

    name: str
    user_name: str
    profession: Profession
    role: Role
    unit: str | None = None
    district: str | None = None
    shown_as: str | None = None


@dataclass(frozen=True)
class Passage:
    """An answer that its writers gave to KP, or began to: `yes` are the others who agreed."""

    question: Question
    attribution: Attribution
    yes: tuple[str, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True)
class StillAsked:
    """Somebody who has been asked what she saw and has not written it yet."""

    who: str
    days_ago: int


@dataclass(frozen=True)
class Story:
    """One cycle: `told` is its entry in the JSON file, the rest what that does not say.

    People are user names. Without `asked_days_ago` sparring was asked for in the module's time.
    """

    index: int
    told: dict[str, Any]
    author: str
    writes_with: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    completed_by: dict[Question, str] | None = None
    visibility: Visibility = Visibility.PRIVATE
    asked_days_ago: int | None = None
    is_unread: bool = False
    still_asked: StillAsked | None = None
    releases: tuple[Passage, ...] = ()

    @property
    def status(self) -> str:
        return str(self.told["status"])

    @property
    def tried_after(self) -> int | None:
        """Days from the module's first session to the trial; None if it was never tried."""
        tried = self.told["try"]
        return tried["date_offset_days"] if tried else None


def read_json() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / "example_cycles.json").read_text(encoding="utf-8"))
    return data


def read_cast() -> list[Actor]:
    entries = tomllib.loads((HERE / "cast.toml").read_text(encoding="utf-8"))["person"]
    return [
        Actor(**{**e, "profession": Profession(e["profession"]), "role": Role(e["role"])})
        for e in entries
    ]


def read_stories() -> list[Story]:
    """The cycles in the order of the JSON file."""
    told = read_json()["cycles"]
    entries = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))["cycle"]
    return [
        story_from(index, cycle, dict(entry))
        for index, (cycle, entry) in enumerate(zip(told, entries, strict=True))
    ]


def story_from(index: int, told: dict[str, Any], entry: dict[str, Any]) -> Story:
    if entry.pop("title") != told["title"]:
        raise ExampleRefused(f"story.toml: forløb {index} hedder ”{told['title']}” i JSON-filen.")
    asked = entry.pop("still_asked", None)
    return Story(
        index=index,
        told=told,
        author=entry.pop("author"),
        writes_with=tuple(entry.pop("writes_with", ())),
        observers=tuple(entry.pop("observers", ())),
        completed_by={Question(q): who for q, who in entry.pop("completed_by", {}).items()},
        visibility=Visibility(entry.pop("visibility", "private")),
        still_asked=StillAsked(**asked) if asked else None,
        releases=tuple(passage_from(dict(each)) for each in entry.pop("releases", ())),
        **entry,
    )


def passage_from(entry: dict[str, Any]) -> Passage:
    return Passage(
        question=Question(entry.pop("question")),
        attribution=Attribution(entry.pop("as")),
        yes=tuple(entry.pop("yes", ())),
        **entry,
    )
