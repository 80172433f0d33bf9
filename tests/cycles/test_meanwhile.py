"""Somebody chose something else meanwhile: both stand on the page, and the next save decides."""

import pytest

from logbook.cycles.stages import Decision, Stage
from logbook.db import db
from tests import factories as make
from tests.pages import hidden, words_of

SIGN = "Flere børn finder selv ind i legen"


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.REFLECT
    )


@pytest.fixture
def writers(cast, sign_in):
    return sign_in(cast.author), sign_in(cast.coauthor)


def signs_of(cycle):
    return [sign.text for sign in cycle.signs]


def test_a_sign_is_not_overwritten_from_an_older_page(cycle, writers):
    author, coauthor = writers
    address = f"/forloeb/{cycle.id}/svar/tegn"
    seen = hidden(coauthor.get(address).text, "seen")
    author.post(address, data={"sign_1": SIGN, "sign_2": "Mettes tegn", "seen": seen})
    older = {"sign_1": SIGN, "sign_2": "Alis tegn", "seen": seen}
    met = coauthor.post(address, data=older)
    assert met.status_code == 422
    assert signs_of(cycle) == [SIGN, "Mettes tegn"]
    assert "Det, der er gemt nu" in met.text
    assert "Mettes tegn" in met.text
    assert 'value="Alis tegn"' in met.text
    assert met.text.count("Der er gemt noget andet her imens") == 2, "at the field, and on top"
    again = coauthor.post(address, data=older | {"seen": hidden(met.text, "seen")})
    assert again.status_code == 303
    assert signs_of(cycle) == [SIGN, "Alis tegn"]


def test_the_same_signs_are_no_conflict(cycle, writers):
    author, coauthor = writers
    address = f"/forloeb/{cycle.id}/svar/tegn"
    seen = hidden(coauthor.get(address).text, "seen")
    form = {"sign_1": SIGN, "sign_2": "Mettes tegn", "seen": seen}
    assert author.post(address, data=form).status_code == 303
    assert coauthor.post(address, data=form).status_code == 303
    assert signs_of(cycle) == [SIGN, "Mettes tegn"]


def test_a_decision_is_not_overwritten_from_an_older_page(cycle, writers):
    author, coauthor = writers
    address = f"/forloeb/{cycle.id}/svar/beslutning"
    seen = hidden(coauthor.get(address).text, "seen")
    before = cycle.decision
    other = next(each for each in Decision if each is not before)
    third = next(each for each in Decision if each not in {before, other})
    author.post(address, data={"decision": other.value, "seen": seen})
    met = coauthor.post(address, data={"decision": third.value, "seen": seen})
    assert met.status_code == 422
    assert f'<dd class="text">{other.label}</dd>' in met.text
    assert cycle.decision is other
    form = {"decision": third.value, "seen": hidden(met.text, "seen")}
    assert coauthor.post(address, data=form).status_code == 303
    assert cycle.decision is third


def test_name_and_tags_are_not_overwritten_from_an_older_page(cast, cycle, writers):
    author, coauthor = writers
    address = f"/forloeb/{cycle.id}/maerker"
    seen = hidden(coauthor.get(address).text, "seen")
    track = next(tag for tag in cast.programme.tags if tag.name == "Spor A")
    form = {"title": "Mettes navn", "module": str(cast.module.id), "track": str(track.id)}
    assert author.post(address, data=form | {"seen": seen}).status_code == 303
    older = {"title": "Alis navn", "module": "", "track": "", "seen": seen}
    met = coauthor.post(address, data=older)
    assert met.status_code == 422
    for words in ("Mettes navn", "Spor A", cast.module.title):
        assert f'<dd class="text">{words}</dd>' in met.text
    assert 'value="Alis navn"' in met.text
    db.session.expire_all()
    assert (cycle.title, [tag.name for tag in cycle.tags]) == ("Mettes navn", ["Spor A"])
    older["seen"] = hidden(met.text, "seen")
    assert coauthor.post(address, data=older).status_code == 303
    assert (cycle.title, list(cycle.tags)) == ("Alis navn", [])


def test_name_and_wondering_are_both_shown(cycle, writers):
    author, coauthor = writers
    address = f"/forloeb/{cycle.id}/undring"
    page = coauthor.get(address).text
    seen = {name: hidden(page, name) for name in ("seen", "revision")}
    form = {"title": "Mettes navn", "wondering": "Mettes undring.", "module": ""}
    author.post(address, data=form | seen)
    older = {"title": "Alis navn", "wondering": "Alis undring.", "module": ""}
    met = coauthor.post(address, data=older | seen)
    assert met.status_code == 422
    for words in ("Mettes navn", "Alis navn", "Alis undring."):
        assert words in met.text
    seen = {name: hidden(met.text, name) for name in ("seen", "revision")}
    then = coauthor.post(address, data=older | seen)
    assert words_of(coauthor.get(then.location).text) >= {"Mettes undring.", "Alis undring."}
    assert (cycle.title, cycle.text_of("wondering")) == ("Alis navn", "Mettes undring.")


def test_the_day_of_a_trial_is_not_overwritten_from_an_older_page(cycle, writers, noon):
    author, coauthor = writers
    address = f"/afproevning/{cycle.trials[0].id}/dato"
    seen = hidden(coauthor.get(address).text, "seen")
    author.post(address, data={"tried_on": "2030-01-02", "seen": seen})
    met = coauthor.post(address, data={"tried_on": "2030-01-03", "seen": seen})
    assert met.status_code == 422
    assert '<dd class="text">2030-01-02</dd>' in met.text
    assert str(cycle.trials[0].tried_on) == "2030-01-02"
