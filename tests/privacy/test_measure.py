"""How much the guard finds of what we wrote ourselves: floors, below which it is not to fall."""

import pytest

from tests.privacy import measure


@pytest.mark.parametrize("part", [*measure.LABELLED, measure.UNSEEN, measure.EVERYDAY])
def test_it_finds_the_names_and_little_else(part):
    told = measure.figures(part)
    assert told.sentences >= 150
    assert told.found + told.missed >= 100
    assert told.recall >= 0.93, told.missed_names
    assert told.precision >= 0.87, told.wrong_words


def test_it_finds_names_that_are_words_too_where_any_word_has_a_capital_letter():
    told = measure.figures(measure.BEGINNINGS)
    assert told.found + told.missed >= 100
    assert told.recall >= 0.8, told.missed_names
    assert told.precision >= 0.9, told.wrong_words


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("cpr", 0.95), ("phone", 1), ("initials", 1), ("address", 0.85), ("email", 0.65),
        ("health", 0.85), ("concern", 0.8),
    ],
)  # fmt: skip
def test_it_finds_what_else_leads_to_somebody(kind, share):
    marks = measure.unseen_marks()
    assert marks.found[kind] + marks.missed[kind] >= 6
    assert marks.recall(kind) >= share


def test_it_marks_little_else():
    assert measure.unseen_marks().wrong.total() <= 3


def test_half_of_the_sentences_hold_no_name():
    names = [bool(names) for part in measure.LABELLED for _, names in measure.labelled(part)]
    assert len(names) >= 300
    assert 0.4 < sum(names) / len(names) < 0.6


def test_words_are_left_alone():
    alarms, words = measure.false_alarms()
    assert words > 5_000
    assert 1000 * alarms / words <= 1.2


@pytest.mark.parametrize("origin", ["newborns", "muslim-origin"])
def test_a_name_in_the_middle_of_a_sentence_is_found_wherever_it_comes_from(origin):
    share, missed = measure.mid_sentence(origin)
    assert share >= 0.97, missed


def test_the_figures_can_be_printed():
    told = "\n".join(measure.lines())
    assert "held_out" in told
    assert "unseen, cpr:" in told
    assert "the 24 example cycles: 0 marks" in told
