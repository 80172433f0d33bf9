"""What stands in a file, read by programs that are not ours."""

import csv
import re
import shutil
import subprocess
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import openpyxl
import pptx
import pypdf
import pytest
from docx import Document

FORMS = ("pdf", "cards", "pptx", "docx", "xlsx", "csv", "text")


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_rows(data: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(BytesIO(data)).paragraphs]


def slides(data: bytes) -> Any:
    return pptx.Presentation(BytesIO(data)).slides


def pdf_text(data: bytes) -> str:
    """By poppler, in the order in which it is read aloud."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.fail("The tests need pdftotext. As root: apt-get install poppler-utils")
    run = subprocess.run(
        [program, "-enc", "UTF-8", "-raw", "-", "-"], input=data, stdout=subprocess.PIPE, check=True
    )
    return run.stdout.decode()


def text_in(form: str, data: bytes) -> str:
    """All words of a file, in its own order."""
    if form in ("pdf", "cards"):
        return pdf_text(data)
    if form == "pptx":
        return "\n".join(
            shape.text_frame.text
            for slide in slides(data)
            for shape in slide.shapes
            if shape.has_text_frame
        )
    if form == "docx":
        return "\n".join(text for _, text in paragraphs(data))
    if form in ("xlsx", "csv"):
        rows = sheet_rows(data) if form == "xlsx" else csv_rows(data)
        return "\n".join("\n".join(row) for row in rows)
    return data.decode()


def flat(text: str) -> str:
    """Without white space: where lines break is for each form to say."""
    return re.sub(r"[\s\u200b]+", "", text)


def everything_in(data: bytes) -> str:
    """Every byte of a file that may be a letter: parts, metadata, and what is packed."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as parts:
            names = "\n".join(f"{each.filename} {each.comment!r}" for each in parts.infolist())
            return names + "\n".join(
                parts.read(name).decode("utf-8", "ignore") for name in parts.namelist()
            )
    found = data.decode("utf-8", "ignore")
    if data.startswith(b"%PDF"):
        read = pypdf.PdfReader(BytesIO(data))
        objects = (read.get_object(number) for number in range(1, len(read.xref[0]) + 1))
        words = pdf_text(data)
        # On a card a word may go on in the next line.
        found += words + flat(words) + str(read.metadata)
        for each in objects:
            found += str(each)
            if isinstance(each, pypdf.generic.StreamObject):
                found += each.get_data().decode("latin-1")
    return found
