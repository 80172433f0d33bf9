"""Two people save in the same moment: each text is kept, or shown to the one who wrote it."""

from uuid import uuid4

import pytest

from logbook.cycles.models import Cycle, Expectation, ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make
from tests.factories import NOON
from tests.pages import hidden, words_of

HERS = "Mettes ord, som ingen må miste."
OTHERS = "Alis ord, som kom et øjeblik før."


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.REFLECT
    )


def test_the_first_answer_to_a_question_comes_from_both(cast, sign_in, cycle, between):
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    address = f"/forloeb/{cycle.id}/svar/hvem"
    between(lambda: coauthor.post(address, data={"text": OTHERS, "revision": "0"}))
    met = author.post(address, data={"text": HERS, "revision": "0"})
    assert words_of(author.get(met.location).text) >= {HERS, OTHERS}
    assert cycle.text_of(Question.WHO) == OTHERS
    again = author.post(met.location, data={"keep": "anden", "revision": "1"})
    assert again.status_code == 303
    assert cycle.text_of(Question.WHO) == HERS


def test_a_text_is_not_replaced_by_one_that_never_saw_it(cast, sign_in, cycle, between):
    cycle.answer(Question.WHO, "Vi to.", by=cast.author, at=NOON)
    db.session.commit()
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    address = f"/forloeb/{cycle.id}/svar/hvem"
    between(lambda: coauthor.post(address, data={"text": OTHERS, "revision": "1"}))
    met = author.post(address, data={"text": HERS, "revision": "1"})
    assert words_of(author.get(met.location).text) >= {HERS, OTHERS}
    assert (cycle.text_of(Question.WHO), cycle.answer_to(Question.WHO).revision) == (OTHERS, 2)


def test_the_same_words_from_both_are_no_conflict(cast, sign_in, cycle, between):
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    address = f"/forloeb/{cycle.id}/svar/hvem"
    between(lambda: coauthor.post(address, data={"text": HERS, "revision": "0"}))
    assert author.post(address, data={"text": HERS, "revision": "0"}).status_code == 303
    assert cycle.answer_to(Question.WHO).revision == 1


def test_both_build_on_and_meet_in_one_round(cast, sign_in, cycle, between):
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    address = f"/forloeb/{cycle.id}/byg-videre"
    between(lambda: coauthor.post(address))
    went_to = author.post(address)
    following = db.session.scalars(Cycle.following(cycle)).one()
    assert (went_to.status_code, went_to.location) == (303, f"/forloeb/{following.id}")


def test_a_writer_who_is_added_twice_writes_once(cast, sign_in, cycle, between):
    author = sign_in(cast.author)
    address = f"/forloeb/{cycle.id}/skriver-med"
    form = {"person": str(cast.colleague.id)}
    between(lambda: author.post(address, data=form))
    assert author.post(address, data=form).status_code == 303
    assert author.post(address, data=form).status_code == 303
    assert [w.person for w in cycle.present_writers].count(cast.colleague) == 1


def test_a_colleague_who_is_asked_twice_is_asked_once(cast, sign_in, cycle, between):
    author = sign_in(cast.author)
    address = f"/forloeb/{cycle.id}/bed-en-kollega"
    form = {"person": str(cast.colleague.id)}
    between(lambda: author.post(address, data=form))
    assert author.post(address, data=form).status_code == 303
    assert author.post(address, data=form).status_code == 303
    assert len(db.session.scalars(ObservationRequest.in_cycle(cycle.id)).all()) == 1


def test_a_sign_is_scored_by_two_taps_at_once(cast, sign_in, cycle, between):
    author = sign_in(cast.author)
    seen = make.saved(cycle.observe("Roligt.", on=make.TODAY, by=cast.author, at=NOON))
    form = {"tegn": str(cycle.signs[0].id), "set": "2"}
    between(lambda: author.post(f"/note/{seen.id}/tegn", data=form))
    assert author.post(f"/note/{seen.id}/tegn", data=form | {"set": "3"}).status_code == 303
    assert [score.score for score in seen.scores] == [3]


def test_two_first_observations_at_once_copy_the_plan_once(cast, sign_in, between):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    address = f"/forloeb/{cycle.id}/iagttag"
    between(lambda: coauthor.post(address, data={"text": OTHERS}))
    assert author.post(address, data={"text": HERS}).status_code == 303
    seen = [each.answer_to(Question.SAW).text for each in cycle.observations]
    assert sorted(seen) == sorted([OTHERS, HERS])
    assert len(db.session.scalars(db.select(Expectation.id)).all()) == 1


def test_a_note_that_arrives_twice_at_once_is_kept_once(cast, sign_in, cycle, between):
    author = sign_in(cast.author)
    form = {"cycle": str(cycle.id), "text": HERS, "key": str(uuid4())}
    before = len(cycle.observations)
    between(lambda: author.post("/", data=form))
    assert author.post("/", data=form).status_code == 303
    assert len(cycle.observations) == before + 1


def test_what_was_deleted_meanwhile_still_shows_her_words(cast, sign_in, cycle, between):
    author = sign_in(cast.author)
    seen = make.saved(cycle.observe("Roligt.", on=make.TODAY, by=cast.author, at=NOON))
    address = f"/iagttagelse/{seen.id}"
    owner = hidden(author.get(f"{address}/saa-og-hoerte").text, "owner")
    between(lambda: author.post(f"{address}/slet"))
    data = {"text": HERS, "revision": "1", "owner": owner}
    met = author.post(f"{address}/saa-og-hoerte", data=data)
    assert met.status_code == 410
    assert HERS in met.text
