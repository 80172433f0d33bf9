"""What the pages share: the blueprint, and how a text is found that somebody wants to erase."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, url_for

from logbook.boards.models import Board
from logbook.cycles.models import Cycle, Observation
from logbook.db import db
from logbook.erasing.models import Kind, Text, text_of
from logbook.erasing.models.kinds import found_by_id
from logbook.gate import me
from logbook.people.models import Person
from logbook.releases.models import Release

bp = Blueprint("erasing", __name__)


def find(slug: str, subject_id: UUID) -> Text:
    """One that she sees, or wrote in; else 404."""
    kind = next((each for each in Kind if each.value == slug), None) or abort(404)
    thing = found_by_id(kind, subject_id) or abort(404)
    text = text_of(kind, thing)
    if text.programme_id != me().programme_id or not (text.concerns(me()) or is_seen(text)):
        abort(404)
    return text


def is_seen(text: Text) -> bool:
    """Whether she may see what it stands in."""
    person: Person = me()
    if text.kind is Kind.DRAFT:
        return False
    if text.kind is Kind.BOARD_NOTE:
        query: Any = Board.visible_to(person).where(Board.id == text.thing.board_id)
    elif text.kind is Kind.PASSAGE:
        query = Release.concerning(person).where(Release.id == text.id)
    elif text.kind is Kind.OBSERVATION:
        query = Observation.visible_to(person).where(Observation.id == text.id)
    else:
        query = Cycle.visible_to(person).where(Cycle.id == (text.cycle.id if text.cycle else None))
    return db.session.scalar(query.limit(1)) is not None


def home_of(text: Text) -> tuple[str, str]:
    """Where the text stands, and what that is called."""
    if text.kind is Kind.DRAFT:
        return url_for("people.unsaved"), "Kladder"
    if text.kind is Kind.BOARD_NOTE:
        return url_for("boards.show", board_id=text.thing.board_id), "Tavlen"
    if text.kind is Kind.PASSAGE:
        return url_for("releases.index"), "Delt med KP"
    assert text.cycle is not None
    if not text.cycle.is_open_to(me()):
        return url_for("cycles.today"), "I dag"
    return url_for("cycles.show", cycle_id=text.cycle.id), text.cycle.title


def words_of(text: Text) -> str:
    """The first of its words, so that she sees which one it is."""
    thing = text.thing
    if text.kind is Kind.ROUND:
        return str(thing.title)
    if text.kind in {Kind.TRIAL, Kind.OBSERVATION}:
        return next((each.text for each in thing.answers if each.text), "")
    if text.kind is Kind.CONVERSATION:
        return str(thing.note)
    if text.kind is Kind.SPARRING:
        return next((words for _, words in thing.boxes), "")
    if text.kind is Kind.DRAFT:
        return "\n\n".join(thing.words.values())
    return str(thing.text)


def place_after(text: Text) -> str:
    if text.kind is Kind.ROUND:
        return url_for("cycles.index")
    if text.kind is Kind.OBSERVATION:
        return url_for("cycles.today")
    return home_of(text)[0]
