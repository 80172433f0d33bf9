"""`python -m tests.privacy.measure`: how much the guard finds, how often it is wrong, how fast.

`make bench` prints it too. Times are the processor's, of one look on this machine. With a FILE of
IOB2 (`labelled_news.py`) the same of that file's persons.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from logbook.privacy.guard import Kind, look_at
from logbook.privacy.words import read
from tests.privacy import labelled_news
from tests.privacy.cases import HERE, MARKED_NAME, cases, hostile_texts

EXAMPLES = Path("logbook/demo/example_cycles.json")
LABELLED = ("developed", "held_out")
# Written before its author knew the rules, with every trap in it: no measure of false alarms.
UNSEEN = "unseen"
# The same without traps, as it is written on any day.
EVERYDAY = "everyday"
# Only what is hardest.
BEGINNINGS = "beginnings"
NAMES = (Kind.NAME, Kind.MAYBE_NAME)
# Where a name stands in the middle of a sentence.
FRAMES = (
    "I dag legede {} i sandkassen.",
    "Vi spurgte {}, om det var svært.",
    "Så kom {} og hjalp.",
)


class Figures(NamedTuple):
    found: int
    missed: int
    wrong: int
    words: int
    sentences: int
    missed_names: tuple[str, ...]
    wrong_words: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def labelled(part: str) -> Iterator[tuple[str, set[int]]]:
    """Each sentence, and where its names begin."""
    for line in (HERE / f"labelled_{part}.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, begins = "", set()
        for name, other in MARKED_NAME.findall(line):
            if name:
                begins.add(len(text))
            text += name or other
        yield text, begins


def figures(part: str) -> Figures:
    found = words = sentences = 0
    missed, wrong = [], []
    for text, names in labelled(part):
        marks = [mark for mark in look_at(text) if mark.kind in NAMES]
        hit = {place for place in names if any(m.start <= place < m.end for m in marks)}
        found += len(hit)
        missed += [text[place:].split(" ")[0] for place in names - hit]
        wrong += [m.words for m in marks if not any(m.start <= n < m.end for n in names)]
        words += len(text.split())
        sentences += 1
    return Figures(
        found, len(missed), len(wrong), words, sentences, tuple(sorted(missed)), tuple(wrong)
    )


class Marks(NamedTuple):
    found: Counter[str]
    missed: Counter[str]
    wrong: Counter[str]

    def recall(self, kind: str) -> float:
        return self.found[kind] / (self.found[kind] + self.missed[kind])


def overlap(one: str, other: str) -> bool:
    return one in other or other in one


def unseen_marks() -> Marks:
    """Of numbers, addresses, initials and the words of worry and health, by their kind."""
    told = Marks(Counter(), Counter(), Counter())
    for text, wanted in cases("marks_unseen.txt"):
        marks = [(mark.kind.value, mark.words) for mark in look_at(text)]
        for kind, words in wanted:
            is_found = any(kind == sort and overlap(words, said) for sort, said in marks)
            (told.found if is_found else told.missed)[kind] += 1
        for kind, words in marks:
            if not any(kind == sort and overlap(words, said) for sort, said in wanted):
                told.wrong[kind] += 1
    return told


def every_text(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    inside: Iterable[object] = ()
    if isinstance(part, dict):
        inside = part.values()
    elif isinstance(part, list):
        inside = part
    return [text for each in inside for text in every_text(each)]


def example_texts() -> list[str]:
    return every_text(json.loads(EXAMPLES.read_text("utf-8"))["cycles"])


def false_alarms() -> tuple[int, int]:
    """In sentences that hold no name: marks for names, and words."""
    ordinary = (*LABELLED, EVERYDAY)
    nameless = [text for part in ordinary for text, names in labelled(part) if not names]
    texts = [*nameless, *example_texts()]
    alarms = sum(mark.kind in NAMES for text in texts for mark in look_at(text))
    return alarms, sum(len(text.split()) for text in texts)


def mid_sentence(origin: str) -> tuple[float, list[str]]:
    """How many of the names are found wherever they stand in a sentence, and which are not."""
    names = read((HERE / "given_names.txt").read_text("utf-8"))[origin]
    missed = [
        name
        for name in names
        for frame in FRAMES
        if not any(mark.kind is Kind.NAME for mark in look_at(frame.format(name)))
    ]
    return 1 - len(missed) / (len(names) * len(FRAMES)), sorted(set(missed))


def milliseconds(text: str, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        look_at(text)
        taken.append(time.process_time() - began)
    return median(taken) * 1000


def lines() -> Iterator[str]:
    for part in (*LABELLED, UNSEEN, EVERYDAY, BEGINNINGS):
        told = figures(part)
        yield (
            f"{part:10} {told.sentences} sentences, {told.found + told.missed} names: "
            f"precision {told.precision:.3f}, recall {told.recall:.3f}"
        )
        yield f"           missed {', '.join(told.missed_names) or '–'}"
        yield f"           wrong  {', '.join(told.wrong_words) or '–'}"
    marks = unseen_marks()
    for kind in sorted(marks.found):
        yield (
            f"{UNSEEN}, {kind}: {marks.found[kind]} found, {marks.missed[kind]} missed, "
            f"{marks.wrong[kind]} wrong"
        )
    alarms, words = false_alarms()
    rate = 1000 * alarms / words
    yield f"without a name: {alarms} false alarms in {words:,} words, {rate:.2f} per 1,000"
    for origin in ("newborns", "muslim-origin"):
        share, missed = mid_sentence(origin)
        yield f"mid-sentence, {origin}: {share:.3f}; missed {', '.join(missed) or '–'}"
    texts = example_texts()
    yield f"the 24 example cycles: {sum(len(look_at(text)) for text in texts)} marks"
    four_hundred = " ".join(" ".join(texts).split()[:400])
    yield f"400 words: {milliseconds(four_hundred, 200):.2f} ms"
    worst = max(hostile_texts(20_000), key=lambda text: milliseconds(text, 3))
    slowest = milliseconds(worst, 9)
    yield f"the worst hostile string of 20,000 characters: {slowest:.0f} ms, {worst[:16]!r} …"


if __name__ == "__main__":
    look_at("Ida")
    for line in labelled_news.of(sys.argv[1]) if sys.argv[1:] else lines():
        sys.stdout.write(f"{line}\n")
