"""The words and the legal moves of a cycle."""

from collections.abc import Sequence
from enum import StrEnum

from logbook.looks.sightings import NOT_LOOKED, WORDS


class Stage(StrEnum):
    """Where a cycle stands; `try` is a keyword, hence the values."""

    WONDERING = "wondering"
    PLAN = "plan"
    TRY = "try"
    OBSERVE = "observe"
    REFLECT = "reflect"
    CLOSED = "closed"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        """What one does there, as on the timeline."""
        return STAGE_LABELS[self]

    @property
    def status(self) -> str:
        """How far the cycle has come, as in lists."""
        return STATUS_LABELS[self]

    @property
    def is_ending(self) -> bool:
        return self in ENDINGS


STAGE_LABELS = {
    Stage.WONDERING: "Undring",
    Stage.PLAN: "Planlæg",
    Stage.TRY: "Afprøv",
    Stage.OBSERVE: "Iagttag",
    Stage.REFLECT: "Reflektér",
    Stage.CLOSED: "Afsluttet",
    Stage.SET_ASIDE: "Lagt til side",
}
STATUS_LABELS = {
    Stage.WONDERING: "Kladde",
    Stage.PLAN: "Planlagt",
    Stage.TRY: "Afprøves",
    Stage.OBSERVE: "Iagttages",
    Stage.REFLECT: "Reflekteret",
    Stage.CLOSED: "Afsluttet",
    Stage.SET_ASIDE: "Lagt til side",
}
ENDINGS = frozenset({Stage.CLOSED, Stage.SET_ASIDE})
ROAD = (Stage.WONDERING, Stage.PLAN, Stage.TRY, Stage.OBSERVE, Stage.REFLECT)
# The four that are drawn: blocks of the mark, steps of the timeline, columns of the overview.
TURN = ROAD[1:]

# One step forward, any step back, set aside from anywhere. An ending is reopened to the stage
# that it came from, which `Cycle.may_move_to` knows.
MOVES: dict[Stage, frozenset[Stage]] = {
    stage: frozenset({*ROAD[:step], *ROAD[step + 1 : step + 2], Stage.SET_ASIDE})
    for step, stage in enumerate(ROAD)
}
MOVES[Stage.REFLECT] |= {Stage.CLOSED}
MOVES[Stage.CLOSED] = frozenset({Stage.REFLECT})
MOVES[Stage.SET_ASIDE] = frozenset(ROAD)


class IllegalMove(Exception):
    """The cycle is not at a stage from which this can be done."""


class Unanswered(IllegalMove):
    """A question that the move needs has no answer yet; `stage` says whose."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(f"{stage.label} mangler et svar")
        self.stage = stage


def in_a_row(words: Sequence[str]) -> str:
    """One, two og three"""
    *first, last = words
    return f"{', '.join(first)} og {last}" if first else last


class Visibility(StrEnum):
    """Who may open a cycle; in this order from narrow to wide."""

    PRIVATE = "private"
    LEADER = "leader"
    HOUSE = "house"
    PROJECT = "project"

    @property
    def label(self) -> str:
        return {
            "private": "Kun mig og dem, jeg skriver med",
            "leader": "Os, der skriver, og vores leder",
            "house": "Mit hus",
            "project": "Hele projektet",
        }[self.value]

    def is_seen_by(self, guests: Sequence[str] = (), *, is_told_to_writers: bool = True) -> str:
        """Who can see this, as a sentence beside a text; `guests` may open it besides."""
        who, leader = ("I", "jeres leder") if is_told_to_writers else ("de", "deres leder")
        leaders = in_a_row([leader, *guests]) if guests else f"og {leader}"
        return {
            "private": f"Kun {who}, der skriver, kan se det",
            "leader": f"{who.capitalize()}, der skriver, {leaders} kan se det",
            "house": f"{in_a_row(['Alle i huset', *guests])} kan se det",
            "project": "Alle i projektet kan se det",
        }[self.value]

    @property
    def in_short(self) -> str:
        """The same in few words, behind a title in a list."""
        return {
            "private": "kun jer, der skriver",
            "leader": "også jeres leder",
            "house": "hele huset",
            "project": "hele projektet",
        }[self.value]

    def label_in(self, house: str) -> str:
        """As a choice, naming the house that is meant: it need not be one's own."""
        return {
            "private": self.label,
            "leader": f"Os, der skriver, og lederen i {house}",
            "house": f"Alle i {house}",
            "project": self.label,
        }[self.value]

    def is_wider_than(self, other: "Visibility") -> bool:
        order = list(Visibility)
        return order.index(self) > order.index(other)


# What everybody in a house may read; above it, nothing else is counted.
OPEN_TO_HOUSE = (Visibility.HOUSE, Visibility.PROJECT)


class SparringState(StrEnum):
    """What the newest request for sparring says of the cycle."""

    NONE = "none"
    WAITING = "waiting"
    GIVEN = "given"


class Decision(StrEnum):
    """What happens to the practice that was tried."""

    KEEP = "keep"
    ADJUST = "adjust"
    DROP = "drop"

    @property
    def label(self) -> str:
        return {"keep": "Behold", "adjust": "Justér", "drop": "Læg til side"}[self.value]


class Position(StrEnum):
    """Where the observer was."""

    TAKING_PART = "taking_part"
    LOOKING_ON = "looking_on"
    TOLD = "told"

    @property
    def label(self) -> str:
        return {
            "taking_part": "Med i situationen",
            "looking_on": "Så på",
            "told": "Fik det fortalt",
        }[self.value]


# A sighting in words, never a grade. None: nobody looked for it.
SCORES: dict[int | None, str] = {**dict(enumerate(WORDS)), None: NOT_LOOKED}
