"""CPR numbers, found by format and date: modulus 11 has not held for all of them since 2007."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from unicodedata import category, decimal, normalize

# Three pairs of digits that are a date, set apart alike or not at all (3–4.05.2024 is two days),
# and four more, with no other digit on either side, so that a phone number with a country code or
# an order number is not taken for one. They may stand on the next line, but not after a date with
# dots: there a new line begins with the time of day.
DASHES = "‐-―"
BETWEEN = rf"[ \t./{DASHES}-]?"
NEXT_LINE = rf"(?:(?:(?<=\d{{6}})|(?<=[{DASHES}-]))\r?\n)?"
BEFORE_LAST = rf"[ \t]?[./_{DASHES}-]{{0,2}}[ \t]?{NEXT_LINE}[ \t]?"
# 01012020-1234; with a dash only, or it is a day and an hour.
CENTURY = rf"(?:(?:18|19|20)(?=\d\d[{DASHES}-]\d))?"
CPR = re.compile(
    rf"(?<!\d)(\d\d)(?P<between>{BETWEEN})(\d\d)(?P=between)"
    rf"{CENTURY}(\d\d){BEFORE_LAST}\d{{4}}(?!\d)",
    re.ASCII,
)

MOST_PASSES = 10

# Characters that nobody sees, and marks that only dress up the one before them.
UNSEEN = {"Cf", "Mn", "Me"}


def is_a_day(day: int, month: int, year: int) -> bool:
    """Whether this can be a birthday in any century that CPR numbers cover."""
    for century in (1800, 1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


@lru_cache(maxsize=4_096)
def plain(letter: str) -> str:
    """What a reader takes the character for; nothing if she does not see it."""
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(decimal(letter))
    return "".join(each for each in normalize("NFKC", letter) if category(each) not in UNSEEN)


def as_read(text: str) -> tuple[str, list[int]]:
    """The text as a reader sees it, and where in the text each of its characters stands."""
    if text.isascii():
        return text, list(range(len(text)))
    seen = [(each, place) for place, letter in enumerate(text) for each in plain(letter)]
    return "".join(each for each, _ in seen), [place for _, place in seen]


def places_of_cpr(text: str) -> Iterator[tuple[int, int]]:
    """Where each CPR number in a text begins and ends, first to last."""
    read, places = as_read(text)
    for match in CPR.finditer(read):
        day, month, year = (int(part) for part in match.group(1, 3, 4))
        if is_a_day(day, month, year):
            yield places[match.start()], places[match.end() - 1] + 1


def find_cpr(text: str) -> str | None:
    """The first CPR number in a text, as it was written, or None."""
    return next((text[begin:end] for begin, end in places_of_cpr(text)), None)


def without_cpr(text: str) -> str:
    """The text with its CPR numbers taken out, and one space where each stood between two."""
    # Taking one out may bring the digits of another together; who plays with that loses all digits.
    for _ in range(MOST_PASSES):
        places = list(places_of_cpr(text))
        if not places:
            return text
        kept, from_here = [], 0
        for begin, end in places:
            before = text[from_here:begin]
            kept.append(before)
            stands_apart = before.endswith((" ", "\n")) if before else not kept[:-1]
            from_here = end + (stands_apart and text[end : end + 1] == " ")
        text = "".join([*kept, text[from_here:]])
    return "".join(letter for letter in text if not plain(letter).isdecimal())
