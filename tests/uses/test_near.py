"""Home before a time of teaching and after it."""

from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Membership, Role
from logbook.programme.models import SessionKind
from tests import factories as make
from tests.uses.told import TOLD, a_round, outcome

pytestmark = pytest.mark.usefixtures("noon")
DAY = timedelta(days=1)
STORY = "Tag én fortælling med"
TRY = "Hvad vil du prøve?"


@pytest.fixture
def home(cast, sign_in):
    client = sign_in(cast.author)
    return lambda: client.get("/").text


# The module's second time of teaching is in fourteen days; the first was fourteen days ago.
@pytest.mark.parametrize(
    ("days", "before", "after"),
    [(-90, True, False), (-1, True, True), (0, True, True), (1, True, False), (13, True, False),
     (14, False, True), (28, False, True), (29, False, False)],
)  # fmt: skip
def test_the_next_one_always_and_the_last_one_for_fourteen_days(cast, home, days, before, after):
    for session in cast.module.sessions:
        session.starts_on -= days * DAY
        session.ends_on -= days * DAY
    db.session.commit()
    page = home()
    assert (STORY in page, TRY in page) == (before, after)


def test_it_says_which_and_when(cast, home):
    page = home()
    assert "Undervisningsgang 2&nbsp;· mandag 21. januar" in page
    assert cast.module.title in page


def test_of_several_it_is_the_next_and_the_last(cast, home):
    for days in (-10, -3, 4, 10):
        module = make.module(cast.programme, f"Modul {days}", first_on=make.TODAY + days * DAY)
        module.sessions[0].title = f"Gang {days}"
    db.session.commit()
    page = home()
    assert "Efter Gang -3&nbsp;· 4. januar" in page
    assert "Gang 4&nbsp;· fredag 11. januar" in page
    assert "Gang 10" not in page
    assert "Gang -10" not in page


def test_a_leader_who_writes_sees_both_on_her_overview(cast, sign_in):
    client, there = sign_in(cast.leader), f"/overblik/{cast.house.id}"
    page = client.get(there).text
    assert "Undervisningsgang 2 · mandag 21. januar" in page
    assert "Efter Undervisningsgang 1 · 24. december" in page
    assert 'href="/#gang"' in page
    assert f'href="/forloeb/nyt?modul={cast.module.id}"' in page
    for session in cast.module.sessions:
        session.starts_on -= 60 * DAY
        session.ends_on -= 60 * DAY
    db.session.commit()
    assert "Undervisningsgang" not in client.get(there).text


def test_a_trial_period_is_not_taught(cast, home):
    for session in cast.module.sessions:
        session.kind = SessionKind.TRIAL_PERIOD
    db.session.commit()
    page = home()
    assert STORY not in page
    assert TRY not in page


@pytest.mark.parametrize("who", ["district_leader", "coordinator", "instructor"])
def test_who_writes_nowhere_is_told_of_none(cast, sign_in, who):
    assert STORY not in sign_in(getattr(cast, who)).get("/", follow_redirects=True).text


def test_who_has_no_house_of_her_own_is_told_too(cast, sign_in):
    assert STORY in sign_in(cast.ppr_consultant).get("/").text


def test_what_she_has_written_stands_ready_from_this_module_first(cast, home):
    other = make.module(cast.programme, "Leg på tværs", first_on=make.TODAY - 90 * DAY)
    make.cycle(
        by=cast.author, house=cast.house, module=other, stage=Stage.REFLECT, title="Et andet modul"
    )
    cycle = a_round(cast, Visibility.PRIVATE, title="Køen", at=make.NOON - 5 * DAY)
    page = home().split(STORY)[1].split("</section>")[0]
    learned, takeaway = (cycle.answer_to(q) for q in (Question.LEARNED, Question.TAKEAWAY))
    session = cast.module.sessions[2]
    for answer in (learned, takeaway):
        assert f"/svar/{answer.id}/frigiv?gang={session.id}" in page
    assert page.index("Køen") < page.index("Et andet modul")
    assert page.count("<li") == 3
    assert "Delt" not in page


def test_what_is_shared_already_is_marked(cast, home):
    cycle = a_round(cast, Visibility.PRIVATE, coauthors=(cast.coauthor,))
    make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    cycle.answer(Question.LEARNED, "Vi to.", by=cast.coauthor, at=make.NOON)
    make.release(cycle, by=cast.author, question=Question.LEARNED)
    page = home().split(STORY)[1].split("</section>")[0]
    assert page.count(">Delt<") == 1
    assert page.count(">Venter på et ja<") == 1
    assert "frigiv" not in page


def test_others_rounds_are_not_hers_to_bring(cast, sign_in):
    a_round(cast, Visibility.PROJECT, title="En andens")
    page = sign_in(cast.colleague).get("/").text
    assert "Når du skriver, hvad I har lært" in page
    assert "En andens" not in page


def test_the_session_is_chosen_on_the_way_in(cast, sign_in):
    other = make.module(cast.programme, "Leg på tværs")
    cycle = a_round(cast, module=other)
    session = cast.module.sessions[2]
    there = f"/svar/{cycle.answer_to(Question.LEARNED).id}/frigiv"
    client = sign_in(cast.author)
    assert (
        f'<option selected value="{session.id}">' in client.get(f"{there}?gang={session.id}").text
    )
    assert client.get(f"{there}?gang=x").status_code == 404


def test_after_it_home_tells_what_it_was_used_for(cast, home):
    outcome(cast)
    page = home()
    assert TOLD in page
    assert f"/hus/{cast.house.id}/brugt" in page


def test_who_teaches_and_writes_is_asked_at_home_what_was_used(cast, sign_in):
    asked = f'href="/undervisningsgang/{cast.module.sessions[0].id}/brugt"'
    overview = f"/overblik/{cast.house.id}"
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    assert asked not in author.get("/").text
    assert asked not in leader.get(overview).text
    for person in (cast.author, cast.leader):
        make.saved(Membership(person=person, role=Role.INSTRUCTOR, given_at=make.NOON))
    assert asked in author.get("/").text
    assert asked in leader.get(overview).text


def test_what_to_try_begins_with_the_module(cast, sign_in, home):
    newer = make.module(cast.programme, "Nyere", first_on=make.TODAY - DAY)
    client = sign_in(cast.author)
    chosen = '<option selected value="{}">'.format
    assert chosen(newer.id) in client.get("/forloeb/nyt").text
    there = f"/forloeb/nyt?modul={cast.module.id}"
    assert chosen(cast.module.id) in client.get(there).text
    for wrong in ("x", cast.house.id):
        assert client.get(f"/forloeb/nyt?modul={wrong}").status_code == 404
    assert f"/forloeb/nyt?modul={newer.id}" in home()
