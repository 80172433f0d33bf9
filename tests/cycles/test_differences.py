"""What two texts do not share: the pieces are the text, and only what is new is marked."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.cycles.differences import differences

TEXTS = st.lists(st.sampled_from(["ro ", "uro\n", "Børn. ", "æ", "  ", "\n\n"])).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_text(text, other):
    pieces = differences(text, other)
    assert "".join(words for words, _ in pieces) == text
    assert all(here[1] is not then[1] for here, then in pairwise(pieces))
    assert all(words for words, _ in pieces)


@given(TEXTS)
def test_a_text_and_itself_do_not_differ(text):
    assert not any(is_new for _, is_new in differences(text, text))


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("Vi to står her.", "Vi står her.", ["to "]),
        ("Vi står her.", "Vi to står her.", []),
        ("Der var ro. En far kom.", "Der var ro. Ingen kom.", ["En far "]),
        ("Alt er nyt.", "", ["Alt er nyt."]),
        ("", "Alt er væk.", []),
    ],
)
def test_what_is_only_here_is_marked(text, other, marked):
    assert [words for words, is_new in differences(text, other) if is_new] == marked


@pytest.mark.parametrize("change", ["Så kom regnen. ", "Så kom regnen. " + "Og solen. " * 40])
def test_a_small_change_in_the_longest_text_is_found(change):
    half = "Vi prøvede igen i dag. " * 2_100
    pieces = differences(half + change + half, half + half)
    assert [words for words, is_new in pieces if is_new] == [change]


def test_two_changes_far_apart_in_a_long_text_are_found_by_sentence():
    middle = "Vi prøvede igen i dag. " * 150
    pieces = differences(f"Ro. {middle}Slut nu. ", f"Uro. {middle}Slut så. ")
    assert [words for words, is_new in pieces if is_new] == ["Ro. ", "Slut nu. "]


def test_no_page_waits_for_it():
    """Two texts of the greatest length that share nothing, in words and in one long sentence."""
    began = process_time()
    differences("æ " * 50_000, "ø " * 50_000)
    differences("æ" * 100_000, "ø" * 100_000)
    differences("En. " * 25_000, "To. " * 25_000)
    assert process_time() - began < 20
