"""A form that is sent twice makes one thing, and one that was changed in between loses nothing."""

from uuid import uuid4

import pytest

from logbook.cycles.models import Cycle, Observation, ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make
from tests.factories import NOON
from tests.pages import hidden, words_of

FIRST, SECOND = "Fire børn byggede på gulvet.", "Fire børn byggede på gulvet. To så på."


@pytest.fixture
def cycle(cast):
    return make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


def texts_of(cycle):
    db.session.expire_all()
    return sorted(seen.answer_to(Question.SAW).text for seen in cycle.observations)


def test_each_form_has_a_key_of_its_own(author, cycle):
    for path in ("/", "/forloeb/nyt", f"/forloeb/{cycle.id}/iagttag"):
        keys = {hidden(author.get(path).text, "key") for _ in range(2)}
        assert len(keys) == 2
        assert all(keys)


def test_a_forloeb_that_is_started_twice_is_one(cast, author):
    form = {
        "wondering": "Hvad sker der?", "title": "Ro", "house": str(cast.house.id), "key": "1",
    }  # fmt: skip
    went_to = {author.post("/forloeb/nyt", data=form).location for _ in range(2)}
    assert len(went_to) == 1
    assert db.session.query(Cycle).count() == 1
    author.post("/forloeb/nyt", data=form | {"wondering": "Hvad sker der så?"})
    assert db.session.query(Cycle).count() == 2


def test_a_trial_that_is_begun_twice_is_one(author, cycle, noon):
    form, address = {"tried_on": "2030-01-04", "key": "1"}, f"/forloeb/{cycle.id}/afproev"
    went_to = {author.post(address, data=form).location for _ in range(2)}
    assert len(went_to) == 1
    assert len(cycle.trials) == 1
    # Twice on one day is another form, and another trial.
    author.post(address, data=form | {"key": "2"})
    assert len(cycle.trials) == 2


def test_an_observation_that_is_sent_twice_is_one(author, cycle):
    form, address = {"text": FIRST, "key": "1"}, f"/forloeb/{cycle.id}/iagttag"
    went_to = {author.post(address, data=form).location for _ in range(2)}
    assert len(went_to) == 1
    assert texts_of(cycle) == [FIRST]
    assert cycle.stage is Stage.PLAN
    author.post(address, data=form | {"text": SECOND})
    assert texts_of(cycle) == [FIRST, SECOND]


def test_a_note_that_is_sent_twice_is_one(author, cycle, noon):
    form = {"cycle": str(cycle.id), "text": FIRST, "key": str(uuid4())}
    went_to = {author.post("/", data=form).location for _ in range(2)}
    assert len(went_to) == 1
    assert texts_of(cycle) == [FIRST]


def test_a_note_that_was_changed_in_between_is_kept_as_well(author, cycle, noon):
    form = {"cycle": str(cycle.id), "text": FIRST, "key": str(uuid4())}
    author.post("/", data=form)
    for _ in range(2):
        author.post("/", data=form | {"text": SECOND})
    assert texts_of(cycle) == [FIRST, SECOND]


def test_going_back_and_saving_the_same_words_again_makes_no_second_note(author, cycle, noon):
    """The browser shows her words once more, in a form with a new key."""
    form = {"cycle": str(cycle.id), "text": FIRST}
    went_to = {author.post("/", data=form | {"key": key}).location for key in "ab"}
    assert len(went_to) == 1
    assert texts_of(cycle) == [FIRST]


def test_the_same_words_in_another_forloeb_are_another_note(cast, author, cycle, noon):
    other = make.cycle(by=cast.author, house=cast.house, title="Et andet")
    for each in (cycle, other):
        author.post("/", data={"cycle": str(each.id), "text": FIRST, "key": "1"})
    assert texts_of(cycle) == texts_of(other) == [FIRST]


def test_the_key_of_somebody_elses_note_leads_nowhere(cast, sign_in, author, cycle, noon):
    form = {"cycle": str(cycle.id), "text": FIRST, "key": "1"}
    hers = author.post("/", data=form).location
    his = sign_in(cast.coauthor).post("/", data=form)
    assert his.status_code == 303
    assert his.location != hers
    assert {seen.observer for seen in cycle.observations} == {cast.author, cast.coauthor}
    # Nor does the id of a note that is there.
    form["key"] = hers.rsplit("/", 1)[1]
    assert sign_in(cast.coauthor).post("/", data=form | {"text": SECOND}).status_code == 303
    assert texts_of(cycle) == [FIRST, FIRST, SECOND]


def test_a_key_may_look_like_anything(author, cycle):
    for key in ("ab010190-1234-4000-8000-000000000000", "", "æ" * 5_000, "x'--"):
        data = {"cycle": str(cycle.id), "text": f"Note {key[:3]}", "key": key}
        assert author.post("/", data=data).status_code == 303
    assert (
        author.post("/", data={"cycle": str(cycle.id), "text": "x", "key": "\0"}).status_code == 422
    )


@pytest.fixture
def asked(cast, cycle):
    return make.saved(ObservationRequest.ask(cycle, cast.colleague, by=cast.author, at=NOON))


def test_a_request_is_answered_once(cast, sign_in, cycle, asked):
    colleague, address = sign_in(cast.colleague), f"/bedt/{asked.id}"
    form = {"text": FIRST, "revision": "0"}
    went_to = {colleague.post(address, data=form).location for _ in range(2)}
    assert len(went_to) == 1
    assert texts_of(cycle) == [FIRST]
    seen = cycle.observations[0]
    assert colleague.get(address).location == f"/iagttagelse/{seen.id}/saa-og-hoerte"


def test_an_answer_that_was_changed_in_between_is_shown_beside_the_first(
    cast, sign_in, cycle, asked
):
    colleague, address = sign_in(cast.colleague), f"/bedt/{asked.id}"
    colleague.post(address, data={"text": FIRST, "revision": "0"})
    again = colleague.post(address, data={"text": SECOND, "revision": "0"})
    both = colleague.get(again.location).text
    assert words_of(both) >= {FIRST, SECOND}
    assert texts_of(cycle) == [FIRST]
    choice = {"keep": "anden", "revision": hidden(both, "revision")}
    assert colleague.post(again.location, data=choice).status_code == 303
    assert texts_of(cycle) == [SECOND]


def test_who_is_asked_again_answers_again(cast, sign_in, cycle, asked, noon):
    colleague, address = sign_in(cast.colleague), f"/bedt/{asked.id}"
    colleague.post(address, data={"text": FIRST})
    later = NOON.replace(day=8)
    ObservationRequest.ask(cycle, cast.colleague, earlier=[asked], by=cast.author, at=later)
    db.session.commit()
    assert colleague.get(address).status_code == 200
    colleague.post(address, data={"text": SECOND})
    assert texts_of(cycle) == [FIRST, SECOND]
    assert db.session.query(Observation).count() == 2
