"""One round after the other, as legal moves would have made them: rows, and never objects."""

import json
from typing import Any

from logbook.conversations.parts import MINUTES
from logbook.cycles.questions import Question
from logbook.cycles.stages import OPEN_TO_HOUSE, ROAD, Decision, Position, Stage, Visibility
from logbook.demo.fill.calendar import CLOSES, OPENS, Calendar
from logbook.demo.fill.rows import Rows
from logbook.demo.fill.texts import Texts
from logbook.demo.fill.world import House
from logbook.demo.fill.written import OutOfDays, Round, Written
from logbook.programme.models import TagKind

MOST_SIGNS = 3
MINUTES_BETWEEN = 4
# How a forløb's last round stands today, where the days allow it.
GOALS = {
    Stage.WONDERING: 5,
    Stage.PLAN: 7,
    Stage.TRY: 8,
    Stage.OBSERVE: 9,
    Stage.REFLECT: 14,
    Stage.CLOSED: 47,
    Stage.SET_ASIDE: 10,
}
SEEN_BY = {
    Visibility.PRIVATE: 25,
    Visibility.LEADER: 35,
    Visibility.HOUSE: 25,
    Visibility.PROJECT: 15,
}
# How often a team talks about a round before it reflects.
TALKED_ABOUT = 0.2
# The questions that need no answer, and how often they have one.
SOMETIMES = {
    Question.WHO: 0.7,
    Question.OBSERVING: 0.3,
    Question.DIFFERENT: 0.3,
    Question.CHILDREN: 0.3,
    Question.PARTICIPATION: 0.2,
    Question.SURPRISED: 0.7,
    Question.MODULE_LINK: 0.2,
    Question.TAKEAWAY: 0.4,
}
DECISIONS = [decision.value for decision in Decision]
POSITIONS = [*(position.value for position in Position), None]
SCORES = (0, 1, 1, 2, 2, 2, 3, 3, None)


class Writing:
    """Writes the texts and moves of rounds in one house."""

    def __init__(self, rows: Rows, texts: Texts, calendar: Calendar, house: House) -> None:
        self.rows, self.texts, self.calendar, self.house = rows, texts, calendar, house
        self.random = rows.random
        self.chance = rows.random.random

    # -- moments --------------------------------------------------------------------------

    def wait(self, this: Round, fewest: int, most: int) -> None:
        """Go on some working days later. Raises OutOfDays if that is not before today."""
        day = this.day + self.random.randint(fewest, most)
        if day > self.calendar.last:
            raise OutOfDays
        this.day, this.minute = day, OPENS + int(self.chance() * (CLOSES - OPENS))

    def now(self, this: Round) -> str:
        """Some minutes later on the same day."""
        this.minute += MINUTES_BETWEEN
        return self.calendar.at(this.day, this.minute)

    def touched(self, this: Round, by: str) -> str:
        """Somebody writes: what is newest, and what she has in hand."""
        at = self.now(this)
        this.changed_at = at
        if by in this.used:
            this.used[by] = at
        return at

    # -- texts ----------------------------------------------------------------------------

    def answer(
        self, this: Round, question: Question, *, by: str = "", text: str = "",
        trial: str | None = None, observation: str | None = None, carried: tuple[str, ...] = (),
    ) -> Written:  # fmt: skip
        """An answer, now and then with the words of a second writer in it."""
        writer = by or this.author
        at = self.touched(this, writer)
        writers = list(dict.fromkeys([*carried, writer]))
        if len(this.writers) > 1 and not by and self.chance() < 0.25:
            writers = list(dict.fromkeys([*writers, this.writers[1]]))
        text = text or self.texts.one_of(question)
        written = Written("", text, at, writers)
        written.id = self.rows.add_with_id(
            "answer",
            this.id,
            trial,
            observation,
            question.value,
            text,
            len(writers),
            at,
            writers[-1],
        )
        for each in writers:
            self.rows.add_with_id("answer_writer", written.id, each, at)
        if trial is None and observation is None:
            this.answers[question] = written
        return written

    def sometimes(self, this: Round, *questions: Question, **about: Any) -> None:
        for question in questions:
            if self.chance() < SOMETIMES[question]:
                self.answer(this, question, **about)

    def move(self, this: Round, stage: Stage) -> None:
        at = self.touched(this, this.author)
        self.rows.add_with_id("move", this.id, this.author, this.stage.value, stage.value, at)
        this.ended_from = this.stage if stage.is_ending else None
        this.stage = stage

    # -- stages ---------------------------------------------------------------------------

    def start(self, this: Round, before: Round | None) -> None:
        """The wondering; in a later round it is what was learned in the one before."""
        carried: tuple[str, ...] = ()
        text = ""
        if before:
            learned = before.answers[Question.LEARNED]
            carried = tuple(learned.writers)
            text = f"{learned.text}\n\n{before.answers[Question.NEXT_STEP].text}"
        this.started_at = self.calendar.at(this.day, this.minute)
        this.used = dict.fromkeys(this.writers, this.started_at)
        self.answer(this, Question.WONDERING, text=text, carried=carried)
        this.tags = before.tags if before else self.some_tags()
        for tag in this.tags:
            self.rows.add("cycle_tag", this.id, tag)

    def some_tags(self) -> list[str]:
        tags, sample = self.house.area.tags, self.random.sample
        return [
            *sample(tags[TagKind.TRACK], 1 if self.chance() < 0.8 else 0),
            *sample(tags[TagKind.FOCUS], self.random.randint(0, 2)),
            *sample(tags[TagKind.THEME], self.random.randint(0, 2)),
            *sample(tags[TagKind.GOAL], 1 if self.chance() < 0.4 else 0),
        ]

    def plan(self, this: Round, before: Round | None) -> None:
        self.answer(this, Question.ACTION)
        self.answer(this, Question.WHY)
        self.sometimes(this, Question.WHO, Question.OBSERVING)
        if before:
            signs: list[tuple[str | None, str]] = list(before.signs)
        else:
            count = self.random.randint(1, MOST_SIGNS)
            signs = [(None, text) for text in self.random.sample(self.texts.signs, count)]
        this.signs = [
            (self.rows.add_with_id("sign", this.id, earlier, position, text), text)
            for position, (earlier, text) in enumerate(signs)
        ]

    def begin(self, this: Round) -> None:
        self.move(this, Stage.PLAN)
        this.visibility = self.random.choices([*SEEN_BY], [*SEEN_BY.values()])[0]

    def try_out(self, this: Round) -> None:
        for _ in range(2 if self.chance() < 0.2 else 1):
            at = self.touched(this, this.author)
            day, several = self.calendar.days[this.day], int(self.chance() < 0.4)
            trial = self.rows.add_with_id("trial", this.id, day, several, this.author, at)
            self.answer(this, Question.WHAT, trial=trial)
            self.sometimes(this, Question.DIFFERENT, trial=trial)
        self.move(this, Stage.TRY)

    def observe(self, this: Round) -> None:
        self.observation(this, by=this.author if self.chance() < 0.7 else this.writers[-1])
        for colleague in self.random.sample(self.house.authors, 2 if self.chance() < 0.15 else 1):
            if self.chance() < 0.35 and colleague not in this.writers:
                this.asked.add(colleague)
                asked_at = self.now(this)
                at = self.observation(this, by=colleague)
                self.rows.add_with_id(
                    "observation_request", this.id, colleague, this.author, asked_at, at, None
                )
        self.move(this, Stage.OBSERVE)

    def observation(self, this: Round, *, by: str) -> str:
        """What one person saw; returns when she wrote it."""
        at, day = self.now(this), self.calendar.days[this.day]
        if not this.has_expectation:
            self.expect(this, at)
        position = self.random.choice(POSITIONS)
        observation = self.rows.add_with_id("observation", this.id, by, day, position, at)
        self.answer(this, Question.SAW, by=by, observation=observation)
        self.sometimes(
            this, Question.CHILDREN, Question.PARTICIPATION, by=by, observation=observation
        )
        for sign, _ in this.signs:
            if self.chance() < 0.85:
                score = self.random.choice(SCORES)
                self.rows.add_with_id("sign_score", observation, sign, score)
        return at

    def expect(self, this: Round, at: str) -> None:
        """What the plan expects, copied when the first one looks; a copy's id is its original's."""
        why = this.answers[Question.WHY].text
        self.rows.add("expectation", this.id, this.id, why, at, None)
        for position, (sign, text) in enumerate(this.signs):
            self.rows.add("expected_sign", sign, this.id, sign, position, text)
        this.has_expectation = True

    def reflect(self, this: Round) -> None:
        if self.chance() < TALKED_ABOUT:
            self.talk(this)
        self.answer(this, Question.LEARNED)
        self.sometimes(this, Question.SURPRISED, Question.MODULE_LINK)
        self.answer(this, Question.NEXT_STEP)
        self.sometimes(this, Question.TAKEAWAY)
        this.decision = self.random.choice(DECISIONS)
        self.move(this, Stage.REFLECT)

    def talk(self, this: Round) -> None:
        """A conversation that was held to its end; the house sees the round, or it was opened."""
        house_sees = this.visibility in OPEN_TO_HOUSE
        opened_by = None if house_sees else this.author
        began, ended = self.now(this), self.now(this)
        self.rows.add_with_id(
            "conversation", this.id, this.author, began, this.author, opened_by,
            began if opened_by else None, this.author, ended, len(MINUTES), json.dumps(MINUTES),
            json.dumps([60 * minutes for minutes in MINUTES]), None,
            self.texts.one_of(Question.LEARNED), 1, ended, this.author,
        )  # fmt: skip

    def set_aside(self, this: Round) -> None:
        self.answer(this, Question.SET_ASIDE)
        self.move(this, Stage.SET_ASIDE)

    def go_to(self, this: Round, goal: Stage, before: Round | None) -> None:
        """From the wondering towards the goal, step by step. Raises OutOfDays on the way."""
        self.start(this, before)
        last = self.random.choice(ROAD) if goal is Stage.SET_ASIDE else goal
        steps = [
            (self.begin, Stage.PLAN, 1, 3),
            (self.try_out, Stage.TRY, 2, 10),
            (self.observe, Stage.OBSERVE, 1, 5),
            (self.reflect, Stage.REFLECT, 1, 7),
        ]
        if last is not Stage.WONDERING or self.chance() < 0.5:
            self.plan(this, before)
        for step, stage, fewest, most in steps:
            if last in ROAD and ROAD.index(last) < ROAD.index(stage):
                break
            self.wait(this, fewest, most)
            step(this)
        if goal is Stage.SET_ASIDE:
            self.wait(this, 1, 15)
            self.set_aside(this)
        elif goal is Stage.CLOSED:
            self.wait(this, 1, 5)
            self.move(this, Stage.CLOSED)
