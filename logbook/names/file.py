"""Reads a list of first names from a file: one a line, or a table with how many bear each."""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from logbook.privacy.lists import Names
from logbook.privacy.reading import LETTER
from logbook.privacy.words import FILE as WORDS
from logbook.privacy.words import those

NAME = re.compile(rf"[{LETTER}]+(?:[-'][{LETTER}]+)*")
COUNT = re.compile(r"\d{1,3}(?:[. ]?\d{3})*|\d+")
# What stands above a column of names.
HEADINGS = {"navn", "navne", "fornavn", "fornavne"}
# Fewer bearers than this, and small letters say too little.
FEW = 10
LONGEST_NAME, MOST_NAMES = 40, 200_000


class NotNames(Exception):
    """The file cannot be read as a list of names; says why, in Danish."""


class Read(NamedTuple):
    """Each name with its number of bearers, None where the file does not say; and what was not."""

    bearers: dict[str, int | None]
    passed: int


def text_of(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotNames("Filen er ikke en tekstfil.")


def rows_of(text: str, between: str) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(text), delimiter=between):
        cells = [cell.strip() for cell in row if cell.strip()]
        if cells and not cells[0].startswith("#"):
            yield cells


def has_number(cells: list[str]) -> bool:
    return any(COUNT.fullmatch(cell) for cell in cells)


def without_heading(rows: list[list[str]]) -> list[list[str]]:
    """A word over a column is no name: without a number where the others have one."""
    if not rows:
        return rows
    first, others = rows[0], rows[1:]
    is_heading = first[0].lower() in HEADINGS or (
        len(first) > 1 and not has_number(first) and any(map(has_number, others))
    )
    return others if is_heading else rows


def read(content: bytes) -> Read:
    """Names in the first column that holds one, the number in the last that holds one."""
    text = text_of(content)
    if "\0" in text:
        raise NotNames("Filen er ikke en tekstfil. Gem den som CSV.")
    between = max(";\t,", key=text.count)
    bearers: dict[str, int | None] = {}
    passed = 0
    for cells in without_heading(list(rows_of(text, between))):
        name = next((cell for cell in cells if NAME.fullmatch(cell)), None)
        if name is None or len(name) > LONGEST_NAME or len(name) < 2:
            passed += 1
            continue
        numbers = [cell for cell in cells if COUNT.fullmatch(cell)]
        small = name.lower()
        count = int(re.sub(r"[. ]", "", numbers[-1])) if numbers else None
        before = bearers.get(small)
        # Women and men who bear it are counted apart.
        bearers[small] = count if before is None else before + (count or 0)
        if len(bearers) > MOST_NAMES:
            raise NotNames(f"Filen har over {MOST_NAMES} navne.")
    if not bearers:
        raise NotNames("Filen har ingen navne. Skriv ét navn på hver linje, eller navn;antal.")
    return Read(bearers, passed)


def marked(
    bearers: dict[str, int | None], fewest: int, words: frozenset[str], known: Names
) -> list[str]:
    """What these names add to those that are known, each with its marks."""
    never = those("never", WORDS.parent / "names" / "known.txt")
    lines = []
    for name, count in sorted(bearers.items()):
        if name in never or (count is not None and count < fewest):
            continue
        few = count is not None and count < FEW
        there = known.marks.get(name)
        if there is None:
            is_word, genitive = name in words, f"{name}s" in words
            lines.append(name + "=" * is_word + "-" * few + "'" * (genitive and not is_word))
        elif "-" in there and not few:
            # Few bore it when the list was made, and many do now.
            lines.append(name + there.replace("-", ""))
    return lines
