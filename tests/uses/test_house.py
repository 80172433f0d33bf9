"""Brugt her: what a house reads of where its words went, and what its leader sees at a glance."""

from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.releases.models import Release
from tests import factories as make
from tests.uses.told import TOLD, a_round, at_meeting, in_plan, in_teaching, outcome

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def door(cast):
    return f"/hus/{cast.house.id}/brugt"


def test_a_house_reads_its_passages_by_time_of_teaching(cast, sign_in, door):
    cycle = a_round(cast, title="Køen i garderoben")
    release = in_teaching(cast, cycle)
    outcome(cast)
    at_meeting(cast, cycle.answer_to(Question.TAKEAWAY))
    page = sign_in(cast.colleague).get(door).text
    first, second = page.index("Undervisningsgang 1"), page.index("På personalemøder og i planer")
    assert first < page.index(TOLD) < page.index(release.text) < second
    assert (
        second
        < page.index("Ventetid skaber uro.")
        < page.index("Brugt på personalemøde · 4. januar")
    )


def test_what_was_told_stands_there_though_nothing_of_theirs_was_used(cast, sign_in, door):
    page = sign_in(cast.colleague).get(door).text
    assert "Intet er brugt endnu" in page
    outcome(cast)
    page = sign_in(cast.colleague).get(door).text
    assert TOLD in page
    assert "Intet er brugt endnu" not in page
    assert TOLD not in sign_in(cast.foreign_leader).get(f"/hus/{cast.foreign_house.id}/brugt").text


def test_a_private_round_stays_its_writers(cast, sign_in, door):
    release = in_teaching(cast, a_round(cast, Visibility.PRIVATE))
    for who in ("colleague", "leader"):
        assert release.text not in sign_in(getattr(cast, who)).get(door).text
    overview = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "Brugt til" not in overview
    assert release.text in sign_in(cast.author).get(door).text


def test_a_withdrawn_passage_is_gone_for_all_but_its_writers(cast, sign_in, door):
    release = in_teaching(cast, a_round(cast), passage="voksne, der lavede køen.")
    colleague, author = sign_in(cast.colleague), sign_in(cast.author)
    assert release.text in colleague.get(door).text
    db.session.get_one(Release, release.id).withdraw(by=cast.author, at=make.NOON)
    db.session.commit()
    assert release.text not in colleague.get(door).text
    assert release.text in author.get(door).text


def test_the_leader_sees_the_last_of_it(cast, sign_in, door):
    release = in_teaching(cast, a_round(cast))
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    card = page.split('aria-labelledby="brugt"')[1].split("</section>")[0]
    assert release.text in card
    assert "Brugt til Undervisningsgang 1" in card
    assert f'href="{door}"' in card


def test_the_older_ones_come_page_by_page(cast, sign_in, door):
    answer = a_round(cast).answer_to(Question.LEARNED)
    for days_ago in range(40):
        at_meeting(cast, answer, days_ago=days_ago)
    client = sign_in(cast.author)
    page = client.get(door).text
    assert page.count("Brugt på personalemøde") == 30
    older = page.split('href="' + door + "?efter=")[1].split('"')[0]
    assert client.get(f"{door}?efter={older}").text.count("Brugt på personalemøde") == 10
    for wrong in ("x", cast.house.id):
        assert client.get(f"{door}?efter={wrong}").status_code == 404


def places(page, *words):
    found = [page.index(word) for word in words]
    assert found == sorted(found), words


def test_the_newest_comes_first_also_where_nothing_of_theirs_was_used(cast, sign_in, door):
    release = in_teaching(cast, a_round(cast))  # two weeks ago
    for days, title in ((40, "Gang før"), (5, "Gang siden")):
        first_on = make.TODAY - timedelta(days=days)
        module = make.module(cast.programme, title, first_on=first_on)
        outcome(cast, f"Fra {title}.", session=module.sessions[0])
    page = sign_in(cast.colleague).get(door).text
    places(page, "Fra Gang siden.", release.text, "Fra Gang før.")


def test_plans_without_a_day_come_last_by_the_alphabet(cast, sign_in, door):
    """Where they stand says nothing of when they were begun, however many pages there are."""
    told = {}
    for days_ago, words in ((1, "Åbne døre."), (90, "Bordet."), (10, "Æbler."), (4, "Afsked.")):
        cycle = a_round(cast, Visibility.PROJECT)
        cycle.answer(Question.LEARNED, words, by=cast.author, at=make.NOON)
        plan = make.cycle(by=cast.stranger, house=cast.other_house)
        use = in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger)
        use.used_on = make.TODAY - timedelta(days=days_ago)
        told[words] = make.saved(use)
    answer = cycle.answer_to(Question.TAKEAWAY)
    for days_ago in range(20, 48):
        at_meeting(cast, answer, days_ago=days_ago)
    client = sign_in(cast.author)
    page = client.get(door).text
    older = page.split(f'href="{door}?efter=')[1].split('"')[0]
    rest = client.get(f"{door}?efter={older}").text
    by_id = sorted(told, key=lambda words: told[words].id)
    for shown, those in ((page, by_id[:2]), (rest, by_id[2:])):
        in_order = sorted(those, key=["Afsked.", "Bordet.", "Æbler.", "Åbne døre."].index)
        places(shown.replace("<main", ""), *in_order)
        assert [words for words in told if words in shown] == [w for w in told if w in those]
    assert page.rindex("Brugt på personalemøde") < page.index(by_id[0])
    assert "Brugt på personalemøde" not in rest


@pytest.mark.parametrize(
    ("who", "there", "words"),
    [("author", "/", "I dag"), ("leader", "/overblik/{house}", "Overblik")],
)
def test_there_is_a_way_back(cast, sign_in, door, who, there, words):
    page = sign_in(getattr(cast, who)).get(door).text
    back = page.split('class="brand-m back"')[1].split("</a>")[0]
    assert f'href="{there.format(house=cast.house.id)}"' in back
    assert words in back


def test_the_account_leads_there(cast, sign_in, door):
    assert f'href="{door}"' in sign_in(cast.colleague).get("/konto").text
