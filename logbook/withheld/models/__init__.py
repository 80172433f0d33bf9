"""What was reported, who sees it meanwhile, and what of it goes for good."""

from logbook.withheld.models import guarding as guarding
from logbook.withheld.models.hiding import SeenBefore, place_of, report, show_again
from logbook.withheld.models.kinds import Reportable, TextKind
from logbook.withheld.models.seeing import passage_seen, seen_text
from logbook.withheld.models.waiting import HIDDEN, READING, kinds_waiting_for
from logbook.withheld.models.withheld import Whom, Withheld

__all__ = [
    "HIDDEN",
    "READING",
    "Reportable",
    "SeenBefore",
    "TextKind",
    "Whom",
    "Withheld",
    "kinds_waiting_for",
    "passage_seen",
    "place_of",
    "report",
    "seen_text",
    "show_again",
]
