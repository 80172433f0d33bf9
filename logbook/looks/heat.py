"""A cell of the table that shows where the forløb are: a number, a colour and a word."""

from dataclasses import dataclass

STEPS = 5


@dataclass(frozen=True)
class HeatCell:
    """A count, where it leads, and the small word under it; no number means held back.

    Where something stands still the cell has a notch, and says so.
    """

    number: int | None
    href: str = ""
    word: str = ""
    is_still: bool = False

    @property
    def level(self) -> int:
        """The step of colour, 0–5; a held-back number has none."""
        return min(self.number or 0, STEPS)

    @property
    def look(self) -> str:
        return f"h{self.level} still" if self.is_still else f"h{self.level}"
