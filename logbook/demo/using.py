"""Where the example's passages went: into teaching, to a meeting, into another plan."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from logbook.clock import COPENHAGEN
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.demo.example import ExampleRefused
from logbook.demo.moments import shift
from logbook.demo.paper import checked, fields, must_be_allowed
from logbook.demo.writing import World
from logbook.policy import Action
from logbook.programme.models import Session
from logbook.releases.models import Release
from logbook.uses.forms import MeetingForm, OutcomeForm
from logbook.uses.models import Outcome, Use

FILE = Path(__file__).with_name("used.toml")
AFTERNOON = time(14, 5)


def use_again(world: World, releases: Sequence[Release]) -> None:
    """All that the file tells of. Raises ExampleRefused if a form or a rule says no."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for entry in told["told"]:
        tell(world, releases, entry)
    for entry in told["meeting"]:
        meet(world, releases, entry)
    for entry in told["plan"]:
        build(world, releases, entry)
    db.session.flush()


def tell(world: World, releases: Sequence[Release], entry: dict[str, Any]) -> None:
    """The day after, the instructor chose what was used and told of it."""
    session, by = session_of(world, entry), world.people[entry["by"]]
    at = on_the_day(shift(session.starts_on, 1))
    must_be_allowed(by, Action.TELL_OUTCOME, world.programme)
    form = checked(OutcomeForm(formdata=fields(text=entry["text"], revision="0")))
    outcome = Outcome.begin(session, by=by, at=at)
    db.session.add(outcome)
    db.session.flush()
    outcome.write(form.text.data or "", revision=0, by=by, at=at)
    for each in entry["used"]:
        release = released_of(answer_of(world, each), releases)
        if release is None or release.session is not session:
            raise ExampleRefused(f"{each['cycle']}: er ikke delt til {session.title}")
        db.session.add(Use.in_session(release, session, by=by, at=at))


def meet(world: World, releases: Sequence[Release], entry: dict[str, Any]) -> None:
    answer, by = answer_of(world, entry), world.people[entry["by"]]
    must_be_allowed(by, Action.MARK_AT_MEETING, answer.cycle)
    day = shift(world.today, -entry["days_ago"])
    form = checked(MeetingForm(formdata=fields(dag=str(day))).until(world.today))
    assert form.on.data
    release = released_of(answer, releases)
    use = Use.at_meeting(answer, release, on=form.on.data, by=by, at=on_the_day(day))
    db.session.add(use)


def build(world: World, releases: Sequence[Release], entry: dict[str, Any]) -> None:
    answer, by = answer_of(world, entry), world.people[entry["by"]]
    must_be_allowed(by, Action.USE_IN_PLAN, answer.cycle)
    day = shift(world.today, -entry["days_ago"])
    plan = cycle_called(world, entry["plan"])
    must_be_allowed(by, Action.WRITE_IN_CYCLE, plan)
    release = released_of(answer, releases)
    use = Use.in_plan(answer, release, plan, by=by, at=on_the_day(day), today=day)
    db.session.add(use)


def on_the_day(day: date) -> datetime:
    return datetime.combine(day, AFTERNOON, COPENHAGEN)


def session_of(world: World, entry: dict[str, Any]) -> Session:
    module = next(each for each in world.modules if each.key == entry["module"])
    return next(each for each in module.sessions if each.key == entry["session"])


def cycle_called(world: World, title: str) -> Cycle:
    return next(each for each in world.cycles.values() if each.title == title)


def answer_of(world: World, entry: dict[str, Any]) -> Answer:
    answer = cycle_called(world, entry["cycle"]).answer_to(Question(entry["question"]))
    assert answer is not None
    return answer


def released_of(answer: Answer, releases: Sequence[Release]) -> Release | None:
    return next((each for each in releases if each.answer is answer and each.is_out), None)
