"""What one would count by hand: over the loaded cycles, in Python, and by the rules alone."""

from collections import Counter, defaultdict

from sqlalchemy import select

from logbook.cycles.models import Cycle
from logbook.cycles.stages import TURN, Visibility
from logbook.db import db

OPEN = {Visibility.HOUSE, Visibility.PROJECT}


def counted_by_hand(programme, first, last):
    """By the kind of figure and its column: how many in each house, and who wrote them."""
    numbers = defaultdict(Counter)
    writers = defaultdict(lambda: defaultdict(set))
    for cycle in db.session.scalars(select(Cycle)):
        if cycle.programme_id != programme.id or cycle.visibility not in OPEN:
            continue
        those = {w.person_id for w in cycle.writers if w.removed_at is None}
        columns = [("stages", cycle.stage.value)] if cycle.stage in TURN else []
        if cycle.decision:
            module = cycle.module_id or "uden"
            columns.append(("decisions", f"{module} {cycle.decision.value}"))
        for column in columns:
            numbers[column][cycle.house_id] += 1
            writers[column][cycle.house_id] |= those
        for seen in cycle.observations:
            if first <= seen.observed_on <= last:
                column = "months", seen.observed_on.strftime("%Y-%m-01")
                numbers[column][cycle.house_id] += 1
                writers[column][cycle.house_id].add(seen.observer_id)
    return numbers, writers
