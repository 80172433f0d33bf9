"""A writer gives a passage to KP, an instructor takes it along, and the writer takes it back."""

import csv
import re
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.programme.models import TagKind
from tests import factories as make
from tests.browser.pages import AnyPage, CyclePage, ExtractPage
from tests.exports.world import passages, tag

LEARNED = "Det var os voksne, der lavede køen."


def test_a_passage_goes_to_kp_and_is_taken_back(
    cast: SimpleNamespace, signed_in: Any, size: dict[str, int]
) -> None:
    focus = tag(cast, TagKind.FOCUS)
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER,
        module=cast.module, title="Ro i garderoben",
    )  # fmt: skip
    cycle.tags.append(focus)
    passages(cast, 4, tags=(focus,))
    other = make.module(cast.programme, "Et andet modul")
    passages(cast, 2, module=other)
    db.session.commit()

    writer = signed_in(cast.author, viewport=size)
    CyclePage(writer).open("Ro i garderoben")
    releases(writer)

    page = signed_in(cast.instructor, viewport=size)
    extract = (
        ExtractPage(page).menu("Citater").find(modul=cast.module.title, fokusområde=focus.name)
    )
    extract.expect_text("5 citater").expect_no_text("Citat 5")
    on_screen = extract.passages
    assert LEARNED in on_screen
    assert len(on_screen) == 5
    assert texts_in_docx(extract.take("Word"), on_screen) == on_screen
    assert texts_in_xlsx(extract.take("Excel")) == on_screen
    assert texts_in_csv(extract.take("CSV")) == on_screen
    assert extract.take("Kort til at klippe ud").startswith(b"%PDF-")

    writer.reload()
    AnyPage(writer).expect_text(f"Hentet af KP til {cast.module.title}")
    AnyPage(writer).press("Træk tilbage")
    AnyPage(writer).expect_heading("Trukket tilbage den 7. januar")
    AnyPage(page).menu("Citater").expect_no_text(LEARNED).expect_text("4 citater")


def releases(page: Page) -> None:
    """Choose the words, read them through on the card, and share."""
    step = CyclePage(page).stage("Reflektér")
    step.get_by_role("link", name=re.compile("^Del med KP.*Det lærte vi")).click()
    expect(page.get_by_label("Citatet", exact=True)).to_have_value(LEARNED)
    AnyPage(page).check("Med faggruppe").press("Fortsæt")
    AnyPage(page).expect_heading("Læs lige igennem").expect_text("Læs lige igennem, før du deler:")
    AnyPage(page).press("Ret teksten").expect_heading("Del med KP")
    AnyPage(page).press("Fortsæt").press("Jeg har tjekket – del")
    AnyPage(page).expect_heading("Delt med KP")


def texts_in_docx(made: bytes, looked_for: list[str]) -> list[str]:
    paragraphs = [p.text.strip("”").strip() for p in Document(BytesIO(made)).paragraphs]
    return [text for text in paragraphs if text in looked_for]


def texts_in_xlsx(made: bytes) -> list[str]:
    head, *rows = load_workbook(BytesIO(made)).active.iter_rows(values_only=True)
    return [row[head.index("tekst")] for row in rows]


def texts_in_csv(made: bytes) -> list[str]:
    rows = csv.DictReader(StringIO(made.decode("utf-8-sig")), delimiter=";")
    return [row["tekst"] for row in rows]
