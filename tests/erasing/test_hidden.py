"""Deleting for good what is hidden just now: its words lie elsewhere, and go from there too."""

import json
from uuid import uuid4

import pytest
import sqlalchemy as sa

from logbook.boards.models import Board, BoardNote
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.leaving import leave
from logbook.jobs.models import Job, JobFile, JobState
from logbook.people.models import Person
from logbook.privacy.hidden import HIDDEN_TEXT
from logbook.releases.models import Release
from logbook.withheld.models import Withheld
from tests import factories as make
from tests.factories import NOON

LEARNED = "Drengen med den røde kasket fik ro ved vinduet."


@pytest.fixture
def answer(cast):
    """What KP has a passage of."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE,
    )  # fmt: skip
    cycle.answer(Question.LEARNED, LEARNED, by=cast.author, at=NOON)
    make.release(make.saved(cycle), by=cast.author)
    return cycle.answer_to(Question.LEARNED)


def report(sign_in, cast, answer):
    there = f"/genkendes/svar/{answer.id}"
    assert sign_in(cast.colleague).post(there).status_code == 303


def draft(person, words):
    return make.saved(
        Draft(
            person_id=person.id, place="/forloeb/nyt", device=uuid4(), revision=1,
            fields=json.dumps({"title": words}, ensure_ascii=False), changed_at=NOON,
        )
    )  # fmt: skip


def test_the_hidden_words_go_with_the_text_and_so_do_drafts_that_hold_them(cast, sign_in, answer):
    report(sign_in, cast, answer)
    held = draft(cast.author, f"Som før: {LEARNED}").id
    of_another = draft(cast.colleague, f"Her stod: {HIDDEN_TEXT}").id
    assert sign_in(cast.author).post(f"/slet/svar/{answer.id}").status_code == 303
    assert db.session.scalars(sa.select(Withheld)).all() == []
    left = set(db.session.scalars(sa.select(Draft.id)))
    assert held not in left
    assert of_another in left, "a stand-in is nobody's words"


def test_a_passage_that_rests_goes_from_the_hidden_words_too(cast, sign_in, answer):
    release_id = db.session.scalars(sa.select(Release.id)).one()
    report(sign_in, cast, answer)
    assert sign_in(cast.author).post(f"/slet/citat/{release_id}").status_code == 303
    (hidden,) = db.session.scalars(sa.select(Withheld)).all()
    assert hidden.words == {"text": LEARNED}
    again = {"text": LEARNED, "vis": "ja"}
    assert sign_in(cast.author).post(f"/laes-igen/svar/{answer.id}", data=again).location


def test_that_kp_had_it_is_said_while_it_rests(cast, sign_in, answer):
    report(sign_in, cast, answer)
    page = sign_in(cast.author).get(f"/slet/svar/{answer.id}").text
    assert "er eller har været delt med KP" in page


def test_a_passage_that_rests_is_not_taken_back_when_its_writer_leaves(cast, sign_in, answer):
    """As long as another is there who can read the text through."""
    answer.cycle.let_write(cast.coauthor, added_by=cast.author, at=NOON)
    db.session.commit()
    report(sign_in, cast, answer)
    leave(db.session.get_one(Person, cast.author.id), at=NOON)
    release = db.session.scalars(sa.select(Release)).one()
    assert release.withdrawn_at is None
    assert release.was_released_at


def test_what_was_made_of_a_board_goes_with_a_note_on_it(cast, sign_in, app):
    by = cast.instructor
    board = make.saved(Board.make(cast.programme, "Ro", None, by=by, at=NOON))
    note = make.saved(BoardNote.write(board, "Husk Viggo.", group=None, by=by, at=NOON))
    asked = {"source": "board", "format": "text", "chosen": {"tavle": str(board.id)}}
    job = Job.ask("extract", "Tavlen: Ro", asked, by=by, at=NOON)
    job.state, job.ended_at = JobState.DONE, NOON
    make.saved(job)
    make.saved(
        JobFile(
            job_id=job.id, name="Ro.txt", media_type="text/plain", content=b"Husk Viggo.", size=11,
            made_at=NOON, expires_at=NOON,
        )
    )  # fmt: skip
    assert sign_in(by).post(f"/slet/tavlenote/{note.id}").status_code == 303
    assert db.session.scalars(sa.select(JobFile.name)).all() == []
