"""Deleting for good: everything goes, and only what is one's own."""

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.reviews.models import SparringRequest
from tests import factories as make
from tests.factories import NOON


def delete(sign_in, person, cycle):
    return sign_in(person).post(f"/forloeb/{cycle.id}/slet")


def test_what_one_person_wrote_goes_with_all_that_hangs_on_it(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )
    cycle.observations[0].score(cycle.signs[0], 2)
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    sign_in(cast.colleague).get(f"/forloeb/{cycle.id}")
    assert "kan ikke hentes tilbage" in sign_in(cast.author).get(f"/forloeb/{cycle.id}/slet").text
    assert delete(sign_in, cast.author, cycle).location == "/forloeb"
    for kind in (Cycle, Answer, SparringRequest):
        assert db.session.scalars(db.select(kind)).all() == []


def test_others_words_are_not_hers_to_delete(cast, sign_in):
    together = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    together.answer(Question.WHO, "Ali står i døren.", by=cast.coauthor, at=NOON)
    built_on = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    make.saved(build_on(built_on, by=cast.author, at=NOON))
    released = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    make.release(released, by=cast.author)
    for cycle in (together, built_on, released):
        refused = delete(sign_in, cast.author, cycle)
        assert refused.status_code == 409
        assert "andres ord" in refused.text
        assert db.session.get(Cycle, cycle.id)


def test_only_the_one_who_started_it_deletes(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    assert delete(sign_in, cast.coauthor, cycle).status_code == 403
    assert delete(sign_in, cast.stranger, cycle).status_code == 404
