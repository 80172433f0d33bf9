"""CPR numbers, found by format and date: modulus 11 has not held for all of them since 2007."""

import re
from datetime import date

# Six digits of a date, four more; set apart from other digits on both sides, so that a phone
# number with a country code or an order number is not taken for one.
SPACE = r"[ \t\u00a0]?"
CPR = re.compile(
    rf"(?<!\d)(\d{{2}})(\d{{2}})(\d{{2}}){SPACE}[-–—]?{SPACE}(\d{{4}})(?!\d)", re.ASCII
)


def is_a_day(day: int, month: int, year: int) -> bool:
    """Whether this can be a birthday in any century that CPR numbers cover."""
    for century in (1800, 1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def find_cpr(text: str) -> str | None:
    """The first CPR number in a text, as it was written, or None."""
    for match in CPR.finditer(text):
        day, month, year = (int(part) for part in match.groups()[:3])
        if is_a_day(day, month, year):
            return match.group()
    return None
