"""What happens around the rounds of a house: who asks, who reads along, what KP is given."""

from logbook.cycles.questions import Question
from logbook.cycles.stages import SparringState, Stage, Visibility
from logbook.demo.fill.calendar import CLOSES, OPENS
from logbook.demo.fill.rounds import GOALS, Writing
from logbook.demo.fill.texts import SENTENCE_END
from logbook.demo.fill.written import OutOfDays, Round, Written
from logbook.releases.models import Attribution
from logbook.reviews.models import BringUp

ROUNDS = {1: 50, 2: 24, 3: 13, 4: 8, 5: 5}
CHANCE_OF_SPARRING = 0.45
CHANCE_OF_RELEASE = 0.25
# What is asked waits some weeks at most.
RECENT_DAYS = 20
QUIET_WORKING_DAYS = 11
ATTRIBUTIONS = [attribution.value for attribution in Attribution]
RELEASED = (Question.LEARNED, Question.SURPRISED, Question.NEXT_STEP, Question.TAKEAWAY)
BRING_UP = [*(place.value for place in BringUp), *[None] * 8]


class Forloeb(Writing):
    """Chains of rounds in one house, and all that hangs on them."""

    def fill(self, count: int) -> None:
        """Write exactly so many rounds."""
        while count > 0:
            length = self.random.choices([*ROUNDS], [*ROUNDS.values()])[0]
            count -= self.chain(min(length, count))

    def chain(self, length: int) -> int:
        """A forløb of at most so many rounds; returns how many there are."""
        before: Round | None = None
        for number in range(1, length + 1):
            this = self.next_round(before) if before else self.first_round()
            if this is None:
                return number - 1
            goal = Stage.CLOSED
            if number == length:
                goal = self.random.choices([*GOALS], [*GOALS.values()])[0]
            try:
                self.go_to(this, goal, before)
            except OutOfDays:
                goal = this.stage
            self.around(this)
            self.nudge(this)
            self.finish(this)
            if this.stage is not Stage.CLOSED:
                return number
            before = this
        return length

    def first_round(self) -> Round:
        house = self.house
        author = self.random.choice(house.authors)
        if self.chance() < 0.05:
            author = house.leader if self.chance() < 0.5 else self.random.choice(house.area.ppr)
        others = [a for a in self.random.sample(house.authors, 2) if a != author]
        writers = [author, *(others[:1] if self.chance() < 0.3 else [])]
        day = int(self.chance() * self.calendar.last)
        this = self.blank(author, writers, day)
        opened = [module for module in house.area.modules if module.opens <= day]
        this.module = opened[-1] if opened and self.chance() < 0.9 else None
        this.title = self.random.choice(self.texts.titles)
        return this

    def next_round(self, before: Round) -> Round | None:
        """Byg videre, by any of those who write; None if that is not before today."""
        day = before.day + self.random.randint(1, 15)
        if day > self.calendar.last:
            return None
        author = before.author if self.chance() < 0.8 else self.random.choice(before.writers)
        writers = list(dict.fromkeys([author, *before.writers]))
        this = self.blank(author, writers, day)
        this.number, this.first, this.follows = before.number + 1, before.first, before.id
        this.module, this.title = before.module, before.title
        return this

    def blank(self, author: str, writers: list[str], day: int) -> Round:
        this = Round(self.rows.new_id(), author, writers, day, OPENS)
        this.minute += int(self.chance() * (CLOSES - OPENS))
        this.first = this.id
        return this

    def finish(self, this: Round) -> None:
        """The row of the cycle and those of its writers."""
        add, author = self.rows.add_with_id, this.author
        ended_from = this.ended_from.value if this.ended_from else None
        self.rows.add(
            "cycle", this.id, self.house.area.id, self.house.id,
            this.module.id if this.module else None, this.title, this.stage.value, ended_from,
            this.sparring.value, this.visibility.value, this.decision, this.number, this.first,
            this.follows, author, this.started_at, this.changed_at, 0,
        )  # fmt: skip
        for writer, used_at in this.used.items():
            add("cycle_writer", this.id, writer, author, this.started_at, used_at, None)

    # -- others ---------------------------------------------------------------------------

    def around(self, this: Round) -> None:
        if (this.ended_from or this.stage) is Stage.WONDERING:
            return
        if Question.LEARNED in this.answers and self.chance() < CHANCE_OF_RELEASE:
            self.share(this)
        if self.is_recent(this.day) and self.chance() < 0.4:
            self.still_ask(this)
        if self.chance() < CHANCE_OF_SPARRING and self.spar(this) and self.chance() < 0.15:
            self.spar(this)

    def is_recent(self, day: int) -> bool:
        return self.calendar.last - day < RECENT_DAYS

    def still_ask(self, this: Round) -> None:
        """A colleague who has been asked what she saw and has not written it yet."""
        colleague = self.random.choice(self.house.authors)
        if colleague not in this.writers and colleague not in this.asked:
            at = self.touched(this, this.author)
            self.rows.add_with_id(
                "observation_request", this.id, colleague, this.author, at, None, None
            )

    def spar(self, this: Round) -> bool:
        """Ask for sparring; whether it was given, so that one could ask again."""
        day = this.day + self.random.randint(0, 3)
        if day > self.calendar.last:
            return False
        by_name = this.author == self.house.leader or self.chance() < 0.04
        leader = self.house.district_leader if by_name else self.house.leader
        if leader in this.writers:
            return False
        this.day = day
        at = self.touched(this, this.author)
        if this.visibility is Visibility.PRIVATE:
            this.visibility = Visibility.LEADER
        answered_at = withdrawn_at = None
        given_before = this.sparring is SparringState.GIVEN
        if self.is_recent(day) and self.chance() < 0.5:
            this.sparring = SparringState.WAITING
        elif self.chance() < 0.05:
            withdrawn_at = self.now(this)
        else:
            given_day = min(day + self.random.randint(1, 6), self.calendar.last)
            # Given on the day of asking, it comes later on that day.
            answered_at = self.calendar.at(given_day, CLOSES + 3 * 60)
            this.sparring = SparringState.GIVEN
        stage = this.ended_from or this.stage
        request = self.rows.add_with_id(
            "sparring_request", this.id, self.house.id, stage.value,
            self.random.choice(self.texts.asked), self.asked_about(this, stage), this.author,
            leader if by_name else None, at, answered_at, withdrawn_at,
        )  # fmt: skip
        if this.sparring is SparringState.WAITING and self.chance() < 0.1:
            self.rows.add_with_id("snooze", request, leader, self.calendar.coming(3))
        if by_name and not withdrawn_at and leader not in this.guests:
            this.guests.add(leader)
            self.rows.add_with_id("cycle_guest", this.id, leader, at)
        if answered_at:
            this.day = given_day
            self.give(this, request, leader, answered_at, given_day)
            self.reply(this, request, leader)
        return answered_at is not None and not given_before

    def give(self, this: Round, request: str, leader: str, at: str, day: int) -> None:
        days, comment = self.calendar.days, self.texts.comments
        choice, add = self.random.choice, self.rows.add_with_id
        read = day + self.random.randint(0, 3)
        add(
            "sparring", request, leader, at, choice(comment),
            choice(comment) if self.chance() < 0.4 else "",
            choice(comment) if self.chance() < 0.3 else "",
            choice(BRING_UP), days[read] if read <= self.calendar.last else None,
        )  # fmt: skip
        if (leader, day) not in this.readings:
            this.readings.add((leader, day))
            add("reading", this.id, leader, days[day])

    def asked_about(self, this: Round, stage: Stage) -> str | None:
        """Now and then a text of the stage, chosen by the one who asks."""
        chosen = this.answers.get(Question.LEARNED) if stage is Stage.REFLECT else None
        return chosen.id if chosen and self.chance() < 0.3 else None

    def reply(self, this: Round, request: str, leader: str) -> None:
        """The day after: half of them write back, and a leader sometimes once more."""
        if this.day >= self.calendar.last or self.chance() < 0.5:
            return
        this.day += 1
        words, add = self.texts.comments, self.rows.add_with_id
        day = self.calendar.days[this.day]
        read = day if self.chance() < 0.9 else None
        at = self.touched(this, this.author)
        add("reply", request, this.id, this.author, leader, self.random.choice(words), at, read)
        if read and self.chance() < 0.3:
            add(
                "reply", request, this.id, leader, None, self.random.choice(words),
                self.now(this), read,
            )  # fmt: skip

    def nudge(self, this: Round) -> None:
        """A kind word to some of those who have been quiet."""
        day = this.day + QUIET_WORKING_DAYS
        is_open = this.visibility is not Visibility.PRIVATE and this.ended_from is None
        if not is_open or day > self.calendar.last or self.house.leader in this.writers:
            return
        if self.chance() < 0.3:
            self.rows.add_with_id(
                "kind_word", this.id, 1, self.house.leader,
                self.random.choice(self.texts.comments), self.calendar.at(day, CLOSES),
                self.calendar.days[day], None, None,
            )  # fmt: skip

    def share(self, this: Round) -> None:
        """One or two passages for KP."""
        answered = [question for question in RELEASED if question in this.answers]
        for question in self.random.sample(answered, min(len(answered), self.random.randint(1, 2))):
            self.propose(this, question, this.answers[question])

    def propose(self, this: Round, question: Question, answer: Written) -> None:
        at = self.now(this)
        said_yes = {
            writer: at if writer == this.author or self.chance() < 0.8 else None
            for writer in answer.writers
        }
        released_at = at if all(said_yes.values()) else None
        withdrawn_by = self.random.choice(answer.writers) if self.chance() < 0.08 else None
        withdrawn_at = self.now(this) if withdrawn_by else None
        module = this.module
        session = module.next_session(this.day) if module else None
        whole = self.chance() < 0.7
        release = self.rows.add_with_id(
            "release", self.house.area.id, this.id, answer.id, question.value,
            this.decision if question is Question.NEXT_STEP else None,
            answer.text if whole else SENTENCE_END.split(answer.text, 1)[0], answer.at,
            self.random.choice(ATTRIBUTIONS), module.id if module else None, session,
            this.author, at, released_at, withdrawn_at, withdrawn_by, None, None,
        )  # fmt: skip
        for writer, yes in said_yes.items():
            self.rows.add_with_id("consent", release, writer, yes)
        if session and released_at and not withdrawn_by:
            self.house.area.released[session].append(release)
            self.house.area.sources[release] = (self.house.id, this.id, answer.id)
