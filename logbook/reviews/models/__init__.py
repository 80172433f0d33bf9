"""Requests for sparring, and the sparring that answers them."""

from logbook.reviews.models.conditions import BringUp, right_to_read, words_about
from logbook.reviews.models.sparring import BOXES, Sparring, SparringRequest

__all__ = ["BOXES", "BringUp", "Sparring", "SparringRequest", "right_to_read", "words_about"]
