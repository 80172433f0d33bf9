"""The house at a glance: its weeks, what stands still, what was learned and what was decided."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from logbook import clock
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import TURN, Decision, Stage, Visibility
from logbook.db import db
from logbook.people.models import Membership, Role
from tests import factories as make
from tests.pages import rows_of

DAY = timedelta(days=1)
STAGES = (*TURN, Stage.CLOSED, Stage.SET_ASIDE)


@pytest.fixture
def page(cast, sign_in, noon):
    """What the leader sees now."""
    client = sign_in(cast.leader)
    return lambda: client.get(f"/overblik/{cast.house.id}").text


def open_cycle(cast, stage=Stage.PLAN, visibility=Visibility.HOUSE, days=0, **fields):
    return make.cycle(
        by=cast.author, house=cast.house, stage=stage, visibility=visibility,
        module=cast.module, at=make.NOON - days * DAY, **fields,
    )  # fmt: skip


def test_a_cell_has_a_notch_when_nothing_was_written_for_14_days(cast, page):
    open_cycle(cast, Stage.TRY, days=13)
    assert "står stille" not in page()
    open_cycle(cast, Stage.TRY, days=14)
    assert '<a class="h2 still"' in page()
    assert "mindst ét står stille" in page()
    assert page().count(' still"') == 2  # one cell, and the key below


def test_what_has_ended_or_is_private_stands_still_for_nobody(cast, page):
    open_cycle(cast, Stage.CLOSED, days=90)
    open_cycle(cast, Stage.TRY, Visibility.PRIVATE, days=90)
    open_cycle(cast, Stage.TRY)
    assert ' still"' not in page()


def test_the_notes_of_each_week_are_drawn_and_stand_in_a_table(cast, page):
    cycle = open_cycle(cast)
    for days in (0, 1, 1, 7, 49, 60):
        on = make.TODAY - days * DAY
        cycle.observe("Ro.", on=on, by=cast.author, at=make.NOON)
    db.session.commit()
    table = {week: int(notes) for week, _, notes in rows_of(page(), "Noter i huset")}
    assert {week: notes for week, notes in table.items() if notes} == {
        "Uge 47": 1, "Uge 1 Nytårsdag": 3, "Uge 2 (ikke slut)": 1,
    }  # fmt: skip
    assert table["Uge 52 Juledag, Anden juledag"] == 0
    drawn = page().partition('class="chart"')[2].partition("</svg>")[0]
    assert drawn.count("<rect") == sum(1 for n in table.values() if n)
    assert drawn.count('class="flag"') == 2
    assert "Uge 1: Nytårsdag." in page()
    assert "Uge 2 er ikke slut." in page()


def test_what_was_learned_stands_newest_first_by_role_and_never_by_name(cast, page):
    for days, words in ((9, "Ro smitter."), (2, "Vi går for hurtigt."), (5, "Køen var vores.")):
        cycle = open_cycle(cast, Stage.REFLECT, days=days, title=f"For {days} dage siden")
        cycle.answer(Question.LEARNED, words, by=cast.author, at=make.NOON - days * DAY)
    db.session.commit()
    part = page().partition("Lært for nylig")[2].partition("</section>")[0]
    places = [part.index(words) for words in ("hurtigt", "Køen", "smitter")]
    assert places == sorted(places)
    assert "Pædagog · 5. januar" in part
    for name in ("Mette", "Holm"):
        assert name not in part


@pytest.mark.parametrize(
    ("visibility", "released", "shown"),
    [
        (Visibility.PROJECT, False, True),
        (Visibility.HOUSE, False, True),
        (Visibility.LEADER, False, False),
        (Visibility.LEADER, True, True),
        (Visibility.PRIVATE, True, False),
    ],
)
def test_what_the_house_may_not_read_is_no_lesson_of_its_own(
    cast, page, visibility, released, shown
):
    cycle = open_cycle(cast, Stage.REFLECT, visibility)
    cycle.answer(Question.LEARNED, "Ro smitter. Og vi lo.", by=cast.author, at=make.NOON)
    db.session.commit()
    if released:
        make.release(cycle, by=cast.author, passage="Ro smitter.")
    part = page().partition("Lært for nylig")[2].partition("</section>")[0]
    assert ("Ro smitter." in part) == shown
    assert ("Og vi lo." in part) == (shown and not released)


def test_a_passage_that_was_withdrawn_is_gone(cast, page):
    cycle = open_cycle(cast, Stage.REFLECT, Visibility.LEADER)
    release = make.release(cycle, by=cast.author)
    make.release(cycle, by=cast.author, passage="køen", at=make.NOON + timedelta(minutes=1))
    text = "Det var os voksne, der lavede køen."
    assert page().count(text) == 1
    release.withdraw(by=cast.author, at=make.NOON)
    db.session.commit()
    assert text not in page()


someone = st.tuples(
    st.sampled_from(STAGES),
    st.sampled_from(Visibility),
    st.booleans(),  # has a module
    st.booleans(),  # lies in the house
    st.sampled_from([None, *Decision]),
    st.lists(st.integers(0, 70), max_size=3),  # how many days ago its notes are of
    st.integers(0, 40),  # how many days ago it was last written in
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cycles=st.lists(someone, max_size=10))
def test_the_numbers_are_what_one_counts_by_hand(cast, sign_in, cycles):
    house = make.house(cast.programme, "Prøven")
    make.saved(Membership(person=cast.leader, role=Role.LEADER, unit=house, given_at=make.NOON))
    for stage, visibility, has_module, is_here, decision, notes, days in cycles:
        at = make.NOON - days * DAY
        cycle = make.cycle(
            by=cast.author, house=house if is_here else cast.other_house, stage=stage, at=at,
            visibility=visibility, module=cast.module if has_module else None,
        )  # fmt: skip
        cycle.decision = decision
        for ago in notes:
            cycle.observe("Ro.", on=(at - ago * DAY).date(), by=cast.author, at=at)
    db.session.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: make.NOON)
        page = sign_in(cast.leader).get(f"/overblik/{house.id}").text
        expected = by_hand(house, cast.module)
    assert shown_on(page) == expected


def by_hand(house, module):
    """Over the loaded cycles, by the rules alone."""
    heat, decided, weeks, still = Counter(), Counter(), Counter(), set()
    for cycle in db.session.scalars(select(Cycle)):
        if cycle.house_id != house.id or cycle.visibility is Visibility.PRIVATE:
            continue
        title = module.title if cycle.module_id else "Uden modul"
        if cycle.stage in TURN:
            heat[title, cycle.stage.label] += 1
            if make.TODAY - clock.day_of(cycle.changed_at) >= timedelta(days=14):
                still.add((title, cycle.stage.label))
        if cycle.decision:
            decided[title, cycle.decision.label] += 1
        for seen in cycle.observations:
            monday = seen.observed_on - timedelta(days=seen.observed_on.weekday())
            if (make.TODAY - monday).days < 8 * 7:
                weeks[seen.observed_on.isocalendar().week] += 1
    return dict(heat), still, dict(decided), dict(weeks)


def shown_on(page):
    heat, decided, weeks = {}, {}, {}
    for title, *numbers in rows_of(page, "efter modul og trin"):
        for stage, number in zip(TURN, numbers, strict=True):
            if int(number):
                heat[title, stage.label] = int(number)
    for title, *numbers in rows_of(page, "efter modul og beslutning"):
        for decision, number in zip(Decision, numbers, strict=True):
            if int(number):
                decided[title, decision.label] = int(number)
    for week, _, number in rows_of(page, "Noter i huset"):
        if int(number):
            weeks[int("".join(c for c in week.split()[1] if c.isdigit()))] = int(number)
    still = set()
    table = page.partition('class="heat"')[2].partition("</table>")[0]
    for row in table.split("<tr>")[2:]:
        title = row.partition('scope="row">')[2].partition("</th>")[0].replace("\u00ad", "")
        cells = row.split("<td>")[1:]
        still |= {(title, s.label) for s, c in zip(TURN, cells, strict=True) if " still" in c}
    return heat, still, decided, weeks
