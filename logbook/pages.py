"""What every page shares: Danish dates and words in templates, static addresses, compression."""

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel.dates import format_time
from flask import Flask
from flask_compress import Compress
from pyphen import Pyphen

from logbook import clock
from logbook.looks import register as looks
from logbook.looks.days import LOCALE, in_danish
from logbook.privacy.found import HEALTH_HINT

LONG_WORD = 11
# A text that is longer than a screen of a phone is folded there, unless hardly anything is left.
FOLD_AT, FOLD_FROM = 900, 1000


def static_path(folder: Path) -> str:
    """An address for all static files that changes when any of them does: cached for ever."""
    content = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return f"/static/{content.hexdigest()[:12]}"


def as_day(moment: date | datetime) -> date:
    return clock.day_of(moment) if isinstance(moment, datetime) else moment


def long_day(moment: date | datetime) -> str:
    """tirsdag 3. november"""
    return in_danish(as_day(moment), "EEEE d. MMMM")


def day(moment: date | datetime) -> str:
    """3. november, with the year when it is another year."""
    on = as_day(moment)
    this_year = on.year == clock.day_of(clock.now()).year
    return in_danish(on, "d. MMMM" if this_year else "d. MMMM y")


def other_year(moment: date | datetime) -> str:
    """The year after a blank, for a day of another year than this."""
    year = as_day(moment).year
    return "" if year == clock.day_of(clock.now()).year else f" {year}"


def month_short(moment: date | datetime) -> str:
    """nov."""
    return in_danish(as_day(moment), "MMM")


def week(moment: date | datetime) -> str:
    """uge 45"""
    return f"uge {as_day(moment).isocalendar().week}"


def time_of_day(moment: datetime) -> str:
    """9.30; only ever shown to the one who wrote."""
    return format_time(moment.astimezone(clock.COPENHAGEN), "H.mm", locale=LOCALE)


def ago(moment: date | datetime) -> str:
    """i dag, i går, for 4 dage siden; after two weeks the day itself."""
    on = as_day(moment)
    days = (clock.day_of(clock.now()) - on).days
    if days <= 0:
        return "i dag"
    if days == 1:
        return "i går"
    return f"for {days} dage siden" if days <= 14 else day(on)


def lately(moment: date | datetime) -> str:
    """i dag, i går, tirsdag; after a week the day itself."""
    on = as_day(moment)
    days = (clock.day_of(clock.now()) - on).days
    return in_danish(on, "EEEE") if 1 < days < 7 else ago(on) if days < 2 else day(on)


@lru_cache(maxsize=1)
def hyphens() -> Pyphen:
    # A short part of a word looks like a mistake, and at its beginning often is one.
    return Pyphen(lang="da_DK", left=5, right=4)


@lru_cache(maxsize=4096)
def hyphenated(words: str) -> str:
    """The words with soft hyphens, for a column that is narrower than a Danish compound."""
    return " ".join(
        hyphens().inserted(word, "\u00ad") if len(word) > LONG_WORD else word
        for word in words.split(" ")
    )


def folded(words: str) -> tuple[str, str]:
    """The beginning of a long text and the rest of it, parted between two words."""
    if len(words) <= FOLD_FROM:
        return words, ""
    begins = words[: FOLD_AT + 1]
    cut = max(begins.rfind(" "), begins.rfind("\n"))
    return (words[:cut], words[cut + 1 :]) if cut > 0 else (words, "")


def init_app(app: Flask) -> None:
    Compress(app)
    looks.init_app(app)
    app.jinja_env.globals["health_hint"] = HEALTH_HINT
    days = (long_day, day, other_year, month_short, week, time_of_day, ago, lately)
    for made in (*days, hyphenated, folded):
        app.jinja_env.filters[made.__name__] = made
