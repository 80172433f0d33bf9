"""The lines of the sparring lists: columns, not objects, since a page holds many of them."""

from functools import cache
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import Row, Select

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.people.models import Person, prepared
from logbook.programme.models import Unit
from logbook.reviews.models import Sparring, SparringRequest, words_about


def queue_of(person: Person) -> Select[*tuple[Any, ...]]:
    """What waits for her sparring, oldest first."""
    return (
        SparringRequest.waiting_for(person)
        .join(SparringRequest.asked_by)
        .join(Unit, Unit.id == SparringRequest.house_id)
        .with_only_columns(
            SparringRequest.id,
            SparringRequest.cycle_id,
            SparringRequest.stage,
            SparringRequest.question,
            SparringRequest.asked_at,
            Cycle.title,
            Cycle.round,
            Unit.name.label("house"),
            Person.name.label("asked_by"),
        )
    )


def given_by(person: Person) -> Select[*tuple[Any, ...]]:
    """What she has given, newest first."""
    return Sparring.given_by(person).with_only_columns(
        Sparring.id,
        Sparring.given_at,
        Sparring.read_on,
        SparringRequest.cycle_id,
        SparringRequest.stage,
        Cycle.title,
    )


def received_by(person: Person) -> Select[*tuple[Any, ...]]:
    """What she and those she writes with were given, newest first."""
    return (
        Sparring.received_by(person)
        .join(SparringRequest.cycle)
        .join(Sparring.by)
        .with_only_columns(
            Sparring.id,
            Sparring.given_at,
            Sparring.read_on,
            SparringRequest.cycle_id,
            SparringRequest.stage,
            Cycle.title,
            Person.name.label("by"),
            Person.profession,
        )
    )


def unread_by(person: Person) -> Select[*tuple[Any, ...]]:
    """What of it none of the cycle's writers has read yet."""
    return received_by(person).where(Sparring.read_on.is_(None))


def waited_for(person: Person) -> Select[*tuple[Any, ...]]:
    """What she and those she writes with have asked and still wait for, oldest first."""
    return (
        SparringRequest.waiting_in_cycles_of(person)
        .join(SparringRequest.cycle)
        .outerjoin(SparringRequest.asked_of)
        .with_only_columns(
            SparringRequest.id,
            SparringRequest.cycle_id,
            SparringRequest.asked_at,
            Cycle.title,
            Cycle.visibility,
            Person.name.label("asked_of"),
        )
    )


def news_for(person: Person) -> Row[*tuple[Any, ...]]:
    """How many wait for her, and how much she was given that nobody has read; asked for once."""
    if "sparring_news" not in g:
        g.sparring_news = db.session.execute(*prepared(SparringRequest.news_for, person)).one()
    news: Row[*tuple[Any, ...]] = g.sparring_news
    return news


def quoted(asked: Any, reader: Person) -> Any:
    """The answer that a request (or its line) is about: its text and its question."""
    query, values = prepared(words_at(asked.stage), reader, cycle_id=asked.cycle_id)
    return db.session.execute(query, values).first()


@cache
def words_at(stage: Stage) -> Any:
    """One query for each stage, since each asks for other questions."""

    def words(_person: Person, cycle_id: UUID) -> Select[*tuple[Any, ...]]:
        return words_about(cycle_id, stage).with_only_columns(Answer.text, Answer.question)

    return words
