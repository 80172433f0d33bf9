"""Every answer that may be shared has its way to KP beside it."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.releases.models import Attribution, Release
from tests import factories as make


def way(answer):
    return f'href="/svar/{answer.id}/frigiv"'


@pytest.fixture
def cycle(cast, noon):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.OBSERVE, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,),
    )  # fmt: skip
    seen = made.observe("De byggede.", on=make.TODAY, by=cast.colleague, at=make.NOON)
    for question in (Question.CHILDREN, Question.PARTICIPATION):
        made.answer(question, "Alle var med.", by=cast.colleague, at=make.NOON, about=seen)
    made.set_aside("Vi var for få.", by=cast.author, at=make.NOON)
    db.session.commit()
    return made


def saw(answers):
    return next(answer for answer in answers if answer.question is Question.SAW)


def hers(cast, cycle):
    seen = next(s for s in cycle.observations if s.observer_id == cast.colleague.id)
    return [answer for answer in seen.answers if answer.text]


def test_beside_every_answer_stands_the_way_for_those_who_write(cast, cycle, sign_in):
    page = sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}").text
    given = [answer for answer in cycle.all_answers if answer.text]
    assert {answer.question for answer in given} >= {
        Question.WONDERING, Question.SET_ASIDE, Question.CHILDREN, Question.PARTICIPATION,
    }  # fmt: skip
    assert [answer.question for answer in given if way(answer) not in page] == []


def test_who_does_not_write_finds_it_beside_her_own_words_alone(cast, cycle, sign_in):
    client = sign_in(cast.colleague)
    page, own = client.get(f"/forloeb/{cycle.id}").text, hers(cast, cycle)
    assert len(own) == 3
    for answer in cycle.all_answers:
        assert (way(answer) in page) == (answer in own)
    note = f"/iagttagelse/{own[0].observation_id}/saa-og-hoerte"
    assert way(saw(own)) in client.get(note).text
    assert "/frigiv" not in sign_in(cast.leader).get(f"/forloeb/{cycle.id}").text


def test_a_passage_leads_only_those_it_concerns_to_its_page(cast, cycle, sign_in):
    release = Release.propose(
        saw(hers(cast, cycle)), "De byggede.", Attribution.ANONYMOUS, session=None,
        by=cast.colleague, at=make.NOON, today=make.TODAY,
    )  # fmt: skip
    make.saved(release)
    for person, is_led in ((cast.colleague, True), (cast.author, False)):
        page = sign_in(person).get(f"/forloeb/{cycle.id}").text
        assert "Delt med KP" in page
        assert (f"/frigivet/{release.id}" in page) == is_led
