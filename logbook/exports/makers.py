"""Who makes which form of an extract. The makers are big, so they come when they are called."""

from dataclasses import dataclass
from importlib import import_module

from logbook.exports.models import Format
from logbook.exports.passages import Handout
from logbook.jobs.kinds import Tell, in_silence


@dataclass(frozen=True)
class Maker:
    """The function that makes it, and what the file is to the rest of the world.

    It tells how far it is where it goes from passage to passage; a typesetter that has it all in
    one stroke says nothing, and then the bar has no end.
    """

    module: str
    function: str
    media_type: str
    # How its name ends: of two forms that are both PDF, which it is.
    ending: str

    def make(self, handout: Handout, tell: Tell = in_silence) -> bytes:
        made: bytes = getattr(import_module(self.module), self.function)(handout, tell)
        return made


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = "application/pdf"
MAKERS = {
    Format.PDF: Maker("logbook.exports.printed", "as_pdf", PDF, " – ark.pdf"),
    Format.CARDS: Maker("logbook.exports.printed", "as_cards", PDF, " – kort.pdf"),
    Format.PPTX: Maker(
        "logbook.exports.slides", "as_pptx", f"{OFFICE}.presentationml.presentation", ".pptx"
    ),
    Format.DOCX: Maker(
        "logbook.exports.document", "as_docx", f"{OFFICE}.wordprocessingml.document", ".docx"
    ),
    Format.XLSX: Maker(
        "logbook.exports.sheet", "as_xlsx", f"{OFFICE}.spreadsheetml.sheet", ".xlsx"
    ),
    Format.CSV: Maker("logbook.exports.sheet", "as_csv", "text/csv; charset=utf-8", ".csv"),
    Format.TEXT: Maker("logbook.exports.plain", "as_text", "text/plain; charset=utf-8", ".txt"),
}
