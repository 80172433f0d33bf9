"""The road of a passage: its words, the card, and then KP."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, Stage
from logbook.db import db
from logbook.programme.models import Module
from logbook.releases.models import Attribution, Release
from tests import factories as make

LEARNED = "Det var os voksne, der lavede køen. Børnene ventede ”bare”."
SHARE = {"trin": "del", "passage": LEARNED, "attribution": "anonymous", "session": ""}


@pytest.fixture
def cycle(cast, noon):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.coauthor,), title="Køen i garderoben",
    )  # fmt: skip
    made.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    db.session.commit()
    return made


@pytest.fixture
def door(cycle):
    return f"/svar/{cycle.answer_to(Question.LEARNED).id}/frigiv"


def all_releases(person):
    return db.session.scalars(Release.concerning(person)).all()


def test_the_whole_answer_stands_ready_and_nothing_is_chosen(cast, sign_in, door):
    page = sign_in(cast.author).get(door)
    assert "Børnene ventede ”bare”.</textarea>" in page.text
    assert "checked" not in page.text
    assert "Den næste: Undervisningsgang 2" in page.text
    assert "Ret selve svaret" in page.text


def test_each_session_is_offered_once_and_says_its_module(cast, sign_in, door):
    other = make.module(cast.programme, "Leg på tværs")
    page = sign_in(cast.author).get(door).text
    assert "<optgroup" not in page
    for module in (cast.module, other):
        assert page.count(f"Undervisningsgang 2, 21. januar · {module.title}") == 1


@pytest.mark.parametrize(
    "who", ["leader", "colleague", "instructor", "district_leader", "stranger"]
)
def test_those_who_do_not_write_find_no_door(cast, sign_in, door, who):
    client = sign_in(getattr(cast, who))
    assert client.get(door).status_code == 404
    assert client.post(door, data=SHARE).status_code == 404


def test_what_is_missing_is_said(cast, sign_in, door):
    page = sign_in(cast.author).post(door, data={"trin": "kort", "passage": " "})
    assert page.status_code == 422
    assert "Skriv det citat, du vil dele." in page.text
    assert "Vælg, hvordan citatet skal stå." in page.text


def test_other_words_than_the_answers_are_kept_and_explained(cast, sign_in, door):
    data = SHARE | {"trin": "kort", "passage": "Det var børnene, der lavede køen."}
    page = sign_in(cast.author).post(door, data=data)
    assert page.status_code == 422
    assert "så ret dem i selve svaret" in page.text
    assert "Det var børnene, der lavede køen.</textarea>" in page.text


def test_a_cpr_number_goes_nowhere(cast, cycle, sign_in, door):
    cycle.answer_to(Question.LEARNED).text = "Vi talte om 010120-1234 i dag."
    db.session.commit()
    data = SHARE | {"passage": "Vi talte om 010120-1234 i dag."}
    page = sign_in(cast.author).post(door, data=data)
    assert page.status_code == 422
    assert "ligner et CPR-nummer" in page.text
    assert all_releases(cast.author) == []


def test_an_answer_or_a_session_that_does_not_exist(cast, sign_in, door):
    client = sign_in(cast.author)
    assert client.get(f"/svar/{cast.module.id}/frigiv").status_code == 404
    assert client.get("/svar/77/frigiv").status_code == 404
    foreign = make.module(cast.elsewhere).sessions[2]
    page = client.post(door, data=SHARE | {"session": str(foreign.id)})
    assert page.status_code == 422
    assert "Vælg en af mulighederne på listen." in page.text


def test_the_card_shows_the_passage_as_kp_will_see_it(cast, sign_in, door):
    part = {"trin": "kort", "passage": "Børnene ventede ”bare”.", "attribution": "profession"}
    page = sign_in(cast.author).post(door, data=part | {"session": ""})
    assert page.status_code == 200
    assert "”Børnene ventede ”bare”.”" in page.text
    assert "Det lærte vi · fagprofessionel" in page.text
    assert "Kan en kollega eller en forælder gætte" in page.text
    assert "Ret teksten" in page.text
    assert "Jeg har tjekket – del" in page.text
    assert "Mette" not in page.text.split("<main")[1]
    assert all_releases(cast.author) == []


def test_nothing_is_shared_by_looking_at_the_card_and_going_back(cast, sign_in, door):
    data = SHARE | {"trin": "ret", "passage": "Børnene ventede ”bare”.", "attribution": "name"}
    page = sign_in(cast.author).post(door, data=data)
    assert page.status_code == 200
    assert "\nBørnene ventede ”bare”.</textarea>" in page.text
    assert 'checked id="attribution-2"' in page.text
    assert all_releases(cast.author) == []


def test_shared_it_is_with_kp_at_once(cast, cycle, sign_in, door):
    client = sign_in(cast.author)
    answer = client.post(door, data=SHARE)
    [release] = all_releases(cast.author)
    assert answer.status_code == 303
    assert answer.location == f"/frigivet/{release.id}"
    assert release.is_out
    assert (release.text, release.attribution) == (LEARNED, Attribution.ANONYMOUS)
    page = client.get(answer.location)
    assert "Tak – citatet er delt med KP." in page.text


def test_sent_twice_it_is_shared_once(cast, sign_in, door):
    client = sign_in(cast.author)
    first, second = client.post(door, data=SHARE), client.post(door, data=SHARE)
    assert first.location == second.location
    assert len(all_releases(cast.author)) == 1


def test_everyone_who_wrote_in_it_is_named_and_asked(cast, cycle, sign_in, door):
    both = LEARNED + " Vi satte os ned."
    cycle.answer(Question.LEARNED, both, by=cast.coauthor, at=make.NOON)
    db.session.commit()
    client = sign_in(cast.author)
    assert "Ali Kaya" in client.get(door).text.split("<main")[1]
    card = client.post(door, data=SHARE | {"trin": "kort", "attribution": "name"})
    assert "Ali Kaya og Mette Holm" in card.text
    page = client.post(door, data=SHARE, follow_redirects=True)
    assert "Venter på et ja" in page.text
    assert "Er spurgt" in page.text
    assert all_releases(cast.coauthor)[0].waits_for == [cast.coauthor]


def test_another_time_of_teaching_can_be_chosen(cast, sign_in, door):
    module = make.module(cast.programme, "Overgange")
    sign_in(cast.author).post(door, data=SHARE | {"session": str(module.sessions[2].id)})
    [release] = all_releases(cast.author)
    assert release.session == module.sessions[2]
    assert release.module == db.session.get(Module, module.id)


def test_a_past_session_and_a_trial_period_cannot(cast, sign_in, door):
    client = sign_in(cast.author)
    for session in cast.module.sessions[:2]:
        page = client.post(door, data=SHARE | {"session": str(session.id)})
        assert page.status_code == 422


def test_a_cycle_without_a_module_says_so(cast, cycle, sign_in, door):
    cycle.module = None
    db.session.commit()
    assert "Ingen bestemt" in sign_in(cast.author).get(door).text


def test_an_observer_proposes_her_own_words_from_outside(cast, cycle, sign_in):
    seen = cycle.observe("To byggede videre.", on=make.TODAY, by=cast.asked_colleague, at=make.NOON)
    db.session.commit()
    answer = seen.answer_to(Question.SAW)
    page = sign_in(cast.asked_colleague).get(f"/svar/{answer.id}/frigiv")
    assert page.status_code == 200
    assert cycle.title not in page.text
    assert f"/iagttagelse/{seen.id}" in page.text
    theirs = sign_in(cast.author).get(f"/svar/{answer.id}/frigiv")
    assert "Sara Bech" in theirs.text
    assert "Ret selve svaret" not in theirs.text


@pytest.mark.parametrize(
    ("question", "place"),
    [(Question.WONDERING, "/undring"), (Question.NEXT_STEP, "/svar/naeste-skridt")],
)
def test_the_way_to_the_answer_itself(cast, cycle, sign_in, question, place):
    page = sign_in(cast.author).get(f"/svar/{cycle.answer_to(question).id}/frigiv")
    assert f"/forloeb/{cycle.id}{place}" in page.text


def test_the_way_to_what_was_written_of_a_trial(cast, cycle, sign_in):
    answer = cycle.trials[0].answer_to(Question.WHAT)
    page = sign_in(cast.author).get(f"/svar/{answer.id}/frigiv")
    assert f"/afproevning/{cycle.trials[0].id}/hvad" in page.text


def test_the_reason_for_setting_aside_is_not_edited_from_here(cast, noon, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    cycle.set_aside("Vi var for få.", by=cast.author, at=make.NOON)
    db.session.commit()
    answer = cycle.answer_to(Question.SET_ASIDE)
    page = sign_in(cast.author).get(f"/svar/{answer.id}/frigiv")
    assert "Ret selve svaret" not in page.text


def test_the_card_of_a_next_step_says_the_decision(cast, cycle, sign_in):
    cycle.decision = Decision.ADJUST
    db.session.commit()
    answer = cycle.answer_to(Question.NEXT_STEP)
    data = SHARE | {"trin": "kort", "passage": answer.text, "attribution": "name"}
    page = sign_in(cast.author).post(f"/svar/{answer.id}/frigiv", data=data)
    assert "Næste skridt · Beslutning: Justér · Mette Holm" in page.text
