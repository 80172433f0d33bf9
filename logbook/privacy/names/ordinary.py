"""Danish words that are written small: every form of each, and the short ones as a file.

`ordinary_words.br` holds those of at most eight letters, made by make.py out of the dictionary
that NOTICE.txt names: against it a municipality's own list of names is held.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import brotli

from logbook.privacy.lists import front_decoded

ORDINARY = Path(__file__).parent / "ordinary_words.br"
LONGEST = 8
WORD = re.compile(r"[^\W\d_]+")
# The dictionary's mark on what is only ever part of another word.
ONLY_IN_COMPOUND = "36"
DEPTH = 3


class Ending(NamedTuple):
    drops: str
    adds: str
    flags: frozenset[str]
    after: re.Pattern[str]


def endings(rules: str) -> dict[str, list[Ending]]:
    """The suffixes of an .aff file by their flag."""
    found = defaultdict(list)
    for line in rules.splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] != "SFX":
            continue
        adds, _, flags = parts[3].partition("/")
        found[parts[1]].append(
            Ending(
                parts[2].replace("0", ""),
                adds.replace("0", ""),
                frozenset(flags.split(",")),
                re.compile(f"(?:{parts[4]})$"),
            )
        )
    return found


def forms(
    word: str, flags: frozenset[str], rules: dict[str, list[Ending]], depth: int = DEPTH
) -> Iterator[str]:
    if ONLY_IN_COMPOUND not in flags:
        yield word
    if depth == 0:
        return
    for flag in flags:
        for ending in rules.get(flag, ()):
            if word.endswith(ending.drops) and ending.after.search(word):
                formed = word.removesuffix(ending.drops) + ending.adds
                yield from forms(formed, ending.flags, rules, depth - 1)


def ordinary_words(entries: str, rules: str) -> set[str]:
    """The words of a .dic file that are written small, in all their forms."""
    by_flag = endings(rules)
    words: set[str] = set()
    for line in entries.splitlines()[1:]:
        word, _, flags = re.split(r"[\t ]", line.strip())[0].partition("/")
        if WORD.fullmatch(word) and word == word.lower():
            words.update(forms(word, frozenset(flags.split(",")), by_flag))
    return words


def short_ordinary_words() -> frozenset[str]:
    """Read anew each time: only a command asks, once."""
    return frozenset(front_decoded(brotli.decompress(ORDINARY.read_bytes()).decode()))
