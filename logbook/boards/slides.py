"""A board as it is shown to a room: one group at a time, few cards on each picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from logbook.boards.laying_out import Laid
from logbook.exports.passages import Passage

MOST_CARDS = 2
MOST_LETTERS = 420
# The letters on one picture up to which each size of type fits a screen.
SIZES = ((100, "huge"), (240, "large"), (MOST_LETTERS, "middle"))


@dataclass(frozen=True)
class Slide:
    """One picture. `group` counts the board's groups from 1, `part` the pictures of this one."""

    group: int
    title: str
    part: int
    parts: int
    passages: tuple[Passage, ...]
    # Where they hang, in the same order.
    hung: tuple[UUID, ...]

    @property
    def size(self) -> str:
        """How large the type may be; a very long passage scrolls."""
        letters = sum(len(passage.text) for passage in self.passages)
        return next((size for most, size in SIZES if letters <= most), "small")

    @property
    def address(self) -> dict[str, int | str]:
        """By its first passage: what is withdrawn meanwhile moves the others forward."""
        return {"gruppe": self.group, "del": self.part, "citat": str(self.hung[0])}


def slides_of(groups: Iterable[Laid]) -> list[Slide]:
    """Groups without a passage are passed over."""
    slides = []
    for number, laid in enumerate(groups, 1):
        pictures = pictures_of([card.passage for card in laid.cards])
        hung = iter(card.passage_id for card in laid.cards)
        for part, passages in enumerate(pictures, 1):
            there = tuple(islice(hung, len(passages)))
            slides.append(Slide(number, laid.group.title, part, len(pictures), passages, there))
    return slides


def pictures_of(passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """As many as can be read from the back of a room; never half a passage."""
    pictures: list[list[Passage]] = []
    for passage in passages:
        last = pictures[-1] if pictures else None
        letters = sum(len(each.text) for each in last or ()) + len(passage.text)
        if last is None or len(last) == MOST_CARDS or letters > MOST_LETTERS:
            pictures.append([passage])
        else:
            last.append(passage)
    return [tuple(picture) for picture in pictures]


def place_with(slides: Sequence[Slide], passage_id: UUID) -> int | None:
    """The picture that shows this one, if any does."""
    return next((place for place, slide in enumerate(slides) if passage_id in slide.hung), None)


def place_in(slides: Sequence[Slide], group: int, part: int) -> int:
    """Which picture is meant. What is gone meanwhile is passed over: a room never waits."""
    for place, slide in enumerate(slides):
        if (slide.group, slide.part) >= (group, min(part, slide.parts)):
            return place
    return len(slides) - 1
