"""Brugt her: where a passage went, and what came of the time of teaching it was given to."""
