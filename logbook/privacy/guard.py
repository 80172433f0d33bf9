"""Navnevagten: what in a text could tell who a child is. It helps, and certifies nothing.

The same rules as `static/guard/guard.js`; `tests/privacy/cases.json` is what both must say.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from logbook.privacy import patterns
from logbook.privacy.first_names import first_names
from logbook.privacy.lists import MARKS, Names, in_use
from logbook.privacy.reading import LETTER, Word, as_read, words
from logbook.privacy.words import sections, those


class Kind(StrEnum):
    """What was found; of two that overlap, the one that stands first here counts."""

    CPR = "cpr"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    INITIALS = "initials"
    CONCERN = "concern"
    HEALTH = "health"
    MAYBE_NAME = "maybe_name"


@dataclass(frozen=True)
class Mark:
    """A place in a text: `start` and `end` count its characters, `words` is what stands there."""

    kind: Kind
    start: int
    end: int
    words: str
    offers: tuple[str, ...]


Found = tuple[Kind, int, int, tuple[str, ...]]

CHILD = ("et barn", "et af børnene")
CHILDS = ("et barns", "et af børnenes")
# A CPR number is taken out; nothing can stand in its place.
INSTEAD = {
    Kind.EMAIL: ("en mailadresse",),
    Kind.PHONE: ("et telefonnummer",),
    Kind.ADDRESS: ("en adresse",),
}
SHORTENED = those("shortened")
REACHES = 80


class Stems:
    """Words, and beginnings of words (those that end with *), found by their first letters."""

    def __init__(self, *names: str) -> None:
        self.by_beginning: dict[str, list[str]] = {}
        for each in sorted({each for name in names for each in sections()[name]}):
            self.by_beginning.setdefault(each.rstrip("*")[:3], []).append(each)

    def __contains__(self, small: str) -> bool:
        return any(
            small.startswith(each[:-1]) if each.endswith("*") else small == each
            for each in self.by_beginning.get(small[:3], ())
        )


# One look for every word of a text; what was found is told apart afterwards.
CONCERN, VIOLENCE, WORRY = Stems("concern"), Stems("violence"), Stems("worry")
HEALTH, ILLNESS, PARTED = Stems("health"), Stems("illness"), Stems("parted")
ANY = Stems("concern", "violence", "worry", "health", "illness", "parted")
NO_WORRY, ABOUT, CLOSE_KIN = Stems("no-worry"), Stems("about"), Stems("close-kin", "family")
OURS, SO_WE_ARE = Stems("ours"), Stems("is", "how-one-is", "numbers")
HE_OR_SHE = re.compile("h[au]n")
CHILDREN, SOMEBODY = Stems("child-words"), Stems("child-words", "close-kin", "family")
ENDS = re.compile(r"[.!?\n]")
MIGHT = re.compile(r" og magt", re.IGNORECASE)
PART = re.compile(rf"[{LETTER}]+")


def said(part: str) -> list[str]:
    return PART.findall(part.lower())


def sentence_around(read: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The sentence's words before and after, as far as they matter."""
    before = ENDS.split(read[max(0, start - REACHES) : start])[-1]
    return said(before), said(ENDS.split(read[end : end + REACHES])[0])


def is_our_worry(small: str, before: list[str], after: list[str]) -> bool:
    """`Vi er bekymrede for drengen`, `min bekymring vokser`; not `ingen bekymring`, nor for the
    weather, nor what somebody else worries about.
    """
    if any(word in NO_WORRY for word in before[-3:]):
        return False
    if any(word in CLOSE_KIN for word in before[-4:]):
        return False
    for place, word in enumerate(after):
        # Jeg er bekymret, for han spiser ikke: that is why, not what it is about.
        if word in ABOUT and not HE_OR_SHE.fullmatch("".join(after[place + 1 : place + 2])):
            return any(word in CHILDREN for word in after[place + 1 :])
    if any(word in NO_WORRY for word in after[:3]):
        return False
    whose = next((word for word in reversed(before) if word not in SO_WE_ARE), "")
    return small.endswith("en") or whose in OURS or any(word in OURS for word in after[:1])


def sensitive(read: str, each: Word) -> Iterator[tuple[Kind, int, int]]:
    """What a word says about worry, violence or health."""
    start = each.start
    for small in each.small.split("-"):
        end = min(start + len(small), each.end)
        if small in CONCERN or (small in VIOLENCE and not MIGHT.match(read, end)):
            yield Kind.CONCERN, start, end
        elif small in WORRY:
            if is_our_worry(small, *sentence_around(read, start, end)):
                yield Kind.CONCERN, start, end
        elif small in HEALTH:
            yield Kind.HEALTH, start, end
        elif small in ILLNESS:
            # That somebody is ill matters where it is a child or her family.
            before, after = sentence_around(read, start, end)
            if any(word in SOMEBODY for word in (*before[-5:], *after[:5])):
                yield Kind.HEALTH, start, end
        elif small in PARTED:
            # Mor og far er skilt; not the sign that they hung up.
            before, _ = sentence_around(read, start, end)
            if before[-1:] != ["et"] and any(word in CLOSE_KIN for word in before[-4:]):
                yield Kind.HEALTH, start, end
        start = end + 1


def found_in(read: str, names: Names) -> Iterator[Found]:
    for kind, spans in (
        (Kind.CPR, patterns.cpr_numbers(read)),
        (Kind.EMAIL, patterns.emails(read)),
        (Kind.PHONE, patterns.phones(read)),
        (Kind.ADDRESS, patterns.addresses(read)),
    ):
        for start, end in spans:
            yield kind, start, end, INSTEAD.get(kind, ())
    for start, end in patterns.initials(read):
        yield Kind.INITIALS, start, end, CHILD
    each_word = words(read, SHORTENED)
    for word in each_word:
        if word.small in ANY or "-" in word.small:
            for sort, start, end in sensitive(read, word):
                yield sort, start, end, ()
    for name in first_names(read, each_word, names):
        kind = Kind.NAME if name.is_likely else Kind.MAYBE_NAME
        offers = CHILDS if name.genitive else CHILD
        begun = (offer.capitalize() if name.begins else offer for offer in offers)
        yield kind, name.start, name.end, tuple(begun)


# What somebody can say is no name in her text.
CAN_BE_NONE = frozenset({Kind.NAME, Kind.MAYBE_NAME, Kind.INITIALS})
AROUND_AGE = re.compile(r"[(),]")
KINDS = {kind: rank for rank, kind in enumerate(Kind)}


def in_order(found: Iterable[Found]) -> list[Found]:
    """By where they begin, and of two that overlap the one of the kind that matters more."""
    kept: list[Found] = []
    starts: list[int] = []
    for each in sorted(found, key=lambda one: (KINDS[one[0]], one[1], -one[2])):
        place = bisect(starts, each[1])
        follows = place == 0 or kept[place - 1][2] <= each[1]
        if follows and (place == len(kept) or each[2] <= starts[place]):
            kept.insert(place, each)
            starts.insert(place, each[1])
    return kept


def bare(words: str) -> str:
    """A name as it is remembered: in small letters, without what makes it a genitive.

    Initials with an age have the marks around it besides, which no list of words holds.
    """
    return AROUND_AGE.sub("", as_read(words)[0]).lower().rstrip(MARKS + "’")


def is_no_name(words: str, not_names: frozenset[str]) -> bool:
    said = bare(words)
    return said in not_names or said.removesuffix("s").rstrip("'’") in not_names


def look_at(
    text: str, *, names: Names | None = None, not_names: frozenset[str] = frozenset()
) -> tuple[Mark, ...]:
    """What stands in a text, in order and not overlapping.

    `names` is another list than the one in use; `not_names` are words, as `bare` gives them, that
    somebody has said are no names in this text.
    """
    read, places = as_read(text)
    marks = []
    for kind, start, end, offers in in_order(found_in(read, names or in_use())):
        first, last = places[start], places[end - 1] + 1
        if end < len(places) and places[end] > last and last < len(text):
            last = last_of(text, last, places[end])
        said = text[first:last]
        if not_names and kind in CAN_BE_NONE and is_no_name(said, not_names):
            continue
        marks.append(Mark(kind, first, last, said, offers))
    return tuple(marks)


def last_of(text: str, last: int, following: int) -> int:
    """The marks on the last letter belong to it; what nobody sees after it may stay."""
    while last < following and as_read(f"a{text[last]}")[0] not in ("a", f"a{text[last]}"):
        last += 1
    return last
