"""The pattern: on every page, so it must be small, and its ids must not be in anybody's way."""

import re

import pytest

from logbook.looks.pattern import COLUMNS, ROWS, pattern

SEEDS = [None, "Kastanjen", "Lærkereden", "Dagplejen#3", "<script>"]


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_small_enough_for_every_page(seed: str | None) -> None:
    assert len(pattern(seed).encode()) <= 7_000


@pytest.mark.parametrize("seed", SEEDS)
def test_every_place_has_one_block_that_is_defined(seed: str | None) -> None:
    drawn = pattern(seed)
    places = re.findall(r'<use href="#([\w-]+)" x="(\d+)" y="(\d+)"/>', drawn)
    assert len({(x, y) for _, x, y in places}) == len(places) == COLUMNS * ROWS
    defined = re.findall(r'id="([\w-]+)"', drawn)
    assert len(set(defined)) == len(defined) == 16
    assert {block for block, _, _ in places} <= set(defined)
    assert all(name.startswith("block-") for name in defined)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_blocks_beside_the_title_are_in_colour_on_every_screen(seed: str | None) -> None:
    near = re.findall(r'<g class="near fill-\w+">(.*?)</g>', pattern(seed))
    blocks = re.findall(r'x="(\d+)" y="(\d+)"', "".join(near))
    assert sorted(blocks) == [("144", "12"), ("156", "12")]


def test_a_house_has_its_own_pattern() -> None:
    assert pattern("Kastanjen") == pattern("Kastanjen") != pattern("Lærkereden")
