"""What waits sealed, with the earlier words of a text, goes when that is rewritten."""

import json
from uuid import uuid4

import pytest
import sqlalchemy as sa

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.kept import Kept, keep, opened
from logbook.people.models import KeptForm
from tests import factories as make

LEARNED = "Drengen med den røde kasket fik ro."
BETTER = "Et af børnene fik ro."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def answer(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,),
    )  # fmt: skip
    cycle.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    return make.saved(cycle).answer_to(Question.LEARNED)


@pytest.fixture
def waiting(cast, answer):
    """At its place, at where it is read through, elsewhere with its words, and about others."""
    for path, words in (
        (f"/forloeb/{answer.cycle_id}/svar/laert", "Drengen med kasketten."),
        (f"/laes-igen/svar/{answer.id}", "Drengen."),
        ("/forloeb/nyt", f"Som før: {LEARNED}"),
        (f"/forloeb/{answer.cycle_id}/svar/overraskede", "Vi blev to."),
    ):
        assert keep(Kept(path, [("text", words)]), cast.coauthor, at=make.NOON)
    db.session.commit()


def left():
    return [form.fields[0][1] for form in map(opened, db.session.scalars(sa.select(KeptForm)))]


def test_it_goes_when_the_text_is_read_through_and_rewritten(cast, sign_in, answer, waiting):
    sign_in(cast.colleague).post(f"/genkendes/svar/{answer.id}")
    assert len(left()) == 4
    again = {"text": BETTER, "vis": "ja"}
    sign_in(cast.author).post(f"/laes-igen/svar/{answer.id}", data=again)
    assert left() == ["Vi blev to."]


def test_it_goes_when_it_is_rewritten_from_a_form_that_was_open(cast, sign_in, answer, waiting):
    revision = answer.revision
    sign_in(cast.colleague).post(f"/genkendes/svar/{answer.id}")
    form = {"text": BETTER, "revision": str(revision), "luk": "1"}
    sign_in(cast.author).post(f"/forloeb/{answer.cycle_id}/svar/laert", data=form)
    assert left() == ["Vi blev to."]


def test_shown_again_unchanged_nothing_that_waits_is_lost(cast, sign_in, answer, waiting):
    sign_in(cast.colleague).post(f"/genkendes/svar/{answer.id}")
    again = {"text": LEARNED, "vis": "ja"}
    sign_in(cast.author).post(f"/laes-igen/svar/{answer.id}", data=again)
    assert len(left()) == 4


def test_a_draft_elsewhere_with_the_earlier_words_goes_too(cast, sign_in, answer):
    for words in (f"Som før: {LEARNED}", "Vi blev to."):
        make.saved(
            Draft(
                person_id=cast.coauthor.id, device=uuid4(), revision=1, changed_at=make.NOON,
                place="/forloeb/nyt", fields=json.dumps({"title": words}, ensure_ascii=False),
            )
        )  # fmt: skip
    sign_in(cast.colleague).post(f"/genkendes/svar/{answer.id}")
    again = {"text": BETTER, "vis": "ja"}
    sign_in(cast.author).post(f"/laes-igen/svar/{answer.id}", data=again)
    fields = {draft.fields for draft in db.session.scalars(sa.select(Draft))}
    assert fields == {"", '{"title": "Vi blev to."}'}
