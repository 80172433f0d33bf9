"""Words that are used again: at a meeting of their house, and in a plan of another."""

import pytest

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.uses.models import Use, UseKind
from tests import factories as make
from tests.uses.told import a_round, at_meeting, in_plan

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    return a_round(cast, Visibility.PROJECT, title="Køen i garderoben")


@pytest.fixture
def door(cycle):
    return f"/svar/{cycle.answer_to(Question.LEARNED).id}/brug"


def uses():
    return db.session.scalars(db.select(Use)).all()


def test_somebody_of_the_house_marks_that_it_was_used_at_a_meeting(cast, cycle, sign_in, door):
    client = sign_in(cast.colleague)
    page = client.get(f"/forloeb/{cycle.id}").text
    assert f'href="{door}"' in page
    assert 'value="2030-01-07"' in client.get(door).text
    answer = client.post(f"{door}/personalemoede", data={"dag": "2030-01-03"})
    assert answer.location == f"/forloeb/{cycle.id}#reflect"
    (use,) = uses()
    assert (use.kind, str(use.used_on), use.release_id) == (UseKind.MEETING, "2030-01-03", None)
    assert (
        "Brugt på personalemøde · 3. januar"
        in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    )


def test_marked_twice_it_is_marked_once(cast, sign_in, door):
    for who in (cast.colleague, cast.leader):
        sign_in(who).post(f"{door}/personalemoede", data={"dag": "2030-01-03"})
    assert len(uses()) == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2030-01-08", "Vælg en dag, der har været."),
        ("", "Vælg dagen for mødet."),
        ("i går", "Vælg dagen for mødet."),
    ],
)
def test_a_meeting_has_been(cast, sign_in, door, day, says):
    page = sign_in(cast.leader).post(f"{door}/personalemoede", data={"dag": day})
    assert page.status_code == 422
    assert says in page.text
    assert uses() == []


def test_a_leader_marks_it_from_what_was_learned_lately(cast, sign_in, door):
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert f'href="{door}"' in page


def test_whoever_marked_it_takes_it_back(cast, cycle, sign_in):
    use = at_meeting(cast, cycle.answer_to(Question.LEARNED))
    there = f"/brugt/{use.id}/fjern"
    assert there not in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert there in sign_in(cast.leader).get(f"/forloeb/{cycle.id}").text
    assert sign_in(cast.author).post(there).status_code == 403
    assert sign_in(cast.leader).post(there).location == f"/forloeb/{cycle.id}"
    assert uses() == []


# -- in a plan ------------------------------------------------------------------------------


def test_another_house_uses_it_in_a_round_of_its_own(cast, cycle, sign_in, door):
    plan = make.cycle(by=cast.stranger, house=cast.other_house, title="Frokosten")
    client = sign_in(cast.stranger)
    assert "Brug det i vores plan" in client.get(f"/forloeb/{cycle.id}").text
    page = client.get(door).text
    assert "Frokosten" in page
    assert "Brugt på personalemøde" not in page
    for _ in range(2):
        answer = client.post(f"{door}/plan", data={"forloeb": str(plan.id)})
        assert answer.location == f"/forloeb/{plan.id}"
    (use,) = uses()
    assert (use.kind, use.plan_id) == (UseKind.PLAN, plan.id)
    page = client.get(f"/forloeb/{plan.id}").text
    assert "Bygger på et citat fra et andet hus" in page
    assert cycle.text_of(Question.LEARNED) in page


def test_it_is_the_passage_that_is_used_where_one_is_released(cast, cycle, sign_in, door):
    release = make.release(cycle, by=cast.author, passage="voksne, der lavede køen.")
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    client = sign_in(cast.stranger)
    client.post(f"{door}/plan", data={"forloeb": str(plan.id)})
    (use,) = uses()
    assert use.release_id == release.id
    page = client.get(f"/forloeb/{plan.id}").text
    assert "voksne, der lavede køen." in page
    assert cycle.text_of(Question.LEARNED) not in page


def test_a_new_round_begins_with_a_wondering_of_its_own(cast, cycle, sign_in, door):
    client = sign_in(cast.stranger)
    there = client.post(f"{door}/plan", data={"forloeb": "nyt"}).location
    page = client.get(there).text
    assert cycle.text_of(Question.LEARNED) in page
    assert cycle.text_of(Question.LEARNED) not in page.split("<form")[1].split("</form>")[0]
    data = {
        "wondering": "Hvad sker der hos os?", "title": "Vores kø", "module": "",
        "house": str(cast.other_house.id), "key": "x",
    }  # fmt: skip
    for _ in range(2):
        client.post(there, data=data)
    (use,) = uses()
    made = db.session.get_one(Cycle, use.plan_id)
    assert (made.title, made.house) == ("Vores kø", cast.other_house)
    page = sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert "Brugt i en plan" not in page
    assert "Vores kø" not in page


def test_what_was_written_is_saved_though_the_words_are_gone(cast, cycle, sign_in, door):
    client = sign_in(cast.stranger)
    there = client.post(f"{door}/plan", data={"forloeb": "nyt"}).location
    db.session.get_one(Cycle, cycle.id).show_to(Visibility.HOUSE)
    db.session.commit()
    assert client.get(there).status_code == 404
    data = {
        "wondering": "Hvad sker der hos os?", "title": "Vores kø", "module": "",
        "house": str(cast.other_house.id), "key": "x",
    }  # fmt: skip
    assert client.post(there, data=data).status_code == 303
    assert uses() == []


def test_only_ones_own_rounds_are_offered(cast, cycle, sign_in, door):
    other = make.cycle(by=cast.other_leader, house=cast.other_house, title="En andens")
    client = sign_in(cast.stranger)
    assert "En andens" not in client.get(door).text
    page = client.post(f"{door}/plan", data={"forloeb": str(other.id)})
    assert page.status_code == 422
    assert uses() == []


def test_its_writers_take_the_words_out_of_their_plan(cast, cycle, sign_in):
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    use = in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger)
    client = sign_in(cast.stranger)
    assert "Fjern citatet fra forløbet" in client.get(f"/forloeb/{plan.id}").text
    assert client.post(f"/brugt/{use.id}/fjern").location == f"/forloeb/{plan.id}"
    assert uses() == []


def test_a_plan_or_a_note_is_no_reflection(cast, cycle, sign_in):
    client = sign_in(cast.leader)
    action = cycle.answer_to(Question.ACTION)
    saw = cycle.observations[0].answer_to(Question.SAW)
    for answer in (action, saw):
        assert client.get(f"/svar/{answer.id}/brug").status_code == 404


def test_a_draft_is_nobodys_to_use(cast, sign_in):
    closed = a_round(cast, Visibility.PRIVATE)
    there = f"/svar/{closed.answer_to(Question.LEARNED).id}/brug"
    assert sign_in(cast.leader).get(there).status_code == 404
    assert sign_in(cast.stranger).get(f"/forloeb/nyt?citat={closed.id}").status_code == 404
    assert sign_in(cast.stranger).get("/forloeb/nyt?citat=x").status_code == 404
    assert closed.stage is Stage.REFLECT
