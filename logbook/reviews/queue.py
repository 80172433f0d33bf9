"""The lines of the sparring lists: columns, not objects, since a page holds many of them."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import Row, Select

from logbook import clock
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.people.models import Person, prepared
from logbook.programme.models import Unit
from logbook.reviews.models import (
    KindWord,
    Reply,
    Snooze,
    Sparring,
    SparringRequest,
    words_about,
)
from logbook.reviews.models import (
    news_for as all_news_for,
)

NEW_SHOWN = 5


def queue_of(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    """What waits for her sparring and is not put off, oldest first."""
    return (
        SparringRequest.in_queue_of(person, today)
        .join(SparringRequest.asked_by)
        .join(Unit, Unit.id == SparringRequest.house_id)
        .with_only_columns(
            SparringRequest.id,
            SparringRequest.cycle_id,
            SparringRequest.stage,
            SparringRequest.question,
            SparringRequest.about_id,
            SparringRequest.asked_at,
            Cycle.title,
            Cycle.round,
            Unit.name.label("house"),
            Person.name.label("asked_by"),
        )
    )


def put_off_by(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    """What she has put off, with the day on which it comes back."""
    return (
        SparringRequest.put_off_by(person, today)
        .join(SparringRequest.asked_by)
        .with_only_columns(
            SparringRequest.id,
            SparringRequest.stage,
            Snooze.until,
            Cycle.title,
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


def new_replies(person: Person) -> Select[*tuple[Any, ...]]:
    """What was written in threads to her, or to those she writes with, and is unread."""
    return (
        Reply.new_to(person)
        .join(Reply.request)
        .join(Cycle, Cycle.id == Reply.cycle_id)
        .join(Reply.by)
        .with_only_columns(
            Reply.id,
            Reply.cycle_id,
            Reply.to_id,
            Reply.written_at,
            SparringRequest.stage,
            Cycle.title,
            Person.name.label("by"),
        )
    )


def kind_words_to(person: Person) -> Select[*tuple[Any, ...]]:
    """What leaders wrote to her teams, while it stands there."""
    return (
        KindWord.shown_to(person)
        .join(KindWord.by)
        .with_only_columns(
            KindWord.id,
            KindWord.cycle_id,
            KindWord.text,
            KindWord.sent_on,
            Cycle.title,
            Person.name.label("by"),
            Person.profession,
        )
    )


def news_for(person: Person) -> Row[*tuple[Any, ...]]:
    """What is new for her, in numbers; asked for once on each page."""
    if "sparring_news" not in g:
        today = clock.day_of(clock.now())
        asked = prepared(all_news_for, person, today=today)
        g.sparring_news = db.session.execute(*asked).one()
    news: Row[*tuple[Any, ...]] = g.sparring_news
    return news


def replies_to(person: Person) -> list[Any]:
    """Not asked for when the numbers say that there are none."""
    news = news_for(person)
    if not news.replies and not news.answers:
        return []
    return list(db.session.execute(*prepared(first_new_replies, person)))


def kind_words_for(person: Person) -> list[Any]:
    """The same of kind words."""
    if not news_for(person).kind_words:
        return []
    return list(db.session.execute(*prepared(first_kind_words, person)))


def oldest_waiting(person: Person) -> list[Any]:
    """The same of what waits for her sparring: one line at most."""
    if not news_for(person).waiting:
        return []
    today = clock.day_of(clock.now())
    return list(db.session.execute(*prepared(first_waiting, person, today=today)))


def first_waiting(person: Person, today: date) -> Select[*tuple[Any, ...]]:
    return queue_of(person, today).limit(1)


def first_new_replies(person: Person) -> Select[*tuple[Any, ...]]:
    return new_replies(person).limit(NEW_SHOWN)


def first_kind_words(person: Person) -> Select[*tuple[Any, ...]]:
    return kind_words_to(person).limit(NEW_SHOWN)


def quoted(asked: Any, reader: Person) -> Any:
    """The answer that a request (or its line) is about: its text and its question."""
    ids = {"cycle_id": asked.cycle_id, "about_id": asked.about_id}
    return db.session.execute(*prepared(words_at(asked.stage), reader, **ids)).first()


@cache
def words_at(stage: Stage) -> Any:
    """One query for each stage, since each asks for other questions."""

    def words(_person: Person, cycle_id: UUID, about_id: UUID) -> Select[*tuple[Any, ...]]:
        about = words_about(cycle_id, stage, about_id)
        return about.with_only_columns(Answer.text, Answer.question)

    return words
