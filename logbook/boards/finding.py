"""Looking for passages: what fits the words, in which order, and whether it may be shown."""

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from logbook.boards.models import Start
from logbook.boards.models.reading import MOST
from logbook.cycles.questions import Question
from logbook.exports.passages import ORDER, colour_of, joined, tell, words_for_held_back
from logbook.exports.threshold import NOTHING


@dataclass(frozen=True)
class Found:
    """All that fits, as ids in order; `held_back` is how many of too few houses fit besides."""

    ids: tuple[tuple[int, UUID], ...] = ()
    held_back: int = 0
    is_cut: bool = False

    @property
    def number(self) -> int:
        return len(self.ids)

    @property
    def held_back_words(self) -> str:
        return words_for_held_back(self.held_back)

    def page(self, size: int, after: tuple[int, UUID] | None) -> list[UUID]:
        """So many from behind this one, whether or not it is still among them."""
        begins = bisect_right(self.ids, after) if after else 0
        return [release_id for _, release_id in self.ids[begins : begins + size]]

    def goes_on_after(self, page: Sequence[UUID]) -> bool:
        return bool(page) and bool(self.ids) and self.ids[-1][1] != page[-1]


@dataclass(frozen=True)
class Choice:
    """A passage that can be put on the board.

    Nothing of where it comes from stands under it: who may put together any selection she likes
    could learn from the difference of two what neither of them says.
    """

    release_id: UUID
    text: str
    question: Question
    told: str

    @property
    def stage(self) -> str:
        return colour_of(self.question)

    @property
    def start(self) -> Start:
        return Start.of(self.question)


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def words_in(looked_for: str) -> frozenset[str]:
    """What is looked for, each word once."""
    return frozenset(plain(looked_for).split())


def place_of(question: Question, release_id: UUID) -> tuple[int, UUID]:
    """What instructors look for first; within one question the order of random ids."""
    return ORDER[question], release_id


def found_among(
    rows: Sequence[Any], words: Collection[str], too_few: Collection[UUID | None] = ()
) -> Found:
    """The rows that hold each of the words; those of modules with `too_few` houses are counted."""
    fitting = [row for row in rows[:MOST] if not words or holds(plain(row.text), words)]
    kept = [row for row in fitting if row.module_id not in too_few]
    return Found(
        ids=tuple(sorted(place_of(row.question, row.id) for row in kept)),
        held_back=len(fitting) - len(kept),
        is_cut=len(rows) > MOST,
    )


def holds(text: str, words: Collection[str]) -> bool:
    return all(each in text for each in words)


def choices_from(page: Sequence[UUID], rows: Iterable[Any], named: Iterable[Any]) -> list[Choice]:
    """What two queries said of a page of passages, in the order of the page."""
    names: dict[UUID, list[str]] = {}
    for writer in named:
        names.setdefault(writer.release_id, []).append(writer.name)
    by_id = {
        row.id: Choice(
            row.id, row.text, row.question,
            tell(row.question, row.decision, joined(names.get(row.id, [])), NOTHING),
        )
        for row in rows
    }  # fmt: skip
    return [by_id[release_id] for release_id in page if release_id in by_id]
