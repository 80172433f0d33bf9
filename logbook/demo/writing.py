"""One example cycle is written: each text through its form, each step by a legal move."""

import re
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from logbook.cycles.forms import (
    DecisionForm,
    PersonForm,
    SetAsideForm,
    StartForm,
    TagsForm,
    TextForm,
    TrialForm,
    VisibilityForm,
    WonderingForm,
)
from logbook.cycles.models import Cycle, Observation, ObservationRequest, Trial
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.sign_forms import ScoresForm, SignsForm
from logbook.cycles.stages import Decision, Stage, Visibility
from logbook.db import db
from logbook.demo.example import Story
from logbook.demo.moments import Days, Pen, days_of, shift
from logbook.demo.paper import checked, fields, must_be_allowed
from logbook.people.models import Person
from logbook.policy import Action, can
from logbook.programme.models import Module, Programme, Tag, TagKind, Unit
from logbook.reviews.models import SparringRequest


@dataclass
class World:
    """What the cycles are written in. `cycles` are those written so far, by their index."""

    programme: Programme
    people: dict[str, Person]
    today: date
    cycles: dict[int, Cycle] = field(default_factory=dict)

    @property
    def houses(self) -> list[Unit]:
        """In the order of the JSON file, which knows no municipal units."""
        return [unit for unit in self.programme.units if unit.has_children]

    @property
    def modules(self) -> list[Module]:
        return self.programme.modules

    def tag(self, kind: TagKind, key: str) -> Tag:
        return next(t for t in self.programme.tags if (t.kind, t.key) == (kind, key))


class Scene:
    """One story on its way to becoming a cycle: who writes it, when, and in which module."""

    cycle: Cycle
    request: SparringRequest | None = None

    def __init__(self, story: Story, world: World) -> None:
        self.story, self.world, self.told = story, world, story.told
        self.author = world.people[story.author]
        self.house = world.houses[self.told["house_index"]]
        self.module = world.modules[self.told["module_index"]]
        self.days: Days = days_of(story, self.module.sessions[0].starts_on, world.today)
        self.pen = Pen(story.index)
        self.asked: list[ObservationRequest] = []

    def person(self, user_name: str) -> Person:
        return self.world.people[user_name]

    def answer(
        self,
        question: Question,
        words: str | None,
        *,
        by: Person | None = None,
        about: Trial | Observation | None = None,
    ) -> None:
        """Fill in one question's page, some minutes after the last one."""
        person = by or self.author
        if not isinstance(about, Observation):
            must_be_allowed(person, Action.WRITE_IN_CYCLE, self.cycle)
        form = checked(TextForm(formdata=fields(text=words or "")).ask(question))
        self.cycle.answer(
            question, form.text.data or "", by=person, at=self.pen.later(), about=about
        )


def start(scene: Scene) -> None:
    """A wondering and a name; the others who write are let in."""
    must_be_allowed(scene.author, Action.START_CYCLE, scene.world.programme)
    form = StartForm(
        formdata=fields(
            wondering=scene.told["wondering"], title=scene.told["title"],
            house=str(scene.house.id), module=str(scene.module.id),
        )
    )  # fmt: skip
    form.offer_houses(scene.author.houses())
    form.offer_modules(scene.world.modules)
    checked(form)
    scene.cycle = Cycle.start(
        house=scene.house, title=form.title.data or "", wondering=form.wondering.data or "",
        module=scene.module, by=scene.author, at=scene.pen.on(scene.days.wondered),
    )  # fmt: skip
    db.session.add(scene.cycle)
    for user_name in scene.story.writes_with:
        must_be_allowed(scene.author, Action.ADMINISTER_CYCLE, scene.cycle)
        colleague = choose(scene, user_name)
        scene.cycle.let_write(colleague, added_by=scene.author, at=scene.pen.later())


def choose(scene: Scene, user_name: str) -> Person:
    """A colleague out of those whom the author is offered."""
    offered = db.session.scalars(Person.colleagues_of(scene.author)).all()
    form = PersonForm(formdata=fields(person=str(scene.person(user_name).id)))
    checked(form.offer([(person.id, person.title) for person in offered]))
    return scene.person(user_name)


def go_on_from(scene: Scene, before: Cycle) -> None:
    """Byg videre, and then put this round's own wondering over what was filled in."""
    must_be_allowed(scene.author, Action.WRITE_IN_CYCLE, before)
    at = scene.pen.on(scene.days.wondered)
    scene.cycle = build_on(before, by=scene.author, at=at)
    db.session.add(scene.cycle)
    form = WonderingForm(
        formdata=fields(
            wondering=scene.told["wondering"],
            title=scene.told["title"],
            module=str(scene.module.id),
        )
    )
    form.offer_modules(scene.world.modules)
    checked(form)
    scene.cycle.title, scene.cycle.module = form.title.data or "", scene.module
    scene.cycle.answer(
        Question.WONDERING, form.wondering.data or "", by=scene.author, at=scene.pen.later()
    )


def tag(scene: Scene) -> None:
    told, world = scene.told, scene.world
    keys = {
        TagKind.TRACK: [told["track"]],
        TagKind.FOCUS: told["focus"],
        TagKind.THEME: told["laereplan_themes"],
        TagKind.GOAL: told["goals"],
    }
    words = MultiDict([("title", scene.cycle.title), ("module", str(scene.module.id))])
    for kind, wanted in keys.items():
        words.setlist(kind.value, [str(world.tag(kind, key).id) for key in wanted])
    offered = world.programme.tags
    form = checked(TagsForm(formdata=words).offer(offered, world.modules))
    scene.cycle.tags = [each for each in offered if str(each.id) in form.chosen()]
    scene.cycle.touch(by=scene.author, at=scene.pen.later())


def plan(scene: Scene) -> None:
    told = scene.told["plan"]
    scene.pen.on(scene.days.planned)
    for question in (Question.ACTION, Question.WHY, Question.WHO):
        scene.answer(question, told[question.value])
    words = fields(**{f"sign_{n}": sign for n, sign in enumerate(told["signs"], 1)})
    form = checked(SignsForm(formdata=words))
    scene.cycle.plan_signs(form.texts(), by=scene.author, at=scene.pen.later())


def begin(scene: Scene) -> None:
    """Begynd, with who may see it; the colleagues who do not write are asked what they saw."""
    wanted, at = scene.story.visibility, scene.pen.on(scene.days.begun)
    may_open = can(scene.author, Action.ADMINISTER_CYCLE, scene.cycle)
    chosen = choose_audience(scene, scene.author, wanted if may_open else Visibility.PRIVATE)
    scene.cycle.begin(chosen, by=scene.author, at=at)
    if chosen is not wanted:
        in_charge = scene.cycle.in_charge
        assert in_charge is not None
        scene.cycle.show_to(choose_audience(scene, in_charge.person, wanted))
    writers = {scene.story.author, *scene.story.writes_with}
    for user_name in scene.story.observers:
        if user_name not in writers:
            ask_colleague(scene, user_name)


def choose_audience(scene: Scene, person: Person, wanted: Visibility) -> Visibility:
    """Her choice of who may see it; anything but private is for the one in charge to choose."""
    if wanted is not Visibility.PRIVATE:
        must_be_allowed(person, Action.ADMINISTER_CYCLE, scene.cycle)
    form = VisibilityForm(formdata=fields(visibility=wanted.value))
    checked(form.offer(scene.cycle.house, Visibility.PROJECT))
    person.last_visibility = wanted.value
    return Visibility(form.visibility.data)


def ask_colleague(scene: Scene, user_name: str) -> None:
    scene.asked.append(
        ObservationRequest.ask(
            scene.cycle, choose(scene, user_name), earlier=scene.asked,
            by=scene.author, at=scene.pen.later(),
        )
    )  # fmt: skip
    db.session.add(scene.asked[-1])


def try_out(scene: Scene) -> None:
    form = checked(TrialForm(formdata=fields(tried_on=str(scene.days.tried))))
    assert form.tried_on.data
    at = scene.pen.on(scene.days.tried)
    trial = scene.cycle.try_out(form.tried_on.data, by=scene.author, at=at)
    scene.answer(Question.WHAT, scene.told["try"]["what_happened"], about=trial)
    advance(scene, Stage.TRY)
    waiting = scene.story.still_asked
    if waiting:
        scene.pen.on(shift(scene.world.today, -waiting.days_ago))
        ask_colleague(scene, waiting.who)


def observe(scene: Scene) -> None:
    """Each observation by the one who saw it, on a day of its own."""
    entries = zip(scene.told["observations"], scene.story.observers, scene.days.seen, strict=True)
    for told, user_name, day in entries:
        observer = scene.person(user_name)
        form = checked(TextForm(formdata=fields(text=told["text"])).ask(Question.SAW))
        at = scene.pen.on(day)
        asked = next((a for a in scene.asked if a.colleague_id == observer.id), None)
        new_id = None
        if asked:
            must_be_allowed(observer, Action.ANSWER_OBSERVATION_REQUEST, asked)
            asked.answered_at, new_id = at, asked.id_of_answer
        else:
            must_be_allowed(observer, Action.WRITE_IN_CYCLE, scene.cycle)
        seen = scene.cycle.observe(form.text.data or "", on=day, by=observer, at=at, id=new_id)
        score(seen, told["sign_scores"])
    advance(scene, Stage.OBSERVE)


def score(seen: Observation, scores: dict[str, int | None]) -> None:
    """Say of each sign how clearly it was seen; the file counts the signs from 0."""
    signs = [(f"sign_{n}", sign.text) for n, sign in enumerate(seen.cycle.signs)]
    words = fields(**{f"sign_{n}": None if v is None else str(v) for n, v in scores.items()})
    form = checked(ScoresForm.about(signs)(formdata=words))
    for n, sign in enumerate(seen.cycle.signs):
        value = form[f"sign_{n}"].data
        if value is not None:
            seen.score(sign, int(value) if value else None)


def reflect(scene: Scene) -> None:
    told, completed_by = scene.told["reflection"], scene.story.completed_by or {}
    scene.pen.on(scene.days.reflected)
    for question in (Question.LEARNED, Question.SURPRISED, Question.NEXT_STEP):
        words = told[question.value]
        if question in completed_by:
            scene.answer(question, first_sentence(words))
            scene.answer(question, words, by=scene.person(completed_by[question]))
        else:
            scene.answer(question, words)
    form = checked(DecisionForm(formdata=fields(decision=told["keep_adjust_drop"])))
    scene.cycle.decision = Decision(form.decision.data)
    scene.cycle.touch(by=scene.author, at=scene.pen.later())
    advance(scene, Stage.REFLECT)


def first_sentence(words: str) -> str:
    return re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0]


def advance(scene: Scene, stage: Stage) -> None:
    scene.cycle.advance_to(stage, by=scene.author, at=scene.pen.later())


def set_aside(scene: Scene) -> None:
    """What was not tried has its reason where the others have what they did."""
    words = fields(reason=scene.told["try"]["what_happened"])
    form = checked(SetAsideForm(formdata=words))
    scene.cycle.set_aside(
        form.reason.data or "", by=scene.author, at=scene.pen.on(scene.days.tried)
    )


def close(scene: Scene) -> None:
    must_be_allowed(scene.author, Action.WRITE_IN_CYCLE, scene.cycle)
    scene.cycle.move_to(Stage.CLOSED, by=scene.author, at=scene.pen.on(scene.days.closed))
