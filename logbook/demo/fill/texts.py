"""What the filled-in cycles say: the example's own sentences, put together anew."""

import re
from random import Random
from typing import Any

from logbook.cycles.questions import Question
from logbook.demo.example import read_cast, read_json

VARIANTS = 400
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PLACES_IN_LINES = """
garderoben legepladsen puslerummet samlingen frokosten værkstedet skoven legestuen aflevering
puderummet vinduet køkkenet cykelskuret sandkassen trappen hentningen motorikrummet børnemødet
"""
AIMS_IN_LINES = """
Ro Tid Plads Leg Sprog Nærvær Sang Fællesskab Hænder Stilhed Valg Makkere Venner Nysgerrighed Rytme
Blik Samspil Overgange
"""
PLACES, AIMS = PLACES_IN_LINES.split(), AIMS_IN_LINES.split()


class Texts:
    """Variants of every kind of text, drawn with `one_of`. Lengths vary from a line to a page."""

    def __init__(self, random: Random) -> None:
        self.random = random
        pools = sentences_by_question(read_json()["cycles"])
        self.answers = {
            question: [self.compose(pool) for _ in range(VARIANTS)]
            for question, pool in pools.items()
        }
        self.signs = [sign for cycle in read_json()["cycles"] for sign in cycle["plan"]["signs"]]
        asked = [c["ask_for_review"] for c in read_json()["cycles"] if c["ask_for_review"]]
        self.asked = ["", *asked]
        comments = [c["leader_comment"] for c in read_json()["cycles"] if c["leader_comment"]]
        self.comments = [self.compose(sentences(comments)) for _ in range(VARIANTS)]
        self.titles = [f"{aim} i {place}" for aim in AIMS for place in PLACES]
        names = [actor.name.split(" ", 1) for actor in read_cast()]
        self.names = [f"{first} {last}" for first, _ in names for _, last in names]

    def compose(self, pool: list[str]) -> str:
        """One to four sentences; one text in fifty is a long one."""
        random = self.random
        count = random.randint(20, 60) if random.random() < 0.02 else random.randint(1, 4)
        return " ".join(random.choice(pool) for _ in range(count))

    def one_of(self, question: Question) -> str:
        variants = self.answers[question]
        return variants[int(self.random.random() * len(variants))]


def sentences(texts: list[str]) -> list[str]:
    return [part for words in texts for part in SENTENCE_END.split(words)]


def sentences_by_question(cycles: list[dict[str, Any]]) -> dict[Question, list[str]]:
    """The example's sentences under each question; one it never answers borrows another's."""

    def told(part: str, key: str) -> list[str]:
        return sentences([c[part][key] for c in cycles if c[part] and c[part][key]])

    seen = sentences([seen["text"] for cycle in cycles for seen in cycle["observations"]])
    learned, happened = told("reflection", "learned"), told("try", "what_happened")
    return {
        Question.WONDERING: sentences([cycle["wondering"] for cycle in cycles]),
        Question.ACTION: told("plan", "action"),
        Question.WHY: told("plan", "why"),
        Question.WHO: told("plan", "who"),
        Question.OBSERVING: told("plan", "who"),
        Question.WHAT: happened,
        Question.DIFFERENT: happened,
        Question.SAW: seen,
        Question.CHILDREN: seen,
        Question.PARTICIPATION: seen,
        Question.LEARNED: learned,
        Question.SURPRISED: told("reflection", "surprised"),
        Question.MODULE_LINK: learned,
        Question.NEXT_STEP: told("reflection", "next_step"),
        Question.TAKEAWAY: learned,
        Question.SET_ASIDE: happened,
    }
