"""The pedagogue's road through the pages: what she sees, and what changed."""

from datetime import timedelta

import pytest

from logbook.cycles.models import Cycle, Observation
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON
from tests.pages import words_of


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


def only_cycle() -> Cycle:
    return db.session.scalars(db.select(Cycle)).one()


def start(author, **fields):
    form = {"wondering": "Hvad sker der i garderoben?", "title": "Ro i garderoben"}
    return author.post("/forloeb/nyt", data=form | fields)


def test_a_wondering_becomes_a_private_draft(cast, author, noon):
    response = start(author, house=str(cast.house.id), module=str(cast.module.id))
    cycle = only_cycle()
    assert response.location == f"/forloeb/{cycle.id}/planlaeg"
    assert (cycle.house, cycle.module) == (cast.house, cast.module)
    assert (cycle.stage, cycle.visibility) == (Stage.WONDERING, Visibility.PRIVATE)
    assert (cycle.started_by, cycle.started_at) == (cast.author, noon)


def test_the_newest_open_module_is_chosen_beforehand(cast, author, noon):
    later = make.module(cast.programme, "Senere", first_on=noon.date() + timedelta(days=3))
    page = author.get("/forloeb/nyt").text
    assert f'<option selected value="{cast.module.id}">' in page
    assert f'<option value="{later.id}">' in page


def test_who_has_no_house_chooses_where_it_happens(cast, sign_in):
    ppr = sign_in(cast.ppr_consultant)
    page = ppr.get("/forloeb/nyt").text
    assert "Kastanjen" in page
    assert "Regnbuen" in page
    start(ppr, house=str(cast.other_house.id))
    assert only_cycle().house is cast.other_house


def test_another_programmes_house_is_no_choice(cast, sign_in):
    response = start(sign_in(cast.ppr_consultant), house=str(cast.foreign_house.id))
    assert response.status_code == 422
    assert "mulighederne på listen." in response.text


def test_what_was_typed_stands_there_when_something_lacks(author):
    response = author.post("/forloeb/nyt", data={"wondering": "Hvad sker der?", "title": " "})
    assert response.status_code == 422
    assert "Giv forløbet et navn" in response.text
    assert 'href="#title"' in response.text
    assert "Hvad sker der?</textarea>" in response.text
    assert "Fejl:" in response.text.split("</title>")[0]


def test_a_cpr_number_is_refused_and_the_text_kept(cast, author):
    text = "Barnet 010119-0000 græd."
    response = start(author, house=str(cast.house.id), wondering=text)
    assert response.status_code == 422
    assert "ligner et CPR-nummer" in response.text
    assert text in response.text
    assert db.session.scalar(db.select(Cycle)) is None


def test_the_plan_is_asked_one_question_a_page(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    road = []
    address = author.get(f"/forloeb/{cycle.id}/planlaeg").location
    while "begynd" not in address:
        road.append(address.rsplit("/", 1)[1])
        assert f"spørgsmål {len(road)} af 5" in author.get(address).text
        address = author.post(
            address, data={"text": "Noget nyt.", "sign_1": "Mindre gråd"}
        ).location
    assert road == ["handling", "hvorfor", "hvem", "tegn", "iagttagere"]
    assert cycle.text_of(Question.OBSERVING) == "Noget nyt."
    assert [sign.text for sign in cycle.signs] == ["Mindre gråd"]


def test_nothing_is_needed_to_save_half_a_plan(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    response = author.post(f"/forloeb/{cycle.id}/svar/handling", data={"text": "", "luk": "1"})
    assert response.location == f"/forloeb/{cycle.id}"
    assert "kan I begynde" in author.get(f"/forloeb/{cycle.id}/begynd").text


def test_begin_asks_who_may_see_it_and_remembers_the_choice(cast, author):
    first = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    for question in (Question.ACTION, Question.WHY):
        first.answer(question, "Vi går ud i hold.", by=cast.author, at=NOON)
    db.session.commit()
    page = author.get(f"/forloeb/{first.id}/begynd")
    assert " checked" not in page.text
    refused = author.post(f"/forloeb/{first.id}/begynd", data={})
    assert refused.status_code == 422
    assert "Vælg, hvem der må se forløbet." in refused.text
    author.post(f"/forloeb/{first.id}/begynd", data={"visibility": "house"})
    assert (first.stage, first.visibility) == (Stage.PLAN, Visibility.HOUSE)
    second = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    for question in (Question.ACTION, Question.WHY):
        second.answer(question, "Vi går ud i hold.", by=cast.author, at=NOON)
    db.session.commit()
    chosen = author.get(f"/forloeb/{second.id}/begynd").text
    assert 'checked class="" id="visibility-2"' in chosen or 'checked id="visibility-2"' in chosen


def test_begin_waits_for_the_answers_it_needs(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    author.post(f"/forloeb/{cycle.id}/begynd", data={"visibility": "house"})
    assert cycle.stage is Stage.WONDERING


def test_a_note_is_saved_from_home_and_moves_nothing(cast, author, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    form = {"cycle": str(cycle.id), "text": "Fire børn byggede på gulvet."}
    saved = author.post("/", data=form)
    assert saved.location == f"/note/{cycle.observations[0].id}"
    page = author.get(saved.location).text
    assert "Tak, Mette. Det er gemt." in page
    assert "Fire børn byggede på gulvet." in page
    assert cycle.stage is Stage.PLAN
    assert cycle.observations[0].observer is cast.author


def test_an_empty_note_says_what_to_do(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house)
    response = author.post("/", data={"cycle": str(cycle.id), "text": "  "})
    assert response.status_code == 422
    assert "Skriv, hvad du lagde mærke til" in response.text


def test_home_has_the_last_used_cycle_in_hand(cast, author):
    make.cycle(by=cast.author, house=cast.house, title="Den gamle", at=NOON)
    newer = make.cycle(
        by=cast.author, house=cast.house, title="Den nye", at=NOON + timedelta(days=1)
    )
    page = author.get("/").text
    assert f'<option selected value="{newer.id}">Den nye · kun jer, der skriver</option>' in page
    assert "Hvem der kan se noten, står ved forløbets navn" in page


def test_a_sign_is_scored_by_one_tap(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house)
    seen = make.saved(cycle.observe("Roligt.", on=make.TODAY, by=cast.author, at=NOON))
    sign = cycle.signs[0]
    author.post(f"/note/{seen.id}/tegn", data={"tegn": str(sign.id), "set": "2"})
    assert seen.scores[0].label == "Set tydeligt"
    author.post(f"/note/{seen.id}/tegn", data={"tegn": str(sign.id), "set": ""})
    assert seen.scores[0].label == "Kiggede ikke efter"
    author.post(f"/note/{seen.id}/tegn", data={"tegn": str(sign.id), "set": "9"})
    assert seen.scores[0].label == "Kiggede ikke efter"


def test_a_trial_moves_the_cycle_once_its_question_is_answered(cast, author, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    asked = author.post(f"/forloeb/{cycle.id}/afproev", data={"tried_on": "2030-01-05"})
    assert cycle.stage is Stage.PLAN
    author.post(asked.location, data={"text": "Vi gik ud i hold.", "revision": "0"})
    assert cycle.stage is Stage.TRY
    assert str(cycle.trials[0].tried_on) == "2030-01-05"


def test_a_trial_cannot_lie_ahead(cast, author, noon):
    cycle = make.cycle(by=cast.author, house=cast.house)
    response = author.post(f"/forloeb/{cycle.id}/afproev", data={"tried_on": "2030-02-01"})
    assert response.status_code == 422
    assert "ude i fremtiden" in response.text
    assert not cycle.trials


def test_an_observation_is_asked_about_question_by_question(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.TRY)
    address = author.post(f"/forloeb/{cycle.id}/iagttag", data={"text": "Fire børn."}).location
    assert cycle.stage is Stage.OBSERVE
    road = []
    while "/iagttagelse/" in address:
        road.append(address.rsplit("/", 1)[1])
        author.get(address)
        form = {"text": "Mere.", "sign_1": "3", "position": "looking_on"}
        address = author.post(address, data=form).location
    assert road == ["boernenes-side", "med", "tegn", "placering"]
    seen = cycle.observations[0]
    assert seen.position is not None
    assert seen.position.label == "Så på"
    assert seen.scores[0].score == 3


def test_the_reflection_moves_on_when_what_it_needs_is_answered(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    address = f"/forloeb/{cycle.id}/svar/"
    author.post(address + "laert", data={"text": "Køen var vores."})
    author.post(address + "beslutning", data={"decision": "adjust"})
    assert cycle.stage is Stage.OBSERVE
    author.post(address + "naeste-skridt", data={"text": "Vi deler os i to."})
    assert (cycle.stage, cycle.decision) == (Stage.REFLECT, Decision.ADJUST)


def test_a_reflection_without_a_trial_says_what_lacks(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    address = f"/forloeb/{cycle.id}/svar/"
    author.post(address + "laert", data={"text": "Køen var vores."})
    author.post(address + "beslutning", data={"decision": "keep"})
    author.post(address + "naeste-skridt", data={"text": "Vi deler os i to."})
    after = author.post(address + "tag-med", data={"text": "Ventetid skaber uro."})
    assert "mangler kun et par ord under Afprøv" in author.get(after.location).text
    assert cycle.text_of(Question.LEARNED) == "Køen var vores."


def test_two_who_write_at_once_both_keep_their_text(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    address = f"/forloeb/{cycle.id}/svar/hvem"
    sign_in(cast.author).post(address, data={"text": "Mette står i døren.", "revision": "0"})
    late = sign_in(cast.coauthor).post(address, data={"text": "Ali står i døren.", "revision": "0"})
    both = sign_in(cast.coauthor).get(late.location).text
    assert words_of(both) >= {"Mette står i døren.", "Ali står i døren."}
    sign_in(cast.coauthor).post(late.location, data={"keep": "begge", "revision": "1"})
    assert cycle.text_of(Question.WHO) == "Mette står i døren.\n\nAli står i døren."


def test_build_on_starts_the_next_round_once(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    first = author.post(f"/forloeb/{cycle.id}/byg-videre")
    second = author.post(f"/forloeb/{cycle.id}/byg-videre")
    assert first.location == second.location
    page = author.get(first.location).text
    assert "Runde 2" in page
    assert "Det var os voksne, der lavede køen." in page


def test_set_aside_needs_a_reason_and_is_a_good_ending(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    address = f"/forloeb/{cycle.id}/laeg-til-side"
    assert author.post(address, data={"reason": ""}).status_code == 422
    author.post(address, data={"reason": "Vi manglede en voksen."})
    assert cycle.stage is Stage.SET_ASIDE
    assert "Vi manglede en voksen." in author.get(f"/forloeb/{cycle.id}").text
    author.post(f"/forloeb/{cycle.id}/genoptag")
    assert cycle.stage is Stage.PLAN


def test_a_move_that_is_not_there_is_told_kindly(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    assert author.post(f"/forloeb/{cycle.id}/afslut").status_code == 409
    assert author.post(f"/forloeb/{cycle.id}/flyt", data={"trin": "nowhere"}).status_code == 404
    assert author.post(f"/forloeb/{cycle.id}/flyt", data={"trin": "reflect"}).status_code == 409
    author.post(f"/forloeb/{cycle.id}/flyt", data={"trin": "wondering"})
    assert cycle.stage is Stage.WONDERING


def test_what_it_hangs_together_with(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house)
    tags = {tag.name: str(tag.id) for tag in cast.programme.tags}
    form = {
        "title": "Ro i garderoben",
        "module": str(cast.module.id),
        "track": tags["Spor A"],
        "theme": [tags["Social udvikling"], tags["Kommunikation og sprog"]],
        "focus": [tags["Tilknytning"]],
    }
    author.post(f"/forloeb/{cycle.id}/maerker", data=form)
    assert {tag.name for tag in cycle.tags} == {
        "Spor A",
        "Social udvikling",
        "Kommunikation og sprog",
        "Tilknytning",
    }
    assert cycle.module is cast.module
    page = author.get(f"/forloeb/{cycle.id}").text
    assert "Spor A" in page


def test_three_themes_are_accepted_and_four_refused(cast, author):
    cycle = make.cycle(by=cast.author, house=cast.house)
    themes = [str(t.id) for t in cast.programme.tags if t.kind.value == "theme"]
    address, form = f"/forloeb/{cycle.id}/maerker", {"title": "Ro"}
    assert author.post(address, data=form | {"theme": themes}).status_code == 303
    more = make.saved(
        type(cast.programme.tags[0])(
            programme=cast.programme, kind="theme", key="fire", name="Fjerde", position=9
        )
    )
    refused = author.post(address, data=form | {"theme": [*themes, str(more.id)]})
    assert refused.status_code == 422
    assert "Vælg højst tre læreplanstemaer" in refused.text


def test_observations_are_written_by_their_observer(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    seen = make.saved(cycle.observe("Roligt.", on=make.TODAY, by=cast.author, at=NOON))
    address = f"/iagttagelse/{seen.id}/saa-og-hoerte"
    assert sign_in(cast.coauthor).post(address, data={"text": "Nej."}).status_code == 403
    page = sign_in(cast.author).get(address)
    assert page.status_code == 200
    sign_in(cast.author).post(address, data={"text": "Helt roligt.", "revision": "1"})
    assert db.session.get_one(Observation, seen.id).answers[0].text == "Helt roligt."
