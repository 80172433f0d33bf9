"""What the logbook draws: the mark of four blocks, the pattern and the spiral."""
