"""Requests for sparring, what answers them, what follows on it, and kind words."""

from logbook.reviews.models.conditions import BringUp, words_about
from logbook.reviews.models.given import Sparring
from logbook.reviews.models.kind_words import KindWord, NotNow, TooSoon, is_quieter_than, quiet_in
from logbook.reviews.models.news import news_for
from logbook.reviews.models.replies import Reply
from logbook.reviews.models.snoozes import Snooze
from logbook.reviews.models.sparring import SparringRequest

__all__ = [
    "BringUp",
    "KindWord",
    "NotNow",
    "Reply",
    "Snooze",
    "Sparring",
    "SparringRequest",
    "TooSoon",
    "is_quieter_than",
    "news_for",
    "quiet_in",
    "words_about",
]
