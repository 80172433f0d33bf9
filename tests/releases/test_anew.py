"""A text that is written again offers a new passage; and how one's passages usually stand."""

from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Person
from logbook.releases.models import Release
from tests import factories as make

pytestmark = pytest.mark.usefixtures("noon")
LATER = make.NOON + timedelta(hours=1)
NEW = "Det var os voksne, der lavede køen. Især når vi er to."
OFFER = "Teksten er rettet siden"


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=(cast.coauthor,),
    )  # fmt: skip


@pytest.fixture
def old(cast, cycle):
    return make.release(cycle, by=cast.author)


def rewrite(cycle, words=NEW, by=None, at=LATER):
    cycle.answer(Question.LEARNED, words, by=by or cycle.writers[0].person, at=at)
    db.session.commit()


def pages(client, release):
    there = (f"/frigivet/{release.id}", "/frigivet", f"/forloeb/{release.cycle_id}")
    return [client.get(path).text for path in there]


def test_nothing_is_offered_as_long_as_the_text_stands(cast, sign_in, old):
    assert not any(OFFER in page for page in pages(sign_in(cast.author), old))


def test_a_corrected_text_is_offered_wherever_the_passage_stands(cast, cycle, sign_in, old):
    rewrite(cycle)
    for page in pages(sign_in(cast.author), old):
        assert OFFER in page
        assert f"/svar/{old.answer_id}/frigiv?erstatter={old.id}" in page
    assert db.session.get_one(Release, old.id).text == "Det var os voksne, der lavede køen."


def test_a_new_passage_of_it_ends_the_offer(cast, cycle, sign_in, old):
    rewrite(cycle)
    make.release(cycle, by=cast.author, passage="Især når vi er to.", at=LATER)
    assert not any(OFFER in page for page in pages(sign_in(cast.author), old))


def test_who_has_left_is_offered_nothing_that_others_wrote(cast, cycle, sign_in):
    cycle.answer(Question.LEARNED, "Vi to.", by=cast.coauthor, at=make.NOON)
    release = make.release(cycle, by=cast.author)
    release.say_yes(by=cast.coauthor, at=make.NOON, today=make.TODAY)
    rewrite(cycle)
    client = sign_in(cast.coauthor)
    assert OFFER in client.get("/frigivet").text
    cycle.stop_writing(cast.coauthor, at=LATER)
    db.session.commit()
    for path in ("/frigivet", f"/frigivet/{release.id}"):
        assert OFFER not in client.get(path).text


def test_the_old_one_is_taken_back_in_the_same_step(cast, cycle, sign_in, old):
    rewrite(cycle)
    client, there = sign_in(cast.author), f"/svar/{old.answer_id}/frigiv?erstatter={old.id}"
    assert "Træk det gamle citat tilbage" in client.get(there).text
    data = {"passage": NEW, "attribution": "anonymous", "session": "", "instead": "y"}
    card = client.post(there, data=data | {"trin": "kort"}).text
    assert "Det gamle citat bliver trukket tilbage med det samme" in card
    assert db.session.get_one(Release, old.id).is_out
    client.post(there, data=data | {"trin": "del"})
    assert not db.session.get_one(Release, old.id).is_out
    live = db.session.scalars(Release.live_of(cycle.answer_to(Question.LEARNED))).all()
    assert [each.text for each in live] == [NEW]


def test_it_stays_unless_she_says_so(cast, cycle, sign_in, old):
    rewrite(cycle)
    there = f"/svar/{old.answer_id}/frigiv?erstatter={old.id}"
    client = sign_in(cast.author)
    assert "checked" not in client.get(there).text
    data = {"passage": NEW, "attribution": "anonymous", "session": "", "trin": "del"}
    client.post(there, data=data)
    assert db.session.get_one(Release, old.id).is_out


def test_only_her_own_passage_is_hers_to_take_back(cast, cycle, sign_in, old):
    """A fellow writer whose words it does not hold proposes beside it."""
    rewrite(cycle, by=cast.coauthor)
    there = f"/svar/{old.answer_id}/frigiv?erstatter={old.id}"
    client = sign_in(cast.coauthor)
    assert "Træk det gamle citat tilbage" not in client.get(there).text
    data = {"passage": NEW, "attribution": "anonymous", "session": "", "trin": "del"}
    client.post(there, data=data | {"instead": "y"})
    assert db.session.get_one(Release, old.id).is_out


def test_a_question_of_the_reflection_leads_to_the_passage(cast, cycle, sign_in):
    client = sign_in(cast.author)
    there = f"/forloeb/{cycle.id}/svar/tag-med"
    assert "Gem, og tag med til undervisningen" in client.get(there).text
    assert "Gem, og tag med" not in client.get(f"/forloeb/{cycle.id}/svar/handling").text
    answer = client.post(there, data={"text": "Ro smitter.", "revision": "1", "del": "1"})
    takeaway = cycle.answer_to(Question.TAKEAWAY)
    assert answer.location == f"/svar/{takeaway.id}/frigiv"
    assert db.session.get_one(type(takeaway), takeaway.id).text == "Ro smitter."
    assert db.session.scalars(Release.live_of(takeaway)).all() == []


# -- how they usually stand -----------------------------------------------------------------


def test_nothing_is_chosen_until_she_has_chosen(cast, cycle, sign_in):
    client = sign_in(cast.author)
    there = f"/svar/{cycle.answer_to(Question.LEARNED).id}/frigiv"
    assert "checked" not in client.get(there).text
    assert "Du bliver spurgt hver gang" in client.get("/konto").text
    client.post("/konto/citater", data={"usual": "profession"})
    assert "Med faggruppe" in client.get("/konto").text
    page = client.get(there).text
    assert page.count("checked") == 1
    assert 'checked id="attribution-1"' in page
    assert db.session.scalars(Release.concerning(cast.author)).all() == []
    client.post("/konto/citater", data={"usual": ""})
    assert db.session.get_one(Person, cast.author.id).usual_attribution is None
    assert "checked" not in client.get(there).text


def test_what_is_no_way_to_stand_is_refused(cast, sign_in):
    page = sign_in(cast.author).post("/konto/citater", data={"usual": "med foto"})
    assert page.status_code == 422
    assert db.session.get_one(Person, cast.author.id).usual_attribution is None
