from collections import defaultdict
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.exports.threshold import FIVE, NOTHING, Origin, Shown, levels, shown_of

WEEK = Shown(district="Baltorp", unit_kind="Børnehus", profession="pædagog", week="uge 45, 2030")


def origin(*writers: int, facts: Shown = WEEK, is_named: bool = False) -> Origin:
    return Origin(frozenset(map(UUID, map("{:032x}".format, writers))), is_named, facts)


def but(**fields: str) -> Shown:
    return Shown(**(vars(WEEK) | fields))


def test_five_different_writers_show_everything():
    assert shown_of([origin(n) for n in range(5)]) == [WEEK] * 5


def test_four_writers_show_nothing_however_much_they_wrote():
    assert shown_of([origin(n % 4) for n in range(40)]) == [NOTHING] * 40


def test_without_five_in_a_week_the_week_is_not_shown():
    rows = [origin(n, facts=but(week=f"uge {n}, 2030")) for n in range(5)]
    assert shown_of(rows) == [but(week="")] * 5


def test_without_five_of_a_profession_it_is_anybody():
    rows = [origin(n, facts=but(profession=f"fag {n}")) for n in range(5)]
    assert shown_of(rows) == [but(week="", profession="")] * 5


def test_without_five_in_a_kind_of_unit_only_the_district_stands():
    rows = [origin(n, facts=but(profession="", unit_kind=f"slags {n}")) for n in range(5)]
    assert shown_of(rows) == [Shown(district="Baltorp")] * 5


def test_one_who_is_left_over_is_joined_by_those_who_would_give_her_away():
    many = [origin(n) for n in range(5)]
    one = origin(5, facts=but(week="uge 46, 2030"))
    assert shown_of([*many, one]) == [but(week="")] * 6


def test_a_single_childminder_is_not_the_only_one_without_a_kind_of_unit():
    houses = [origin(n, facts=but(profession="")) for n in range(6)]
    childminder = origin(6, facts=but(profession="", unit_kind="Dagpleje"))
    assert shown_of([*houses, childminder]) == [Shown(district="Baltorp")] * 7


def test_a_single_one_of_the_other_district_is_not_the_only_one_without():
    there = [origin(n) for n in range(6)]
    assert shown_of([*there, origin(6, facts=but(district="Hedegården"))]) == [NOTHING] * 7


def test_only_the_fewest_of_those_who_say_more_come_back():
    weeks = [origin(n, facts=but(week=f"uge {n // 6}, 2030")) for n in range(12)]
    fewer = [origin(n, facts=but(week="uge 9, 2030")) for n in range(12, 17)]
    one = origin(17, facts=but(week="uge 10, 2030"))
    shown = shown_of([*weeks, *fewer, one])
    assert shown == [row.facts for row in weeks] + [but(week="")] * 6


def test_five_left_over_hide_each_other():
    houses = [origin(n) for n in range(5)]
    others = [origin(n, facts=but(district=f"Distrikt {n}")) for n in range(5, 10)]
    assert shown_of([*houses, *others]) == [WEEK] * 5 + [NOTHING] * 5


def test_one_who_stands_by_name_makes_nobody_else_say_less():
    rows = [origin(n) for n in range(5)]
    rows.append(origin(9, facts=but(week="uge 46, 2030"), is_named=True))
    assert shown_of(rows) == [WEEK] * 5 + [NOTHING]


def test_the_writers_of_one_passage_all_count():
    both = but(profession="pædagog og pædagogmedhjælper")
    rows = [origin(1, 2, facts=both), origin(3, 4, facts=both), origin(5, facts=both)]
    assert shown_of(rows) == [both] * 3


def test_those_who_stand_by_name_hide_nobody():
    rows = [origin(n) for n in range(4)] + [origin(5, is_named=True)]
    assert shown_of(rows) == [NOTHING] * 5


def test_one_who_stands_by_name_elsewhere_hides_nobody_either():
    rows = [origin(n) for n in range(5)] + [origin(4, is_named=True, facts=NOTHING)]
    assert shown_of(rows)[0] == NOTHING


def test_a_named_passage_says_what_five_others_say():
    rows = [origin(n) for n in range(5)] + [origin(9, is_named=True)]
    assert shown_of(rows) == [WEEK] * 6


def test_an_anonymous_row_may_join_those_that_lost_their_profession():
    anonymous = [origin(n, facts=but(profession="")) for n in range(3)]
    others = [origin(n, facts=but(week=f"uge {n}, 2030")) for n in range(3, 5)]
    assert set(shown_of(anonymous + others)) == {but(week="", profession="")}


def test_nothing_in_nothing_out():
    assert shown_of([]) == []


# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
facts = st.builds(
    Shown,
    district=st.sampled_from(["", "Baltorp", "Hedegården"]),
    unit_kind=st.sampled_from(["Børnehus", "Dagpleje"]),
    profession=st.sampled_from(["", "pædagog", "dagplejer"]),
    week=st.sampled_from(["uge 45, 2030", "uge 46, 2030"]),
)
origins = st.builds(
    Origin,
    writers=st.frozensets(st.sampled_from([UUID(int=n) for n in range(15)]), max_size=3),
    is_named=st.booleans(),
    facts=facts,
)


@unhurried
@given(st.lists(origins, max_size=60))
def test_whatever_is_shown_is_shared_by_five_who_do_not_stand_by_name(rows):
    shown = shown_of(rows)
    named = {w for row in rows if row.is_named for w in row.writers}
    hidden_by: defaultdict[Shown, set[UUID]] = defaultdict(set)
    for row, seen in zip(rows, shown, strict=True):
        assert seen in levels(row.facts), "no value is shown that is not the row's own"
        if not row.is_named:
            hidden_by[seen] |= row.writers
    for seen in set(shown) - {NOTHING}:
        assert len(hidden_by[seen] - named) >= FIVE
    blank = hidden_by[NOTHING] - named
    is_all = set(shown) <= {NOTHING}
    assert is_all or not blank or len(blank) >= FIVE, "those who say nothing are five as well"


@unhurried
@given(st.lists(origins, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_nothing(rows, random):
    numbered = list(zip(rows, shown_of(rows), strict=True))
    random.shuffle(numbered)
    assert shown_of([row for row, _ in numbered]) == [seen for _, seen in numbered]


@given(st.integers(FIVE, 30))
def test_five_unlike_any_other_are_always_shown(others):
    rows = [origin(n) for n in range(5)]
    rows += [origin(n + 50, facts=but(district="Hedegården")) for n in range(others)]
    assert shown_of(rows)[:5] == [WEEK] * 5
