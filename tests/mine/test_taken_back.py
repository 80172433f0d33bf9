"""A file that holds what is erased, hidden or closed meanwhile is made again, or goes."""

import io
import zipfile
from uuid import uuid4

import pytest
import sqlalchemy as sa

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.forgetting import erase, throw_away
from logbook.erasing.models import Kind, text_of
from logbook.jobs import making
from logbook.jobs.kinds import in_silence, kind_of
from logbook.jobs.models import Job, JobFile
from logbook.mine import binding
from logbook.mine import making as mine
from logbook.mine.gathering import gathered
from logbook.withheld.models import Reportable, TextKind, report
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.HOUSE, coauthors=(cast.coauthor,),
        title="Ro i garderoben",
    )  # fmt: skip
    made.answer(Question.WHO, "Ali står i døren.", by=cast.author, at=NOON)
    return make.saved(made)


def erased(cast, cycle):
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)


def hidden(cast, cycle):
    report(Reportable(TextKind.TITLE, cycle), None, by=cast.colleague, at=NOON)


def not_hers(cast, cycle):
    cycle.stop_writing(cast.coauthor, at=NOON)


ASKED = {
    "mine": lambda by: mine.ask(by=by, at=NOON),
    "book": lambda by: binding.ask(module="", begins=None, ends=None, by=by, at=NOON),
}


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("what_happens", [erased, hidden, not_hers])
def test_what_is_taken_back_while_it_is_made_is_in_no_file(cast, cycle, noon, kind, what_happens):
    make.saved(ASKED[kind](cast.coauthor))
    job_id, attempt = making.claim()
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    maker = kind_of(job)
    made = maker.make(job, in_silence)
    what_happens(cast, cycle)
    db.session.commit()
    assert not making.store(job_id, attempt, maker, made)
    assert db.session.scalar(sa.select(JobFile.id)) is None


@pytest.mark.parametrize("what_happens", [erased, hidden, not_hers])
def test_a_file_that_lies_there_goes(cast, cycle, noon, what_happens):
    make.saved(ASKED["mine"](cast.coauthor))
    assert making.make_all_waiting() == 1
    assert db.session.scalar(sa.select(JobFile.id)) is not None
    what_happens(cast, cycle)
    db.session.commit()
    assert db.session.scalar(sa.select(JobFile.id)) is None


def test_what_is_written_meanwhile_is_no_reason_to_begin_anew(cast, cycle, noon):
    make.saved(ASKED["mine"](cast.author))
    job_id, attempt = making.claim()
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    made = mine.make(job, in_silence)
    other = db.session.get_one(Cycle, cycle.id)
    other.answer(Question.LEARNED, "Det er nyt.", by=cast.author, at=NOON)
    db.session.commit()
    assert making.store(job_id, attempt, mine, made)


def closed(cast, cycle):
    cycle.visibility = Visibility.PRIVATE


@pytest.mark.parametrize("what_happens", [erased, hidden, closed])
def test_the_name_of_a_round_that_she_only_saw_something_in_is_taken_back_too(
    cast, cycle, noon, what_happens
):
    make.saved(cycle.observe("Fire børn byggede.", on=make.TODAY, by=cast.colleague, at=NOON))
    make.saved(mine.ask(by=cast.colleague, at=NOON))
    job_id, attempt = making.claim()
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    maker = kind_of(job)
    made = maker.make(job, in_silence)
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        rest = file.read("mine-data/alt-andet.html").decode()
    assert "<dt>Runde</dt>" in rest
    assert rest.index("Ro i garderoben") < rest.index("Fire børn byggede.")
    what_happens(cast, cycle)
    db.session.commit()
    assert not making.store(job_id, attempt, maker, made)
    again = gathered(cast.colleague, NOON)
    assert "Ro i garderoben" not in again.titles.values()


@pytest.mark.parametrize("is_made", [True, False])
def test_a_draft_that_is_thrown_away_is_in_no_file(cast, cycle, noon, is_made):
    draft = make.saved(
        Draft(
            person_id=cast.author.id, place="/forloeb/nyt", device=uuid4(), revision=1,
            fields='{"title": "Noget om Viggo"}', changed_at=NOON,
        )
    )  # fmt: skip
    make.saved(ASKED["mine"](cast.author))
    job_id, attempt = making.claim()
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    made = mine.make(job, in_silence)
    if is_made:
        assert making.store(job_id, attempt, mine, made)
    throw_away(db.session.get_one(Draft, draft.id), by=cast.author, at=NOON)
    if not is_made:
        assert not making.store(job_id, attempt, mine, made)
    assert db.session.scalar(sa.select(JobFile.id)) is None
