"""A round while it is written, and what stands in it."""

from dataclasses import dataclass, field

from logbook.cycles.questions import Question
from logbook.cycles.stages import SparringState, Stage, Visibility
from logbook.demo.fill.world import Taught


@dataclass
class Written:
    """An answer that stands in a round: its row's id, its words, when, and by whom."""

    id: str
    text: str
    at: str
    writers: list[str]


class OutOfDays(Exception):
    """The round has come as far as today."""


@dataclass
class Round:
    """A round while it is written. `day` and `minute` are when something was last written."""

    id: str
    author: str
    writers: list[str]
    day: int
    minute: int
    number: int = 1
    first: str = ""
    follows: str | None = None
    module: Taught | None = None
    title: str = ""
    stage: Stage = Stage.WONDERING
    ended_from: Stage | None = None
    visibility: Visibility = Visibility.PRIVATE
    sparring: SparringState = SparringState.NONE
    decision: str | None = None
    started_at: str = ""
    changed_at: str = ""
    answers: dict[Question, Written] = field(default_factory=dict)
    signs: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    readings: set[tuple[str, int]] = field(default_factory=set)
    has_expectation: bool = False
