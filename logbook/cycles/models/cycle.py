"""A cycle is one round of action learning; `follows` ties it to the round before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from logbook.cycles.models.audience import Audience
from logbook.cycles.models.expectations import Expectation
from logbook.cycles.models.moving import Move, Moving
from logbook.cycles.models.readers import CycleGuest
from logbook.cycles.models.seeing import Seeing
from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.models.writers import CycleWriter
from logbook.cycles.questions import Question
from logbook.cycles.stages import (
    Decision,
    SparringState,
    Stage,
    Visibility,
)
from logbook.db import Model, enum_column
from logbook.people.models import Person
from logbook.privacy.hidden import is_hidden
from logbook.programme.models import Module, Programme, Tag, TagKind, Unit

cycle_tag = Table(
    "cycle_tag",
    Model.metadata,
    Column("cycle_id", ForeignKey("cycle.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True, index=True),
)


class Cycle(Seeing, Audience, Moving, Model):
    """One round. Four kinds of state are kept apart: stage, sparring, visibility, releases."""

    __table_args__ = (
        # A wondering is a draft, and a draft is its writers' alone, also when it is set aside.
        CheckConstraint(
            "(stage <> 'wondering' AND (ended_from IS NULL OR ended_from <> 'wondering'))"
            " OR visibility = 'private'",
            name="draft_is_private",
        ),
        CheckConstraint("(round = 1) = (follows_id IS NULL)", name="first_round_follows_none"),
        Index("uq_cycle_follows_id", "follows_id", unique=True),
        Index("ix_cycle_first_id", "first_id", "round"),
        # All that the overview of a house counts: it reads this index and no row.
        Index(
            "ix_cycle_house",
            "house_id",
            "module_id",
            "stage",
            "decision",
            "visibility",
            "changed_at",
        ),
        Index("ix_cycle_house_changed", "house_id", "changed_at"),
        Index("ix_cycle_project", "programme_id", "visibility", "changed_at"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    house_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("module.id"))
    title: Mapped[str] = mapped_column(String(120))
    # Counts how often its name and its signs were changed.
    words_revision: Mapped[int] = mapped_column(default=0, server_default="0")
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

    # Two who rename it at the same moment cannot both believe that theirs is the next name.
    __mapper_args__ = {  # noqa: RUF012 – SQLAlchemy's own word for a class attribute
        "version_id_col": words_revision,
        "version_id_generator": False,
    }

    programme: Mapped[Programme] = relationship()
    house: Mapped[Unit] = relationship()
    module: Mapped[Module | None] = relationship()
    started_by: Mapped[Person] = relationship(foreign_keys=[started_by_id])
    follows: Mapped["Cycle | None"] = relationship(
        remote_side="Cycle.id", foreign_keys=[follows_id]
    )
    tags: Mapped[list[Tag]] = relationship(secondary=cycle_tag, order_by=Tag.position)
    writers: Mapped[list[CycleWriter]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by=CycleWriter.added_at
    )
    guests: Mapped[list[CycleGuest]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by=CycleGuest.since
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
        back_populates="cycle", order_by=(Trial.tried_on, Trial.id), cascade="all, delete-orphan"
    )
    observations: Mapped[list[Observation]] = relationship(
        back_populates="cycle",
        order_by=(Observation.observed_on, Observation.written_at, Observation.id),
        cascade="all, delete-orphan",
    )
    expectation: Mapped[Expectation | None] = relationship(
        back_populates="cycle", cascade="all, delete-orphan"
    )

    @property
    def status(self) -> str:
        """The ending, else the newest request for sparring, else the stage, in words."""
        if not self.stage.is_ending and self.sparring is not SparringState.NONE:
            waits = self.sparring is SparringState.WAITING
            return "Klar til sparring" if waits else "Har fået sparring"
        return self.stage.status

    @property
    def signs_to_look_for(self) -> list[tuple[int, Sign]]:
        """The signs with their numbers, without those that are being read through."""
        return [(n, sign) for n, sign in enumerate(self.signs, 1) if not is_hidden(sign.text)]

    @property
    def stage_reached(self) -> Stage:
        """The stage on the road, also after an ending."""
        return self.ended_from or self.stage

    @property
    def drawn_stage(self) -> Stage:
        """The one of the four drawn stages whose colour and shape stand for the cycle."""
        reached = self.stage_reached
        return Stage.PLAN if reached is Stage.WONDERING else reached

    def tags_of(self, kind: TagKind) -> list[Tag]:
        return [tag for tag in self.tags if tag.kind is kind]

    @classmethod
    def start(
        cls,
        *,
        house: Unit,
        title: str,
        wondering: str,
        module: Module | None = None,
        by: Person,
        at: datetime,
        id: UUID | None = None,
    ) -> "Cycle":
        """A first round, private to the one who wonders."""
        cycle = cls(
            **({"id": id} if id else {}),
            programme_id=house.programme_id, house=house, title=title, module=module,
            stage=Stage.WONDERING, visibility=Visibility.PRIVATE, sparring=SparringState.NONE,
            round=1, started_by=by, started_by_id=by.id, started_at=at, changed_at=at,
        )  # fmt: skip
        cycle.first_id = cycle.id
        cycle.let_write(by, added_by=by, at=at)
        cycle.answer(Question.WONDERING, wondering, by=by, at=at)
        return cycle
