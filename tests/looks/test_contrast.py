"""Every pair of colours that meets on the screen is easy to see apart, in both themes."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static" / "base.css").read_text()
STAGES = ("plan", "try", "observe", "reflect")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: text, and the parts of a picture or a field

PAIRS = [
    *[(ink, on, TEXT) for ink in ("ink", "ink-2", "ink-3", "link") for on in ("paper", "surface")],
    ("ink", "sunken", TEXT),
    ("ink-2", "sunken", TEXT),
    ("ink-3", "sunken", TEXT),
    ("btn-text", "btn", TEXT),
    ("surface", "ink", TEXT),
    ("line-strong", "surface", SHAPE),
    ("line-strong", "paper", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "surface", SHAPE),
    *[(f"{stage}-on", stage, TEXT) for stage in STAGES],
    *[(f"{stage}-deep", f"{stage}-soft", TEXT) for stage in STAGES],
    *[(f"{stage}-deep", "surface", TEXT) for stage in STAGES],
    *[(ink, f"{stage}-soft", TEXT) for ink in ("ink", "ink-2", "link") for stage in STAGES],
    ("plan", "surface", SHAPE),
    ("reflect", "surface", SHAPE),
    ("error", "surface", TEXT),
    ("error", "error-soft", TEXT),
    ("ok", "ok-soft", TEXT),
    ("warn", "warn-soft", TEXT),
    *[(f"heat-{step}-on", f"heat-{step}", TEXT) for step in range(6)],
    ("ink-3", "heat-0", TEXT),
    ("band-text", "band", TEXT),
    ("band-quiet", "band", TEXT),
    ("band-text", "band-pill", TEXT),
]


def block(selector: str) -> dict[str, str]:
    """The custom properties that a selector sets."""
    start = CSS.index(selector + " {")
    body = CSS[start : CSS.index("}", start)]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", body))


LIGHT = block(":root")
BY_PHONE = block(':root:not([data-tema="lys"])')
BY_CHOICE = block(':root[data-tema="moerk"]')
THEMES = {"light": LIGHT, "dark": LIGHT | BY_PHONE}


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_has_contrast_enough(theme: str, front: str, back: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[front], colours[back]) >= least


def test_the_scale_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_white_stays_readable_over_the_lightest_block_behind_it() -> None:
    """The pattern's strongest tone is white at 15 % over the band."""
    band = LIGHT["band"]
    mixed = "#" + "".join(
        f"{round(int(band[at : at + 2], 16) * 0.85 + 255 * 0.15):02X}" for at in (1, 3, 5)
    )
    assert contrast("#FFFFFF", mixed) >= 7
    assert contrast(LIGHT["band-quiet"], mixed) >= TEXT


def test_the_dark_colours_are_the_same_by_phone_and_by_choice() -> None:
    assert BY_PHONE == BY_CHOICE
    assert len(BY_PHONE) > 40


def test_dark_has_no_colour_that_light_has_not() -> None:
    assert set(BY_PHONE) <= set(LIGHT)
