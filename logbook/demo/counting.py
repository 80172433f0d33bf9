"""How many of each thing were read from the example's file, and how many are stored."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.demo.models import cycles_of
from logbook.programme.models import Programme
from logbook.reviews.models import SparringRequest

Counts = Counter[str]

# What is counted, in the order in which it is shown.
KINDS = (
    "huse og dagpleje",
    "moduler",
    "undervisningsgange og perioder",
    "spor, mål, fokusområder og temaer",
    "forløb",
    "undringer",
    "svar i planen",
    "tegn",
    "afprøvninger",
    "lagt til side med grund",
    "iagttagelser",
    "tegn set eller ikke set",
    "refleksioner",
    "det kom bag på os",
    "beslutninger",
    "næste skridt",
    "mærker på forløb",
    "spørgsmål til sparring",
    "givet sparring",
    "runder, der bygger videre",
)
PLANNED = (Question.ACTION, Question.WHY, Question.WHO)


def read(data: dict[str, Any]) -> Counts:
    """What stands in the JSON file."""
    counts: Counts = Counter()
    counts["huse og dagpleje"] = len(data["houses"])
    counts["moduler"] = len(data["modules"])
    counts["undervisningsgange og perioder"] = sum(len(m["sessions"]) for m in data["modules"])
    counts["spor, mål, fokusområder og temaer"] = sum(
        len(data["labels"][label]) for label in ("tracks", "goals", "focus", "laereplan_themes")
    )
    for cycle in data["cycles"]:
        counts.update(dict(read_cycle(cycle)))
    return counts


def read_cycle(told: dict[str, Any]) -> Iterator[tuple[str, int]]:
    plan, reflection = told["plan"], told["reflection"] or {}
    is_aside = told["status"] == "set_aside"
    waits_or_has = told["leader_comment"] or told["status"] == "ready_for_review"
    tags = [told["track"], *told["laereplan_themes"], *told["goals"], *told["focus"]]
    yield "forløb", 1
    yield "undringer", number(told["wondering"])
    yield "svar i planen", sum(number(plan[question.value]) for question in PLANNED)
    yield "tegn", len(plan["signs"])
    yield "afprøvninger", number(told["try"] and not is_aside)
    yield "lagt til side med grund", number(is_aside)
    yield "iagttagelser", len(told["observations"])
    yield "tegn set eller ikke set", sum(len(seen["sign_scores"]) for seen in told["observations"])
    yield "refleksioner", number(reflection.get("learned"))
    yield "det kom bag på os", number(reflection.get("surprised"))
    yield "beslutninger", number(reflection.get("keep_adjust_drop"))
    yield "næste skridt", number(reflection.get("next_step"))
    yield "mærker på forløb", len([tag for tag in tags if tag])
    yield "spørgsmål til sparring", number(waits_or_has)
    yield "givet sparring", number(told["leader_comment"])
    yield "runder, der bygger videre", number("follows_index" in told)


def number(thing: Any) -> int:
    return 1 if thing else 0


def stored(programme: Programme) -> Counts:
    """What lies in the database."""
    counts: Counts = Counter()
    counts["huse og dagpleje"] = len([unit for unit in programme.units if unit.has_children])
    counts["moduler"] = len(programme.modules)
    counts["undervisningsgange og perioder"] = sum(len(m.sessions) for m in programme.modules)
    counts["spor, mål, fokusområder og temaer"] = len(programme.tags)
    cycles = db.session.scalars(cycles_of(programme)).all()
    for cycle in cycles:
        counts.update(dict(stored_cycle(cycle)))
    requests = [
        request
        for cycle in cycles
        for request in db.session.scalars(SparringRequest.in_cycle(cycle.id))
    ]
    counts["spørgsmål til sparring"] = len(requests)
    counts["givet sparring"] = len([request for request in requests if request.sparring])
    return counts


def stored_cycle(cycle: Cycle) -> Iterator[tuple[str, int]]:
    yield "forløb", 1
    yield "undringer", answered(cycle, [Question.WONDERING])
    yield "svar i planen", answered(cycle, PLANNED)
    yield "tegn", len(cycle.signs)
    yield "afprøvninger", len(cycle.trials)
    yield "lagt til side med grund", number(cycle.stage is Stage.SET_ASIDE)
    yield "iagttagelser", len(cycle.observations)
    yield "tegn set eller ikke set", sum(len(seen.scores) for seen in cycle.observations)
    yield "refleksioner", answered(cycle, [Question.LEARNED])
    yield "det kom bag på os", answered(cycle, [Question.SURPRISED])
    yield "beslutninger", number(cycle.decision)
    yield "næste skridt", answered(cycle, [Question.NEXT_STEP])
    yield "mærker på forløb", len(cycle.tags)
    yield "runder, der bygger videre", number(cycle.follows_id)


def answered(cycle: Cycle, questions: Iterable[Question]) -> int:
    return len([question for question in questions if cycle.text_of(question)])


def table(read: Counts, stored: Counts) -> Iterator[str]:
    """One line for each kind of thing; a difference is marked."""
    widest = max(len(kind) for kind in KINDS)
    yield f"{'':{widest}}   læst  gemt"
    for kind in KINDS:
        differs = "  ← forskel" if read[kind] != stored[kind] else ""
        yield f"{kind:{widest}}  {read[kind]:5} {stored[kind]:5}{differs}"
