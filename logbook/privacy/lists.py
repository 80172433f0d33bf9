"""The names that the guard knows: Denmark's, and a municipality's own; and the browser's copy."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from logbook.privacy import words

FILE = Path(__file__).parent / "names" / "first_names.txt"
MARKS = "=-'"
# The letters that Danish tells apart; every other accent may be left out.
OWN_LETTERS = frozenset("æøåäöü")
FRONT_CODED = re.compile("([A-Z])([^A-Z]*)")
WORDS_END = "\f"


def unaccented(word: str) -> str:
    """The word without the accents that people leave out: josé, jose."""
    return "".join(
        letter if letter in OWN_LETTERS else unicodedata.normalize("NFD", letter)[0]
        for letter in word
    )


class Names:
    """Each name in small letters, with its marks (see the heading of `first_names.txt`)."""

    def __init__(self, marked: Iterable[str]) -> None:
        self.marks: dict[str, str] = {}
        for name in marked:
            bare = name.rstrip(MARKS)
            self.marks[bare] = name[len(bare) :]
        self.small = frozenset(
            name
            for name, marks in self.marks.items()
            if len(name) > 2 and "=" not in marks and "-" not in marks
        )

    def __or__(self, others: "Names") -> "Names":
        """Both lists: what the second says about a name counts."""
        both = Names(())
        both.marks = self.marks | others.marks
        both.small = (self.small - others.marks.keys()) | others.small
        return both

    def lines(self) -> list[str]:
        return sorted(name + marks for name, marks in self.marks.items())

    def find(self, small: str) -> tuple[str, str] | None:
        """The name that a word is, or is the genitive of, with its marks."""
        marks = self.marks.get(small)
        if marks is not None:
            return small, marks
        bare = small
        if small[-2:] in ("'s", "’s"):
            bare = small[:-2]
        elif small.endswith("s"):
            bare = small[:-1]
        if bare != small and (marks := self.marks.get(bare)) is not None:
            return bare, marks
        if not small.isascii() and (plain := unaccented(small)) != small:
            return self.find(plain)
        return None


@lru_cache(maxsize=1)
def danish() -> Names:
    lines = FILE.read_text("utf-8").splitlines()
    return Names(line for line in lines if not line.startswith("#"))


# The list that whoever is being served has: Denmark's with her municipality's own.
IN_USE: ContextVar[Names | None] = ContextVar("names in use", default=None)


def in_use() -> Names:
    return IN_USE.get() or danish()


def front_coded(lines: Iterable[str]) -> str:
    """Sorted lines, each after how much it begins like the one before: A for nothing, B for one."""
    coded, last = [], ""
    for line in lines:
        same = 0
        while same < min(len(line), len(last), 25) and line[same] == last[same]:
            same += 1
        coded.append(f"{chr(ord('A') + same)}{line[same:]}")
        last = line
    return "".join(coded)


def front_decoded(coded: str) -> Iterator[str]:
    last = ""
    for same, rest in FRONT_CODED.findall(coded):
        last = last[: ord(same) - ord("A")] + rest
        yield last


def for_the_browser(names: Names) -> bytes:
    """The words and the list in one text: `readList` of `static/guard/lists.js` undoes it."""
    # In order, since words that begin alike take less room; of phrases the first that fits counts.
    kept = "\n".join(
        f"[{name}]\n" + (",".join(said) if name == words.PHRASES else " ".join(sorted(said)))
        for name, said in words.sections().items()
    )
    return f"{kept}{WORDS_END}{front_coded(names.lines())}".encode()
