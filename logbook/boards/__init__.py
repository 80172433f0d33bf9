"""Boards: what a time of teaching is prepared on, with released passages in named groups."""
