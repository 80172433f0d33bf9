"""Every form of an extract, opened by a program that is not ours: it holds what was shared."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.exports.models import Extract, Format
from logbook.exports.sheet import CELL_LIMIT, WIDTHS, dead, pieces
from logbook.jobs import making as jobs_making
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution, Release
from tests import factories as make
from tests.exports.reading import (
    FORMS,
    csv_rows,
    everything_in,
    flat,
    paragraphs,
    sheet_rows,
    text_in,
)
from tests.exports.world import passage, passages, tag, take

pytestmark = pytest.mark.usefixtures("noon")

DANISH = (
    "Børnene sagde: »Må jeg være med?« – ”ja!”, & så <b>åbnede</b> legen sig.\nÉn ad gangen; 50 %."
)
LIVE = ["=1+1", "+45 12", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "http://example.org/"]


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.instructor)


def quotations(answer):
    return [text[1:-1] for style, text in paragraphs(answer.data) if style.startswith("Citat")]


def texts_in(form, answer):
    if form == "docx":
        return quotations(answer)
    rows = sheet_rows(answer.data) if form == "xlsx" else csv_rows(answer.data)
    place = list(WIDTHS).index("tekst")
    return [row[place] for row in rows[1:]]


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_what_was_shared_is_what_is_taken(cast, client, form):
    shared = [DANISH, "Ventetid skaber uro.", "{{ 7 * 7 }} {% if %} _x0041_", "Æ ø å 🙂"]
    for words in shared:
        passage(cast, words)
    db.session.commit()
    assert sorted(texts_in(form, take(client, form))) == sorted(shared)


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_the_order_and_the_groups_are_the_same_everywhere(cast, client, form):
    near, far = tag(cast, TagKind.FOCUS), tag(cast, TagKind.FOCUS, 1)
    passage(cast, "5", question=Question.WONDERING)
    passage(cast, "2", question=Question.LEARNED, tags=(near,))
    passage(cast, "1", question=Question.TAKEAWAY, tags=(near,))
    passage(cast, "4", question=Question.TAKEAWAY)
    passage(cast, "3", question=Question.LEARNED, tags=(far,))
    db.session.commit()
    assert texts_in(form, take(client, form)) == ["1", "2", "3", "4", "5"]


def test_the_columns_say_what_five_allow(cast, client):
    passages(cast, 5, tags=(tag(cast, TagKind.FOCUS), tag(cast, TagKind.THEME)))
    headings, *rows = csv_rows(take(client, "csv").data)
    assert headings == list(WIDTHS)
    assert dict(zip(headings, rows[0], strict=True)) | {"tekst": ""} == {
        "gruppe": "Læringsmiljøer",
        "modul": "Deltagelsesmuligheder",
        "undervisningsgang": "Undervisningsgang 2",
        "distrikt": "Baltorp",
        "enhedstype": "Børnehus",
        "faggruppe": "pædagog",
        "fokusområde": "Læringsmiljøer",
        "tema": "Social udvikling",
        "spørgsmål": "Det lærte vi",
        "beslutning": "",
        "tekst": "",
        "uge": "uge 2, 2030",
        "navn": "",
    }


def test_four_are_anybody(cast, client):
    passages(cast, 4)
    for rows in (csv_rows(take(client, "csv").data), sheet_rows(take(client, "xlsx").data)):
        row = dict(zip(rows[0], rows[1], strict=True))
        assert (row["faggruppe"], row["distrikt"], row["uge"]) == ("fagprofessionel", "", "")


def test_the_document_has_one_heading_per_group_and_tells_what_it_may(cast, client):
    passage(cast, "Uden.", attribution=Attribution.NAME, name="Signe Bæk")
    passage(cast, "Med.", tags=(tag(cast, TagKind.FOCUS),))
    db.session.commit()
    found = paragraphs(take(client, "docx", modul=str(cast.module.id)).data)
    assert ("Title", "Deltagelsesmuligheder") in found
    assert ("Subtitle", "Deltagelsesmuligheder · hentet 7. januar") in found
    assert [text for style, text in found if style == "Heading 1"] == [
        "Læringsmiljøer", "Uden fokusområde",
    ]  # fmt: skip
    assert ("Kilde", "Det lærte vi · Signe Bæk") in found
    assert ("Kilde", "Det lærte vi · fagprofessionel") in found
    assert not [text for _, text in found if not text.strip() or "{" in text]


def test_the_document_is_danish_and_numbers_its_pages(cast, client):
    passages(cast, 1)
    with ZipFile(BytesIO(take(client, "docx").data)) as parts:
        styles = parts.read("word/styles.xml").decode()
        foot = parts.read("word/footer1.xml").decode()
    assert 'w:lang w:val="da-DK"' in styles
    assert "PAGE" in foot
    assert "NUMPAGES" in foot


def test_nothing_in_a_file_says_who_made_it(cast, client):
    passages(cast, 1)
    for form in ("docx", "xlsx"):
        data = take(client, form).data
        with ZipFile(BytesIO(data)) as parts:
            everything = "".join(
                parts.read(name).decode("utf-8", "ignore") for name in parts.namelist()
            )
            names = parts.namelist()
        for word in (cast.instructor.name, cast.instructor.user_name, "python", str(Path.cwd())):
            assert word not in everything, (form, word)
        assert not [name for name in names if "thumbnail" in name]
    about = Document(BytesIO(take(client, "docx").data)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title == "Alle moduler"
    assert about.created.hour == about.modified.hour == 0
    book = openpyxl.load_workbook(BytesIO(take(client, "xlsx").data)).properties
    assert not book.creator
    assert not book.lastModifiedBy
    assert book.created.hour == 0


def test_no_cell_is_live(cast, client):
    for words in LIVE:
        passage(cast, words)
    db.session.commit()
    sheet = openpyxl.load_workbook(BytesIO(take(client, "xlsx").data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert set(LIVE) <= {cell.value for cell in cells}
    written = csv_rows(take(client, "csv").data)
    assert not [c for row in written for c in row if c.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_cell_that_would_run_is_dead(start):
    assert dead(start + "1") == "'" + start + "1"
    assert dead("1" + start) == "1" + start


def test_danish_excel_opens_the_csv_without_asking(cast, client):
    passage(cast, DANISH)
    db.session.commit()
    answer = take(client, "csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbfgruppe;modul;undervisningsgang;")
    assert answer.data.endswith(b"\r\n")


def test_a_text_longer_than_a_cell_goes_on_in_the_next(cast, client):
    long = "Vi så det igen. " * 4_000
    passage(cast, long.strip())
    db.session.commit()
    for rows in (csv_rows(take(client, "csv").data), sheet_rows(take(client, "xlsx").data)):
        headings, row = rows
        assert headings[-1] == "tekst (fortsat)"
        assert row[headings.index("tekst")] + row[-1] == long.strip()
    assert [len(piece) for piece in pieces("🙂" * CELL_LIMIT)] == [CELL_LIMIT // 2] * 2


def test_the_sheet_keeps_its_head(cast, client):
    passages(cast, 2)
    sheet = openpyxl.load_workbook(BytesIO(take(client, "xlsx").data)).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M3"
    assert sheet["K2"].alignment.wrap_text


def test_the_name_of_the_file_says_what_is_inside(cast, client):
    cast.module.title = 'Modul 4: Børn/æøå "x"'
    db.session.commit()
    passages(cast, 1)
    given = take(client, "docx", modul=str(cast.module.id)).headers["Content-Disposition"]
    assert given.startswith(
        'attachment; filename="Udtraek-Modul-4-Boernaeoeaa-x-2030-01-07.docx"; '
    )
    assert "filename*=UTF-8''Udtr%C3%A6k%20Modul%204%20B%C3%B8rn%C3%A6%C3%B8%C3%A5%20x" in given


def test_the_extract_is_logged_with_all_that_was_in_it(cast, client):
    shared = passages(cast, 3)
    track = tag(cast, TagKind.TRACK)
    page = client.get("/udtraek")
    assert "Det har du hentet" not in page.text
    take(client, "xlsx", modul=str(cast.module.id))
    [logged] = db.session.scalars(Extract.by(cast.instructor)).all()
    assert logged.format is Format.XLSX
    assert logged.selection == "Deltagelsesmuligheder"
    assert {release.id for release in logged.releases} == {release.id for release in shared}
    assert "Det har du hentet" in client.get("/udtraek").text
    nothing = client.post("/udtraek/hent", data={"format": "csv", "spor": str(track.id)})
    assert nothing.status_code == 303
    assert len(db.session.scalars(Extract.by(cast.instructor)).all()) == 1
    assert "Der er ingen citater i udvalget." in client.get(nothing.location).text


def test_the_writers_read_what_was_asked_for(cast, client, sign_in):
    release = passage(cast, tags=(tag(cast, TagKind.TRACK), tag(cast, TagKind.FOCUS)))
    db.session.commit()
    session = cast.module.sessions[2]
    take(
        client, "csv", undervisningsgang=str(session.id), spor=str(tag(cast, TagKind.TRACK).id),
        fokus=str(tag(cast, TagKind.FOCUS).id),
    )  # fmt: skip
    page = sign_in(release.proposed_by).get(f"/frigivet/{release.id}").text
    words = "Deltagelsesmuligheder, Undervisningsgang 2, Spor A, Læringsmiljøer"
    assert f"Hentet af KP til {words} den 7. januar" in page


@pytest.mark.parametrize(
    "given", [{}, {"format": "odt"}, {"format": "csv", "hus": "1"}, {"format": "csv", "huse": "2"}]
)
def test_what_cannot_be_asked_for_is_404(cast, client, given):
    assert client.post("/udtraek/hent", data=given).status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_not_released_is_in_any_form(cast, client, form):
    """The canary: private, waiting, withdrawn, cut away, or another programme's."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, module=cast.module, stage=Stage.REFLECT,
        coauthors=(cast.coauthor,), title="KANARIE titel", wondering="KANARIE privat",
    )  # fmt: skip
    cycle.answer(Question.LEARNED, "KANARIE venter", by=cast.author, at=make.NOON)
    cycle.answer(Question.LEARNED, "KANARIE venter på et ja", by=cast.coauthor, at=make.NOON)
    cycle.answer(Question.TAKEAWAY, "KANARIE før. Det må I få.", by=cast.author, at=make.NOON)
    cycle.answer(Question.SURPRISED, "KANARIE fortrudt", by=cast.author, at=make.NOON)
    db.session.commit()
    make.release(cycle, by=cast.author)
    make.release(cycle, by=cast.author, question=Question.TAKEAWAY, passage="Det må I få.")
    gone = make.release(cycle, by=cast.author, question=Question.SURPRISED)
    gone.withdraw(by=cast.author, at=make.NOON + timedelta(days=1))
    cycle.answer(Question.TAKEAWAY, "KANARIE efter", by=cast.author, at=make.NOON)
    elsewhere = make.cycle(
        by=cast.foreign_leader, house=cast.foreign_house, wondering="KANARIE andetsteds",
    )  # fmt: skip
    make.release(elsewhere, by=cast.foreign_leader, question=Question.WONDERING)
    db.session.commit()
    data = take(client, form).data
    everything = everything_in(data)
    assert flat("Det må I få.") in flat(text_in(form, data))
    assert "KANARIE" not in everything
    assert "Kastanjen" not in everything
    assert len(db.session.scalars(Release.released_to(cast.programme.id)).all()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_taking_costs_the_same_for_five_as_for_fifty(
    cast, client, count_queries, form, monkeypatch
):
    monkeypatch.setattr(jobs_making, "MOVES_EVERY", 60)
    passages(cast, 5)
    five = count_queries(lambda: take(client, form))
    passages(cast, 45)
    assert count_queries(lambda: take(client, form)) == five
