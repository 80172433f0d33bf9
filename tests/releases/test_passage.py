import pytest

from logbook.releases.passage import collapse, is_passage_of

WHOLE = "Det var os voksne,\nder lavede køen. Ikke børnene – og det så vi først, da vi satte os."


@pytest.mark.parametrize(
    "part",
    [
        WHOLE,
        "Det var os voksne, der lavede køen.",
        "der lavede køen",
        "Ikke  børnene – og det så\r\nvi først",
        "– og det så vi",
        "da vi satte os.",
    ],
)
def test_a_part_between_words_is_a_passage(part):
    assert is_passage_of(WHOLE, part)


@pytest.mark.parametrize(
    "other",
    [
        "",
        "   ",
        "Det var os voksne, som lavede køen.",
        "Det var os voksne. Ikke børnene",
        "et var os voksne",
        "der lavede kø",
        "Det var os voksne, der lavede køen. børnene",
    ],
)
def test_other_words_or_half_words_are_no_passage(other):
    assert not is_passage_of(WHOLE, other)


def test_a_line_break_makes_no_other_passage():
    assert collapse("a\n b\t c ") == "a b c"
