"""A board with its groups, the passages that were put on it, and the instructors' notes."""

from logbook.boards.models.board import Board, BoardGroup, Start
from logbook.boards.models.note import BoardNote
from logbook.boards.models.passage import BoardPassage
from logbook.boards.models.reading import MOST

__all__ = ["MOST", "Board", "BoardGroup", "BoardNote", "BoardPassage", "Start"]
