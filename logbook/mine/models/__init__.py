"""Which rows of each table are hers to take out."""

from logbook.mine.models.names import NAMED_BY, names_of, titles
from logbook.mine.models.sections import SECTIONS, Section

__all__ = ["NAMED_BY", "SECTIONS", "Section", "names_of", "titles"]
