"""The spiral: what is drawn of a forløb, and what is said about it."""

import re
from typing import get_args

import pytest

from logbook.looks.mark import State
from logbook.looks.spiral import LARGEST, OUTER, Shape, Turn, spiral

DONE = ("done", "done", "done", "done")
UNDER_WAY = ("done", "done", "now", "todo")
SET_ASIDE = ("done", "done", "todo", "todo")


def rounds(count: int) -> list[Turn]:
    """So many rounds, the last of them under way."""
    return [Turn(n, DONE) for n in range(1, count)] + [Turn(count, UNDER_WAY)]  # type: ignore[arg-type]


def count(drawn: str, state: str) -> int:
    assert state in get_args(State)
    return len(re.findall(rf'class="glyph glyph-\w+ is-{state}"', drawn))


@pytest.mark.parametrize("number", range(1, 6))
def test_up_to_five_rounds_show_every_stage(number: int) -> None:
    drawn = spiral(rounds(number))
    assert count(drawn, "done") == 4 * (number - 1) + 2
    assert count(drawn, "now") == drawn.count('class="here"') == 1
    assert count(drawn, "todo") == 1 + 2
    assert re.findall(r"<text[^>]*>(\d+)</text>", drawn) == [str(n + 1) for n in range(number + 1)]


@pytest.mark.parametrize("number", range(6, 13))
def test_with_more_rounds_the_old_ones_are_lines_and_the_last_two_keep_their_tiles(
    number: int,
) -> None:
    drawn = spiral(rounds(number))
    assert count(drawn, "done") == 4 + 2
    assert count(drawn, "now") == 1
    assert count(drawn, "todo") == 1 + 2
    assert re.findall(r"<text[^>]*>(\d+)</text>", drawn) == [
        str(number - 1),
        str(number),
        str(number + 1),
    ]


@pytest.mark.parametrize("number", range(1, 13))
def test_the_way_ahead_is_one_dashed_line_and_fits(number: int) -> None:
    drawn = spiral(rounds(number))
    assert drawn.count('class="line-ahead"') == 1
    assert drawn.count('class="line-') == 1 + 4 * (number - 1) + 2
    assert Shape(number, coming=True).radius(4 * number + 1) <= OUTER + 1
    match = re.search(r'width="(\d+)" height="(\d+)">', drawn)
    assert match is not None
    assert 200 <= int(match[1]) <= LARGEST
    assert 0.8 < int(match[2]) / int(match[1]) < 1.25


@pytest.mark.parametrize("number", range(1, 13))
def test_the_line_never_touches_the_turn_before(number: int) -> None:
    shape = Shape(number, coming=True)
    for place in range(4 * number - 4):
        between = shape.radius(place + 4) - shape.radius(place)
        thick = (shape.line_width(place) + shape.line_width(place + 4)) / 2
        assert between > thick


def test_the_label_says_everything() -> None:
    assert 'role="img"' in spiral(rounds(2))
    assert (
        'aria-label="Spiral: runde 1 er færdig, runde 2 er nået til Iagttag,'
        ' runde 3 er ikke begyndt."' in spiral(rounds(2))
    )


def test_a_round_that_was_set_aside_tells_how_far_it_got() -> None:
    drawn = spiral([Turn(1, SET_ASIDE), Turn(2, UNDER_WAY)])  # type: ignore[arg-type]
    assert "runde 1 nåede til Afprøv, runde 2 er nået til Iagttag" in drawn
    assert drawn.count('class="line-ahead"') == 2


def test_a_forløb_that_has_ended_has_no_coming_round() -> None:
    drawn = spiral([Turn(1, DONE)], coming=False)  # type: ignore[arg-type]
    assert 'aria-label="Spiral: runde 1 er færdig."' in drawn
    assert "line-ahead" not in drawn
    assert count(drawn, "todo") == 0


def test_before_the_first_round_everything_is_still_to_come() -> None:
    drawn = spiral([])
    assert 'aria-label="Spiral: runde 1 er ikke begyndt."' in drawn
    assert count(drawn, "todo") == 4
    assert drawn.count('class="line-') == 1
    untouched = spiral([Turn(1, ("todo", "todo", "todo", "todo"))], coming=False)
    assert 'aria-label="Spiral: runde 1 er ikke begyndt."' in untouched
