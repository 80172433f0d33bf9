"""The threshold of five: what may be said of where a passage comes from, and no more.

A passage never says its house. Its district, kind of unit, profession and week stand beside it
only as far as at least five different writers share exactly what is shown. Those that say less are
five as well: one blank row beside six that name their kind of unit would say that it is the other
kind.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

FIVE = 5


@dataclass(frozen=True, order=True)
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
    """What may be shown of each, in the same order."""
    named = {writer for origin in origins if origin.is_named for writer in origin.writers}
    hidden_by: defaultdict[Shown, set[UUID]] = defaultdict(set)
    for origin in origins:
        hidden_by[origin.facts] |= set() if origin.is_named else origin.writers - named
    shown = settled(hidden_by)
    return [shown[origin.facts] for origin in origins]


@dataclass
class Sharing:
    """All those whose passages say the same: what they say, and what each could have said."""

    steps: list[Shown]
    says: Shown
    facts: list[Shown]
    writers: set[UUID]

    def take_in(self, other: "Sharing") -> None:
        self.facts += other.facts
        self.writers |= other.writers

    @property
    def are_five(self) -> bool:
        return len(self.writers) >= FIVE


def settled(hidden_by: Mapping[Shown, set[UUID]]) -> dict[Shown, Shown]:
    """What is shown for each set of facts; `hidden_by` has the unnamed writers who share it.

    From the finest level to nothing. Who are too few to say something wait for the coarser level.
    If they are too few there as well, the fewest of those who said more come back to join them:
    the neighbours that would give them away are hidden too.
    """
    waiting = [
        Sharing(levels(facts), facts, [facts], set(writers)) for facts, writers in hidden_by.items()
    ]
    done: list[Sharing] = []
    for depth in range(len(levels(NOTHING))):
        here: dict[Shown, Sharing] = {}
        for each in waiting:
            says = each.steps[depth]
            here.setdefault(says, Sharing(each.steps, says, [], set())).take_in(each)
        below: defaultdict[Shown, list[Sharing]] = defaultdict(list)
        for each in done:
            below[each.steps[depth]].append(each)
        waiting, done = [], []
        for says, group in here.items():
            finer = sorted(
                below.pop(says, []), key=lambda b: (b.says != says, len(b.writers), b.says)
            )
            while finer and not group.are_five and (group.writers or finer[0].says == says):
                group.take_in(finer.pop(0))
            done += finer
            (done if group.are_five else waiting).append(group)
        done += [each for rest in below.values() for each in rest]
    said = {facts: group.says for group in done for facts in group.facts}
    return {facts: said.get(facts, NOTHING) for facts in hidden_by}
