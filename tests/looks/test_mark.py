"""The mark: the same seed gives the same blocks, and two houses can be told apart."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.looks.mark import (
    BRAND,
    CORNERS,
    SHAPES,
    STAGES,
    Block,
    blocks_apart,
    choose_nonce,
    genome,
    glyph,
    mark,
    seed_for,
    shapes_apart,
)

STATIC = Path(__file__).parents[2] / "static"
TREES = ["Eg", "Bøg", "Ask", "Elm", "Birk", "El", "Lind", "Pil", "Røn", "Tjørn"]
PLACES = ["huset", "haven", "lunden", "engen"]
HOUSES = [f"{tree}e{place}" for place in PLACES for tree in TREES]


def choose_for(names: list[str]) -> list[str]:
    """The seeds of houses that are set up one after the other."""
    seeds: list[str] = []
    for name in names:
        seeds.append(seed_for(name, choose_nonce(name, seeds)))
    return seeds


@given(st.text())
def test_a_seed_gives_four_shapes_that_are_all_different(seed: str) -> None:
    blocks = genome(seed)
    assert len({block.shape for block in blocks}) == 4
    assert {block.turns for block in blocks} <= {0, 1, 2, 3}


def test_the_marks_stay_what_they_were() -> None:
    """A house keeps its mark for ever: a change of the drawing of lots would change them all."""
    assert [(block.shape, block.turns) for block in genome("Kastanjen")] == [
        ("gate", 3),
        ("leaf", 1),
        ("mirror", 3),
        ("stairs", 0),
    ]


def test_a_dozen_houses_differ_in_three_shapes_each() -> None:
    for one, other in itertools.combinations(choose_for(HOUSES[:12]), 2):
        assert shapes_apart(one, other) >= 3


def test_forty_houses_differ_in_three_blocks_each() -> None:
    for one, other in itertools.combinations(choose_for(HOUSES), 2):
        assert blocks_apart(one, other) >= 3


def test_the_first_house_needs_no_nonce() -> None:
    assert choose_nonce("Kastanjen", []) == 0
    assert seed_for("Kastanjen", 0) == "Kastanjen"


def test_the_smallest_nonce_is_taken() -> None:
    taken = [*HOUSES[:10], "Kastanjen"]
    nonce = choose_nonce("Kastanjen", taken)
    assert nonce > 0
    for smaller in range(nonce):
        seed = seed_for("Kastanjen", smaller)
        assert min(shapes_apart(seed, other) for other in taken) < 3


def test_when_every_mark_is_near_another_the_best_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("logbook.looks.mark.NONCES_TRIED", 20)
    taken = [f"hus {number}" for number in range(800)]
    best = choose_nonce("Kastanjen", taken)
    assert min(blocks_apart(seed_for("Kastanjen", best), other) for other in taken) in (1, 2)


def test_turns_that_nobody_can_see_do_not_count() -> None:
    assert Block("eye", 1).seen() == Block("eye", 0).seen()
    assert Block("mirror", 2).seen() == Block("mirror", 0).seen()
    assert Block("mirror", 1).seen() != Block("mirror", 0).seen()
    assert Block("stairs", 2).seen() != Block("stairs", 0).seen()


@pytest.mark.parametrize("finished", range(5))
def test_progress_fills_frames_and_leaves_outlines(finished: int) -> None:
    drawn = mark("Kastanjen", 72, finished)
    assert drawn.count('class="frame"') == (1 if finished < 4 else 0)
    assert drawn.count('class="outline"') == max(0, 3 - finished)
    assert drawn.count('class="fill-') == min(4, finished + 1)


def test_a_mark_with_a_title_is_an_image_and_without_one_decoration() -> None:
    assert 'role="img" aria-label="Hus &lt;A&gt;"' in mark("A", title="Hus <A>")
    assert 'aria-hidden="true"' in mark("A")


def test_a_word_that_is_no_stage_has_no_glyph() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        glyph("wondering")


def test_the_tab_shows_the_logbooks_own_mark() -> None:
    icon = (STATIC / "mark.svg").read_text()
    for stage, block, (x, y) in zip(STAGES, BRAND, CORNERS, strict=True):
        place = f'transform="translate({x} {y})" ' if (x, y) != (0, 0) else ""
        assert f'{place}d="{SHAPES[block.shape]}"' in icon, stage
