"""The rounds out of what was gathered, as one reads them: on the file's pages and in the book."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from logbook.clock import day_of
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Decision, Position, Stage, Visibility, in_a_row
from logbook.looks.days import in_danish
from logbook.mine.gathering import Mine, Thing, grouped
from logbook.reviews.models.conditions import BOX_HEADINGS

BOXES = ("noticed", "curious", "can_help")
ORDER = list(Question)


def as_day(moment: str) -> date:
    """The day of a value of the file, which has a day or a moment."""
    return day_of(datetime.fromisoformat(moment)) if "T" in moment else date.fromisoformat(moment)


def day_in_words(moment: str | date | None) -> str:
    if not moment:
        return ""
    on = as_day(moment) if isinstance(moment, str) else moment
    return in_danish(on, "d. MMMM y")


@dataclass(frozen=True)
class Text:
    """What stands under one heading, and who wrote it when."""

    heading: str
    text: str
    told: str


@dataclass(frozen=True)
class Block:
    """A part of a round, under the stage that it belongs to."""

    stage: str
    heading: str
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class SeenSign:
    """A sign, and on which days it was seen how clearly."""

    text: str
    sightings: tuple[tuple[date, int | None], ...]

    @property
    def in_words(self) -> list[tuple[str, str]]:
        return [(day_in_words(on), SCORES[score]) for on, score in self.sightings]


@dataclass
class Round:
    """One round as its page shows it to her."""

    thing: Thing
    begins: date
    ends: date
    tags: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    signs: list[SeenSign] = field(default_factory=list)
    beside: list[Block] = field(default_factory=list)
    earlier: list[Text] = field(default_factory=list)
    read_by: list[tuple[str, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.thing["id"])

    @property
    def title(self) -> str:
        return str(self.thing["title"])

    @property
    def first_id(self) -> str:
        return str(self.thing["first_id"])

    @property
    def number(self) -> int:
        return int(self.thing["round"])

    @property
    def writers(self) -> str:
        return in_a_row(self.thing["writers"]) if self.thing["writers"] else ""

    @property
    def status(self) -> str:
        return Stage(self.thing["stage"]).status

    @property
    def decision(self) -> str:
        return Decision(self.thing["decision"]).label if self.thing["decision"] else ""

    @property
    def seen_by(self) -> str:
        return Visibility(self.thing["visibility"]).is_seen_by()

    @property
    def texts(self) -> int:
        """How many stand in it."""
        return sum(len(block.texts) for block in (*self.blocks, *self.beside))

    @property
    def days(self) -> str:
        if self.begins == self.ends:
            return day_in_words(self.begins)
        return f"{day_in_words(self.begins)} – {day_in_words(self.ends)}"


def rounds_of(mine: Mine) -> list[Round]:
    """All rounds that she writes in: the first forløb first, its rounds in their order."""
    parts = Parts(mine)
    rounds = [parts.round(cycle) for cycle in mine.parts["cycle"]]
    began = {each.first_id: each.begins for each in sorted(rounds, key=lambda r: -r.number)}
    return sorted(rounds, key=lambda r: (began[r.first_id], r.first_id, r.number))


class Parts:
    """What stands in each round, found once."""

    def __init__(self, mine: Mine) -> None:
        of = mine.parts
        self.person = mine.person
        self.answers = grouped(of["answer"], "cycle_id")
        self.trials = grouped(of["trial"], "cycle_id")
        self.observations = grouped(of["observation"], "cycle_id")
        self.signs = grouped(of["sign"], "cycle_id")
        self.scores = grouped(of["sign_score"], "sign_id")
        self.seen_on = {each["id"]: each["observed_on"] for each in of["observation"]}
        self.tags = grouped(of["cycle_tag"], "cycle_id")
        self.requests = grouped(of["sparring_request"], "cycle_id")
        self.sparring = {each["request_id"]: each for each in of["sparring"]}
        self.replies = grouped(of["reply"], "request_id")
        self.kind_words = grouped(of["kind_word"], "cycle_id")
        self.notes = grouped(of["conversation"], "cycle_id")
        self.versions = grouped(of["version"], "answer_id")
        self.wordings = grouped(of["wording"], "cycle_id")
        self.readings = grouped(of["reading"], "cycle_id")

    def round(self, cycle: Thing) -> Round:
        id = cycle["id"]
        answers = self.answers[id]
        last = [as_day(each["written_at"]) for each in (*answers, *self.observations[id])]
        begins = as_day(cycle["started_at"])
        made = Round(cycle, begins, max([begins, *last]))
        made.tags = tuple(each["tag"] for each in self.tags[id] if each["tag"])
        made.blocks = list(self.blocks(cycle, answers))
        made.signs = [
            SeenSign(sign["text"], self.sightings(sign["id"]))
            for sign in sorted(self.signs[id], key=lambda s: (s["position"], s["id"]))
        ]
        made.beside = [block for block in self.beside(id) if block.texts]
        made.earlier = list(self.earlier(id, answers))
        made.read_by = [
            (each["reader"] or "En, der ikke er her mere", day_in_words(each["read_on"]))
            for each in sorted(self.readings[id], key=lambda r: r["read_on"], reverse=True)
        ]
        return made

    def sightings(self, sign_id: str) -> tuple[tuple[date, int | None], ...]:
        found = [
            (as_day(self.seen_on[each["observation_id"]]), each["score"])
            for each in self.scores[sign_id]
            if each["observation_id"] in self.seen_on
        ]
        return tuple(sorted(found, key=lambda seen: seen[0]))

    def blocks(self, cycle: Thing, answers: list[Thing]) -> Iterator[Block]:
        """Stage for stage; each trial and each observation under its day."""
        own: dict[Stage, list[Thing]] = defaultdict(list)
        about: dict[str, list[Thing]] = defaultdict(list)
        for answer in answers:
            thing = answer["trial_id"] or answer["observation_id"]
            if thing:
                about[thing].append(answer)
            else:
                own[Question(answer["question"]).words.stage].append(answer)
        for stage in (Stage.WONDERING, Stage.PLAN):
            yield from self.block(stage, stage.label, own[stage])
        for trial in sorted(self.trials[cycle["id"]], key=lambda t: (t["tried_on"], t["id"])):
            heading = f"Prøvet {day_in_words(trial['tried_on'])}"
            yield from self.block(Stage.TRY, heading, about[trial["id"]])
        seen = self.observations[cycle["id"]]
        for each in sorted(seen, key=lambda o: (o["observed_on"], o["id"])):
            heading = f"Set {day_in_words(each['observed_on'])} af {each['observer']}"
            if each["position"]:
                heading += f" · {Position(each['position']).label}"
            yield from self.block(Stage.OBSERVE, heading, about[each["id"]])
        for stage in (Stage.REFLECT, Stage.SET_ASIDE):
            yield from self.block(stage, stage.label, own[stage])

    def block(self, stage: Stage, heading: str, answers: Iterable[Thing]) -> Iterator[Block]:
        written = sorted(answers, key=lambda a: ORDER.index(Question(a["question"])))
        texts = tuple(self.text(each) for each in written if each["text"])
        if texts:
            yield Block(stage.value, heading, texts)

    def text(self, answer: Thing) -> Text:
        words = Question(answer["question"]).words
        told = day_in_words(answer["written_at"])
        if answer["writers"]:
            told = f"{in_a_row(answer['writers'])}, {told}"
        return Text(words.short, answer["text"], told)

    def beside(self, cycle_id: str) -> Iterator[Block]:
        """Sparring, what was said after it, conversations and kind words."""
        for request in sorted(self.requests[cycle_id], key=lambda r: (r["asked_at"], r["id"])):
            texts = [told_by("Spørgsmål", request["question"], request, "asked_by", "asked_at")]
            given = self.sparring.get(request["id"])
            if given:
                texts += [
                    told_by(heading, given[box], given, "by", "given_at")
                    for heading, box in zip(BOX_HEADINGS, BOXES, strict=True)
                ]
            texts += [
                told_by("Svar", each["text"] or "Tak, vi tager det med", each, "by", "written_at")
                for each in sorted(self.replies[request["id"]], key=lambda r: r["written_at"])
            ]
            yield Block("reflect", "Sparring", tuple(each for each in texts if each.text))
        notes = sorted(self.notes[cycle_id], key=lambda c: (c["started_at"], c["id"]))
        for talk in notes:
            text = told_by("Note", talk["note"], talk, "written_by", "written_at")
            heading = f"Samtale {day_in_words(talk['started_at'])}"
            yield Block("reflect", heading, (text,) if text.text else ())
        words = sorted(self.kind_words[cycle_id], key=lambda w: w["number"])
        texts = [told_by("Puf", each["text"], each, "by", "sent_on") for each in words]
        yield Block("plan", "Hilsener", tuple(texts))

    def earlier(self, cycle_id: str, answers: list[Thing]) -> Iterator[Text]:
        for answer in answers:
            heading = Question(answer["question"]).words.short
            found = sorted(self.versions[answer["id"]], key=lambda v: v["written_at"])
            for each in found:
                yield told_by(heading, each["text"], each, "written_by", "written_at")
        for each in sorted(self.wordings[cycle_id], key=lambda w: w["revision"]):
            heading = "Navn" if each["what"] == "title" else "Tegn"
            yield told_by(heading, each["text"], each, "replaced_by", "replaced_at")


def told_by(heading: str, text: str, thing: Thing, by: str, at: str) -> Text:
    told: Any = ", ".join(each for each in (thing[by], day_in_words(thing[at])) if each)
    return Text(heading, text, told)
