"""What stands on boards, asked of the feature that has them: it says so when the program starts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OnBoard:
    """A board that a passage stands on, in the words in which its author reads it."""

    title: str


# The passages on the boards of a time of teaching: they are preselected as used.
passages_of: list[Callable[[UUID], Collection[UUID]]] = []
# For some passages, the boards that each of them stands on.
holding: list[Callable[[Sequence[UUID]], Mapping[UUID, Sequence[OnBoard]]]] = []


def on_boards_of(session_id: UUID) -> set[UUID]:
    """The passages that stand on a board of this time of teaching."""
    return {each for ask in passages_of for each in ask(session_id)}


def boards_of(release_ids: Sequence[UUID]) -> dict[UUID, list[OnBoard]]:
    """The boards that each of these passages stands on."""
    found: dict[UUID, list[OnBoard]] = {each: [] for each in release_ids}
    for ask in holding:
        for release_id, boards in ask(release_ids).items():
            found[release_id].extend(boards)
    return found
