"""The passages of an extract, in one order and one grouping for every form it is taken in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from typing import Any
from uuid import UUID

from logbook.clock import day_of
from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import Decision, Stage
from logbook.exports.threshold import NOTHING, Origin, Shown, shown_of
from logbook.pages import day
from logbook.people.models import Profession
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution

ANYBODY = "fagprofessionel"

# What instructors look for first; the rest by stage, in the order in which it is asked.
FIRST = (
    Question.TAKEAWAY,
    Question.LEARNED,
    Question.SURPRISED,
    Question.NEXT_STEP,
    Question.WONDERING,
)
ORDER = {
    question: place
    for place, question in enumerate(
        dict.fromkeys([*FIRST, *(q for stage in Stage for q in questions_of(stage))])
    )
}
# A wondering and a setting aside have no colour of their own.
COLOUR = {Stage.WONDERING: Stage.PLAN, Stage.SET_ASIDE: Stage.TRY}


class Grouping(StrEnum):
    FOCUS = "fokus"
    THEME = "tema"

    @property
    def label(self) -> str:
        return {"fokus": "Efter fokusområde", "tema": "Efter læreplanstema"}[self.value]

    @property
    def kind(self) -> TagKind:
        return TagKind.FOCUS if self is Grouping.FOCUS else TagKind.THEME

    @property
    def otherwise(self) -> str:
        """The last heading, over the passages that have none."""
        return {"fokus": "Uden fokusområde", "tema": "Uden læreplanstema"}[self.value]


@dataclass(frozen=True)
class Passage:
    """One passage and all that may be told of it; `shown` keeps the threshold of five."""

    release_id: UUID
    text: str
    question: Question
    decision: Decision | None
    names: str
    module: str
    session: str
    focus: tuple[str, ...]
    themes: tuple[str, ...]
    shown: Shown

    @property
    def stage(self) -> str:
        return colour_of(self.question)

    @property
    def told(self) -> str:
        """What stands under it: the question, whose words, and where from."""
        return tell(self.question, self.decision, self.names, self.shown)


@dataclass(frozen=True)
class Group:
    """The passages under one heading; `note` is the instructor's own, for her speech alone."""

    title: str
    passages: tuple[Passage, ...]
    note: str = ""


@dataclass(frozen=True)
class Handout:
    """An extract as it is taken along: its name, what was asked for, when, and what is in it."""

    title: str
    selection: str
    on: date
    groups: tuple[Group, ...]
    # How many were asked for and are not in it, since they come from too few houses.
    held_back: int = 0
    # The time of teaching that it is for, with its day; nothing if it is for none.
    session: str = ""
    # How many wait for their writers, since a CPR number stands in them: whose, nobody is told.
    awaiting: int = 0

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for group in self.groups for passage in group.passages)

    @property
    def words(self) -> frozenset[str]:
        """All that stands in it, in no order."""
        told = ((p.text, p.told, p.module, p.session) for p in self.passages)
        headings = ((group.title, group.note) for group in self.groups)
        return frozenset(chain((self.title, self.selection, self.session), *headings, *told))

    @property
    def awaiting_words(self) -> str:
        return words_for_awaiting(self.awaiting)

    @property
    def held_back_words(self) -> str:
        return words_for_held_back(self.held_back)

    @property
    def days(self) -> str:
        """When it is taught, and when it was taken."""
        taken = f"hentet {day(self.on)}"
        return f"{self.session} · {taken}" if self.session else taken

    @property
    def under(self) -> str:
        """What stands under its title: what was asked for, and the days."""
        return f"{self.selection} · {self.days}"


@dataclass(frozen=True)
class Sight:
    """A passage as it will stand, before it is in any extract."""

    stage: str
    text: str
    told: str


def colour_of(question: Question) -> str:
    stage = question.words.stage
    return COLOUR.get(stage, stage).value


def tell(question: Question, decision: Decision | None, names: str, shown: Shown) -> str:
    parts = [
        question.words.short,
        f"Beslutning: {decision.label}" if decision else "",
        names,
        shown.profession or ("" if names else ANYBODY),
        shown.unit_kind,
        f"distrikt {shown.district}" if shown.district else "",
        shown.week,
    ]
    return " · ".join(part for part in parts if part)


def words_for_held_back(number: int) -> str:
    """How many are not shown, and why; nothing if all are."""
    if not number:
        return ""
    held = "1 citat holdes" if number == 1 else f"{number} citater holdes"
    comes = "det" if number == 1 else "de"
    return f"{held} tilbage, fordi {comes} kommer fra færre end tre huse."


def words_for_awaiting(number: int) -> str:
    """How many go nowhere for now, and why; nothing of whose they are."""
    if not number:
        return ""
    waits = "1 citat venter" if number == 1 else f"{number} citater venter"
    return f"{waits} på, at de, der skrev, retter teksten. Så længe kommer det ikke med."


def joined(words: list[str]) -> str:
    """a; a og b; a, b og c."""
    *most, last = words or [""]
    return f"{', '.join(most)} og {last}" if most else last


def professions(held: Iterable[Profession]) -> str:
    """The professions of those who wrote, each once and always in the same order."""
    there = set(held)
    return joined([profession.label for profession in Profession if profession in there])


def week_of(moment: datetime) -> str:
    """uge 45, 2026"""
    year, week, _ = day_of(moment).isocalendar()
    return f"uge {week}, {year}"


def sight_among(
    rows: Sequence[Any], there: Iterable[Any], text: str, question: Question,
    decision: Decision | None,
) -> Sight:  # fmt: skip
    """How one passage stands among the others of its module; `rows` has its writers by name."""
    said = said_of([*there, *rows])[rows[0].id]
    return Sight(colour_of(question), text, tell(question, decision, names_of(rows[0], rows), said))


def passages_from(
    rows: Sequence[Any], behind: Iterable[Any], tags: Iterable[Any] = ()
) -> list[Passage]:
    """What the queries found, in order.

    Within one question the order is that of the random ids: the same in every form, and it says
    nothing of who wrote first. `behind` has a row for each passage and writer that KP has of their
    modules: what stands under a passage is the same beside whichever others it is looked at.
    """
    behind, there = list(behind), {row.id for row in rows}
    people: defaultdict[UUID, list[Any]] = defaultdict(list)
    for writer in sorted(
        (each for each in behind if each.id in there), key=lambda w: (w.name_key, w.person_id)
    ):
        people[writer.id].append(writer)
    tagged: defaultdict[tuple[UUID, TagKind], list[str]] = defaultdict(list)
    for tag in tags:
        tagged[tag.id, tag.kind].append(tag.name)
    found, said = sorted(rows, key=lambda row: (ORDER[row.question], row.id)), said_of(behind)
    return [
        Passage(
            release_id=row.id,
            text=row.text,
            question=row.question,
            decision=row.decision,
            names=names_of(row, people[row.id]),
            module=row.module or "",
            session=row.session or "",
            focus=tuple(tagged[row.id, TagKind.FOCUS]),
            themes=tuple(tagged[row.id, TagKind.THEME]),
            shown=said.get(row.id, NOTHING),
        )
        for row in found
    ]


def said_of(behind: Iterable[Any]) -> dict[UUID, Shown]:
    """What may stand under each passage, settled among all that its module has with KP.

    `behind` has a row for each passage and writer. Nobody chooses who is in it, so nobody learns
    from the difference of two choices what neither says.
    """
    modules: defaultdict[UUID | None, dict[UUID, list[Any]]] = defaultdict(dict)
    for row in sorted(behind, key=lambda row: (row.id, row.person_id)):
        modules[row.module_id].setdefault(row.id, []).append(row)
    said: dict[UUID, Shown] = {}
    for found in modules.values():
        origins = [origin_of(people[0], people) for people in found.values()]
        said |= zip(found, shown_of(origins), strict=True)
    return said


def names_of(row: Any, people: Sequence[Any]) -> str:
    return joined([p.name for p in people]) if row.attribution is Attribution.NAME else ""


def origin_of(row: Any, people: Sequence[Any]) -> Origin:
    """What the passage's attribution lets it say: a profession only if it was given as one."""
    says_profession = row.attribution is Attribution.PROFESSION
    return Origin(
        # Who stands in for those who left is nobody, and never one more of five.
        writers=frozenset(p.person_id for p in people if not p.is_stand_in),
        is_named=row.attribution is Attribution.NAME,
        facts=Shown(
            district=row.district or "",
            unit_kind=row.unit_kind.label,
            profession=professions(p.profession for p in people) if says_profession else "",
            week=week_of(row.written_at),
        ),
    )


def grouped(passages: Iterable[Passage], by: Grouping, order: Sequence[str]) -> list[Group]:
    """Each passage once, under the first of its focus areas (or themes); those without one last."""
    under: dict[str, list[Passage]] = {title: [] for title in [*order, by.otherwise]}
    for passage in passages:
        own = passage.focus if by is Grouping.FOCUS else passage.themes
        under.setdefault(own[0] if own else by.otherwise, []).append(passage)
    return [Group(title, tuple(held)) for title, held in under.items() if held]
