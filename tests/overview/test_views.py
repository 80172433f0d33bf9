"""The leader's overview: what it counts, what it names, and for whom."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import TURN, Stage, Visibility
from logbook.db import db
from logbook.overview.models import Counts, counted
from logbook.people.models import Membership, Role
from tests import factories as make

STAGES = (*TURN, Stage.CLOSED, Stage.SET_ASIDE)


def counts_of(house):
    return Counts.of(db.session.execute(counted(None, house.id)))


def cycle(cast, stage=Stage.PLAN, visibility=Visibility.LEADER, **fields):
    by, house = fields.pop("by", cast.author), fields.pop("house", cast.house)
    made = make.cycle(
        by=by, house=house, stage=Stage.PLAN if stage is Stage.SET_ASIDE else stage,
        visibility=visibility, save=False, **fields,
    )  # fmt: skip
    if stage is Stage.SET_ASIDE:
        made.answer(Question.SET_ASIDE, "Der var ikke tid.", by=by, at=make.NOON)
        made.move_to(Stage.SET_ASIDE, by=by, at=make.NOON)
    return make.saved(made)


def test_she_comes_straight_to_her_one_house(cast, sign_in):
    client = sign_in(cast.leader)
    assert client.get("/overblik").location == f"/overblik/{cast.house.id}"
    page = client.get(f"/overblik/{cast.house.id}").text
    assert "Overblik for Kastanjen" in page
    assert "Ingen venter" in page


def test_the_band_says_week_and_profession(cast, sign_in, noon):
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "Uge 2 · Pædagogisk leder" in page


def test_she_who_leads_several_chooses_and_switches(cast, sign_in):
    make.saved(
        Membership(person=cast.leader, role=Role.LEADER, unit=cast.other_house, given_at=make.NOON)
    )
    client = sign_in(cast.leader)
    page = client.get("/overblik").text
    assert f"/overblik/{cast.house.id}" in page
    assert f"/overblik/{cast.other_house.id}" in page
    page = client.get(f"/overblik/{cast.other_house.id}").text
    assert 'aria-current="page">Regnbuen' in page
    assert f'href="/overblik/{cast.house.id}"' in page


def test_only_its_leader_has_a_houses_overview(cast, sign_in):
    address = f"/overblik/{cast.house.id}"
    for somebody in (
        cast.author, cast.other_leader, cast.district_leader, cast.coordinator, cast.instructor,
        cast.ppr_consultant,
    ):  # fmt: skip
        assert sign_in(somebody).get(address).status_code == 403
    assert sign_in(cast.foreign_leader).get(address).status_code == 404
    assert sign_in(cast.leader).get(f"/overblik/{cast.foreign_house.id}").status_code == 404
    assert sign_in(cast.leader).get("/overblik/0").status_code == 404
    for somebody in (cast.author, cast.instructor, cast.ppr_consultant):
        refused = sign_in(somebody).get("/overblik")
        assert refused.status_code == 403
        assert "Overblikket er for ledere" in refused.text
        assert "engangskode" not in refused.text


def test_each_number_leads_to_its_cycles(cast, sign_in):
    cycle(cast, Stage.OBSERVE, module=cast.module)
    cycle(cast, Stage.TRY)
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text.replace("&amp;", "&")
    house = cast.house.id
    assert f'href="/forloeb?hus={house}&modul={cast.module.id}&trin=observe">1' in page
    assert f'href="/forloeb?hus={house}&modul=uden&trin=try">1' in page
    assert "Uden modul" in page
    # Softly hyphenated, since the column is narrower than the word.
    assert "Deltagelsesmuligheder" in page.replace("\N{SOFT HYPHEN}", "")


def test_the_row_without_a_module_stands_only_when_needed(cast, sign_in):
    cycle(cast, module=cast.module)
    cycle(cast, Stage.CLOSED)
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "Uden modul" not in page.partition('class="heat"')[2].partition("</table>")[0]


def test_no_private_cycle_is_counted_or_named(cast, sign_in):
    cycle(cast, visibility=Visibility.PRIVATE, title="KANARIE privat")
    cycle(cast, Stage.WONDERING, Visibility.PRIVATE, title="KANARIE kladde")
    closed_again = cycle(cast, title="KANARIE lukket")
    make.sparring_request(closed_again, by=cast.author)
    closed_again.show_to(Visibility.PRIVATE)
    db.session.commit()
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "KANARIE" not in page
    counts = counts_of(cast.house)
    assert (counts.under_way, counts.closed) == (0, 0)


def test_what_waits_stands_first_three_of_it(cast, sign_in, noon):
    for days in range(5):
        each = cycle(cast, title=f"Forløb {days}")
        make.sparring_request(each, by=cast.author, at=make.NOON - timedelta(days=days))
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "5 venter på din sparring" in page
    queue = page.partition('class="queue"')[2].partition("</ol>")[0]
    assert [n for n in range(5) if f"”Forløb {n}”" in queue] == [2, 3, 4]
    assert "Se alle, der venter" in page


def test_a_cycle_goes_through_the_table_by_legal_moves(cast):
    started = cycle(cast, module=cast.module)
    seen = [{stage for (_, stage), n in counts_of(cast.house).places.items() if n}]
    for stage in TURN[1:]:
        make.answer_for(started, stage, by=cast.author, at=make.NOON)
        started.move_to(stage, by=cast.author, at=make.NOON)
        db.session.commit()
        seen.append({stage for (_, stage), n in counts_of(cast.house).places.items() if n})
    assert seen == [{stage} for stage in TURN]
    assert counts_of(cast.house).under_way == 1
    started.move_to(Stage.CLOSED, by=cast.author, at=make.NOON)
    db.session.commit()
    counts = counts_of(cast.house)
    assert (counts.under_way, counts.closed) == (0, 1)


def test_a_round_set_aside_is_not_counted_as_finished(cast, sign_in):
    for stage in (Stage.SET_ASIDE, Stage.SET_ASIDE, Stage.CLOSED):
        cycle(cast, stage)
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert "<dt>runde afsluttet</dt><dd>1</dd>" in page


placed = st.tuples(
    st.sampled_from(STAGES),
    st.sampled_from(Visibility),
    st.booleans(),  # has a module
    st.booleans(),  # lies in the house
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cycles=st.lists(placed, max_size=8))
def test_the_table_says_what_one_would_count_by_hand(cast, cycles):
    house = make.house(cast.programme)
    for stage, visibility, has_module, is_here in cycles:
        cycle(
            cast, stage, visibility, module=cast.module if has_module else None,
            house=house if is_here else cast.other_house,
        )  # fmt: skip
    by_hand = Counter(
        (cast.module.id if has_module else None, stage)
        for stage, visibility, has_module, is_here in cycles
        if is_here and visibility is not Visibility.PRIVATE
    )
    counts = counts_of(house)
    assert +counts.places == by_hand
    assert counts.under_way == sum(by_hand[place] for place in by_hand if place[1] in TURN)
    assert counts.closed == sum(by_hand[place] for place in by_hand if place[1] is Stage.CLOSED)
    assert counts.has_some_without_module == any(
        module is None and stage in TURN for module, stage in by_hand
    )
    opened = db.session.scalars(Cycle.opened_to_leader_of(house.id)).all()
    assert len(opened) == by_hand.total()


def test_the_page_costs_the_same_for_one_cycle_as_for_thirty(cast, sign_in, count_queries):
    def one_of_each():
        cycle(cast, Stage.TRY, module=cast.module)
        make.sparring_request(cycle(cast), by=cast.author)

    client = sign_in(cast.leader)
    one_of_each()
    one = count_queries(lambda: client.get(f"/overblik/{cast.house.id}"))
    for _ in range(15):
        one_of_each()
    assert count_queries(lambda: client.get(f"/overblik/{cast.house.id}")) == one
    assert one == 15


@pytest.mark.parametrize("name", ["overblik", "sparring"])
def test_nobody_is_counted(cast, sign_in, name):
    """Neither page says how much anybody writes."""
    cycle(cast)
    page = sign_in(cast.leader).get(f"/{name}", follow_redirects=True).text
    assert "Mette Holm" not in page
