"""The spiral of a forløb: one turn per round, one colour per stage, the coming round dashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import cos, pi, sin

from markupsafe import Markup, escape

from logbook.looks.mark import STAGE_NAMES, STAGES, State, glyph

PITCH = 7.5  # how far a quarter of a turn moves outwards where there is room
MOST_ROOMY = (
    4  # so many rounds fit at that pitch; with more, the older ones close up like year rings
)
OUTER = 150.0
LINE, GLYPH, TODO_GLYPH, NOW_GLYPH, NOW_RING, DISC = 7.0, 17.0, 15.0, 24.0, 19.0, 7.5
EDGE = 11.0  # room for a tile on the outermost line
ROOM_FOR_GLYPHS = 5.0  # per quarter; closer than this an old round is a coloured line only
LARGEST, SCALE = 340, 1.5


@dataclass(frozen=True)
class Turn:
    """One round: its number and how far each of the four stages is."""

    number: int
    state_of_each_stage: tuple[State, State, State, State]


def spiral(turns: Sequence[Turn], coming: bool = True) -> Markup:
    """Draw the rounds, oldest innermost, and with `coming` the beginning of the next one.

    One image with one label in words; everything it says must stand in the page's list too.
    """
    return draw(tuple(turns), coming)


@lru_cache(maxsize=512)
def draw(turns: tuple[Turn, ...], coming: bool) -> Markup:
    shape = Shape(len(turns), coming)
    states = [state for turn in turns for state in turn.state_of_each_stage]
    states += ["todo"] * (shape.last + 1 - len(states))
    left, top, width, height = shape.box(states)
    across = min(LARGEST, round(width * SCALE))
    numbers = [turn.number for turn in turns]
    if coming:
        numbers.append(numbers[-1] + 1 if numbers else 1)
    parts = [
        *lines(shape, states),
        *(stage_tile(shape, at, state) for at, state in enumerate(states) if shape.has_room(at)),
        *(number_disc(shape, 4 * i, number) for i, number in enumerate(numbers)),
    ]
    return Markup(
        f'<svg class="spiral" role="img" aria-label="{escape(label(turns, coming))}"'
        f' viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
        f' width="{across}" height="{across * height / width:.0f}">{"".join(parts)}</svg>'
    )


def label(turns: Sequence[Turn], coming: bool) -> str:
    """The picture in words, in Danish."""
    told = [f"runde {turn.number} {progress(turn)}" for turn in turns]
    if coming:
        told.append(f"runde {turns[-1].number + 1 if turns else 1} er ikke begyndt")
    return f"Spiral: {', '.join(told)}."


def progress(turn: Turn) -> str:
    """How far one round is, or got before it was set aside."""
    states = turn.state_of_each_stage
    if "now" in states:
        return f"er nået til {STAGE_NAMES[STAGES[states.index('now')]]}"
    if "todo" not in states:
        return "er færdig"
    reached = [stage for stage, state in zip(STAGES, states, strict=True) if state == "done"]
    return f"nåede til {STAGE_NAMES[reached[-1]]}" if reached else "er ikke begyndt"


class Shape:
    """Where everything lies. Places are counted in quarter turns from the first round's plan."""

    def __init__(self, rounds: int, coming: bool) -> None:
        ahead = (2 if rounds else 4) if coming else 0  # a round that nobody began is whole
        self.last = 4 * rounds - 1 + ahead
        end = 4 * rounds + 1
        if rounds > MOST_ROOMY:
            self.inner, self.roomy_from = 12.0, 4.0 * (rounds - 2)
            self.outer_pitch = PITCH
            at_roomy = OUTER - PITCH * (end - self.roomy_from)
            self.inner_pitch = (at_roomy - self.inner) / self.roomy_from
        else:
            lonely = rounds < 2
            self.inner, self.roomy_from = (34.0 if lonely else 22.0), 0.0
            self.outer_pitch = self.inner_pitch = 10.4 if lonely else PITCH

    def pitch(self, place: float) -> float:
        return self.inner_pitch if place < self.roomy_from else self.outer_pitch

    def radius(self, place: float) -> float:
        tight, roomy = min(place, self.roomy_from), max(0.0, place - self.roomy_from)
        return self.inner + tight * self.inner_pitch + roomy * self.outer_pitch

    def point(self, place: float) -> tuple[float, float]:
        angle, radius = angle_at(place), self.radius(place)
        return radius * cos(angle), radius * sin(angle)

    def has_room(self, place: float) -> bool:
        return self.pitch(place) >= ROOM_FOR_GLYPHS

    def line_width(self, place: float) -> float:
        return min(LINE, 4 * self.pitch(place) * 0.62)

    def curve(self, start: float) -> str:
        """The quarter turn after a place, as two cubic curves."""
        half = pi / 4
        pieces = []
        for a in (start, start + 0.5):
            b = a + 0.5
            (x0, y0), (x1, y1) = self.point(a), self.point(b)
            (dx0, dy0), (dx1, dy1) = self.direction(a), self.direction(b - 1e-9)
            third = half / 3
            pieces.append(
                f"C{x0 + dx0 * third:.1f} {y0 + dy0 * third:.1f}"
                f" {x1 - dx1 * third:.1f} {y1 - dy1 * third:.1f} {x1:.1f} {y1:.1f}"
            )
        return "".join(pieces)

    def direction(self, place: float) -> tuple[float, float]:
        """How the point moves per radian."""
        angle, radius = angle_at(place), self.radius(place)
        outwards = self.pitch(place) / (pi / 2)
        return (
            outwards * cos(angle) - radius * sin(angle),
            outwards * sin(angle) + radius * cos(angle),
        )

    def box(self, states: Sequence[State]) -> tuple[float, float, float, float]:
        """Left, top, width and height around all that is drawn."""
        around = [(*self.point(step / 8), EDGE) for step in range(8 * max(self.last, 0) + 1)]
        around += [
            (*self.point(at), NOW_RING + 2) for at, state in enumerate(states) if state == "now"
        ]
        left, top = min(x - m for x, _, m in around), min(y - m for _, y, m in around)
        right, bottom = max(x + m for x, _, m in around), max(y + m for _, y, m in around)
        return left, top, right - left, bottom - top


def angle_at(place: float) -> float:
    return (place - 1.5) * pi / 2


def lines(shape: Shape, states: Sequence[State]) -> list[str]:
    """The walked way in the stages' colours, the rest dashed; each run is one path."""

    def kind(place: int) -> tuple[str, float]:
        if states[place] == "done" and states[place + 1] != "todo":
            return STAGES[place % 4], round(shape.line_width(place), 1)
        return "ahead", 0.0

    drawn = []
    for (name, width), run in groupby(range(shape.last), key=kind):
        places = list(run)
        x, y = shape.point(places[0])
        way = f"M{x:.1f} {y:.1f}" + "".join(shape.curve(place) for place in places)
        thick = f' stroke-width="{width}"' if width else ""
        drawn.append(f'<path class="line-{name}"{thick} d="{way}"/>')
    return sorted(drawn, key=lambda path: "line-ahead" not in path)  # colour lies on top of dashes


def stage_tile(shape: Shape, place: int, state: State) -> str:
    """A stage's tile on the line; where we are now it is larger and has a ring."""
    x, y = shape.point(place)
    roomy = min(1.0, shape.pitch(place) / PITCH)
    size = {"now": NOW_GLYPH, "todo": TODO_GLYPH * roomy, "done": GLYPH * roomy}[state]
    tile = glyph(STAGES[place % 4], round(size), state)
    corner = f'<svg x="{x - size / 2:.1f}" y="{y - size / 2:.1f}"'
    placed = str(tile).replace("<svg", corner, 1)  # Markup.replace would escape both
    if state != "now":
        return placed
    return f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="{NOW_RING:.0f}"/>{placed}'


def number_disc(shape: Shape, first: int, number: int) -> str:
    """A round's number, at the top of its turn."""
    if not shape.has_room(first) or first + 1 > shape.last:
        return ""
    x, y = shape.point(first + 0.5)
    return (
        f'<circle class="disc" cx="{x:.1f}" cy="{y:.1f}" r="{DISC}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{number}</text>'
    )
