"""One text of each kind in the world, and what stands in it."""

from sqlalchemy import select

from logbook.cycles.models import Observation
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.reviews.models.given import Sparring
from logbook.uses.models import Outcome
from logbook.withheld.models import Reportable, TextKind

# By kind: who reports it, and who may still read it.
REPORTED_BY = {
    "answer": "colleague", "observation": "author", "passage": "instructor", "title": "leader",
    "sign": "stranger", "question": "leader", "sparring": "author", "reply": "leader",
    "kind_word": "coauthor", "note": "colleague", "outcome": "stranger", "board": "author",
    "group": "instructor", "board_note": "instructor",
}  # fmt: skip
READ_BY = {
    "answer": {"author", "coauthor"}, "observation": {"colleague"},
    "passage": {"author", "coauthor"}, "title": {"author", "coauthor"},
    "sign": {"author", "coauthor"}, "question": {"author"}, "sparring": {"leader"},
    "reply": {"author"}, "kind_word": {"leader"}, "note": {"author", "coauthor"},
    "outcome": {"instructor"}, "board": {"instructor"}, "group": {"instructor"},
    "board_note": set(),
}  # fmt: skip


def texts_of(world):
    """One of each kind, as whoever reports it finds it; `world` is what `Stage.enter` gives."""
    held = {
        "answer": (TextKind.ANSWER, world.project_learned),
        "observation": (TextKind.ANSWER, saw(world.house_hers)),
        "passage": (TextKind.ANSWER, world.released.answer),
        "title": (TextKind.TITLE, world.project_cycle),
        "sign": (TextKind.SIGN, world.project_cycle.signs[0]),
        "question": (TextKind.QUESTION, world.leader_sparring),
        "sparring": (TextKind.SPARRING, sparring_on(world.project_sparring)),
        "reply": (TextKind.REPLY, world.reply),
        "kind_word": (TextKind.KIND_WORD, world.kind_word),
        "note": (TextKind.NOTE, world.ended_talk),
        "outcome": (TextKind.OUTCOME, outcome_about(world.been_session)),
        "board": (TextKind.BOARD, world.board),
        "group": (TextKind.GROUP, world.board_group),
        "board_note": (TextKind.BOARD_NOTE, world.fellow_board_note),
    }
    return {name: Reportable(*each) for name, each in held.items()}


def saw(observation: Observation):
    return observation.answer_to(Question.SAW)


def sparring_on(request):
    return db.session.scalars(select(Sparring).where(Sparring.request_id == request.id)).one()


def outcome_about(session):
    return db.session.scalars(select(Outcome).where(Outcome.session_id == session.id)).one()


def door(name, held):
    return f"/genkendes/{held.kind.words.slug}/{held.id}"


def reread(held):
    return f"/laes-igen/{held.kind.words.slug}/{held.id}"
