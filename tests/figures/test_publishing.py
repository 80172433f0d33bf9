"""Two figures shown after each other never differ by what fewer than five writers did."""

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from logbook.figures.counting import Shown, as_json, from_json
from logbook.figures.publishing import changed, following, writers_of

A, B, C = HOUSES = [UUID(int=n) for n in range(1, 4)]
NORTH, SOUTH = UUID(int=100), UUID(int=101)
DISTRICTS = {A: NORTH, B: NORTH, C: SOUTH}


def team(*members):
    return frozenset(UUID(int=1000 + n) for n in members)


def alone(house, *members):
    return Counter({(house, team(n)): 1 for n in members})


def shown(groups):
    return Shown.of(groups, DISTRICTS)


def test_a_change_by_fewer_than_five_waits_until_it_is_of_five():
    groups = following([], alone(A, *range(5)), DISTRICTS, set())
    for more in range(6, 10):
        groups = following(groups, alone(A, *range(more)), DISTRICTS, set())
        assert shown(groups).houses == {str(A): 5}
    groups = following(groups, alone(A, *range(10)), DISTRICTS, set())
    assert shown(groups).houses == {str(A): 10}


def test_what_is_taken_back_hides_its_number_until_the_difference_is_of_five():
    both = alone(A, *range(6)) + alone(B, *range(10, 15))
    less = alone(A, *range(5)) + alone(B, *range(10, 15))
    before = following([], both, DISTRICTS, set())
    hidden = following(before, less, DISTRICTS, {A})
    assert (shown(hidden).houses, shown(hidden).total) == ({str(B): 5}, None)
    assert shown(following(hidden, less, DISTRICTS, set())) == shown(hidden)
    assert shown(following(hidden, both, DISTRICTS, set())) == shown(before)
    more = less + alone(A, *range(20, 25))
    assert shown(following(hidden, more, DISTRICTS, set())).houses[str(A)] == 10


def test_what_moved_on_hides_nothing_while_five_are_left():
    before = following([], alone(A, *range(7)), DISTRICTS, set())
    assert shown(following(before, alone(A, *range(5)), DISTRICTS, set())) == shown(before)
    assert shown(following(before, alone(A, *range(4)), DISTRICTS, set())).houses == {}


tallies = st.dictionaries(
    st.tuples(st.sampled_from(HOUSES), st.sets(st.integers(0, 11), min_size=1, max_size=2).map(
        lambda members: team(*members))),
    st.integers(1, 3), max_size=16,
).map(Counter)  # fmt: skip


@given(st.lists(st.tuples(tallies, st.sets(st.sampled_from(HOUSES))), min_size=2, max_size=6))
def test_two_shown_in_a_row_differ_by_what_five_did_or_not_at_all(days):
    groups, last = [], {}
    for now, taken_back in days:
        groups = following(groups, now, DISTRICTS, taken_back)
        for group in groups:
            assert len(writers_of(group.tally)) >= 5
            if group.is_hidden:
                continue
            before = last.get(group.houses, Counter())
            change = changed(before, group.tally)
            assert not change or len(writers_of(change)) >= 5
            last[group.houses] = group.tally


@given(st.lists(tallies, min_size=1, max_size=3))
def test_what_is_kept_comes_back_as_it_was(days):
    groups = []
    for now in days:
        groups = following(groups, now, DISTRICTS, set())
    kept = {"stages": {"try": groups}}
    assert from_json(as_json(kept)) == kept
