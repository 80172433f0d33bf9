"""The chart of bars: what is drawn of a row of numbers, and what is said about it."""

import re
from itertools import pairwise

import pytest

from logbook.looks.bars import HEIGHT, TOP, WIDTH, Bar, bars

FOOT = TOP + HEIGHT


def blocks(drawn: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of each bar."""
    found = re.findall(
        r'<rect class="bar[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"',
        drawn,
    )
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h in found]


def texts(drawn: str, kind: str) -> list[str]:
    return re.findall(rf'<text class="{kind}"[^>]*>([^<]+)</text>', drawn)


def test_a_bar_is_as_tall_as_its_number_and_stands_on_the_line() -> None:
    drawn = bars([Bar(8, "39"), Bar(16, "40"), Bar(4, "41")], "Noter")
    heights = [height for *_, height in blocks(drawn)]
    assert heights == [HEIGHT / 2, HEIGHT, HEIGHT / 4]
    assert all(top + height == FOOT for _, top, _, height in blocks(drawn))
    assert texts(drawn, "value") == ["8", "16", "4"]
    assert texts(drawn, "under") == ["39", "40", "41"]


@pytest.mark.parametrize("number", [1, 2, 6, 8, 12])
def test_the_bars_stand_in_order_side_by_side_and_fill_the_width(number: int) -> None:
    drawn = blocks(bars([Bar(5, str(n)) for n in range(number)], "Noter"))
    assert len(drawn) == number
    for (left, _, width, _), (next_left, *_) in pairwise(drawn):
        assert left + width < next_left
    assert drawn[0][0] == 0
    assert abs(drawn[-1][0] + drawn[-1][2] - WIDTH) < 0.2


def test_nothing_is_no_bar_and_one_of_many_is_seen() -> None:
    drawn = bars([Bar(0, "39"), Bar(1, "40"), Bar(1000, "41")], "Noter")
    assert texts(drawn, "value") == ["0", "1", "1000"]
    assert [height for *_, height in blocks(drawn)] == [2, HEIGHT]


def test_a_number_that_is_held_back_is_a_gap_and_not_a_nought() -> None:
    drawn = bars([Bar(3, "maj"), Bar(None, "jun.")], "Noter")
    assert texts(drawn, "value") == ["3"]
    assert texts(drawn, "none") == ["–"]
    assert len(blocks(drawn)) == 1
    assert "jun.: vises ikke" in drawn


def test_one_that_is_not_whole_is_drawn_otherwise_and_says_so() -> None:
    drawn = bars([Bar(8, "45"), Bar(4, "46", is_whole=False, told="uge 46")], "Noter")
    assert drawn.count('class="bar"') == 1
    assert drawn.count('class="bar not-whole"') == 1
    assert drawn.count('class="stripes"') == 1
    assert "uge 46 indtil nu: 4" in drawn


def test_a_flag_stands_on_the_special_ones_alone() -> None:
    drawn = bars([Bar(8, "1", has_flag=True), Bar(4, "2"), Bar(3, "3")], "Noter")
    (flag,) = re.findall(r'class="flag" d="M([\d.]+) ', drawn)
    left, _, width, _ = blocks(drawn)[0]
    assert left < float(flag) < left + width


def test_the_label_says_every_number_and_is_escaped() -> None:
    drawn = bars([Bar(8, "39", told="uge 39"), Bar(3, "<b>")], 'Noter "her"')
    assert 'aria-label="Noter &#34;her&#34;. uge 39: 8, &lt;b&gt;: 3."' in drawn
    assert "<b>" not in drawn


def test_none_at_all_is_still_an_image() -> None:
    assert blocks(bars([], "Noter")) == []
    assert blocks(bars([Bar(0, "1"), Bar(0, "2")], "Noter")) == []
