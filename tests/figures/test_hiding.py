"""Which numbers stand: those of five, and no other can be worked out from those that do."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from logbook.figures.hiding import groups

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))
NORTH, SOUTH = UUID(int=100), UUID(int=101)


def people(first, count):
    return {UUID(int=1000 + first + n) for n in range(count)}


def grouped(writers, district_of):
    return {frozenset(group) for group in groups(writers, district_of)}


def test_a_number_of_five_stands_and_one_of_four_does_not():
    assert grouped({A: people(0, 5)}, {A: NORTH}) == {frozenset({A})}
    assert grouped({A: people(0, 4)}, {A: NORTH}) == set()


def test_the_neighbour_that_would_reveal_it_is_hidden_too():
    writers = {A: people(0, 4), B: people(10, 6), C: people(20, 9)}
    assert grouped(writers, dict.fromkeys(writers, NORTH)) == {frozenset({A, B}), frozenset({C})}


def test_two_that_are_five_together_need_no_neighbour():
    writers = {A: people(0, 3), B: people(10, 2), C: people(20, 9)}
    assert grouped(writers, dict.fromkeys(writers, NORTH)) == {frozenset({A, B}), frozenset({C})}


def test_a_house_where_nobody_wrote_hides_no_other():
    writers = {A: set(), B: people(10, 6)}
    assert grouped(writers, {A: NORTH, B: NORTH}) == {frozenset({B})}


def test_a_house_outside_the_districts_costs_a_districts_total_and_no_more_than_one_house():
    writers = {A: people(0, 3), B: people(10, 6), C: people(20, 9), D: people(30, 7)}
    found = grouped(writers, {A: None, B: NORTH, C: NORTH, D: SOUTH})
    assert found == {frozenset({B}), frozenset({C}), frozenset({A, D})}


def test_a_group_of_the_same_five_people_counts_them_once():
    same = people(0, 4)
    assert grouped({A: same, B: same}, {A: NORTH, B: NORTH}) == set()


some_people = st.sets(st.integers(0, 11), max_size=9).map(lambda ns: {UUID(int=n) for n in ns})


@given(
    st.dictionaries(st.sampled_from([A, B, C, D, E]), some_people),
    st.lists(st.sampled_from([NORTH, SOUTH, None]), min_size=5, max_size=5),
)
def test_each_group_is_of_five_and_no_house_is_in_two(writers, districts):
    """All that is shown is a sum of groups, so nothing smaller can be worked out of it."""
    found = groups(writers, dict(zip([A, B, C, D, E], districts, strict=True)))
    for group in found:
        assert len(set().union(*(writers[house] for house in group))) >= 5
    inside = [house for group in found for house in group]
    assert len(inside) == len(set(inside))
    assert not found or set(inside) == {house for house in writers if writers[house]}


@given(st.dictionaries(st.sampled_from([A, B, C]), some_people))
def test_where_all_are_five_nothing_is_hidden(writers):
    if writers and all(len(those) >= 5 for those in writers.values()):
        found = grouped(writers, dict.fromkeys([A, B, C], NORTH))
        assert found == {frozenset({house}) for house in writers}
