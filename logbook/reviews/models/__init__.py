"""Requests for sparring, and the sparring that answers them."""

from logbook.reviews.models.conditions import BOXES, BringUp, words_about
from logbook.reviews.models.sparring import Sparring, SparringRequest

__all__ = ["BOXES", "BringUp", "Sparring", "SparringRequest", "words_about"]
