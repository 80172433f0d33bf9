"""Who writes in no house has no page ”I dag”: what waits for her stands on Sparring."""

import pytest

from logbook.cycles.models import ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make


@pytest.fixture
def cycle(cast, noon):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.PROJECT,
        coauthors=(cast.district_leader,),
    )  # fmt: skip


def test_she_was_asked_what_she_saw(cast, sign_in, noon):
    shown = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.PROJECT)
    asked = make.saved(
        ObservationRequest.ask(shown, cast.district_leader, by=cast.author, at=make.NOON)
    )
    client = sign_in(cast.district_leader)
    page = client.get("/", follow_redirects=True).text
    assert "Mette beder dig skrive, hvad du så" in page
    assert f'href="/bedt/{asked.id}"' in page
    assert client.get(f"/bedt/{asked.id}").status_code == 200


def test_her_yes_is_asked_for_and_she_writes_with_others(cast, cycle, sign_in):
    cycle.answer(Question.LEARNED, "Vi lavede køen selv.", by=cast.district_leader, at=make.NOON)
    db.session.commit()
    release = make.release(cycle, by=cast.author)
    client = sign_in(cast.district_leader)
    page = client.get("/", follow_redirects=True).text
    assert f'href="/frigivet/{release.id}"' in page
    assert f'href="/forloeb/{cycle.id}"' in page
    assert "Byg videre, eller afslut runden" in page
    assert 'href="/frigivet"' in client.get("/konto").text


def test_who_has_a_page_for_today_finds_it_there(cast, cycle, sign_in):
    assert "Dine næste skridt" not in sign_in(cast.author).get("/sparring").text
    assert "Dine næste skridt" in sign_in(cast.author).get("/").text


def test_one_who_wrote_before_still_finds_what_she_shared(cast, cycle, sign_in):
    make.release(cycle, by=cast.author)
    client = sign_in(cast.author)
    cast.author.memberships.clear()
    db.session.commit()
    assert 'href="/frigivet"' in client.get("/konto").text
    assert 'href="/frigivet"' not in sign_in(cast.instructor).get("/konto").text
