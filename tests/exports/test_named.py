"""A file says by its name and on its first page which form it is, what it is for, and when."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from logbook.boards.models import Board
from logbook.db import db
from logbook.jobs.making import make_all_waiting
from tests import factories as make
from tests.boards.hanging import put
from tests.exports.world import passage, passages, take

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.instructor)


def first_page(data):
    return " ".join(PdfReader(BytesIO(data)).pages[0].extract_text().split())


def beginning(form, data):
    """What a reader sees first."""
    if form in {"pdf", "cards"}:
        return first_page(data)
    if form == "docx":
        return " ".join(p.text for p in Document(BytesIO(data)).paragraphs[:4])
    if form == "pptx":
        slide = Presentation(BytesIO(data)).slides[0]
        return " ".join(s.text for s in slide.shapes if s.has_text_frame)
    if form == "xlsx":
        return str(openpyxl.load_workbook(BytesIO(data)).active.oddHeader.left.text)
    return str(" ".join(data.decode().split("\n\n")[:2]))


FORMS = ["pdf", "cards", "docx", "pptx", "xlsx", "text"]


@pytest.mark.parametrize("form", FORMS)
def test_the_session_and_the_days_stand_on_the_first_page(cast, client, form):
    passages(cast, 1)
    session = cast.module.sessions[2]
    data = take(client, form, undervisningsgang=str(session.id)).data
    told = beginning(form, data)
    assert "Deltagelsesmuligheder, Undervisningsgang 2" in told
    assert f"undervisning {session.starts_on.day}. " in told
    assert "hentet 7. januar" in told


@pytest.mark.parametrize("form", FORMS)
def test_without_a_session_the_day_it_was_taken_stands(cast, client, form):
    passages(cast, 1)
    told = beginning(form, take(client, form).data)
    assert "Alle moduler" in told
    assert "hentet 7. januar" in told
    assert "undervisning " not in told


def test_two_forms_of_pdf_have_two_names(cast, client):
    passages(cast, 1)
    names = [take(client, form).headers["Content-Disposition"] for form in ("pdf", "cards", "docx")]
    plain = [name.split('"')[1] for name in names]
    begins = "Udtraek-Alle-moduler-2030-01-07"
    assert plain == [f"{begins}-ark.pdf", f"{begins}-kort.pdf", f"{begins}.docx"]
    assert "2030-01-07%20%E2%80%93%20kort.pdf" in names[1]


@pytest.mark.parametrize("form", ["pdf", "cards", "docx", "pptx", "text"])
def test_every_form_says_how_many_were_held_back(cast, client, form):
    for place in ("Kastanjen", "Skoven", "Engen"):
        passage(cast, f"Fra {place}.", house=make.house(cast.programme, f"{place} 2"))
    other = make.module(cast.programme, "Overgange")
    passage(cast, "Fra et hus.", module=other)
    db.session.commit()
    data = take(client, form, huse="3").data
    words = "1 citat holdes tilbage, fordi det kommer fra færre end tre huse."
    assert words in " ".join(beginning(form, data).split())
    assert words not in " ".join(beginning(form, take(client, form).data).split())


def test_a_long_choice_of_words_is_cut_on_a_card(cast, client):
    """Its writers read it whole; on paper two lines are enough, and none reaches a card."""
    made = passages(cast, 1)
    cast.module.title = "Meget langt modul " * 10
    db.session.commit()
    told = first_page(take(client, "cards").data)
    assert "Alle moduler" in told
    told = first_page(take(client, "cards", modul=str(cast.module.id)).data)
    assert "…" in told
    assert made[0].text in told


def test_a_board_names_its_session_and_its_day(cast, client):

    [release] = passages(cast, 1)
    session = cast.module.sessions[2]
    board = make.saved(
        Board.make(cast.programme, "Ro & uro", session, by=cast.instructor, at=make.NOON)
    )
    put(client, board, release)
    for form in FORMS:
        page = client.post(f"/tavler/{board.id}/hent", data={"format": form}).location
        make_all_waiting()
        db.session.rollback()
        told = beginning(form, client.get(f"{page}/fil").data)
        told = told.replace("&&", "&").replace("\n", " · ")
        assert "Tavle: Ro & uro · Undervisningsgang 2, 21. januar" in told, form
        assert "hentet 7. januar" in told, form
