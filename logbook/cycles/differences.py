"""What two texts do not share, word by word, so that a page can mark it."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile

WORDS = re.compile(r"\S+\s*|\s+")
SENTENCES = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")
# Above this many pairs of words the sentences are compared instead: a page must not wait.
PAIRS = 250_000

Piece = tuple[str, bool]


def differences(text: str, other: str) -> list[Piece]:
    """The text in pieces, in order; each says whether it is only here and not in the other.

    The pieces put together are the text. Two that follow each other are never of one kind.
    """
    return list(joined(compared(WORDS.findall(text), WORDS.findall(other))))


def compared(here: list[str], there: list[str]) -> Iterator[Piece]:
    """Each part, and whether it is only here: what both begin and end with costs nothing."""
    # The blanks after a word are no difference: the last word of a text has none.
    bare, others = [part.strip() for part in here], [part.strip() for part in there]
    start = shared(bare, others)
    end = shared(bare[start:][::-1], others[start:][::-1])
    stop = len(here) - end
    yield from ((part, False) for part in here[:start])
    yield from aligned(here[start:stop], there[start : len(there) - end])
    yield from ((part, False) for part in here[stop:])


def shared(first: list[str], second: list[str]) -> int:
    """With how many equal parts both begin."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def aligned(here: list[str], there: list[str]) -> Iterator[Piece]:
    """Word by word, or by sentence where there are many; texts without likeness are all new."""
    for parts in ((here, there), tuple(SENTENCES.findall("".join(p)) for p in (here, there))):
        if len(parts[0]) * len(parts[1]) <= PAIRS:
            bare, others = ([part.strip() for part in each] for each in parts)
            matcher = SequenceMatcher(None, bare, others, autojunk=False)
            marked = [True] * len(parts[0])
            for block in matcher.get_matching_blocks():
                marked[block.a : block.a + block.size] = [False] * block.size
            yield from zip(parts[0], marked, strict=True)
            return
    yield from ((part, True) for part in here)


def joined(parts: Iterable[Piece]) -> Iterator[Piece]:
    words, kind = "", False
    for part, is_new in parts:
        if words and is_new is not kind:
            yield words, kind
            words = ""
        words, kind = words + part, is_new
    if words:
        yield words, kind
