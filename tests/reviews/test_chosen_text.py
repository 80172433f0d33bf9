"""The text that a question for sparring is about: chosen, else the stage's own."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.reviews.models import SparringRequest
from tests import factories as make

SURPRISE = "At det var de største, der hjalp."


@pytest.fixture
def cycle(cast, noon):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER,
        save=False,
    )  # fmt: skip
    made.answer(Question.SURPRISED, SURPRISE, by=cast.author, at=make.NOON)
    return make.saved(made)


def ask(client, cycle, about=""):
    return client.post(
        f"/forloeb/{cycle.id}/bed-om-sparring",
        data={"question": "Hvad nu?", "whom": "leder", "about": about},
    )


def test_she_is_offered_the_texts_of_the_stage(cast, cycle, sign_in):
    page = sign_in(cast.author).get(f"/forloeb/{cycle.id}/bed-om-sparring").text
    offered = page.partition('id="about"')[2].partition("</select>")[0]
    assert "Det vigtigste på trinnet" in offered
    assert f"Det kom bag på os: {SURPRISE}" in offered
    assert "Det lærte vi: Det var os voksne" in offered
    assert "En voksen sidder på gulvet" not in offered


def test_the_chosen_text_stands_in_the_queue_and_while_giving(cast, cycle, sign_in):
    chosen = cycle.answer_to(Question.SURPRISED)
    assert ask(sign_in(cast.author), cycle, str(chosen.id)).status_code == 303
    asked = db.session.query(SparringRequest).one()
    leader = sign_in(cast.leader)
    for path in ("/sparring", f"/overblik/{cast.house.id}"):
        page = leader.get(path).text
        assert SURPRISE in page
        assert "Det var os voksne, der lavede køen." not in page
    page = leader.get(f"/sparring/{asked.id}").text
    assert page.index(f"”{SURPRISE}”") < page.index("Mette spørger:")
    assert f"Om det kom bag på os: ”{SURPRISE}”" in leader.get(f"/forloeb/{cycle.id}").text


def test_without_a_choice_it_is_the_stages_main_answer(cast, cycle, sign_in):
    ask(sign_in(cast.author), cycle)
    page = sign_in(cast.leader).get("/sparring").text
    assert "Det var os voksne, der lavede køen." in page
    assert SURPRISE not in page


def test_a_text_of_another_stage_or_cycle_is_refused(cast, cycle, sign_in):
    other = make.cycle(by=cast.colleague, house=cast.house, stage=Stage.REFLECT)
    for answer in (other.answer_to(Question.LEARNED), cycle.answer_to(Question.ACTION)):
        assert ask(sign_in(cast.author), cycle, str(answer.id)).status_code == 422
    assert db.session.query(SparringRequest).count() == 0


def test_a_long_text_is_short_in_the_queue_and_whole_while_giving(cast, cycle, sign_in):
    long = "Vi talte om det i dag. " * 40 + "Slutningen."
    learned = cycle.answer(Question.LEARNED, long, by=cast.author, at=make.NOON)
    asked = make.sparring_request(cycle, by=cast.author, about=learned)
    leader = sign_in(cast.leader)
    queue = leader.get("/sparring").text
    assert "Slutningen." not in queue
    assert "Vi talte om det i dag." in queue
    assert "Slutningen.”" in leader.get(f"/sparring/{asked.id}").text


def test_a_note_that_is_deleted_takes_no_question_along(cast, sign_in, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.OBSERVE, visibility=Visibility.LEADER
    )
    seen = cycle.observe("Tre gik selv i gang.", on=make.TODAY, by=cast.author, at=make.NOON)
    db.session.commit()
    asked = make.sparring_request(cycle, by=cast.author, about=seen.answer_to(Question.SAW))
    deleted = sign_in(cast.author).post(f"/iagttagelse/{seen.id}/slet")
    assert deleted.status_code == 303
    assert asked.about_id is None
    assert "Fire børn byggede på gulvet." in sign_in(cast.leader).get("/sparring").text
