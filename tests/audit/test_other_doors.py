"""A text is read by whatever door: the pages beside the round's own write the line too."""

import pytest

from logbook.audit.models import Act, LogLine
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def answer(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE,
    )  # fmt: skip
    cycle.answer(Question.LEARNED, "Vi lærte at vente lidt.", by=cast.author, at=make.NOON)
    return make.saved(cycle).answer_to(Question.LEARNED)


def readers():
    lines = db.session.scalars(db.select(LogLine).where(LogLine.act == Act.READ))
    return [(line.by_id, line.cycle_id or line.about_id) for line in lines]


@pytest.mark.parametrize(
    ("door", "who"), [("/genkendes/svar/{}", "colleague"), ("/svar/{}/brug", "leader")]
)
def test_reading_an_answer_on_a_page_of_its_own(cast, sign_in, answer, door, who):
    page = sign_in(getattr(cast, who)).get(door.format(answer.id))
    assert "Vi lærte at vente lidt." in page.text
    assert readers() == [(getattr(cast, who).id, answer.cycle_id)]
    sign_in(getattr(cast, who)).get(door.format(answer.id))
    assert len(readers()) == 1, "once a day"


def test_reading_a_passage_where_it_is_reported(cast, sign_in, answer):
    release = make.release(answer.cycle, by=cast.author)
    assert sign_in(cast.instructor).get(f"/genkendes/citat/{release.id}").status_code == 200
    assert readers() == [(cast.instructor.id, release.id)]


def test_who_writes_there_reads_nothing_of_anothers(cast, sign_in, answer):
    answer.cycle.let_write(cast.coauthor, added_by=cast.author, at=make.NOON)
    db.session.commit()
    sign_in(cast.coauthor).get(f"/genkendes/svar/{answer.id}")
    assert readers() == []
