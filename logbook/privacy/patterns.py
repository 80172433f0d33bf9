"""What names or leads to somebody by its form: numbers, addresses, initials with an age."""

import re
from collections.abc import Iterator
from datetime import date

from logbook.privacy import cpr
from logbook.privacy.reading import CAPITAL, LETTER
from logbook.privacy.words import those

Span = tuple[int, int]

PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)45[ -]?)?"
    r"(?:\d\d([ .-]?)\d\d\1\d\d\1\d\d|\d{4}[ -]\d{4}|\d{3}[ -]\d\d[ -]\d{3})(?!\d)"
    r"|(?<![\d+])\+(?!45)\d{1,3}(?:[ -]?\d{2,4}){2,5}(?!\d)",
)
IN_PAIRS = re.compile(r"(\d\d) (\d\d) (\d\d) (\d\d)")
YEARS = re.compile(r"((?:19|20[0-3])\d+)[ -]((?:19|20[0-3])\d+)")
MORE_BEFORE, MORE_AFTER = re.compile(r"\d[ .-]\Z"), re.compile(r"[ .-]\d\d(?!\d)")
LAST_WORD = re.compile(rf"([{LETTER}]+)[.:]? ?\Z")
NEXT_WORDS = re.compile(rf"[ ,]?([{LETTER}]+)(?: ([{LETTER}]+))?")
MAILBOX, DOMAIN = re.compile(r"[A-Za-z0-9._%+ÆØÅæøå-]"), re.compile(r"[A-Za-z0-9.ÆØÅæøå-]")
LONGEST_MAILBOX, LONGEST_DOMAIN, LONGEST_STREET = 64, 200, 60
STREETS, PLACES = those("ends-a-street"), those("ends-a-place")
KINDS_OF_STREET = sorted(STREETS | PLACES, key=lambda each: (-len(each), each))
HOUSE_NUMBER = re.compile(rf" ([0-9]{{1,3}})(?: ?([A-Za-z])(?![{LETTER}]))?(?![\d{LETTER}])")
NUMBER_SAYS = re.compile(r",? nr\.?\Z")
# After the number of a house whose street is called as a garden or a square is.
AFTER_A_HOUSE = re.compile(
    rf"(?:,? ?(?:\d{{4}} |\d\. ?(?:sal|th|tv)|(?:st|kl|th|tv)"
    rf"(?![{LETTER}]))|[.,;)\n]|\Z)"
)
AGE = (
    rf"(?:ca\. ?)?(?:\d{{1,2}}(?:[.,]\d|½| ½)?|{'|'.join(sorted(those('numbers')))})"
    rf"[ -]?(?:{'|'.join(sorted(map(re.escape, those('ages')), key=lambda a: (-len(a), a)))})"
    rf"(?![{LETTER}])"
)
INITIALS = r"[A-ZÆØÅ](?:\.? ?[A-ZÆØÅ]){0,2}\.?"
AGED = re.compile(rf"(?:,? ?\(| på |, | )\(?{AGE}", re.IGNORECASE)
WITH_AGE = re.compile(rf"(?<![{LETTER}\d.])({INITIALS})(?=[ ,(])")
AGE_BEFORE = re.compile(
    rf"(?<!\d)\d{{1,2}}-?(?: ?)årige? ([A-ZÆØÅ]\.?[A-ZÆØÅ]?\.?)(?![{LETTER}])", re.ASCII
)
ONE = sorted(those("one-child"), key=lambda each: (-len(each), each))
ONE_CHILD = re.compile(
    rf"(?<![{LETTER}])(?:{'|'.join(f'[{each[0].upper()}{each[0]}]{each[1:]}' for each in ONE)}) "
    rf"([A-ZÆØÅ]\.?)(?![{LETTER}'’-])",
)
IN_STREET = re.compile(rf"[{LETTER}.-]")
COUNTED, BEFORE_WEEKS, NO_STREET = those("counted"), those("before-weeks"), those("no-street")


def cpr_numbers(read: str) -> Iterator[Span]:
    for match in cpr.CPR.finditer(read):
        if cpr.is_a_day(*(int(part) for part in match.group(1, 3, 4))):
            yield match.span()


def is_a_whole_date(digits: str) -> bool:
    """20260503"""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits[:2] in ("19", "20")


def is_years(found: str) -> bool:
    """2024-2025: a school year."""
    years = YEARS.fullmatch(found)
    return years is not None and 0 < int(years.group(2)) - int(years.group(1)) <= 10


def is_counted(read: str, end: int) -> bool:
    after = NEXT_WORDS.match(read, end)
    return after is not None and any(word and word.lower() in COUNTED for word in after.groups())


def phones(read: str) -> Iterator[Span]:
    for match in PHONE.finditer(read):
        start, end = match.span()
        found = match.group()
        before = read[max(0, start - 12) : start]
        word = LAST_WORD.search(before)
        if word and word.group(1).lower() in BEFORE_WEEKS:
            continue
        if MORE_BEFORE.search(before) or is_counted(read, end):
            continue
        if found.isdigit() and len(found) == 8 and is_a_whole_date(found):
            continue
        if is_years(found):
            continue
        pairs = IN_PAIRS.fullmatch(found)
        if pairs:
            first = [int(pair) for pair in pairs.groups()]
            if MORE_AFTER.match(read, end) or first == [*range(first[0], first[0] + 4)]:
                continue
        yield start, end


def emails(read: str) -> Iterator[Span]:
    place = read.find("@")
    while place >= 0:
        start, end = place, place + 1
        while start > max(0, place - LONGEST_MAILBOX) and MAILBOX.match(read, start - 1):
            start -= 1
        while end < min(len(read), place + LONGEST_DOMAIN) and DOMAIN.match(read, end):
            end += 1
        while end > place + 1 and read[end - 1] in ".-":
            end -= 1
        if start < place and "." in read[place + 1 : end]:
            yield start, end
        place = read.find("@", max(end, place + 1))


def addresses(read: str) -> Iterator[Span]:
    """A street with its number, found from the number backwards."""
    for match in HOUSE_NUMBER.finditer(read):
        said = NUMBER_SAYS.search(read, max(0, match.start() - 5), match.start())
        start = street_before(read, said.start() if said else match.start(), match.end())
        if start is not None:
            yield start, match.end()


def street_before(read: str, end: int, after: int) -> int | None:
    """Where the street begins that ends here, if its last word is one."""
    start = end
    while start > max(0, end - LONGEST_STREET) and IN_STREET.match(read, start - 1):
        start -= 1
    word = read[start:end]
    small = word.lower()
    kind = next((each for each in KINDS_OF_STREET if small.endswith(each)), None)
    if kind is None or is_counted(read, after):
        return None
    whole = capitals_before(read, start) if CAPITAL.match(word) or small == kind else start
    if small == kind:
        return whole if whole < start else None
    is_certain = kind in STREETS and CAPITAL.match(word)
    if small in NO_STREET or len(word) <= len(kind) + (not is_certain):
        return None
    is_likely = kind in STREETS or CAPITAL.match(word)
    return whole if is_certain or (is_likely and AFTER_A_HOUSE.match(read, after)) else None


def capitals_before(read: str, start: int) -> int:
    """Where the words with capital letters begin that stand before this place, three at most."""
    for _ in range(3):
        end = start - 1
        if end < 0 or read[end] != " ":
            break
        first = end
        while first > max(0, end - 30) and IN_STREET.match(read, first - 1):
            first -= 1
        ends_a_sentence = read[end - 1] == "." and end - first > 4  # and is no `Sct.`
        if first == end or not CAPITAL.match(read, first) or ends_a_sentence:
            break
        start = first
    return start


def initials(read: str) -> Iterator[Span]:
    for match in WITH_AGE.finditer(read):
        aged = AGED.match(read, match.end())
        if aged and match.group() != "I":
            yield match.start(), aged.end() + (read[aged.end() : aged.end() + 1] == ")")
    for kind in (AGE_BEFORE, ONE_CHILD):
        yield from (match.span() for match in kind.finditer(read))
