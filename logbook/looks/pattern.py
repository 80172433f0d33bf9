"""The art of the page's head: a house's own shapes, tone on tone, with a few blocks in colour."""

from collections import defaultdict
from functools import lru_cache

from markupsafe import Markup

from logbook.looks.mark import BRAND, SHAPES, STAGES, genome, scramble

COLUMNS, ROWS, BLOCK = 14, 6, 48
NEAR = 2  # so many columns from the right are in colour on every screen, in the row below the first


@lru_cache(maxsize=256)
def pattern(seed: str | None) -> Markup:
    """The pattern of a seed, or the logbook's own without one; once per page, since it has ids.

    Colour stays where no text can be: `near` blocks beside the line above the title, `far` blocks
    only on wide screens (on narrow ones they are tone on tone too).
    """
    blocks = genome(seed) if seed else BRAND
    start = scramble(seed or "")
    value, groups = scramble(f"{seed or ''}~"), defaultdict[str, list[str]](list)
    for row in range(ROWS):
        for column in range(COLUMNS):
            value = scramble(f"{value}.{row}.{column}")
            which = value % 4
            turns = (blocks[which].turns + (value >> 5)) % 4
            from_right = COLUMNS - column
            group = f"tone-{(value >> 13) % 3}"
            if row == 1 and from_right <= NEAR:
                group = f"near fill-{STAGES[(start + from_right) % 4]}"
            elif row and is_far(row, from_right) and (value >> 13) % 3 == 0:
                group = f"far fill-{STAGES[(value >> 9) % 4]}"
            place = f'x="{column * 12}" y="{row * 12}"'
            groups[group].append(f'<use href="#block-{which}{turns}" {place}/>')
    drawn = "".join(f'<g class="{name}">{"".join(uses)}</g>' for name, uses in groups.items())
    return Markup(
        '<svg class="pattern" aria-hidden="true" focusable="false"'
        f' viewBox="0 0 {COLUMNS * 12} {ROWS * 12}"'
        f' width="{COLUMNS * BLOCK}" height="{ROWS * BLOCK}">'
        f"<defs>{outlines([block.shape for block in blocks])}</defs>{drawn}</svg>"
    )


def is_far(row: int, from_right: int) -> bool:
    """Whether a block lies in the wedge at the right edge, away from the title."""
    slope = row if row < 4 else 7 - row
    return NEAR < from_right + slope <= 8


def outlines(shapes: list[str]) -> str:
    """Each shape in each of its four turns, ready to be used by its id."""
    return "".join(
        f'<path id="block-{which}{turns}" d="{SHAPES[shape]}"'
        + (f' transform="rotate({turns * 90} 6 6)"/>' if turns else "/>")
        for which, shape in enumerate(shapes)
        for turns in range(4)
    )
