"""The mark "Fire klodser": four blocks, one per stage, whose shapes come from a seed.

Position and colour say the stage, shape and turn say the house, the fill says how far a round is.
Colours are classes (see static/parts.css), so that every drawing follows the theme and the print.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

State = Literal["done", "now", "todo"]

STAGES = ("plan", "try", "observe", "reflect")
STAGE_NAMES = {"plan": "Planlæg", "try": "Afprøv", "observe": "Iagttag", "reflect": "Reflektér"}

SHAPES = {  # filled outlines in a box of 12 × 12
    "stairs": "M0 12V8h4V4h4V0h4v12z",
    "ramp": "M0 12V0a12 12 0 0 1 12 12z",
    "eye": "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zm0 3.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2z",
    "mirror": "M0 0a6 6 0 0 0 12 0zM0 12a6 6 0 0 1 12 0z",
    "leaf": "M0 0h6a6 6 0 0 1 6 6v6H6a6 6 0 0 1-6-6z",
    "gate": "M0 12V6a6 6 0 0 1 12 0v6H8.2V6.6a2.2 2.2 0 0 0-4.4 0V12z",
    "roof": "M0 12L12 0v12z",
    "bridge": "M0 0h12v12a6 6 0 0 0-6-6 6 6 0 0 0-6 6z",
}
DISTINCT_TURNS = {"eye": 1, "mirror": 2, "leaf": 2}  # every other shape has four
STAGE_SHAPE = dict(zip(STAGES, ("stairs", "ramp", "eye", "mirror"), strict=True))
CORNERS = ((0, 0), (13, 0), (13, 13), (0, 13))  # clockwise, with a gap of one between the blocks

DIFFERING_BLOCKS = 3
NONCES_TRIED = 1000


class Block(NamedTuple):
    """A shape and the quarter turns it is rotated by."""

    shape: str
    turns: int

    def seen(self) -> tuple[str, int]:
        """What the eye can tell apart: an eye looks the same however it is turned."""
        return self.shape, self.turns % DISTINCT_TURNS.get(self.shape, 4)


BRAND = tuple(Block(STAGE_SHAPE[stage], 0) for stage in STAGES)


def scramble(text: str) -> int:
    """A 32-bit FNV-1a hash, mixed once more so that similar names get unlike marks."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    value ^= value >> 15
    value = (value * 0x2C1B3C6D) & 0xFFFFFFFF
    return value ^ (value >> 12)


@lru_cache(maxsize=1024)
def genome(seed: str) -> tuple[Block, ...]:
    """The four blocks of a seed, clockwise from the top left; no two share a shape."""
    value, shapes, blocks = scramble(seed), list(SHAPES), []
    for _ in STAGES:
        blocks.append(Block(shapes.pop(value % len(shapes)), (value >> 8) % 4))
        value = scramble(str(value))
    return tuple(blocks)


def shapes_apart(one: str, other: str) -> int:
    """In how many of the four places two seeds have different shapes."""
    pairs = zip(genome(one), genome(other), strict=True)
    return sum(a.shape != b.shape for a, b in pairs)


def blocks_apart(one: str, other: str) -> int:
    """In how many of the four places two seeds look different, by shape or by turn."""
    pairs = zip(genome(one), genome(other), strict=True)
    return sum(a.seen() != b.seen() for a, b in pairs)


def seed_for(name: str, nonce: int) -> str:
    """The seed that a house's name and its stored nonce make."""
    return f"{name}#{nonce}" if nonce else name


def choose_nonce(name: str, others: Iterable[str]) -> int:
    """The smallest nonce that tells a house's mark from every other seed's, to be stored.

    Three blocks differ in shape while that is possible (always with a dozen houses), then in shape
    or turn; with hundreds of houses the best of `NONCES_TRIED` is taken.
    """
    taken = tuple(others)
    for apart in (shapes_apart, blocks_apart):
        for nonce in range(NONCES_TRIED):
            seed = seed_for(name, nonce)
            if all(apart(seed, other) >= DIFFERING_BLOCKS for other in taken):
                return nonce

    def nearest(nonce: int) -> int:
        return min(blocks_apart(seed_for(name, nonce), other) for other in taken)

    return max(range(NONCES_TRIED), key=nearest)


@lru_cache(maxsize=1024)
def mark(seed: str | None, size: int = 40, progress: int | None = None, title: str = "") -> Markup:
    """The mark of a seed, or the logbook's own without one, `size` pixels wide.

    With `progress` (0–4 finished stages) the mark is a round: finished blocks are filled, the next
    one is framed, the others are outlines. Without a title it is decoration.
    """
    blocks = genome(seed) if seed else BRAND
    drawn = []
    for index, (stage, block, (x, y)) in enumerate(zip(STAGES, blocks, CORNERS, strict=True)):
        is_todo = progress is not None and index > progress
        turned = f' transform="rotate({block.turns * 90} 6 6)"' if block.turns else ""
        frame = (
            '<rect class="frame" x="-.6" y="-.6" width="13.2" height="13.2" rx="1.6"/>'
            if index == progress
            else ""
        )
        drawn.append(
            f'<g transform="translate({x} {y})">'
            f'<path class="{"outline" if is_todo else f"fill-{stage}"}"'
            f' d="{SHAPES[block.shape]}"{turned}/>{frame}</g>'
        )
    named = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return Markup(
        f'<svg class="mark" {named} focusable="false" viewBox="-1 -1 27 27"'
        f' width="{size}" height="{size}">{"".join(drawn)}</svg>'
    )


@lru_cache(maxsize=256)
def glyph(stage: str, size: int = 28, state: State = "done") -> Markup:
    """The tile of a stage: its colour and its shape, dashed while it is still to come.

    Raises ValueError for a word that is no stage.
    """
    word = STAGES[STAGES.index(stage)]
    return Markup(
        f'<svg class="glyph glyph-{word} is-{state}" aria-hidden="true" focusable="false"'
        f' viewBox="0 0 24 24" width="{size}" height="{size}">'
        '<rect x=".75" y=".75" width="22.5" height="22.5" rx="3"/>'
        f'<path transform="translate(4.5 4.5) scale(1.25)" d="{SHAPES[STAGE_SHAPE[word]]}"/></svg>'
    )
