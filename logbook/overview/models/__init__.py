"""What a leader's overview of a house reads."""

from logbook.overview.models.counts import Counts, counted
from logbook.overview.models.lately import Learned, learned_since, notes_by_day

__all__ = ["Counts", "Learned", "counted", "learned_since", "notes_by_day"]
