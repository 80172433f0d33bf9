"""A small chart of bars: a number above each, what it is below, and a flag on the special ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, GAP = 348, 5
TOP, HEIGHT = 22, 78  # room for a number above the tallest bar, and that bar
FLAG, UNDER, BELOW = 7, 20, 12
STRIPES = 6  # between the lines of a bar that is not whole yet


@dataclass(frozen=True)
class Bar:
    """One bar. No value is a gap: it is held back, or nobody knows.

    One that is not `whole` is still growing, and drawn in outline with lines across.
    """

    value: int | None
    under: str
    is_whole: bool = True
    has_flag: bool = False
    told: str = ""

    @property
    def words(self) -> str:
        """The bar for one who does not see it."""
        number = "vises ikke" if self.value is None else str(self.value)
        so_far = "" if self.is_whole else " indtil nu"
        return f"{self.told or self.under}{so_far}: {number}"


def bars(drawn: Sequence[Bar], what: str) -> Markup:
    """One image with one label in words; its numbers must stand in a table beside it too."""
    tallest = max((bar.value or 0 for bar in drawn), default=0)
    step = (WIDTH + GAP) / max(len(drawn), 1)
    parts = [
        part
        for number, bar in enumerate(drawn)
        for part in one_bar(bar, number * step, step - GAP, tallest)
    ]
    foot = TOP + HEIGHT
    label = f"{what}. {', '.join(bar.words for bar in drawn)}."
    return Markup(
        f'<svg class="chart" role="img" aria-label="{escape(label)}"'
        f' viewBox="0 0 {WIDTH} {foot + FLAG + UNDER}" width="{WIDTH}"'
        f' height="{foot + FLAG + UNDER}">{"".join(parts)}'
        f'<path class="axis" d="M0 {foot}H{WIDTH}"/></svg>'
    )


def height_of(value: int, tallest: int) -> float:
    """How tall a bar is; one is never so small that it cannot be seen."""
    return max(2.0, HEIGHT * value / tallest) if value and tallest else 0.0


def one_bar(bar: Bar, left: float, width: float, tallest: int) -> list[str]:
    foot, middle = TOP + HEIGHT, left + width / 2
    under = escape(bar.under)
    parts = [f'<text class="under" x="{middle:.1f}" y="{foot + FLAG + BELOW}">{under}</text>']
    if bar.has_flag:
        parts.append(f'<path class="flag" d="M{middle - 4:.1f} {foot + FLAG}h8l-4 -5z"/>')
    if bar.value is None:
        return [*parts, f'<text class="none" x="{middle:.1f}" y="{foot - 6}">–</text>']
    height = height_of(bar.value, tallest)
    top = foot - height
    number = f'<text class="value" x="{middle:.1f}" y="{top - 6:.1f}">{bar.value}</text>'
    if not height:
        return [*parts, number]
    kind = "bar" if bar.is_whole else "bar not-whole"
    block = (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" rx="2"/>'
    )
    lines = "" if bar.is_whole else stripes(left, top, width, height)
    return [*parts, block, lines, number]


def stripes(left: float, top: float, width: float, height: float) -> str:
    """Lines across, from the foot up."""
    foot = top + height
    steps = int(height // STRIPES)
    if not steps:
        return ""
    way = "".join(
        f"M{left:.1f} {foot - n * STRIPES:.1f}l{width:.1f} -{STRIPES}" for n in range(steps)
    )
    return f'<path class="stripes" d="{way}"/>'
