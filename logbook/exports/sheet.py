"""An extract as rows: a CSV file that opens right in Danish Excel, and an Excel workbook."""

import csv
from datetime import datetime, time
from io import BytesIO, StringIO
from itertools import zip_longest

import xlsxwriter

from logbook.exports.passages import ANYBODY, Handout, Passage
from logbook.jobs.kinds import Tell, told

# A cell that starts like this would be run by a spreadsheet; the last four are their wide forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Excel holds 32,767 UTF-16 units in a cell; a longer text goes on in the columns after the last.
CELL_LIMIT = 32_000
HEAD_LIMIT = 100
WIDTHS = {
    "gruppe": 22,
    "modul": 26,
    "undervisningsgang": 20,
    "distrikt": 14,
    "enhedstype": 12,
    "faggruppe": 18,
    "fokusområde": 22,
    "tema": 26,
    "spørgsmål": 22,
    "beslutning": 12,
    "tekst": 70,
    "uge": 14,
    "navn": 20,
}


def cells(group: str, passage: Passage) -> list[str]:
    """One passage, in the order of the columns; a text too long for a cell in several."""
    shown = passage.shown
    first, *rest = pieces(passage.text)
    return [
        group,
        passage.module,
        passage.session,
        shown.district,
        shown.unit_kind,
        shown.profession or ANYBODY,
        " | ".join(passage.focus),
        " | ".join(passage.themes),
        passage.question.words.short,
        passage.decision.label if passage.decision else "",
        first,
        shown.week,
        passage.names,
        *rest,
    ]


def pieces(text: str) -> list[str]:
    step = CELL_LIMIT if max(text, default="") <= "\uffff" else CELL_LIMIT // 2
    return [text[start : start + step] for start in range(0, len(text), step)] or [""]


def table(handout: Handout) -> tuple[list[str], list[list[str]]]:
    """The headings, and a row per passage in the same order as everywhere else."""
    rows = [cells(group.title, each) for group in handout.groups for each in group.passages]
    more = max((len(row) - len(WIDTHS) for row in rows), default=0)
    return [*WIDTHS, *["tekst (fortsat)"] * more], rows


def dead(cell: str) -> str:
    """A cell that a spreadsheet will show rather than run."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def on_paper(words: str) -> str:
    """As the head of a printed sheet, where & has a meaning and 255 letters are too many."""
    short = words if len(words) <= HEAD_LIMIT else f"{words[: HEAD_LIMIT - 1]}…"
    return short.replace("&", "&&")


def as_csv(handout: Handout, tell: Tell) -> bytes:
    """Semicolons and a byte order mark: Danish Excel opens it without asking.

    The last row says how many passages are held back, if any are.
    """
    out = StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    headings, rows = table(handout)
    sheet.writerow(headings)
    sheet.writerows([dead(cell) for cell in row] for row in told(rows, tell))
    if handout.held_back:
        sheet.writerow([handout.held_back_words, *[""] * (len(headings) - 1)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(handout: Handout, tell: Tell) -> bytes:
    """One sheet; every cell is text, whatever it looks like."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    # The day alone: the moment and the maker are nobody's business.
    book.set_properties({"title": handout.title, "created": datetime.combine(handout.on, time())})
    sheet = book.add_worksheet("Citater")
    head = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#17203B", "valign": "vcenter"}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    headings, rows = table(handout)
    for column, (heading, width) in enumerate(zip_longest(headings, WIDTHS.values(), fillvalue=70)):
        sheet.set_column(column, column, width, plain)
        sheet.write_string(0, column, str(heading), head)
    # To lay the rows is a third of it; the rest the library does in one stroke.
    for line, row in enumerate(told(rows, tell, parts=3), start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(line, column, cell, plain)
    if handout.held_back:
        # Apart from the table, which may be sorted.
        sheet.write_string(len(rows) + 2, 0, handout.held_back_words)
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{on_paper(handout.under)}")
    sheet.set_footer("&LLogbogen&RSide &P af &N")
    book.close()
    return out.getvalue()
