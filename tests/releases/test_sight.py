"""What a writer is shown of a passage is what KP sees of it, settled by one and the same rule."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.programme.models import UnitKind
from logbook.releases.models import Attribution, Release
from tests import factories as make
from tests.exports.world import passage

LEARNED = "Det var os voksne, der lavede køen."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def answer(cast):
    made = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module)
    made.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    db.session.commit()
    return made.answer_to(Question.LEARNED)


def others(cast, number, attribution=Attribution.PROFESSION, **fields):
    for n in range(number):
        passage(cast, f"En andens ord {n}.", attribution=attribution, **fields)
    db.session.commit()


def stands_under(page):
    """What stands under the passage, on a writer's page and on KP's."""
    card = page.split(f"”{LEARNED}”", 1)[1].split("</li>", 1)[0]
    return card.split('<p class="small muted">')[1].split("</p>")[0]


def previewed(client, answer, attribution, session=""):
    form = {"trin": "kort", "passage": LEARNED, "attribution": attribution, "session": session}
    page = client.post(f"/svar/{answer.id}/frigiv", data=form)
    assert page.status_code == 200
    return stands_under(page.text)


@pytest.mark.parametrize("attribution", list(Attribution))
@pytest.mark.parametrize("number", [0, 3, 4])
def test_the_card_says_just_what_kp_will_read(cast, sign_in, answer, attribution, number):
    others(cast, number, attribution)
    writer = sign_in(cast.author)
    shown = previewed(writer, answer, attribution)
    form = {"trin": "del", "passage": LEARNED, "attribution": attribution, "session": ""}
    page = writer.post(f"/svar/{answer.id}/frigiv", data=form, follow_redirects=True).text
    with_kp = sign_in(cast.instructor).get(f"/udtraek?modul={cast.module.id}").text
    assert shown == stands_under(page) == stands_under(with_kp)


def test_a_profession_stands_there_once_five_share_it(cast, sign_in, answer):
    writer = sign_in(cast.author)
    others(cast, 3)
    assert previewed(writer, answer, "profession") == "Det lærte vi · fagprofessionel"
    others(cast, 1)
    shown = previewed(writer, answer, "profession")
    assert shown.startswith("Det lærte vi · pædagog · Børnehus")


def test_only_what_is_with_kp_counts(cast, sign_in, answer):
    others(cast, 4)
    release = db.session.scalars(Release.released_to(cast.programme.id)).first()
    release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()
    shown = previewed(sign_in(cast.author), answer, "profession")
    assert shown == "Det lærte vi · fagprofessionel"


def test_another_time_of_teaching_is_another_module(cast, sign_in, answer):
    others(cast, 4)
    other = make.module(cast.programme, "Overgange")
    shown = previewed(sign_in(cast.author), answer, "profession", str(other.sessions[2].id))
    assert shown == "Det lærte vi · fagprofessionel"


def test_without_a_module_and_in_a_district(cast, sign_in, answer):
    answer.cycle.module = None
    house = make.house(cast.programme, "Bøgen", UnitKind.HOUSE, make.district(cast.programme))
    answer.cycle.house = house
    db.session.commit()
    others(cast, 4, house=house, module=None)
    shown = previewed(sign_in(cast.author), answer, "profession")
    assert "pædagog · Børnehus · distrikt Baltorp" in shown


def test_a_plain_sentence_says_when_it_is_left_out(cast, sign_in, answer):
    writer = sign_in(cast.author)
    form = {"trin": "kort", "passage": LEARNED, "attribution": "profession", "session": ""}
    card = writer.post(f"/svar/{answer.id}/frigiv", data=form).text
    page = writer.post(
        f"/svar/{answer.id}/frigiv", data=form | {"trin": "del"}, follow_redirects=True
    ).text
    for each in (card, page):
        assert "står der kun, når mindst fem deler" in each
        assert "Ellers står der ”fagprofessionel”." in each


def test_a_proposal_that_waits_is_shown_as_it_would_stand(cast, sign_in, answer):
    others(cast, 4)
    answer.cycle.answer(Question.LEARNED, f"{LEARNED} Vi så det.", by=cast.coauthor, at=make.NOON)
    db.session.commit()
    release = make.release(answer.cycle, by=cast.author, passage=LEARNED)
    writer = sign_in(cast.coauthor)
    shown = stands_under(writer.get(f"/frigivet/{release.id}").text)
    page = writer.post(f"/frigivet/{release.id}/ja", follow_redirects=True).text
    with_kp = sign_in(cast.instructor).get(f"/udtraek?modul={cast.module.id}").text
    assert shown == stands_under(page) == stands_under(with_kp)
