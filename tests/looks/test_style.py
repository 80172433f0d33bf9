"""The style sheets and templates keep to what a strict policy and a slow phone allow."""

import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from logbook.packed import packed
from logbook.style import joined
from tests.each import each

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "static").glob("*.css"))
FONTS = sorted((ROOT / "static" / "fonts").glob("*.woff2"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = "\n".join(sheet.read_text() for sheet in SHEETS)


@each(TEMPLATES, "template")
def test_a_template_has_no_style_or_script_of_its_own(template: Path) -> None:
    markup = template.read_text()
    assert not re.search(
        r"""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son\w+\s*=\s*["']""", markup
    )


def test_every_sheet_is_sent(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = app.url_for("style")
    style = client.get(address, headers={"Accept-Encoding": "br"})
    sent = brotli.decompress(style.data)
    for sheet in SHEETS:
        assert sheet.read_bytes() in sent
    assert "immutable" in style.headers["Cache-Control"]
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert plain.data == sent


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_font_is_used_and_carries_its_licence(font: Path) -> None:
    assert f"url(fonts/{font.name})" in CSS
    family = font.name.split("-")[0]
    licences = {path.stem.lower(): path for path in font.parent.glob("LICENSE-*.txt")}
    licence = next(path for stem, path in licences.items() if family in stem)
    assert "SIL OPEN FONT LICENSE" in licence.read_text().upper()


def test_style_and_type_fit_a_first_visit() -> None:
    """The first visit may weigh 60 kB: this leaves 6 kB for the page itself."""
    style = len(packed(joined(ROOT / "static")))
    fonts = sum(font.stat().st_size for font in FONTS)
    assert style + fonts <= 53_500
    assert len(SHEETS) + len(FONTS) + 2 <= 10  # the page and its icon too


def test_every_custom_property_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\(--([\w-]+)[,)]", CSS))
    assert used <= set(re.findall(r"--([\w-]+):", CSS))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_is_short_and_balanced(sheet: Path) -> None:
    text = sheet.read_text()
    assert len(text.splitlines()) <= 300
    assert text.count("{") == text.count("}")
