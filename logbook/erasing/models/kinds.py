"""The kinds of text that can be erased: whose words each is, and what else goes with it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import joinedload

from logbook.boards.models import BoardNote
from logbook.conversations.models import Conversation, NoteVersion
from logbook.cycles.models import Answer, AnswerWriter, Cycle, Observation, Trial, Version
from logbook.db import Model, db
from logbook.drafts.models import Draft
from logbook.people.models import Person
from logbook.releases.models import Consent, Release
from logbook.reviews.models import KindWord, Reply, Sparring, SparringRequest


class Kind(StrEnum):
    """As it stands in the address of its page."""

    ROUND = "runde"
    OBSERVATION = "iagttagelse"
    TRIAL = "afproevning"
    ANSWER = "svar"
    CONVERSATION = "samtale"
    PASSAGE = "citat"
    SPARRING = "sparring"
    REPLY = "besked"
    KIND_WORD = "puf"
    BOARD_NOTE = "tavlenote"
    DRAFT = "kladde"

    @property
    def model(self) -> type[Model]:
        return MODELS[self]

    @property
    def label(self) -> str:
        return LABELS[self]


MODELS: dict[Kind, type[Model]] = {
    Kind.ROUND: Cycle,
    Kind.OBSERVATION: Observation,
    Kind.TRIAL: Trial,
    Kind.ANSWER: Answer,
    Kind.CONVERSATION: Conversation,
    Kind.PASSAGE: Release,
    Kind.SPARRING: Sparring,
    Kind.REPLY: Reply,
    Kind.KIND_WORD: KindWord,
    Kind.BOARD_NOTE: BoardNote,
    Kind.DRAFT: Draft,
}
LABELS = {
    Kind.ROUND: "runden",
    Kind.OBSERVATION: "noten",
    Kind.TRIAL: "afprøvningen",
    Kind.ANSWER: "svaret",
    Kind.CONVERSATION: "noten fra samtalen",
    Kind.PASSAGE: "citatet",
    Kind.SPARRING: "sparringen",
    Kind.REPLY: "beskeden",
    Kind.KIND_WORD: "puffet",
    Kind.BOARD_NOTE: "noten på tavlen",
    Kind.DRAFT: "kladden",
}
KIND_OF_TABLE = {model.__tablename__: kind for kind, model in MODELS.items()}


@dataclass(frozen=True)
class Text:
    """One thing to be erased. `writers` are those here today whose words stand in it."""

    kind: Kind
    thing: Any
    programme_id: UUID
    cycle: Cycle | None
    writers: frozenset[UUID]

    @property
    def id(self) -> UUID:
        return cast(UUID, self.thing.id)

    def is_written_by(self, person: Person) -> bool:
        return person.id in self.writers

    def may_be_erased_by(self, person: Person) -> bool:
        """By whoever wrote in it; a round by the one in charge of it."""
        if self.kind is Kind.ROUND:
            return bool(self.cycle and self.cycle.is_in_charge(person))
        return self.is_written_by(person)

    def concerns(self, person: Person) -> bool:
        whole = self.cycle if self.kind is Kind.ROUND else None
        writes_there = whole is not None and whole.is_written_by(person)
        return writes_there or self.is_written_by(person) or self.may_be_erased_by(person)

    @property
    def roots(self) -> dict[str, set[UUID]]:
        """The rows that go by themselves; all that points at them goes along."""
        if self.kind is Kind.SPARRING:
            said = db.session.scalars(
                select(Reply.id).where(Reply.request_id == self.thing.request_id)
            )
            return {"sparring": {self.id}, "reply": set(said)}
        return {self.kind.model.__tablename__: {self.id}}

    @property
    def stands(self) -> str:
        """A mark of what it says now, by numbers alone: another text has another mark."""
        marks = sorted(map(str, db.session.execute(revisions_of(self)).all()))
        rest = (getattr(self.thing, name, None) for name in ("revision", "words_revision"))
        return hashlib.sha256("\n".join([*marks, *map(str, rest)]).encode()).hexdigest()


def text_of(kind: Kind, thing: Any) -> Text:
    """The thing as something to be erased, with whose words stand in it."""
    programme_id, cycle = where(kind, thing)
    found = db.session.scalars(union_all(*writers_of(kind, thing)))
    here = db.session.scalars(present_among(found))
    return Text(kind, thing, programme_id, cycle, frozenset(here))


def found_by_id(kind: Kind, subject_id: UUID) -> Any:
    """The thing itself, whoever asks: who may erase it is said by the policy."""
    query = select(kind.model).where(kind.model.id == subject_id)
    if kind is Kind.SPARRING:
        query = query.options(joinedload(Sparring.request).joinedload(SparringRequest.cycle))
    return db.session.scalar(query)


def where(kind: Kind, thing: Any) -> tuple[UUID, Cycle | None]:
    """Its programme, and the round that it stands in."""
    if kind is Kind.DRAFT:
        return db.session.scalars(
            select(Person.programme_id).where(Person.id == thing.person_id)
        ).one(), None
    if kind is Kind.BOARD_NOTE:
        return thing.board.programme_id, None
    if kind is Kind.ROUND:
        return thing.programme_id, thing
    if kind is Kind.SPARRING:
        return thing.request.cycle.programme_id, thing.request.cycle
    if kind is Kind.REPLY:
        return thing.request.cycle.programme_id, thing.request.cycle
    return thing.cycle.programme_id, thing.cycle


def present_among(ids: Iterable[UUID | None]) -> Select[UUID]:
    """Those who can still be asked: a stand-in, and who has no access, cannot."""
    return select(Person.id).where(
        Person.id.in_({each for each in ids if each}),
        Person.removed_at.is_(None),
        Person.is_stand_in.is_(False),
    )


def names_of(ids: Iterable[UUID]) -> list[str]:
    """Their names, as a sentence lists them."""
    query = select(Person.name).where(Person.id.in_(set(ids))).order_by(Person.name_key)
    return list(db.session.scalars(query))


def writers_of(kind: Kind, thing: Any) -> list[Select[UUID | None]]:
    """Queries for the people whose words stand in it, or have stood there."""
    if kind is Kind.ROUND:
        return [
            *writers_of_answers(Answer.cycle_id == thing.id),
            select(Observation.observer_id).where(Observation.cycle_id == thing.id),
            select(Trial.written_by_id).where(Trial.cycle_id == thing.id),
            select(Conversation.writers_in(thing.id).subquery().c[0]),
        ]
    if kind is Kind.TRIAL:
        return [*writers_of_answers(Answer.trial_id == thing.id), person(thing.written_by_id)]
    if kind is Kind.OBSERVATION:
        return [*writers_of_answers(Answer.observation_id == thing.id), person(thing.observer_id)]
    if kind is Kind.ANSWER:
        return writers_of_answers(Answer.id == thing.id)
    if kind is Kind.CONVERSATION:
        beside = select(NoteVersion.written_by_id)
        return [
            person(thing.written_by_id),
            beside.where(NoteVersion.conversation_id == thing.id),
        ]
    if kind is Kind.PASSAGE:
        return [select(Consent.person_id).where(Consent.release_id == thing.id)]
    if kind is Kind.SPARRING:
        said = select(Reply.by_id).where(Reply.request_id == thing.request_id, Reply.text != "")
        return [person(thing.by_id), said]
    return [person(thing.person_id if kind is Kind.DRAFT else thing.by_id)]


def person(person_id: UUID | None) -> Select[UUID | None]:
    return select(Person.id).where(Person.id == person_id)


def writers_of_answers(which: Any) -> list[Select[UUID | None]]:
    return [
        select(AnswerWriter.person_id).join(AnswerWriter.answer).where(which),
        select(Answer.written_by_id).where(which),
        select(Version.written_by_id).join(Version.answer).where(which),
    ]


def revisions_of(text: Text) -> Select[*tuple[Any, ...]]:
    """Each answer that stands in it with its number, and each note of a conversation."""
    thing, kind = text.thing, text.kind
    answers = select(Answer.id, Answer.revision)
    if kind is Kind.ROUND:
        notes = select(Conversation.id, Conversation.revision)
        return answers.where(Answer.cycle_id == thing.id).union_all(
            notes.where(Conversation.cycle_id == thing.id)
        )  # type: ignore[return-value]
    if kind is Kind.SPARRING:
        return select(Reply.id, Reply.written_at).where(Reply.request_id == thing.request_id)
    return answers.where(
        or_(Answer.id == thing.id, Answer.trial_id == thing.id, Answer.observation_id == thing.id)
    )
