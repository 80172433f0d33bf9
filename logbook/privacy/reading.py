"""A text as a reader takes it, and its words: the same as `static/guard/reading.js`."""

import re
import unicodedata
from typing import NamedTuple

LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
WORD = re.compile(rf"[{LETTER}]+(?:['’-][{LETTER}]+)*")
CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
# Nothing here looks like anything else, and every character is one.
PLAIN = re.compile("[\t\n\r -~¡-§«¬®°-³¶·»¿-ÿ–—‘’“”„…•›‹]*")
# Letters of other alphabets that a reader takes for Latin ones.
LOOK_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУабеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονιρ‐‑‒−´`ʼ′ıİ",
        "ABESIJKMHOPCTXYaбesijopcyxABEZHIKMNOPTYXaovip----''''iI",
        strict=True,
    )
)
MARKS, UNSEEN, DIGIT = {"Mn", "Me"}, {"Cf", "Cc"}, "Nd"
# What ends a sentence, opens a quotation or begins a line: after it a capital letter says little.
BEGINS = re.compile(r"[.!?:\n\r…•\"“”„»«›‹]|(?:^|[\n ])[-–—*] ?\Z")


class Word(NamedTuple):
    start: int
    end: int
    text: str
    small: str
    capital: bool
    begins: bool


def seen(letter: str) -> str:
    """What a reader takes one character for."""
    if letter.isascii():
        return letter if letter.isprintable() or letter in "\t\n\r" else ""
    if unicodedata.category(letter) in UNSEEN:
        return ""
    if letter in LOOK_ALIKE:
        return LOOK_ALIKE[letter]
    if unicodedata.category(letter) == DIGIT:
        return str(unicodedata.decimal(letter))
    return "".join(
        LOOK_ALIKE.get(each, each)
        for each in unicodedata.normalize("NFKC", letter)
        if unicodedata.category(each) not in MARKS
    )


def as_read(text: str) -> tuple[str, list[int] | range]:
    """The text as a reader sees it, and where in the text each of its characters stands.

    The places have one more at the end: where the text ends.
    """
    if PLAIN.fullmatch(text):
        return text, range(len(text) + 1)
    read: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) in MARKS:
            joined = unicodedata.normalize("NFC", read[-1] + letter) if read else ""
            if len(joined) == 1:
                read[-1] = joined
            continue
        for each in seen(letter):
            read.append(each)
            places.append(place)
    return "".join(read), [*places, len(text)]


def words(read: str, shortened: frozenset[str]) -> list[Word]:
    """Every word, and whether it begins a sentence, where any word has a capital letter."""
    found: list[Word] = []
    before, last = 0, ""
    for match in WORD.finditer(read):
        start, end = match.span()
        text = match.group()
        capital = CAPITAL.match(text) is not None
        begins = False
        if capital:
            gap = read[before:start]
            begins = not found or BEGINS.search(gap) is not None
            if begins and found and gap in (". ", ".") and ends_nothing(last, shortened):
                begins = False
        found.append(Word(start, end, text, text.lower(), capital, begins))
        before, last = end, text
    return found


def ends_nothing(word: str, shortened: frozenset[str]) -> bool:
    """A dot after an initial or a shortened word ends no sentence."""
    return len(word) == 1 or word.lower() in shortened
