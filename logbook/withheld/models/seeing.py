"""Who sees a text, and may therefore say that somebody can be recognised in it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, and_, literal, or_, select
from sqlalchemy.orm import joinedload

from logbook.boards.models import Board, BoardGroup, BoardNote, BoardPassage
from logbook.conversations.models import Conversation
from logbook.cycles.models import Answer, Cycle, ObservationRequest, Sign, writes_in
from logbook.cycles.models.parts import answers_known_to
from logbook.cycles.questions import Question
from logbook.people.models import Person, Role
from logbook.programme.models import Module, Session
from logbook.releases.models import Release
from logbook.reviews.models import KindWord, Reply, SparringRequest
from logbook.reviews.models.conditions import seen_by
from logbook.reviews.models.given import Sparring
from logbook.uses.models import Outcome
from logbook.withheld.models.kinds import TextKind

Found = Select[Any]


def answers(person: Person) -> Found:
    """Those in rounds that she may see, and those that KP has a passage of, for KP."""
    with_kp = Release.released_to(person.programme_id).where(Release.answer_id == Answer.id)
    known = answers_known_to(person).whereclause
    assert known is not None
    teaches = literal(person.plays(Role.INSTRUCTOR))
    asked = and_(Answer.question == Question.ACTION, Answer.cycle_id.in_(asked_about(person)))
    return select(Answer).where(or_(known, asked, and_(teaches, with_kp.exists())))


def names(person: Person) -> Found:
    return select(Cycle).where(or_(seen_by(person), Cycle.id.in_(asked_about(person))))


def signs(person: Person) -> Found:
    known = select(Cycle.id).where(or_(seen_by(person), Cycle.id.in_(asked_about(person))))
    return select(Sign).where(Sign.cycle_id.in_(known))


def asked_about(person: Person) -> Found:
    return (
        ObservationRequest.to(person).with_only_columns(ObservationRequest.cycle_id).order_by(None)
    )


def questions(person: Person) -> Found:
    return SparringRequest.visible_to(person)


def sparring(person: Person) -> Found:
    return (
        select(Sparring)
        .join(Sparring.request)
        .join(SparringRequest.cycle)
        .where(seen_by(person))
        .options(joinedload(Sparring.request))
    )


def replies(person: Person) -> Found:
    return Reply.visible_to(person)


def kind_words(person: Person) -> Found:
    return KindWord.known_to(person)


def notes(person: Person) -> Found:
    """As they stand on the page of their round."""
    of_the_house = or_(
        Conversation.opened_by_id.is_(None), writes_in(person.id, Conversation.cycle_id)
    )
    return select(Conversation).join(Conversation.cycle).where(seen_by(person), of_the_house)


def outcomes(person: Person) -> Found:
    """Everybody in the project is told, and the instructors who tell it."""
    told = person.belongs_to_the_project or person.plays(Role.INSTRUCTOR)
    return (
        select(Outcome)
        .join(Outcome.session)
        .join(Module, Module.id == Session.module_id)
        .where(Module.programme_id == person.programme_id, literal(told))
        .options(joinedload(Outcome.session).joinedload(Session.module))
    )


def boards(person: Person) -> Found:
    """The instructors' own; others know the name of one that a passage of theirs hangs on."""
    hers = Release.concerning(person).with_only_columns(Release.id).order_by(None)
    hung = select(BoardPassage.board_id).where(BoardPassage.release_id.in_(hers))
    taught = Board.visible_to(person).whereclause
    assert taught is not None
    return select(Board).where(or_(taught, Board.id.in_(hung)))


def groups(person: Person) -> Found:
    taught = Board.visible_to(person).with_only_columns(Board.id)
    return select(BoardGroup).where(BoardGroup.board_id.in_(taught))


def board_notes(person: Person) -> Found:
    taught = Board.visible_to(person).with_only_columns(Board.id)
    return select(BoardNote).where(BoardNote.board_id.in_(taught))


SEEN: dict[TextKind, Callable[[Person], Found]] = {
    TextKind.ANSWER: answers,
    TextKind.TITLE: names,
    TextKind.SIGN: signs,
    TextKind.QUESTION: questions,
    TextKind.SPARRING: sparring,
    TextKind.REPLY: replies,
    TextKind.KIND_WORD: kind_words,
    TextKind.NOTE: notes,
    TextKind.OUTCOME: outcomes,
    TextKind.BOARD: boards,
    TextKind.GROUP: groups,
    TextKind.BOARD_NOTE: board_notes,
}


def seen_text(person: Person, kind: TextKind, row_id: Any) -> Found:
    """The text of a kind with this id, if she sees it."""
    model = kind.words.model
    is_it = model.id == row_id
    if kind is TextKind.OUTCOME:
        # What is told of a time of teaching is known by that.
        is_it = or_(is_it, Outcome.session_id == row_id)
    return SEEN[kind](person).where(is_it)


def passage_seen(person: Person, release_id: Any) -> Found:
    """A passage that KP has, for those who teach; what is reported is the answer it is of."""
    teaches = literal(person.plays(Role.INSTRUCTOR))
    return Release.released_to(person.programme_id).where(Release.id == release_id, teaches)
