"""A cycle is one round of action learning; `follows` ties it to the round before."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from logbook.cycles.models.readers import CycleGuest
from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.models.writers import CycleWriter
from logbook.cycles.questions import Question, needed_for
from logbook.cycles.stages import (
    MOVES,
    ROAD,
    Decision,
    IllegalMove,
    SparringState,
    Stage,
    Unanswered,
    Visibility,
)
from logbook.db import Model, enum_column
from logbook.people.models import Person, Role
from logbook.programme.models import Module, Programme, Tag, TagKind, Unit

cycle_tag = Table(
    "cycle_tag",
    Model.metadata,
    Column("cycle_id", ForeignKey("cycle.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True, index=True),
)


class Cycle(Model):
    """One round. Four kinds of state are kept apart: stage, sparring, visibility, releases."""

    __table_args__ = (
        # A wondering is a draft, and a draft is its writers' alone.
        CheckConstraint("stage <> 'wondering' OR visibility = 'private'", name="draft_is_private"),
        CheckConstraint("(round = 1) = (follows_id IS NULL)", name="first_round_follows_none"),
        Index("uq_cycle_follows_id", "follows_id", unique=True),
        Index("ix_cycle_first_id", "first_id", "round"),
        Index("ix_cycle_house", "house_id", "visibility", "module_id", "stage"),
        Index("ix_cycle_house_changed", "house_id", "changed_at"),
        Index("ix_cycle_project", "programme_id", "visibility", "changed_at"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    house_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))
    title: Mapped[str] = mapped_column(String(120))
    stage: Mapped[Stage] = mapped_column(default=Stage.WONDERING)
    ended_from: Mapped[Stage | None] = mapped_column(enum_column(Stage, "ended_from"))
    sparring: Mapped[SparringState] = mapped_column(default=SparringState.NONE)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PRIVATE)
    decision: Mapped[Decision | None]
    round: Mapped[int] = mapped_column(default=1)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("cycle.id"))
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    house: Mapped[Unit] = relationship()
    module: Mapped[Module | None] = relationship()
    started_by: Mapped[Person] = relationship(foreign_keys=[started_by_id])
    first: Mapped["Cycle"] = relationship(
        remote_side="Cycle.id", foreign_keys=[first_id], post_update=True
    )
    follows: Mapped["Cycle | None"] = relationship(
        remote_side="Cycle.id", foreign_keys=[follows_id]
    )
    tags: Mapped[list[Tag]] = relationship(secondary=cycle_tag, order_by=Tag.position)
    writers: Mapped[list[CycleWriter]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by=CycleWriter.added_at
    )
    moves: Mapped[list["Move"]] = relationship(
        back_populates="cycle", order_by="Move.at", cascade="all, delete-orphan"
    )
    all_answers: Mapped[list[Answer]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan"
    )
    signs: Mapped[list[Sign]] = relationship(
        back_populates="cycle", order_by=Sign.position, cascade="all, delete-orphan"
    )
    trials: Mapped[list[Trial]] = relationship(
        back_populates="cycle", order_by=Trial.tried_on, cascade="all, delete-orphan"
    )
    observations: Mapped[list[Observation]] = relationship(
        back_populates="cycle", order_by=Observation.observed_on, cascade="all, delete-orphan"
    )

    # -- seeing ---------------------------------------------------------------------------

    @classmethod
    def visible_to(cls, person: Person) -> Select[tuple[Self]]:
        """The cycles she writes, those opened to her leader, house or project, or sent to her."""
        writes = exists().where(
            CycleWriter.cycle_id == cls.id,
            CycleWriter.person_id == person.id,
            CycleWriter.removed_at.is_(None),
        )
        was_sent = exists().where(
            CycleGuest.cycle_id == cls.id, CycleGuest.person_id == person.id
        )
        opened_to_house = and_(
            cls.visibility.in_([Visibility.HOUSE, Visibility.PROJECT]),
            cls.house_id.in_(person.unit_ids(Role.AUTHOR, Role.LEADER)),
        )
        opened_to_leader = and_(
            cls.visibility != Visibility.PRIVATE,
            or_(cls.house_id.in_(person.unit_ids(Role.LEADER)), was_sent),
        )
        ways = [writes, opened_to_house, opened_to_leader]
        if person.belongs_to_the_project:
            ways.append(cls.visibility == Visibility.PROJECT)
        return select(cls).where(cls.programme_id == person.programme_id, or_(*ways))

    @classmethod
    def written_by(cls, person: Person) -> Select[tuple[Self]]:
        """The cycles that she writes in, the one she last wrote in first."""
        return (
            select(cls)
            .join(CycleWriter, CycleWriter.cycle_id == cls.id)
            .where(
                cls.programme_id == person.programme_id,
                CycleWriter.person_id == person.id,
                CycleWriter.removed_at.is_(None),
            )
            .order_by(CycleWriter.used_at.desc(), cls.id)
        )

    @classmethod
    def opened_to_leader_of(cls, house: Unit) -> Select[tuple[Self]]:
        """The cycles of a house that its leader may open as its leader."""
        return select(cls).where(
            cls.house_id == house.id, cls.visibility != Visibility.PRIVATE
        )

    @classmethod
    def rounds_with(cls, cycle: "Cycle", person: Person) -> Select[tuple[Self]]:
        """The rounds of the same forløb that she may see, in order."""
        return cls.visible_to(person).where(cls.first_id == cycle.first_id).order_by(cls.round)

    @property
    def status(self) -> str:
        """The ending, else the newest request for sparring, else the stage, in words."""
        if not self.stage.is_ending and self.sparring is not SparringState.NONE:
            waits = self.sparring is SparringState.WAITING
            return "Klar til sparring" if waits else "Har fået sparring"
        return self.stage.status

    @property
    def stage_reached(self) -> Stage:
        """The stage on the road, also after an ending."""
        return self.ended_from or self.stage

    def tags_of(self, kind: TagKind) -> list[Tag]:
        return [tag for tag in self.tags if tag.kind is kind]

    # -- writing --------------------------------------------------------------------------

    @classmethod
    def start(
        cls, *, house: Unit, title: str, wondering: str, module: Module | None = None,
        by: Person, at: datetime,
    ) -> "Cycle":
        """A first round, private to the one who wonders."""
        cycle = cls(
            programme_id=house.programme_id, house=house, title=title, module=module,
            stage=Stage.WONDERING, visibility=Visibility.PRIVATE, sparring=SparringState.NONE,
            round=1, started_by=by, started_by_id=by.id, started_at=at, changed_at=at,
        )  # fmt: skip
        cycle.first_id = cycle.id
        cycle.let_write(by, added_by=by, at=at)
        cycle.answer(Question.WONDERING, wondering, by=by, at=at)
        return cycle

    def is_written_by(self, person: Person) -> bool:
        return any(w.person_id == person.id for w in self.present_writers)

    @property
    def present_writers(self) -> list[CycleWriter]:
        return [writer for writer in self.writers if writer.removed_at is None]

    def touch(self, *, by: Person, at: datetime) -> None:
        """Remember that somebody wrote: what is newest, and which cycle she has in hand."""
        self.changed_at = at
        for writer in self.present_writers:
            if writer.person_id == by.id:
                writer.used_at = at

    def answer_to(self, question: Question) -> Answer | None:
        """The cycle's own answer to a question, not those of its trials and observations."""
        return next(
            (
                answer
                for answer in self.all_answers
                if answer.question is question
                and answer.trial_id is None
                and answer.observation_id is None
            ),
            None,
        )

    def text_of(self, question: Question) -> str:
        answer = self.answer_to(question)
        return answer.text if answer else ""

    def answer(
        self, question: Question, words: str, *, by: Person, at: datetime,
        about: Trial | Observation | None = None,
    ) -> Answer | None:
        """Save what was written to a question; nothing is kept of a question left empty."""
        given = about.answer_to(question) if about else self.answer_to(question)
        if given is None:
            if not words:
                return None
            given = Answer(question=question, text="", revision=0, cycle=self, written_at=at)
            if isinstance(about, Trial):
                given.trial, given.trial_id = about, about.id
            elif about is not None:
                given.observation, given.observation_id = about, about.id
        given.rewrite(words, by=by, at=at)
        self.touch(by=by, at=at)
        return given

    def plan_signs(self, texts: list[str], *, by: Person, at: datetime) -> None:
        """Set the signs in order. A sign that was scored can be reworded but not removed."""
        scored = {score.sign_id for o in self.observations for score in o.scores}
        for position, words in enumerate(texts):
            if position < len(self.signs):
                self.signs[position].text = words or self.signs[position].text
            elif words:
                self.signs.append(Sign(position=position, text=words))
        kept = [s for n, s in enumerate(self.signs) if s.id in scored or (n < len(texts) and texts[n])]
        self.signs[:] = kept
        for position, sign in enumerate(kept):
            sign.position = position
        self.touch(by=by, at=at)

    def try_out(self, on: date, *, several_times: bool = False, by: Person, at: datetime) -> Trial:
        """Note that the action was tried; what was done is answered about the trial."""
        self.must_be_planned()
        trial = Trial(
            cycle=self, tried_on=on, several_times=several_times, written_by=by, written_at=at
        )
        self.touch(by=by, at=at)
        return trial

    def observe(
        self, words: str, *, on: date, by: Person, at: datetime, id: UUID | None = None
    ) -> Observation:
        """Keep what one person saw; it never needs a move and never makes one."""
        self.must_be_planned()
        observation = Observation(
            **({"id": id} if id else {}),
            cycle=self, observer=by, observer_id=by.id, observed_on=on, written_at=at,
        )  # fmt: skip
        self.answer(Question.SAW, words, by=by, at=at, about=observation)
        return observation

    def must_be_planned(self) -> None:
        if self.stage is Stage.WONDERING:
            raise IllegalMove("Gør planen færdig, og tryk Begynd først.")

    # -- moving ---------------------------------------------------------------------------

    def may_move_to(self, stage: Stage) -> bool:
        if self.stage.is_ending:
            return stage is self.ended_from
        return stage in MOVES[self.stage]

    def move_to(self, stage: Stage, *, by: Person, at: datetime) -> None:
        """Make one legal move and remember who made it; the only writer of `stage`.

        Raises IllegalMove; Unanswered if a step forward lacks an answer that it needs.
        """
        if not self.may_move_to(stage):
            raise IllegalMove(f"{self.stage} → {stage}")
        if not self.has_answered(stage) and self.is_step_forward(stage):
            raise Unanswered(stage)
        self.ended_from = self.stage if stage.is_ending else None
        self.moves.append(Move(came_from=self.stage, went_to=stage, by=by, at=at))
        self.stage = stage
        if stage is Stage.WONDERING:
            self.visibility = Visibility.PRIVATE
        self.touch(by=by, at=at)

    def is_step_forward(self, stage: Stage) -> bool:
        return stage is Stage.SET_ASIDE or (
            stage in ROAD and self.stage in ROAD and ROAD.index(stage) > ROAD.index(self.stage)
        )

    def has_answered(self, stage: Stage) -> bool:
        """Whether the questions that this stage needs are answered."""
        needed = needed_for(stage)
        if stage is Stage.TRY:
            return any(all_answered(trial, needed) for trial in self.trials)
        if stage is Stage.OBSERVE:
            return any(all_answered(seen, needed) for seen in self.observations)
        decided = stage is not Stage.REFLECT or self.decision is not None
        return decided and all(self.text_of(question) for question in needed)

    def begin(self, visibility: Visibility, *, by: Person, at: datetime) -> None:
        """The plan is done: start the round, and say who may see it."""
        self.move_to(Stage.PLAN, by=by, at=at)
        self.visibility = visibility

    def advance_to(self, stage: Stage, *, by: Person, at: datetime) -> Stage | None:
        """Walk forward as far as the answers go. The stage that lacks an answer, or None."""
        for step in ROAD[ROAD.index(self.stage) + 1 : ROAD.index(stage) + 1] if (
            self.stage in ROAD and self.stage is not Stage.WONDERING
        ) else ():
            if not self.has_answered(step):
                return step
            self.move_to(step, by=by, at=at)
        return None

    def set_aside(self, reason: str, *, by: Person, at: datetime) -> None:
        """A good ending: what was not tried, or did not work, is knowledge too."""
        self.answer(Question.SET_ASIDE, reason, by=by, at=at)
        self.move_to(Stage.SET_ASIDE, by=by, at=at)

    def reopen(self, *, by: Person, at: datetime) -> None:
        if self.ended_from is None:
            raise IllegalMove(f"{self.stage} er ikke afsluttet")
        self.move_to(self.ended_from, by=by, at=at)

    # -- who writes and who sees ----------------------------------------------------------

    def let_write(self, person: Person, *, added_by: Person, at: datetime) -> None:
        """Add a writer, or let one who was removed write again."""
        earlier = next((w for w in self.writers if w.person_id == person.id), None)
        if earlier:
            earlier.removed_at = None
        else:
            self.writers.append(
                CycleWriter(
                    person=person, person_id=person.id, added_by_id=added_by.id,
                    added_at=at, used_at=at,
                )  # fmt: skip
            )

    def stop_writing(self, person: Person, *, at: datetime) -> None:
        """Remove a writer; what she wrote stays hers. The one who started it cannot be removed."""
        if person.id == self.started_by_id:
            raise IllegalMove("Den, der har startet forløbet, kan ikke fjernes.")
        for writer in self.present_writers:
            if writer.person_id == person.id:
                writer.removed_at = at

    def show_to(self, visibility: Visibility) -> None:
        """Widen or narrow who may see the cycle; a draft stays private."""
        if self.stage is Stage.WONDERING and visibility is not Visibility.PRIVATE:
            raise IllegalMove("En kladde er kun for jer, der skriver.")
        self.visibility = visibility


def all_answered(thing: Trial | Observation, needed: list[Question]) -> bool:
    return all((answer := thing.answer_to(q)) is not None and answer.text for q in needed)


class Move(Model):
    """One move of a cycle from stage to stage: who made it, and when."""

    __table_args__ = (Index("ix_move_cycle_id", "cycle_id", "at"),)

    cycle_id: Mapped[UUID] = mapped_column(ForeignKey("cycle.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    came_from: Mapped[Stage] = mapped_column(enum_column(Stage, "came_from"))
    went_to: Mapped[Stage] = mapped_column(enum_column(Stage, "went_to"))
    at: Mapped[datetime]

    cycle: Mapped[Cycle] = relationship(back_populates="moves")
    by: Mapped[Person] = relationship()
