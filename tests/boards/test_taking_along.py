"""A board taken along: in every form the same groups in the same order, and nothing withdrawn."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from logbook.boards.models import BoardNote
from logbook.db import db
from logbook.exports.making import asked_at
from logbook.exports.models import Extract, Format
from logbook.jobs.making import make_all_waiting
from logbook.jobs.models import Job
from tests import factories as make
from tests.boards.hanging import press, put
from tests.exports.world import passages

ORDER = ["Citat 3", "Citat 2", "Citat 0"]
GROUPS = ["Så prøvede vi …", "Nu ved vi …"]


@pytest.fixture
def filled(instructor, cast, fellow, board):
    """In the order 3 | 2, 0; what hung there besides was withdrawn."""
    made = passages(cast, 5)
    for release in made:
        put(instructor, board, release)
    press(instructor, board, "Citat 2", "op")
    press(instructor, board, "Citat 2", "op")
    press(instructor, board, "Citat 3", board.groups[1].id)
    for release in (made[1], made[4]):
        release.withdraw(by=release.proposed_by, at=make.NOON)
    group = board.groups[1]
    for hour, (by, text, about) in enumerate(
        (
            (cast.instructor, "Min egen note.", group),
            (fellow, "Lad dem tale først.", group),
            (fellow, "Om hele tavlen.", None),
            (fellow, "Om den tomme.", board.groups[0]),
        )
    ):
        at = make.NOON + timedelta(hours=hour)
        make.saved(BoardNote.write(board, text, group=about, by=by, at=at))
    return made


def taken(client, board, form):
    answer = client.post(f"/tavler/{board.id}/hent", data={"format": form})
    assert answer.status_code == 303
    assert make_all_waiting() == 1
    db.session.rollback()
    file = client.get(f"{answer.location}/fil")
    assert file.status_code == 200
    return file.get_data()


def words_of_docx(data):
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


def words_of_xlsx(data):
    rows = load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row]


def words_of_csv(data):
    rows = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")
    return [cell for row in rows for cell in row]


def words_of_pdf(data):
    return [
        line for page in PdfReader(BytesIO(data)).pages for line in page.extract_text().split("\n")
    ]


def words_of_pptx(data):
    slides = Presentation(BytesIO(data)).slides
    return [shape.text for slide in slides for shape in slide.shapes if shape.has_text_frame]


READ = {
    Format.DOCX: words_of_docx, Format.XLSX: words_of_xlsx, Format.CSV: words_of_csv,
    Format.PDF: words_of_pdf, Format.CARDS: words_of_pdf, Format.PPTX: words_of_pptx,
    Format.TEXT: lambda data: data.decode().splitlines(),
}  # fmt: skip


@pytest.mark.parametrize("form", list(Format))
def test_every_form_has_the_boards_order_and_nothing_withdrawn(instructor, board, filled, form):
    words = "\n".join(READ[form](taken(instructor, board, form)))
    places = [words.index(text) for text in ORDER]
    assert places == sorted(places)
    assert "Citat 1" not in words
    assert "Citat 4" not in words
    assert "note" not in words.lower(), "notes are for her speech alone"
    if form not in {Format.XLSX, Format.CSV, Format.CARDS}:
        groups = [words.index(title) for title in GROUPS]
        assert groups[0] < places[0] < groups[1] < places[1]
        assert "Vi troede" not in words, "an empty group is left out"


def test_notes_are_what_the_speaker_says(instructor, board, filled):
    slides = Presentation(BytesIO(taken(instructor, board, "pptx"))).slides
    noted = [each.notes_slide.notes_text_frame.text for each in slides if each.has_notes_slide]
    spoken = next(text for text in noted if "Min egen note." in text)
    assert spoken.split("\n\n") == [
        "Jens: Om hele tavlen.", "Vi troede … Jens: Om den tomme.", "Min egen note.",
        "Jens: Lad dem tale først.",
    ]  # fmt: skip


def test_a_note_about_the_last_group_is_said_though_it_is_empty(instructor, cast, board):
    release = passages(cast, 1)[0]
    put(instructor, board, release, group=board.groups[0].id)
    text = "Slut her."
    note = BoardNote.write(board, text, group=board.groups[2], by=cast.instructor, at=make.NOON)
    make.saved(note)
    slides = Presentation(BytesIO(taken(instructor, board, "pptx"))).slides
    noted = [each.notes_slide.notes_text_frame.text for each in slides if each.has_notes_slide]
    assert any("Nu ved vi … Slut her." in text for text in noted)


def test_it_stands_in_the_log_with_just_what_hung_there(instructor, board, filled):
    taken(instructor, board, "csv")
    extract = db.session.scalars(db.select(Extract)).one()
    assert {each.text for each in extract.releases} == set(ORDER)
    assert extract.selection == "Tavle: Ro og uro"


def test_a_passage_withdrawn_meanwhile_is_not_in_the_file(instructor, board, filled):
    answer = instructor.post(f"/tavler/{board.id}/hent", data={"format": "csv"})
    filled[2].withdraw(by=filled[2].proposed_by, at=make.NOON)
    db.session.commit()
    make_all_waiting()
    db.session.rollback()
    words = words_of_csv(instructor.get(f"{answer.location}/fil").get_data())
    assert "Citat 2" not in words
    assert "Citat 3" in words


def test_an_empty_board_gives_no_file(instructor, board):
    answer = instructor.post(f"/tavler/{board.id}/hent", data={"format": "csv"})
    assert answer.location == f"/tavler/{board.id}"
    assert "Der er ingen citater på tavlen endnu." in instructor.get(answer.location).text


def test_what_waits_leads_back_to_the_board(instructor, board, filled):
    instructor.post(f"/tavler/{board.id}/hent", data={"format": "pdf"})
    job = db.session.scalars(db.select(Job)).one()
    assert asked_at(job) == ("Tavlen", "boards.show", {"board_id": str(board.id)})


def test_an_unknown_form_is_404(instructor, board, filled):
    for form in ("exe", ""):
        data = {"format": form}
        assert instructor.post(f"/tavler/{board.id}/hent", data=data).status_code == 404


def test_what_was_made_of_a_board_stays_readable_when_the_board_is_deleted(
    instructor, board, filled
):
    """Its page leads to the boards that there are, and to none that is gone."""
    page = instructor.post(f"/tavler/{board.id}/hent", data={"format": "csv"}).location
    make_all_waiting()
    db.session.rollback()
    gone = f"/tavler/{board.id}"
    assert gone in instructor.get(page).text
    told = instructor.get(f"{gone}/slet").text.split('name="told"')[1].split('value="')[1]
    deleted = instructor.post(f"{gone}/slet", data={"told": told.split('"')[0]})
    assert deleted.status_code == 303
    assert instructor.get(gone).status_code == 410
    assert f'href="{page}"' in instructor.get("/udtraek?modul=").text, "among her files"
    shown = instructor.get(page)
    assert shown.status_code == 200
    assert gone not in shown.text
    assert 'href="/tavler"' in shown.text
    assert "Citat 3" in instructor.get(f"{page}/fil").get_data(as_text=True)
