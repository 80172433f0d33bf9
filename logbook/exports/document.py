"""An extract as a Word document, set from `template.docx`, which `template.py` makes."""

from datetime import datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path

from docxtpl import DocxTemplate

from logbook.exports.passages import Handout
from logbook.jobs.kinds import Tell, told

TEMPLATE = Path(__file__).with_name("template.docx")


def as_docx(handout: Handout, tell: Tell) -> bytes:
    """One heading per group, each passage a quotation with what may be told of it underneath."""
    document = DocxTemplate(TEMPLATE)
    # To set the words is half of it; the other half the library does in one stroke.
    each = told(handout.passages, tell, parts=2)
    document.render(
        {
            "title": handout.title,
            "selection": handout.selection,
            "on": handout.days,
            "held_back": handout.held_back_words,
            "groups": [
                {"title": group.title, "passages": islice(each, len(group.passages))}
                for group in handout.groups
            ],
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
