"""The texts that both guards are asked about, and what is to be marked in them."""

import random
import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MARKED = re.compile(r"\{(\w+) ([^}]*)\}")
MARKED_NAME = re.compile(r"\{([^}]*)\}|([^{]+)")
ESCAPE = re.compile(r"\\(n|u[0-9A-Fa-f]{4})")
GAPS = (" ", " ", " ", "", "\n", "\u00a0")


# What an expression could stumble over when it comes again and again.
HOSTILE = (
    *("a", "A", "1", "1 ", "@", "a@", "a.@", "Ida ", "A. ", "A ", "Hasselvej ", "vej 1 ", "-"),
    *("01 01 01 ", "bekymret ", "bekymret for ", "Mester ", "I'", "\u0301", "\u200b", "é", "a-"),
    *("barn A", "Ida og ", "A på 3 år", "Ida-", " ", "\n", "Peter ", "Palle alene i ", "0 "),
    *("00 00 00 00 ", "torvet 1", "ca. 1", "Å", "А", "Ida, ", "Storm ", "Storm og ", "İ", "😀"),
    *("+1 23", "vold ", "."),
)


class Case(NamedTuple):
    text: str
    marks: list[tuple[str, str]]


def unescaped(line: str) -> str:
    return ESCAPE.sub(lambda m: "\n" if m[1] == "n" else chr(int(m[1][1:], 16)), line)


def cases(file: str = "cases.txt") -> list[Case]:
    lines = (HERE / file).read_text("utf-8").splitlines()
    return [
        Case(
            unescaped(MARKED.sub(r"\2", line)),
            [(kind, unescaped(words)) for kind, words in MARKED.findall(line)],
        )
        for line in lines
        if line and not line.startswith("#")
    ]


def chance_texts(count: int, seed: int = 20261123) -> list[str]:
    """The same ones each time."""
    chance = random.Random(seed)
    # Everything that some rule looks for, and what hides it.
    bits = unescaped((HERE / "bits.txt").read_text("utf-8")).split()
    return [
        "".join(chance.choice(bits) + chance.choice(GAPS) for _ in range(chance.randint(1, 16)))
        for _ in range(count)
    ]


def hostile_texts(length: int) -> list[str]:
    return [part * (length // len(part)) for part in HOSTILE]
