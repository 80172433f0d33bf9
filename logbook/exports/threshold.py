"""The threshold of five: what may be said of where a passage comes from, and no more.

A passage never says its house. Its district, kind of unit, profession and week stand beside it
only as far as at least five different writers share exactly what is shown.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

FIVE = 5


@dataclass(frozen=True)
class Shown:
    """What stands beside a passage. An empty value is the coarser one: it says nothing."""

    district: str = ""
    unit_kind: str = ""
    profession: str = ""
    week: str = ""


NOTHING = Shown()


@dataclass(frozen=True)
class Origin:
    """Where a passage comes from. `facts` is all that its attribution lets it say.

    Those who stand by name hide nobody, so a named passage's writers do not count among the five,
    neither here nor in their other passages of the same extract.
    """

    writers: frozenset[UUID]
    is_named: bool
    facts: Shown


def levels(facts: Shown) -> list[Shown]:
    """From the finest to nothing: without week, profession, kind of unit, district."""
    steps = [facts]
    for dropped in ("week", "profession", "unit_kind", "district"):
        steps.append(replace(steps[-1], **{dropped: ""}))
    return steps


def shown_of(origins: Sequence[Origin]) -> list[Shown]:
    """What may be shown of each, in the same order: the finest level that five writers share.

    Those already shown at a finer level do not help a coarser group, so the five are always
    among the rows that show exactly the same.
    """
    named = {writer for origin in origins if origin.is_named for writer in origin.writers}
    unnamed = [frozenset() if o.is_named else o.writers - named for o in origins]
    steps = [levels(origin.facts) for origin in origins]
    settled: dict[int, Shown] = {}
    hidden_by: defaultdict[Shown, set[UUID]] = defaultdict(set)
    for level in range(len(levels(NOTHING))):
        groups: defaultdict[Shown, list[int]] = defaultdict(list)
        for row, each in enumerate(steps):
            if row not in settled:
                groups[each[level]].append(row)
        for shown, rows in groups.items():
            # Rows that say less by nature may have settled on the same words a level before.
            writers = hidden_by[shown].union(*(unnamed[row] for row in rows))
            if len(writers) >= FIVE or shown == NOTHING:
                hidden_by[shown] = writers
                settled.update(dict.fromkeys(rows, shown))
    return [settled[row] for row in range(len(origins))]
