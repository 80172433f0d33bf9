"""The named queries over cycles: who sees which, and in what order."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Mapped, joinedload, load_only, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from logbook.cycles.models.readers import LEADING, CycleGuest
from logbook.cycles.models.texts import Answer
from logbook.cycles.models.trials import Observation, Sign, Trial
from logbook.cycles.models.writers import CycleWriter
from logbook.cycles.stages import OPEN_TO_HOUSE, SparringState, Stage, Visibility
from logbook.people.models import Membership, Person, Role
from logbook.programme.models import Module, Tag, Unit

if TYPE_CHECKING:
    from logbook.cycles.models.cycle import Cycle


class Seeing:
    """How cycles are found; `visible_to` is the only way to one that somebody asks for."""

    if TYPE_CHECKING:
        id: Mapped[UUID]
        programme_id: Mapped[UUID]
        house_id: Mapped[UUID]
        first_id: Mapped[UUID]
        follows_id: Mapped[UUID | None]
        title: Mapped[str]
        words_revision: Mapped[int]
        stage: Mapped[Stage]
        ended_from: Mapped[Stage | None]
        sparring: Mapped[SparringState]
        round: Mapped[int]
        changed_at: Mapped[datetime]
        visibility: Mapped[Visibility]
        house: Mapped[Unit]
        module: Mapped[Module | None]
        tags: Mapped[list[Tag]]
        writers: Mapped[list[CycleWriter]]
        signs: Mapped[list[Sign]]
        trials: Mapped[list[Trial]]
        observations: Mapped[list[Observation]]
        all_answers: Mapped[list[Answer]]

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """The cycles she writes, those opened to her leader, house or project, or sent to her."""
        writes = exists().where(
            CycleWriter.cycle_id == cls.id,
            CycleWriter.person_id == person.id,
            CycleWriter.removed_at.is_(None),
        )
        was_sent = exists().where(
            CycleGuest.cycle_id == cls.id,
            CycleGuest.person_id == person.id,
            Membership.person_id == CycleGuest.person_id,
            Membership.role.in_(LEADING),
        )
        opened_to_house = and_(
            cls.visibility.in_(OPEN_TO_HOUSE),
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
    def is_no_draft(cls) -> ColumnElement[bool]:
        """`is_planned` as a condition."""
        from_a_stage = or_(cls.ended_from.is_(None), cls.ended_from != Stage.WONDERING)
        return and_(cls.stage != Stage.WONDERING, from_a_stage)

    @classmethod
    def written_by(cls, person: Person) -> Select[Self]:
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
    def opened_to_leader_of(cls, house_id: UUID) -> Select[Self]:
        """The cycles of a house that its leader may open as its leader."""
        return select(cls).where(cls.house_id == house_id, cls.visibility != Visibility.PRIVATE)

    @classmethod
    def rounds_from(cls, person: Person, first_id: UUID) -> Select[Self]:
        """The rounds of one forløb that she may see, in order."""
        return cls.visible_to(person).where(cls.first_id == first_id).order_by(cls.round)

    @classmethod
    def open_to_house(cls, house_id: UUID, person: Person, *, leads: bool) -> Select[Self]:
        """The cycles of one house that it may open; its leader sees those open to her too."""
        narrow = [] if leads else [Visibility.LEADER]
        return (
            select(cls)
            .where(
                cls.programme_id == person.programme_id,
                cls.house_id == house_id,
                cls.visibility.not_in([Visibility.PRIVATE, *narrow]),
            )
            .order_by(cls.changed_at.desc(), cls.id)
        )

    @classmethod
    def open_to_project(cls, person: Person) -> Select[Self]:
        """The cycles that their writers have opened to everyone in the project."""
        return (
            select(cls)
            .where(cls.programme_id == person.programme_id, cls.visibility == Visibility.PROJECT)
            .order_by(cls.changed_at.desc(), cls.id)
        )

    @classmethod
    def following(cls, cycle: "Cycle") -> Select[Self]:
        """The round after this one."""
        return select(cls).where(cls.follows_id == cycle.id)

    @classmethod
    def comes_after(cls, last: "Cycle") -> ColumnElement[bool]:
        """What a list by the last change shows after the cycle that ended the page before."""
        return or_(
            cls.changed_at < last.changed_at,
            and_(cls.changed_at == last.changed_at, cls.id > last.id),
        )

    @classmethod
    def after_in_hand(cls, query: Select[Self], person: Person, last: "Cycle") -> Select[Self]:
        """The same for the list of what a person writes in, which follows her own use."""
        used = (
            select(CycleWriter.used_at)
            .where(CycleWriter.cycle_id == last.id, CycleWriter.person_id == person.id)
            .scalar_subquery()
        )
        return query.where(
            or_(CycleWriter.used_at < used, and_(CycleWriter.used_at == used, cls.id > last.id))
        )

    @classmethod
    def for_lists(cls, *, with_house: bool = False) -> list[Any]:
        """How to load the cycles of a list: what a line shows, and nothing else by accident."""
        shown = load_only(
            cls.title, cls.round, cls.stage, cls.ended_from, cls.sparring, cls.visibility,
            cls.house_id, cls.changed_at, cls.follows_id, cls.words_revision,
            raiseload=True,
        )  # fmt: skip
        house = joinedload(cls.house, innerjoin=True).load_only(Unit.name, raiseload=True)
        return [shown, house] if with_house else [shown]

    @classmethod
    def whole(cls) -> list[Any]:
        """How to load a cycle with all that stands in it; then call `hand_out_answers`."""
        return [
            joinedload(cls.house),
            joinedload(cls.module).selectinload(Module.sessions),
            selectinload(cls.writers).joinedload(CycleWriter.person),
            selectinload(cls.tags),
            selectinload(cls.signs),
            selectinload(cls.trials),
            selectinload(cls.observations).options(
                joinedload(Observation.observer), selectinload(Observation.scores)
            ),
            selectinload(cls.all_answers).selectinload(Answer.writers),
        ]

    def hand_out_answers(self) -> None:
        """Give each trial and observation its answers out of those already loaded."""
        for thing in (*self.trials, *self.observations):
            own = [a for a in self.all_answers if thing.id in (a.trial_id, a.observation_id)]
            set_committed_value(thing, "answers", own)
