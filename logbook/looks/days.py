"""Days in Danish words."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

LOCALE = "da"


@lru_cache(maxsize=4096)
def in_danish(on: date, pattern: str) -> str:
    """A day in words; a list names few different ones, many times over."""
    return format_date(on, pattern, locale=LOCALE)
