"""The page of a passage that was withdrawn says so, and since when; it can be shared again."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.releases.models import Release
from tests import factories as make

LEARNED = "Det var os voksne, der lavede køen."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.coauthor,),
    )  # fmt: skip
    made.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    return make.saved(made)


def withdrawn(release, by):
    db.session.get_one(Release, release.id).withdraw(by=by, at=make.NOON)
    db.session.commit()
    return f"/frigivet/{release.id}"


def share_again(release):
    return f'class="btn btn-2" href="/svar/{release.answer_id}/frigiv">'


def test_it_is_headed_as_withdrawn_with_the_day_and_a_way_to_share_again(cast, sign_in, cycle):
    release = make.release(cycle, by=cast.author)
    client = sign_in(cast.author)
    assert "Sådan ser KP det" in client.get(f"/frigivet/{release.id}").text
    assert share_again(release) not in client.get(f"/frigivet/{release.id}").text
    page = client.get(withdrawn(release, cast.author)).text
    assert "<h1>Trukket tilbage den 7. januar</h1>" in page
    assert "KP kan ikke se det længere." in page
    assert f"{share_again(release)}Del det igen</a>" in page
    for untrue in ("Sådan ser KP det", "Sådan vil KP se det", "står der kun, når"):
        assert untrue not in page


def test_a_no_to_a_proposal_was_never_with_kp(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, f"{LEARNED} Vi så det.", by=cast.coauthor, at=make.NOON)
    release = make.release(cycle, by=cast.author)
    client = sign_in(cast.author)
    assert "Sådan vil KP se det" in client.get(f"/frigivet/{release.id}").text
    page = client.get(withdrawn(release, cast.coauthor)).text
    assert "Det blev ikke delt, og KP har ikke set det." in page
    assert f"{share_again(release)}Del det alligevel</a>" in page


def test_of_a_text_written_anew_the_new_one_is_offered_once(cast, sign_in, cycle):
    release = make.release(cycle, by=cast.author)
    door = withdrawn(release, cast.author)
    later = make.NOON.replace(hour=12)
    cycle.answer(Question.LEARNED, "Vi satte os ned.", by=cast.author, at=later)
    db.session.commit()
    page = sign_in(cast.author).get(door).text
    assert f"{share_again(release)}Del den nye</a>" in page
    assert page.count(f"/svar/{release.answer_id}/frigiv") == 1


def test_one_who_may_not_propose_it_is_not_led_there(cast, sign_in, cycle):
    """She wrote in it and left; the others' words are in it too."""
    cycle.answer(Question.LEARNED, f"{LEARNED} Vi så det.", by=cast.coauthor, at=make.NOON)
    release = make.release(cycle, by=cast.author)
    door = withdrawn(release, cast.coauthor)
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    page = sign_in(cast.coauthor).get(door).text
    assert "Trukket tilbage den 7. januar" in page
    assert share_again(release) not in page
