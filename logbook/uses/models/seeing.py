"""Who sees where a passage went: those whose words are in it, and those who may see its round."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, not_, or_, select, union_all
from sqlalchemy.orm import aliased, contains_eager

from logbook.cycles.models import Answer, AnswerWriter, Cycle
from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import Stage
from logbook.people.alphabet import in_danish_order
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.programme.models import Module, Session, Unit
from logbook.releases.models import Consent, Release
from logbook.uses.models.outcome import Outcome
from logbook.uses.models.use import Use, UseKind

REFLECTED = questions_of(Stage.REFLECT)


@dataclass(frozen=True)
class Used:
    """One line of it, with what its reader may know and nothing else.

    Of a round that was built on it she knows nothing, not even the day, unless she may open it.
    """

    id: UUID
    kind: UseKind
    used_on: date | None
    cycle_id: UUID
    answer_id: UUID
    question: Question
    words: str
    is_withdrawn: bool
    release_id: UUID | None
    marked_by_id: UUID
    session_id: UUID | None
    session: str
    module: str
    outcome: str
    plan_id: UUID | None
    plan_title: str
    plan_house: str
    is_in_its_house: bool
    # Whether its reader may open the round that the words come from, and whether they are hers.
    is_open: bool
    is_hers: bool
    title: str

    @property
    def says(self) -> str:
        """Where it went, in a few words."""
        if self.kind is UseKind.SESSION:
            return f"Brugt til {self.session}"
        if self.kind is UseKind.MEETING:
            return "Brugt på personalemøde"
        if self.plan_id:
            return f"Brugt i en plan i {self.plan_house}: {self.plan_title}"
        return "Brugt i en plan i et andet hus"

    @property
    def built_on(self) -> str:
        """The words, for those who read the plan: gone when they are withdrawn or closed again."""
        return self.words if self.is_open and not self.is_withdrawn else ""


def is_open_to(person: Person, cycle_id: Any) -> ColumnElement[bool]:
    """Whether she may see this round, which is named in a row of `Use`."""
    return Cycle.visible_to(person).where(Cycle.id == cycle_id).correlate(Use).exists()


def is_hers(person: Person) -> ColumnElement[bool]:
    """Whether her words are in it: in the passage, or where none was released in the answer."""
    said = exists().where(Consent.release_id == Use.release_id, Consent.person_id == person.id)
    wrote = exists().where(
        AnswerWriter.answer_id == Use.answer_id, AnswerWriter.person_id == person.id
    )
    return or_(said, and_(Use.release_id.is_(None), wrote))


def is_told(person: Person) -> ColumnElement[bool]:
    """Whether she may know of the round that was built on it, if one was.

    What is still a draft is its writers' alone. Of one that she may not open she learns that it is
    in another house; in her own she would know whose it is.
    """
    plan = aliased(Cycle)
    begun_elsewhere = exists().where(
        plan.id == Use.plan_id, plan.is_no_draft(), plan.house_id != Use.house_id
    )
    return or_(
        Use.kind != UseKind.PLAN,
        is_open_to(person, Use.plan_id),
        begun_elsewhere.correlate_except(plan),
    )


def may_know(person: Person) -> ColumnElement[bool]:
    """Whether she may know of a use; a withdrawn passage is its writers' alone."""
    stands = or_(Use.release_id.is_(None), Release.withdrawn_at.is_(None))
    of_its_words = or_(is_hers(person), and_(is_open_to(person, Use.cycle_id), stands))
    return and_(of_its_words, is_told(person))


def lines(person: Person) -> Select[*tuple[Any, ...]]:
    """One row for each use, newest first, then in an order that says nothing those without a day.

    The caller says of what.
    """
    # The round that the words are from, and the one built on them: joined if she may open them.
    source, plan, place = aliased(Cycle), aliased(Cycle), aliased(Unit)
    is_open = source.id.is_not(None)
    day = case((or_(Use.kind != UseKind.PLAN, plan.id.is_not(None)), Use.used_on))
    return (
        select(
            Use.id, Use.kind, Use.cycle_id, Use.answer_id, Use.release_id,
            Use.marked_by_id, Use.session_id,
            day.label("used_on"),
            Answer.question,
            case((Release.id.is_not(None), Release.text), (is_open, Answer.text), else_="")
            .label("words"),
            Release.withdrawn_at,
            Session.title.label("session"),
            Module.title.label("module"),
            Outcome.text.label("outcome"),
            plan.id.label("plan_id"),
            plan.title.label("plan_title"),
            place.name.label("plan_house"),
            (plan.house_id == Use.house_id).label("is_in_its_house"),
            is_open.label("is_open"),
            is_hers(person).label("is_hers"),
            source.title,
        )
        .join(Answer, Answer.id == Use.answer_id)
        .outerjoin(source, and_(source.id == Use.cycle_id, is_open_to(person, Use.cycle_id)))
        .outerjoin(Release, Release.id == Use.release_id)
        .outerjoin(Session, Session.id == Use.session_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Outcome, Outcome.session_id == Use.session_id)
        .outerjoin(plan, and_(plan.id == Use.plan_id, is_open_to(person, Use.plan_id)))
        .outerjoin(place, place.id == plan.house_id)
        .order_by(day.is_(None), day.desc(), Use.id)
    )  # fmt: skip


def used(rows: Iterable[Any]) -> list[Used]:
    """The rows of `lines`, as they are read.

    Last, by the alphabet, those whose day is nobody's to know: their place must not tell it.
    """
    found = [
        Used(
            id=row.id, kind=row.kind, used_on=row.used_on, cycle_id=row.cycle_id,
            answer_id=row.answer_id, question=row.question, words=row.words,
            is_withdrawn=row.withdrawn_at is not None, release_id=row.release_id,
            marked_by_id=row.marked_by_id, session_id=row.session_id, session=row.session or "",
            module=row.module or "", outcome=row.outcome or "", plan_id=row.plan_id,
            plan_title=row.plan_title or "", plan_house=row.plan_house or "",
            is_in_its_house=bool(row.is_in_its_house), is_open=bool(row.is_open),
            is_hers=bool(row.is_hers), title=row.title or "",
        )
        for row in rows
    ]  # fmt: skip
    return sorted(
        found, key=lambda u: (u.used_on is None, in_danish_order("" if u.used_on else u.words))
    )


def of_answers(person: Person, answer_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Where the words of some answers went, as far as she may know."""
    return lines(person).where(Use.answer_id.in_(answer_ids), may_know(person))


def of_cycle(person: Person, cycle_id: UUID) -> Select[*tuple[Any, ...]]:
    """Where the words of a round went, and whose words it is built on."""
    # Two searches along two indexes; an OR would read every use there is.
    there = union_all(
        select(Use.id).where(Use.cycle_id == cycle_id),
        select(Use.id).where(Use.plan_id == cycle_id),
    )
    return lines(person).where(Use.id.in_(there), or_(Use.plan_id == cycle_id, may_know(person)))


def in_house(person: Person, house_id: UUID) -> Select[*tuple[Any, ...]]:
    """What was used of a house's words, as far as she may know."""
    return lines(person).where(Use.house_id == house_id, may_know(person))


def comes_after(person: Person, last: Any) -> ColumnElement[bool]:
    """What a list shows after the row of `lines` that ended the page before."""
    has_day = or_(Use.kind != UseKind.PLAN, is_open_to(person, Use.plan_id))
    if last.used_on is None:
        return and_(not_(has_day), Use.id > last.id)
    is_later = or_(Use.used_on < last.used_on, and_(Use.used_on == last.used_on, Use.id > last.id))
    return or_(not_(has_day), is_later)


def known_to(person: Person, use_id: UUID) -> Select[Use]:
    """A use that she may know of, or that stands in a round she may open."""
    query = Use.with_id(use_id).outerjoin(Release, Release.id == Use.release_id)
    return query.where(or_(may_know(person), is_open_to(person, Use.plan_id)))


def by_answer(found: Iterable[Used]) -> dict[UUID, list[Used]]:
    """Lines of `of_answers` or `of_cycle`, by answer."""
    lines_of: dict[UUID, list[Used]] = defaultdict(list)
    for each in found:
        lines_of[each.answer_id].append(each)
    return dict(lines_of)


def usable_by(person: Person) -> Select[Answer]:
    """What was written in the reflections of the rounds that she may see."""
    may_see = Cycle.visible_to(person).whereclause
    assert may_see is not None
    return (
        select(Answer)
        .join(Answer.cycle)
        .where(
            may_see,
            Answer.question.in_(REFLECTED),
            Answer.trial_id.is_(None),
            Answer.observation_id.is_(None),
            Answer.text.not_in(["", HIDDEN_TEXT]),
        )
        .options(
            contains_eager(Answer.cycle).selectinload(Cycle.writers),
            contains_eager(Answer.cycle).joinedload(Cycle.house),
        )
    )
