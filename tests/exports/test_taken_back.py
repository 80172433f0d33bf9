"""What is erased, hidden or withdrawn at the moment in which a file is made is in no file."""

import pytest
import sqlalchemy as sa

from logbook.boards.models import Board, BoardNote
from logbook.boards.models.passage import BoardPassage
from logbook.db import db
from logbook.erasing.forgetting import erase, erase_board
from logbook.erasing.leaving import leave, take_name_off
from logbook.erasing.models import Kind, text_of
from logbook.exports.models import Extract
from logbook.jobs import making
from logbook.jobs.kinds import in_silence, kind_of
from logbook.jobs.models import Job, JobFile, JobState
from logbook.releases.models import Attribution, Release
from logbook.withheld.models import Reportable, TextKind, report
from tests import factories as make
from tests.exports.world import ask, passage
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("noon")
NOTE = "Husk at sige det om Viggo."


@pytest.fixture
def board(cast):
    return make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=NOON))


@pytest.fixture
def note(cast, board):
    group = board.groups[1]
    return make.saved(BoardNote.write(board, NOTE, group=group, by=cast.instructor, at=NOON))


@pytest.fixture
def released(cast, board):
    """Two passages, both on the board; the first stands with its writer's name."""
    made = [
        passage(cast, "Ventetid skaber uro.", attribution=Attribution.NAME),
        passage(cast, "Vi gik to og to.", name="Bo Krog"),
    ]
    db.session.flush()
    for number, each in enumerate(made, 1):
        db.session.add(hung(cast, board, each, number))
    db.session.commit()
    return made


def hung(cast, board, release, number):
    return BoardPassage(
        board=board, group=board.groups[1], release=release, position=number,
        put_by_id=cast.instructor.id, put_at=NOON,
    )  # fmt: skip


def hide(kind, row, by):
    report(Reportable(kind, row), None, by=by, at=NOON)
    db.session.commit()


# By name: what happens to what is taken along from both places, and what to a board alone.
EITHER = {
    "erased": lambda cast, board, note, r: erase(
        text_of(Kind.PASSAGE, r), by=r.proposed_by, at=NOON
    ),
    "round erased": lambda cast, board, note, r: erase(
        text_of(Kind.ROUND, r.answer.cycle), by=r.proposed_by, at=NOON
    ),
    "hidden": lambda cast, board, note, r: hide(TextKind.ANSWER, r.answer, cast.instructor),
    "withdrawn": lambda cast, board, note, r: r.withdraw(by=r.proposed_by, at=NOON),
    "name taken off": lambda cast, board, note, r: take_name_off(
        text_of(Kind.ROUND, r.answer.cycle), r.proposed_by, at=NOON
    ),
    "she left": lambda cast, board, note, r: leave(r.proposed_by, at=NOON),
}
BOARD = {
    "note erased": lambda cast, board, note, r: erase(
        text_of(Kind.BOARD_NOTE, note), by=cast.instructor, at=NOON
    ),
    "note hidden": lambda cast, board, note, r: hide(TextKind.BOARD_NOTE, note, cast.instructor),
    "heading hidden": lambda cast, board, note, r: hide(
        TextKind.GROUP, board.groups[1], cast.instructor
    ),
    "board's name hidden": lambda cast, board, note, r: hide(
        TextKind.BOARD, board, cast.instructor
    ),
}
CASES = [
    *(("extract", each) for each in EITHER),
    *(("board", each) for each in EITHER | BOARD),
]


@pytest.fixture
def asked(cast, board, sign_in):
    """By what it is of: a job that is being made; with its attempt and its maker."""

    def begin(what):
        client = sign_in(cast.instructor)
        if what == "extract":
            ask(client, "pptx")
        else:
            assert client.post(f"/tavler/{board.id}/hent", data={"format": "pptx"})
        job_id, attempt = making.claim()
        job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
        return job_id, attempt, kind_of(job), job

    return begin


def files():
    return db.session.scalars(sa.select(JobFile.id)).all()


@pytest.mark.parametrize(("what", "happens"), CASES)
def test_what_is_taken_back_while_it_is_made(cast, board, note, released, asked, what, happens):
    job_id, attempt, maker, job = asked(what)
    made = maker.make(job, in_silence)
    (EITHER | BOARD)[happens](cast, board, note, db.session.get_one(Release, released[0].id))
    db.session.commit()
    assert not making.store(job_id, attempt, maker, made), "it is to be made again"
    assert files() == []
    assert db.session.scalars(sa.select(Extract.id)).all() == []
    # Once more, and then without it.
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    assert making.store(job_id, attempt, maker, maker.make(job, in_silence))
    assert len(files()) == 1


@pytest.mark.parametrize(("what", "happens"), CASES)
def test_a_file_that_lies_there_goes(cast, board, note, released, asked, what, happens):
    job_id, attempt, maker, job = asked(what)
    assert making.store(job_id, attempt, maker, maker.make(job, in_silence))
    (EITHER | BOARD)[happens](cast, board, note, db.session.get_one(Release, released[0].id))
    db.session.commit()
    assert files() == []


def test_what_is_hung_and_noted_meanwhile_is_no_reason_to_begin_anew(
    cast, board, note, released, asked
):
    job_id, attempt, maker, job = asked("board")
    made = maker.make(job, in_silence)
    more = make.saved(passage(cast, "Endnu et.", name="Ida Vang"))
    db.session.add(hung(cast, board, more, 3))
    db.session.commit()
    assert making.store(job_id, attempt, maker, made)


def test_a_board_that_is_deleted_while_it_is_taken_leaves_no_file(
    cast, board, note, released, asked, monkeypatch
):
    job_id, attempt, maker, _ = asked("board")
    whole = maker.make

    def and_then_it_goes(job, tell):
        made = whole(job, tell)
        erase_board(db.session.get_one(Board, board.id), by=cast.instructor, at=NOON)
        return made

    monkeypatch.setattr(maker, "make", and_then_it_goes)
    making.make(job_id, attempt)
    assert db.session.get_one(Job, job_id).state is JobState.FAILED
    assert files() == []
