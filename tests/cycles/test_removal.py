"""Deleting for good: everything goes, and only what is one's own."""

from datetime import timedelta

from logbook.cycles.models import Answer, Cycle
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.releases.models import Attribution, Release
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
    for cycle, reason in (
        (together, "Andre har skrevet med i den."),
        (built_on, "Runden efter bygger på den."),
        (released, "Et citat fra den er eller har været delt med KP."),
    ):
        refused = delete(sign_in, cast.author, cycle)
        assert refused.status_code == 409
        assert reason in refused.text
        assert db.session.get(Cycle, cycle.id)


def test_a_kind_word_that_goes_with_the_round_is_named(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.HOUSE,
        at=NOON - timedelta(days=30),
    )  # fmt: skip
    client, there = sign_in(cast.author), f"/forloeb/{cycle.id}/slet"
    assert "de puf, I har fået fra jeres leder" not in client.get(there).text
    make.kind_word(cycle, by=cast.leader)
    assert "de puf, I har fået fra jeres leder" in client.get(there).text


def test_many_conversations_cost_no_more_on_the_delete_page(cast, sign_in, count_queries):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    client = sign_in(cast.author)

    def read():
        client.get(f"/forloeb/{cycle.id}/slet")

    make.conversation(cycle, by=cast.author, note="Én.", is_over=True)
    read()
    one = count_queries(read)
    for number in range(10):
        make.conversation(cycle, by=cast.author, note=f"{number}.", is_over=True)
    assert count_queries(read) == one


def test_only_the_one_who_started_it_deletes(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    assert delete(sign_in, cast.coauthor, cycle).status_code == 403
    assert delete(sign_in, cast.stranger, cycle).status_code == 404


def test_a_note_is_taken_back_by_the_one_who_wrote_it(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    seen = make.saved(cycle.observe("Privat tanke.", on=make.TODAY, by=cast.author, at=NOON))
    seen.score(cycle.signs[0], 2)
    db.session.commit()
    address = f"/iagttagelse/{seen.id}/slet"
    assert sign_in(cast.coauthor).post(address).status_code == 403
    assert "Privat tanke." in sign_in(cast.author).get(address).text
    assert sign_in(cast.author).post(address).location == "/"
    assert "Privat tanke." not in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert not cycle.observations


def test_a_note_that_kp_was_given_words_of_stays(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    seen = make.saved(cycle.observe("Fire børn.", on=make.TODAY, by=cast.author, at=NOON))
    answer = seen.answer_to(Question.SAW)
    assert answer is not None
    proposed = Release.propose(
        answer, answer.text, Attribution.ANONYMOUS, session=None, by=cast.author, at=NOON,
        today=make.TODAY,
    )  # fmt: skip
    make.saved(proposed)
    refused = sign_in(cast.author).post(f"/iagttagelse/{seen.id}/slet")
    assert refused.status_code == 409
    assert "delt ord herfra med KP" in refused.text


def test_what_kp_never_saw_goes_with_the_round(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, coauthors=(cast.ppr_consultant,)
    )
    make.release(cycle, by=cast.ppr_consultant)
    declined = make.release(cycle, by=cast.ppr_consultant, question=Question.NEXT_STEP)
    declined.withdraw(by=cast.author, at=NOON)
    db.session.commit()
    assert delete(sign_in, cast.author, cycle).location == "/forloeb"
    for kind in (Cycle, Release):
        assert db.session.scalars(db.select(kind)).all() == []


def test_what_kp_never_saw_goes_with_the_note(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.ppr_consultant,))
    seen = make.saved(cycle.observe("Fire børn.", on=make.TODAY, by=cast.author, at=NOON))
    make.saved(
        Release.propose(
            seen.answers[0], "Fire børn.", Attribution.ANONYMOUS, session=None,
            by=cast.ppr_consultant, at=NOON, today=make.TODAY,
        )
    )  # fmt: skip
    assert sign_in(cast.author).post(f"/iagttagelse/{seen.id}/slet").location == "/"
    assert db.session.scalars(db.select(Release)).all() == []


def test_a_trial_that_is_only_a_date_is_taken_back(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.TRY)
    empty = make.saved(cycle.try_out(make.TODAY, by=cast.author, at=NOON))
    full = next(trial for trial in cycle.trials if trial.answers)
    client = sign_in(cast.author)
    page = client.get(f"/forloeb/{cycle.id}").text
    assert f"/afproevning/{empty.id}/slet" in page
    assert f"/afproevning/{full.id}/slet" not in page
    assert client.post(f"/afproevning/{full.id}/slet").status_code == 409
    page = client.post(f"/afproevning/{empty.id}/slet", follow_redirects=True).text
    assert "Datoen er fjernet." in page
    assert [trial.id for trial in cycle.trials] == [full.id]


def test_what_was_withdrawn_after_kp_had_it_stays(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    make.release(cycle, by=cast.author).withdraw(by=cast.author, at=NOON)
    db.session.commit()
    refused = delete(sign_in, cast.author, cycle)
    assert refused.status_code == 409
    assert "er eller har været delt med KP" in refused.text
