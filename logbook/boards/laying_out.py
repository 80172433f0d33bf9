"""A board as it is laid out: its groups in order, in each its cards and its notes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from logbook.boards.models import BoardGroup, BoardNote
from logbook.exports.asked_about import asked_about
from logbook.exports.passages import Passage, passages_from
from logbook.privacy.cpr import find_cpr


@dataclass(frozen=True)
class Card:
    """A passage where it hangs; `passage_id` is that of its place, not of the passage."""

    passage_id: UUID
    passage: Passage


@dataclass(frozen=True)
class Laid:
    """A group with what is in it."""

    group: BoardGroup
    cards: tuple[Card, ...]
    notes: tuple[BoardNote, ...]
    # How many hang here unseen until their writers have put them right.
    awaiting: int = 0


def to_read(groups: Iterable[Laid], programme_id: UUID) -> list[Card]:
    """The cards to read once more before they are taken along."""
    cards = [card for laid in groups for card in laid.cards]
    again = asked_about((card.passage for card in cards), programme_id)
    return [card for card in cards if card.passage.release_id in again]


def lay_out(
    groups: Sequence[BoardGroup], rows: Sequence[Any], behind: Sequence[Any],
    tags: Iterable[Any] = (), notes: Iterable[BoardNote] = (),
) -> list[Laid]:  # fmt: skip
    """Every group, also an empty one.

    What stands under a card is the same wherever it hangs: `behind` has all that its module has
    with KP, not what somebody chose to hang up. What holds a CPR number waits for its writers.
    """
    waits = [row.group_id for row in rows if find_cpr(row.text)]
    rows = [row for row in rows if not find_cpr(row.text)] if waits else rows
    told = {passage.release_id: passage for passage in passages_from(rows, behind, tags)}
    cards: defaultdict[UUID, list[Card]] = defaultdict(list)
    for row in rows:
        cards[row.group_id].append(Card(row.passage_id, told[row.id]))
    noted: defaultdict[UUID | None, list[BoardNote]] = defaultdict(list)
    for note in notes:
        noted[note.group_id].append(note)
    return [
        Laid(each, tuple(cards[each.id]), tuple(noted[each.id]), waits.count(each.id))
        for each in groups
    ]
