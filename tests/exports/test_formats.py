"""What is printed, projected and pasted: made from hard texts, and read by other programs."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.cycles.questions import Question
from logbook.exports.makers import MAKERS
from logbook.exports.models import Format
from logbook.exports.passages import Group, Handout, Passage
from logbook.exports.pieces import pieces, room
from logbook.exports.threshold import Shown
from logbook.forms import UNWRITABLE
from tests.exports.reading import (
    FORMS,
    csv_rows,
    everything_in,
    flat,
    sheet_rows,
    slides,
    text_in,
)

pytestmark = pytest.mark.usefixtures("app")

HARD = {
    "danish": "Æ ø å – ”Må jeg?” – »ja« … ½ × 2 é",
    "emoji": "Vi jublede 🙂 👩‍👩‍👧 🏳️‍🌈!",
    "arabic": "Hun sagde مرحبا بالعالم til os.",
    "program": '#import "x" $x^2$ *fed* _kursiv_ <a> {{ 7 * 7 }} {% if %} \\u{41} @ref // /* ]]>',
    "long word": "Børne" * 60,
    "long": "Vi så det igen, og så talte vi om det. " * 520,
    "lines": "En linje.\n" * 60,
    "live": "=1+1",
}
# Neither spaces nor what a font draws as one with its neighbour: those are read back as they look.
SAFE = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"])


def passage(text: str, question: Question = Question.LEARNED) -> Passage:
    return Passage(
        uuid4(), text, question, None, "", "Modul 4", "Undervisningsgang 2", ("Tilknytning",),
        ("Sprog",), Shown("Baltorp", "Børnehus", "pædagog", "uge 45, 2026"),
    )  # fmt: skip


def handout(*texts: str, note: str = "") -> Handout:
    groups = (Group("Vi troede …", tuple(map(passage, texts)), note), Group("Tom", ()))
    return Handout("Modul 4", "Modul 4, Spor A", date(2026, 11, 24), groups, held_back=4)


def made(form: str, of: Handout) -> bytes:
    return MAKERS[Format(form)].make(of)


@pytest.mark.parametrize("form", FORMS)
def test_it_tells_how_far_it_is_as_often_as_it_knows(form):
    said = []
    MAKERS[Format(form)].make(handout(*["Ro."] * 40), lambda *so_far: said.append(so_far))
    assert said == sorted(said)
    assert all(0 <= done <= total for done, total in said)
    # What is set in one stroke has a bar that tells nothing.
    assert len(set(said)) >= 40 if form in ("pptx", "docx", "xlsx", "csv") else not said


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", HARD)
def test_a_hard_text_is_read_back_as_it_was_written(form, kind):
    words = flat(text_in(form, made(form, handout(HARD[kind]))))
    if kind == "arabic" and form in ("pdf", "cards"):
        assert flat("Hun sagde") in words
        assert "\N{WHITE SQUARE}" not in words
    elif kind in ("long", "lines") and form in ("pdf", "cards", "pptx"):
        # It goes on on the next card or slide, beneath whose words stand others.
        assert words.count(HARD[kind].split()[-1]) >= HARD[kind].count(HARD[kind].split()[-1])
    else:
        assert flat(HARD[kind]).replace("\ufe0f", "") in words.replace("\ufe0f", "")


@pytest.mark.parametrize("form", ["pdf", "cards"])
def test_a_letter_that_no_font_has_leaves_an_empty_place(form):
    assert "Hun sagde \N{WHITE SQUARE}\N{WHITE SQUARE}." in text_in(
        form, made(form, handout("Hun sagde 日本."))
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15)
@given(text=st.text(SAFE, min_size=1, max_size=300).map(str.strip).filter(bool))
def test_no_text_breaks_a_maker(form, text):
    assert not UNWRITABLE.search(text)
    assert len(made(form, handout(text))) > 100


@pytest.mark.parametrize("form", FORMS)
def test_a_note_of_her_own_is_for_her_speech_alone(form):
    data = made(form, handout("Ro.", note="KANARIE husk kaffen"))
    assert ("KANARIE" in everything_in(data)) is (form == "pptx")
    if form == "pptx":
        assert "KANARIE" not in text_in(form, data)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_held_back_is_counted(form):
    assert "4 citater holdes tilbage" in text_in(form, made(form, handout("Ro.")))
    none = replace(handout("Ro."), held_back=0)
    assert "holdes tilbage" not in text_in(form, made(form, none))


@pytest.mark.parametrize(("form", "rows_in"), [("csv", csv_rows), ("xlsx", sheet_rows)])
def test_a_row_says_under_which_heading_its_passage_stands(form, rows_in):
    groups = (
        Group("Vi troede …", (passage("Ro."), passage("Tid."))),
        Group("=Så", (passage("Uro."),)),
    )
    head, *rows = rows_in(made(form, replace(handout(), groups=groups, held_back=0)))
    assert head[0] == "gruppe"
    dead = "'=Så" if form == "csv" else "=Så"
    assert [row[0] for row in rows] == ["Vi troede …", "Vi troede …", dead]


@pytest.mark.parametrize("form", ["pdf", "cards", "pptx", "docx", "xlsx"])
def test_a_file_tells_its_title_and_nothing_of_its_making(form):
    data = made(form, handout("Ro."))
    everything = everything_in(data)
    assert "Modul 4" in everything
    here = str(Path(__file__).parents[2])
    for word in ("Typst", "python-", "openpyxl", "PowerPoint", "Steve Canny", "/tmp/", here):
        assert word not in everything, word
    moments = re.findall(r"20\d\d-\d\d-\d\dT(\d\d:\d\d:\d\d)", everything)
    assert set(moments) <= {"00:00:00"}
    assert made(form, handout("Ro.")) == data or form in ("docx", "xlsx")


@pytest.mark.parametrize("form", ["pdf", "cards"])
def test_a_pdf_is_tagged_danish_and_says_that_it_is_for_everyone(form):
    read = pypdf.PdfReader(BytesIO(made(form, handout("Først.", "Så.", "Sidst."))))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == "Modul 4"
    assert (read.metadata.author, read.metadata.producer) == (None, None)
    assert (read.metadata.creator or "").strip() == "Logbogen"
    assert read.metadata.creation_date is None
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    tags = list(tags_below(root["/StructTreeRoot"]))
    assert "/BlockQuote" in tags
    assert ("/H1" in tags and "/H2" in tags) is (form == "pdf")
    words = text_in(form, made(form, handout("Først.", "Så.", "Sidst.")))
    assert words.index("Først") < words.index("Så") < words.index("Sidst")
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def tags_below(node):
    if isinstance(node, pypdf.generic.IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from tags_below(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        yield from tags_below(node.get("/K"))


def test_the_pages_are_numbered_and_the_cards_are_six_to_a_page():
    many = handout(*["Ro i garderoben."] * 40)
    printed = pypdf.PdfReader(BytesIO(made("pdf", many)))
    assert f"Side 1 af {len(printed.pages)}" in printed.pages[0].extract_text()
    cards = pypdf.PdfReader(BytesIO(made("cards", many)))
    assert len(cards.pages) == 7
    assert cards.pages[0].extract_text().count("garderoben") == 6


def test_each_slide_has_a_title_of_its_own_and_stands_on_a_layout():
    shown = slides(made("pptx", handout("Ro.", "Tid.", "Vi så det. " * 200, note="Husk kaffen")))
    titles = [slide.shapes.title.text for slide in shown]
    assert len(set(titles)) == len(titles)
    assert titles[:4] == ["Modul 4", "Vi troede …", "Vi troede … · 1 af 3", "Vi troede … · 2 af 3"]
    assert {slide.slide_layout.name for slide in shown} == {
        "Forside", "Gruppe", "Citat – Reflektér",
    }  # fmt: skip
    assert all(shape.is_placeholder for slide in shown for shape in slide.shapes)
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(shown)[1:3]]
    assert notes[0] == "Husk kaffen"
    assert notes[1].splitlines()[1:] == [
        "Modul 4, Undervisningsgang 2", "Fokusområde: Tilknytning", "Læreplanstema: Sprog",
    ]  # fmt: skip
    with ZipFile(BytesIO(made("pptx", handout("Ro.")))) as parts:
        everything = "".join(parts.read(name).decode() for name in parts.namelist())
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert 'lang="en' not in everything
    assert 'lang="da-DK"' in everything


@given(text=st.text(st.sampled_from("ab .\n"), max_size=800), limit=st.integers(60, 300))
def test_pieces_hold_every_letter_in_order_and_none_is_too_long(text, limit):
    found = pieces(text, limit)
    assert flat("".join(found)) == flat(text)
    assert all(room(piece) <= limit for piece in found)


def test_a_text_is_cut_after_a_sentence():
    assert pieces("Vi så det. " * 12, 100)[0].endswith("det.")
