"""An extract as a Word document, set from `template.docx`, which `template.py` makes."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

from logbook.exports.passages import Handout
from logbook.pages import day

TEMPLATE = Path(__file__).with_name("template.docx")


def as_docx(handout: Handout) -> bytes:
    """One heading per group, each passage a quotation with what may be told of it underneath."""
    document = DocxTemplate(TEMPLATE)
    document.render(
        {
            "title": handout.title,
            "selection": handout.selection,
            "on": day(handout.on),
            "groups": handout.groups,
        },
        autoescape=True,
    )
    about = document.docx.core_properties
    about.title = handout.title
    # The day alone: the moment and the maker are nobody's business.
    about.created = about.modified = datetime.combine(handout.on, time())
    out = BytesIO()
    document.save(out)
    return out.getvalue()
