"""Texts that others have labelled: persons in a file of IOB2, and which of their names are given.

Such a file says where a person is named, not which word is the given name. Of a person with several
words the first is, unless it is an initial. A person with one word is taken for a given name where
the file has that word first in a longer name, and for a surname where it has it last; with neither,
nobody knows, and the word counts neither for nor against the guard.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from logbook.privacy.guard import Kind, look_at

NAMES = (Kind.NAME, Kind.MAYBE_NAME)
TAG = re.compile(r"O|[BI]-\S+")
INITIAL = re.compile(r"(?:[A-ZÆØÅ]\.?)+")
TEXT = "# text = "
PERSON = "PER"


class Sentence(NamedTuple):
    text: str
    # Of each person, where her words begin and end.
    persons: list[list[tuple[int, int]]]


class Told(NamedTuple):
    sentences: int
    words: int
    nameless_words: int
    found: int
    missed: list[str]
    # Marks where no person is named; where a surname stands alone; where nobody knows.
    wrong: list[str]
    surnames: int
    unknown: int
    false_alarms: int

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.wrong) + self.surnames)

    @property
    def precision_of_persons(self) -> float:
        """With a surname alone, which leads to somebody too, not held against the guard."""
        persons = self.found + self.surnames
        return persons / max(1, persons + len(self.wrong))


def row_of(line: str) -> tuple[str, str]:
    """The word and its tag, whatever other columns there are."""
    cells = line.split("\t") if "\t" in line else line.split()
    numbered = len(cells) > 2 and cells[0].split("-")[0].isdigit()
    word, *others = cells[1:] if numbered else cells
    tag = next((each for each in others if TAG.fullmatch(each)), None)
    if tag is None:
        raise ValueError(f"no tag in: {line}")
    return word, tag


def sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    said, rows = "", []
    for line in (*lines, ""):
        line = line.rstrip("\n")
        if line.startswith(TEXT):
            said = line.removeprefix(TEXT)
        elif line.strip() and not line.startswith("# "):
            rows.append(row_of(line))
        elif not line.strip() and rows:
            yield placed(said, rows)
            said, rows = "", []


def placed(said: str, rows: list[tuple[str, str]]) -> Sentence:
    """Where in the sentence its persons stand; without the sentence, its words with spaces."""
    place, spans = 0, []
    for word, _ in rows:
        start = said.find(word, place)
        if start < 0:
            text = " ".join(word for word, _ in rows)
            # Only where the words are not those of the sentence, and then once.
            return placed(text, rows) if text != said else Sentence(said, [])
        place = start + len(word)
        spans.append((start, place))
    persons: list[list[tuple[int, int]]] = []
    last = "O"
    for (_, tag), span in zip(rows, spans, strict=True):
        if tag.endswith(PERSON):
            if tag.startswith("B") or not last.endswith(PERSON):
                persons.append([])
            persons[-1].append(span)
        last = tag
    return Sentence(said, persons)


def without_genitive(word: str) -> str:
    return word.removesuffix("s").rstrip("'’")


def sorts(all_of_them: list[Sentence]) -> dict[str, str]:
    """Words that stand alone for a person: `given` or `surname`, where the file tells."""
    first, last = Counter[str](), Counter[str]()
    for text, persons in all_of_them:
        for spans in persons:
            if len(spans) > 1:
                words = [text[start:end] for start, end in spans]
                first[without_genitive(words[0])] += 1
                last[without_genitive(words[-1])] += 1
    return {
        word: "given" if first[word] > last[word] else "surname"
        for word in first.keys() | last.keys()
        if first[word] != last[word]
    }


def measured(lines: Iterable[str]) -> Told:
    all_of_them = list(sentences(lines))
    by_word = sorts(all_of_them)
    found = surnames = unknown = words = nameless_words = false_alarms = 0
    missed, wrong = [], []
    for text, persons in all_of_them:
        marks = [mark for mark in look_at(text) if mark.kind in NAMES]
        hit = set()
        words += len(text.split())
        if not persons:
            nameless_words += len(text.split())
            false_alarms += len(marks)
        for spans in persons:
            begin, end = spans[0][0], spans[-1][1]
            over = {mark for mark in marks if mark.start < end and begin < mark.end}
            hit |= over
            name = text[slice(*spans[0])]
            sort = "given" if len(spans) > 1 else by_word.get(without_genitive(name), "unknown")
            if INITIAL.fullmatch(name):
                sort = "surname"
            if sort == "given":
                is_found = any(mark.start <= begin < mark.end for mark in over)
                found += is_found
                missed += [] if is_found else [name]
            surnames += sort == "surname" and bool(over)
            unknown += sort == "unknown" and bool(over)
        wrong += [mark.words for mark in marks if mark not in hit]
    return Told(
        len(all_of_them),
        words,
        nameless_words,
        found,
        missed,
        wrong,
        surnames,
        unknown,
        false_alarms,
    )


def of(file: str) -> Iterator[str]:
    with Path(file).open(encoding="utf-8") as lines:
        return lines_about(measured(lines))


def lines_about(told: Told) -> Iterator[str]:
    rate = 1000 * told.false_alarms / max(1, told.nameless_words)
    yield (
        f"{told.sentences:,} sentences, {told.words:,} words, "
        f"{told.found + len(told.missed):,} given names: precision {told.precision:.3f}, "
        f"recall {told.recall:.3f}"
    )
    yield (
        f"surnames alone that are marked: {told.surnames}; "
        f"held for right, precision {told.precision_of_persons:.3f}"
    )
    yield f"one word that may be either, marked: {told.unknown}"
    yield (
        f"sentences without a person: {told.false_alarms} false alarms in "
        f"{told.nameless_words:,} words, {rate:.2f} per 1,000"
    )
