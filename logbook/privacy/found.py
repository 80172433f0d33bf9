"""What the guard found in a text, as a person reads it: each thing once, with what it offers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from logbook.privacy.cpr import without_cpr
from logbook.privacy.guard import Kind, Mark, bare, look_at
from logbook.privacy.lists import Names

STOP_CARD = (
    "Er du bekymret for et barn? Logbogen er ikke stedet. Tal med din leder i dag og følg "
    "kommunens retningslinjer for underretning."
)
HEALTH_HINT = (
    "Sygdom, diagnoser og familieforhold kan vise, hvem det handler om. Skriv hellere om det, "
    "I selv gør."
)
SAYS = {
    Kind.CPR: "{} ligner et CPR-nummer og kan ikke gemmes.",
    Kind.PHONE: "{} ligner et telefonnummer.",
    Kind.EMAIL: "{} ligner en mailadresse.",
    Kind.ADDRESS: "{} ligner en adresse.",
    Kind.INITIALS: "{} kan vise, hvilket barn det er.",
    Kind.NAME: "Er {} et navn?",
    Kind.MAYBE_NAME: "Er {} et navn?",
}
# What leads to one person: these are asked about before a text is shown to others.
POINTS_AT_SOMEBODY = frozenset(SAYS)
# What a person can say is no name after all.
NAMES = frozenset({Kind.NAME, Kind.MAYBE_NAME, Kind.INITIALS})
LIKELY = POINTS_AT_SOMEBODY - {Kind.MAYBE_NAME}
SHOWN = 12
MOST_WORDS, LONGEST_WORD = 60, 80
SENTENCE_ENDS = re.compile(r"(?:^|[.!?:…\n][\"”’)\]]*)\s*[\"”“(\[–-]*\s*$")
# The app says here which names are known to whoever is signed in: no database is known here.
OWN_LISTS: list[Callable[[], Names | None]] = []
# Who reads a hundred passages page by page has each looked at once. No text is kept.
REMEMBERED: dict[tuple[Names | None, bytes], bool] = {}
MOST_REMEMBERED = 20_000
NO_WORD = re.compile(r"[^\w \-'’.]")


@dataclass(frozen=True)
class Found:
    """One thing that was found, wherever in the text it stands."""

    kind: Kind
    words: str
    offers: tuple[str, ...]
    times: int = 1

    @property
    def says(self) -> str:
        return SAYS[self.kind].format(f"”{self.words}”")

    @property
    def may_be_no_name(self) -> bool:
        return self.kind in NAMES


@dataclass(frozen=True)
class Findings:
    """All that was found in one text, or in several."""

    things: tuple[Found, ...] = ()
    is_of_concern: bool = False
    is_of_health: bool = False

    def __bool__(self) -> bool:
        return bool(self.things) or self.is_of_concern or self.is_of_health

    @property
    def has_cpr(self) -> bool:
        return any(thing.kind is Kind.CPR for thing in self.things)

    @property
    def points_at_somebody(self) -> bool:
        """Whether something in it may lead to a person."""
        return any(thing.kind in LIKELY for thing in self.things)

    @property
    def is_to_be_read_again(self) -> bool:
        """Whether to ask before it is shown to others."""
        return bool(self.things) or self.is_of_concern


@dataclass(frozen=True)
class Place:
    """A text in which something was found, what it is called, and where it is put right."""

    label: str
    found: Findings
    href: str = ""


def findings(marks: Iterable[Mark]) -> Findings:
    """The marks of a text, the same words once."""
    seen: dict[tuple[Kind, str], Found] = {}
    kinds = set()
    for mark in marks:
        kinds.add(mark.kind)
        if mark.kind not in SAYS:
            continue
        known = seen.get((mark.kind, mark.words))
        times = known.times + 1 if known else 1
        seen[mark.kind, mark.words] = Found(mark.kind, mark.words, offers_of(mark), times)
    return Findings(tuple(seen.values())[:SHOWN], Kind.CONCERN in kinds, Kind.HEALTH in kinds)


def offers_of(mark: Mark) -> tuple[str, ...]:
    return tuple(offer[:1].lower() + offer[1:] for offer in mark.offers)


def found_in(text: str, not_names: Iterable[str] = ()) -> Findings:
    return findings(look(text, not_names)) if text else Findings()


def look(text: str, not_names: Iterable[str]) -> tuple[Mark, ...]:
    return look_at(text, names=names_here(), not_names=as_set(not_names))


def names_here() -> Names | None:
    """The list of whoever asks, where her municipality has one of its own; else none."""
    return OWN_LISTS[-1]() if OWN_LISTS else None


def as_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(word) for word in words)


def replaced(text: str, words: str, offer: int, not_names: Iterable[str] = ()) -> str:
    """The text with an offer instead of these words, wherever the guard marks them.

    The same as it was where nothing of the kind is marked.
    """
    for mark in reversed(look(text, not_names)):
        if mark.words != words or not 0 <= offer < len(mark.offers):
            continue
        instead, before = mark.offers[offer], text[: mark.start]
        if SENTENCE_ENDS.search(before[-20:]):
            instead = instead[:1].upper() + instead[1:]
        text = before + instead + text[mark.end :]
    return text


def names_somebody(text: str) -> bool:
    """Whether something in it may lead to a person; remembered, without the text."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    key = (names_here(), digest)
    if key not in REMEMBERED:
        if len(REMEMBERED) >= MOST_REMEMBERED:
            REMEMBERED.clear()
        REMEMBERED[key] = found_in(text).points_at_somebody
    return REMEMBERED[key]


def words_in_list(listed: str) -> list[str]:
    """What a page or a draft says is no name: words, parted by commas."""
    given = (NO_WORD.sub("", word).strip() for word in listed.split(","))
    words = [word for word in given if word and len(word) <= LONGEST_WORD]
    return [w for w in dict.fromkeys(words) if without_cpr(w) == w][:MOST_WORDS]
