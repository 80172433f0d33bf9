"""How clearly one sign was seen, day by day and round by round: a small chart of points.

Each sighting is a point of its own; nothing is counted together. Days stand side by side in their
order, in the room that each round has. Only days on which everyone saw the same are tied by a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from logbook.looks.days import in_danish

WORDS = ("Ikke set", "Set lidt", "Set tydeligt", "Set hele vejen")
NOT_LOOKED = "Kiggede ikke efter"
MEDIAN_FROM = 5

WIDTH, LEFT, RIGHT = 320.0, 98.0, 314.0
TOP, STEP = 10.0, 26.0
FLOOR = TOP + STEP * (len(WORDS) - 1)
ROUND_AT, DATES_AT, HEIGHT = FLOOR + 23, FLOOR + 38, FLOOR + 44
ROOM_FOR_WORD, ROOM_FOR_MONTHS, ROOM_FOR_DAYS = 52.0, 72.0, 100.0
LARGEST_POINT, SMALLEST_POINT, POINTS_APART = 5.0, 1.8, 13.0
MARGIN = 4.0  # between a line and the edge of its round


@dataclass(frozen=True)
class Sighting:
    """What one person said of the sign on one day: 0–3, or None when she did not look for it."""

    on: date
    score: int | None

    @property
    def word(self) -> str:
        return NOT_LOOKED if self.score is None else WORDS[self.score]


@dataclass(frozen=True)
class Day:
    """The sightings of one day, lowest first; none where nobody looked."""

    on: date
    scores: tuple[int, ...]

    @property
    def places(self) -> int:
        """How many points must have room beside each other."""
        return max([1, *(self.scores.count(score) for score in self.scores)])

    @property
    def is_agreed(self) -> bool:
        """Whether those who looked all saw the same."""
        return len(set(self.scores)) == 1

    @property
    def words(self) -> str:
        if not self.scores:
            return NOT_LOOKED
        *others, last = [WORDS[score] for score in sorted(set(self.scores))]
        return f"{', '.join(others)} og {last} samme dag" if others else last


@dataclass(frozen=True)
class RoundSeen:
    """One round: its number, its sightings in order, and whether it is the one on the page."""

    number: int
    seen: tuple[Sighting, ...]
    is_this: bool = False

    @property
    def scores(self) -> list[int]:
        return [each.score for each in self.seen if each.score is not None]

    @property
    def days(self) -> list[Day]:
        in_order = sorted(self.seen, key=lambda each: each.on)
        return [
            Day(on, tuple(sorted(each.score for each in some if each.score is not None)))
            for on, some in groupby(in_order, key=lambda each: each.on)
        ]

    @property
    def middle(self) -> tuple[int, int] | None:
        """The one or two in the middle of five or more; of fewer there is none."""
        scores = sorted(self.scores)
        if len(scores) < MEDIAN_FROM:
            return None
        return scores[(len(scores) - 1) // 2], scores[len(scores) // 2]

    @property
    def middle_words(self) -> str:
        """The same in words; nothing where there is no middle."""
        if self.middle is None:
            return ""
        low, high = self.middle
        words = WORDS[low].lower(), WORDS[high].lower()
        return words[0] if low == high else f"mellem {words[0]} og {words[1]}"


def sightings(sign: str, rounds: Sequence[RoundSeen]) -> Markup:
    """Draw the rounds beside each other; the one on the page has solid points, others hollow.

    One image with one label in words; everything it says must stand in a table too.
    """
    panels = side_by_side(rounds)
    size = point_size(panels)
    parts = [
        *scale(),
        *(line for panel in panels[1:] for line in boundary(panel)),
        *(part for panel in panels for part in (*panel.lines(), *panel.points(size))),
        *round_labels(panels),
    ]
    return Markup(
        f'<svg class="seen" role="img" aria-label="{escape(label(sign, rounds))}"'
        f' viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}">'
        f"{''.join(parts)}</svg>"
    )


def label(sign: str, rounds: Sequence[RoundSeen]) -> str:
    """The picture in words, in Danish."""
    return " ".join([f"Tegnet ”{sign}”, dag for dag.", *(told(each) for each in rounds)])


def told(each: RoundSeen) -> str:
    name = f"Runde {each.number}{', den du ser på' if each.is_this else ''}"
    days = ", ".join(told_of(day) for day in each.days) or "intet endnu"
    middle = f"; den midterste er {each.middle_words}" if each.middle else ""
    return f"{name}: {days}{middle}."


def told_of(day: Day) -> str:
    times = len(day.scores)
    return f"{day.words} {times} gange samme dag" if day.is_agreed and times > 1 else day.words


class Panel:
    """The room that one round has in the chart, and where its points lie."""

    def __init__(self, seen: RoundSeen, left: float, width: float) -> None:
        self.seen, self.left, self.width = seen, left, width
        self.place = width / places(seen)

    def spread(self) -> list[tuple[Day, float, list[tuple[float, float]]]]:
        """Each day with its middle and its points; those alike lie side by side."""
        spread, at = [], self.left
        for day in self.seen.days:
            middle = at + day.places * self.place / 2
            apart = min(self.place, POINTS_APART)
            points = []
            for score, alike in groupby(day.scores):
                count = len(list(alike))
                points += [
                    (middle + (n - (count - 1) / 2) * apart, level(score)) for n in range(count)
                ]
            spread.append((day, middle, points))
            at += day.places * self.place
        return spread

    def points(self, size: float) -> list[str]:
        look = "dot" if self.seen.is_this else "dot is-other"
        return [
            f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>'
            for _, _, points in self.spread()
            for x, y in points
        ]

    def lines(self) -> list[str]:
        """The middle, what lies apart on one day, and the way from day to day."""
        drawn, way = [], []
        if self.seen.middle:
            y = level(sum(self.seen.middle) / 2)
            ends = f'x1="{self.left + MARGIN:.1f}" x2="{self.left + self.width - MARGIN:.1f}"'
            drawn.append(f'<line class="middle" {ends} y1="{y:.1f}" y2="{y:.1f}"/>')
        for day, middle, points in self.spread():
            if day.is_agreed:
                way += points
                continue
            # Nobody looked, or they saw different things: no line knows where to go.
            drawn += path(way)
            way = []
            if day.scores:
                low, high = level(day.scores[0]), level(day.scores[-1])
                ends = f'x1="{middle:.1f}" x2="{middle:.1f}" y1="{low:.1f}" y2="{high:.1f}"'
                drawn.append(f'<line class="apart" {ends}/>')
        return drawn + path(way)


def places(seen: RoundSeen) -> int:
    return max(1, sum(day.places for day in seen.days))


def side_by_side(rounds: Sequence[RoundSeen]) -> list[Panel]:
    """Room for each round's name, and the rest by how many days it has."""
    least = min(ROOM_FOR_WORD, (RIGHT - LEFT) / max(1, len(rounds)))
    spare = RIGHT - LEFT - least * len(rounds)
    total = sum(places(each) for each in rounds)
    panels, at = [], LEFT
    for each in rounds:
        width = least + spare * places(each) / total
        panels.append(Panel(each, at, width))
        at += width
    return panels


def point_size(panels: Sequence[Panel]) -> float:
    """As large as there is room for beside each other."""
    tightest = min((panel.place for panel in panels), default=LARGEST_POINT * 2)
    return max(SMALLEST_POINT, min(LARGEST_POINT, tightest * 0.42))


def level(score: float) -> float:
    return FLOOR - score * STEP


def path(way: Sequence[tuple[float, float]]) -> list[str]:
    """A line through points; none through a single one."""
    if len(way) < 2:
        return []
    return [f'<path class="way" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in way)}"/>']


def scale() -> list[str]:
    """Four lines, each with its word."""
    return [
        f'<line class="line" x1="{LEFT}" x2="{RIGHT}" y1="{level(score)}" y2="{level(score)}"/>'
        f'<text x="{LEFT - 8}" y="{level(score) + 4}" text-anchor="end">{word}</text>'
        for score, word in enumerate(WORDS)
    ]


def boundary(panel: Panel) -> list[str]:
    return [f'<line class="bound" x1="{panel.left:.1f}" x2="{panel.left:.1f}" y1="2"'
            f' y2="{FLOOR + 9}"/>']  # fmt: skip


def round_labels(panels: Sequence[Panel]) -> list[str]:
    """”Runde 2” under each, or where they are many the number alone; then the days."""
    is_tight = any(panel.width < ROOM_FOR_WORD for panel in panels)
    drawn = [text(LEFT - 8, ROUND_AT, "Runde", "end")] if is_tight else []
    for panel in panels:
        middle = panel.left + panel.width / 2
        name = str(panel.seen.number) if is_tight else f"Runde {panel.seen.number}"
        drawn.append(text(middle, ROUND_AT, name, look="is-this" if panel.seen.is_this else ""))
        if dates := dates_in(panel):
            drawn.append(text(middle, DATES_AT, dates))
    return drawn


def dates_in(panel: Panel) -> str:
    """From the first day to the last, in as many words as there is room for."""
    days = [day.on for day in panel.seen.days]
    if not days:
        return ""
    first, last = days[0], days[-1]
    if panel.width < ROOM_FOR_DAYS and first != last:
        months = list(dict.fromkeys(in_danish(on, "MMM") for on in (first, last)))
        fits = panel.width >= ROOM_FOR_MONTHS or len(months) == 1
        return "–".join(months) if fits and panel.width >= ROOM_FOR_WORD else ""
    named = [in_danish(on, "d. MMM") for on in dict.fromkeys([first, last])]
    return "–".join(named) if panel.width >= ROOM_FOR_WORD else ""


def text(x: float, y: float, words: str, anchor: str = "middle", look: str = "") -> str:
    named = f' class="{look}"' if look else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
