"""Which numbers stand: those of five, and no other can be worked out from those that do."""

from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from logbook.figures.hiding import standing

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))
NORTH, SOUTH = UUID(int=100), UUID(int=101)


def people(first, count):
    return {UUID(int=1000 + first + n) for n in range(count)}


def test_a_number_of_five_stands_and_one_of_four_does_not():
    alone = standing({A: people(0, 5)}, {A: NORTH})
    assert alone.is_total
    assert alone.districts == {NORTH}
    assert alone.houses == {A}
    few = standing({A: people(0, 4)}, {A: NORTH})
    assert not few.is_total
    assert not few.districts
    assert not few.houses


def test_the_neighbour_that_would_reveal_it_is_hidden_too():
    writers = {A: people(0, 4), B: people(10, 6), C: people(20, 9)}
    stands = standing(writers, dict.fromkeys(writers, NORTH))
    assert stands.is_total
    assert stands.districts == {NORTH}
    assert stands.houses == {C}


def test_two_that_are_five_together_need_no_neighbour():
    writers = {A: people(0, 3), B: people(10, 2), C: people(20, 9)}
    assert standing(writers, dict.fromkeys(writers, NORTH)).houses == {C}


def test_a_house_where_nobody_wrote_hides_no_other():
    writers = {A: set(), B: people(10, 6)}
    stands = standing(writers, {A: NORTH, B: NORTH})
    assert stands.houses == {B}


def test_a_house_outside_the_districts_costs_a_districts_total_and_no_more_than_one_house():
    writers = {A: people(0, 3), B: people(10, 6), C: people(20, 9), D: people(30, 7)}
    stands = standing(writers, {A: None, B: NORTH, C: NORTH, D: SOUTH})
    assert stands.is_total
    assert stands.districts == {NORTH}  # the south's total would tell of the house outside
    assert stands.houses == {B, C}


def test_a_group_of_the_same_five_people_counts_them_once():
    same = people(0, 4)
    assert not standing({A: same, B: same}, {A: NORTH, B: NORTH}).is_total


some_people = st.sets(st.integers(0, 11), max_size=9).map(lambda ns: {UUID(int=n) for n in ns})


@given(
    st.dictionaries(st.sampled_from([A, B, C, D, E]), some_people),
    st.lists(st.sampled_from([NORTH, SOUTH, None]), min_size=5, max_size=5),
)
def test_nothing_under_five_can_be_worked_out(writers, districts):
    """Whatever is added to and taken from what stands, what is left is of five or of nobody."""
    district_of = dict(zip([A, B, C, D, E], districts, strict=True))
    stands = standing(writers, district_of)
    known = [{house} for house in stands.houses]
    known += [{h for h in writers if district_of[h] == district} for district in stands.districts]
    if stands.is_total:
        known.append(set(writers))
    for signs in product((-1, 0, 1), repeat=len(known)):
        times = {h: sum(s for s, k in zip(signs, known, strict=True) if h in k) for h in writers}
        if set(times.values()) <= {0, 1} and any(times.values()):
            left = set().union(*(writers[h] for h, n in times.items() if n))
            assert not left or len(left) >= 5


@given(st.dictionaries(st.sampled_from([A, B, C]), some_people))
def test_where_all_are_five_nothing_is_hidden(writers):
    if writers and all(len(those) >= 5 for those in writers.values()):
        stands = standing(writers, dict.fromkeys([A, B, C], NORTH))
        assert stands.houses == set(writers)
        assert stands.is_total
