"""Makes `template.docx`, from which extracts are set: `python -m logbook.exports.template`."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK = "17203B"
MUTED = "47516B"
COLOURS = {"plan": "2150BE", "try": "F6BF45", "observe": "6AD6C9", "reflect": "9A2E5C"}
FONT = "Calibri"
DANISH = "da-DK"
PROGRAM = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Logbogen</Application></Properties>"
)
# The paragraphs of the document: a style, and what is set in it. Each tag has its own.
BODY = [
    ("Logbog", "Udtræk til undervisningen"),
    ("Title", "{{ title }}"),
    ("Subtitle", "{{ selection }} · {{ on }}"),
    ("Normal", "{%p if held_back %}"),
    ("Normal", "{{ held_back }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for group in groups %}"),
    ("Heading 1", "{{ group.title }}"),
    ("Normal", "{%p for passage in group.passages %}"),
    *(
        line
        for stage in COLOURS
        for line in (
            ("Normal", f"{{%p if passage.stage == '{stage}' %}}"),
            (f"Citat {stage}", "”{{ passage.text }}”"),
            ("Normal", "{%p endif %}"),
        )
    ),
    ("Kilde", "{{ passage.told }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
]


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_font(style: Any, size: float, colour: str = INK, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def space(style: Any, before: float, after: float, *, with_next: bool = False) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = with_next


def style_of(document: Any, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    return made


def set_styles(document: Any) -> None:
    for name, size, colour, bold, before, after, with_next in [
        ("Normal", 11, INK, False, 0, 6, False),
        ("Logbog", 10, MUTED, True, 0, 4, True),
        ("Title", 26, INK, True, 0, 4, True),
        ("Subtitle", 12, MUTED, False, 0, 18, False),
        ("Heading 1", 16, INK, True, 24, 10, True),
        *((f"Citat {stage}", 12.5, INK, False, 6, 2, True) for stage in COLOURS),
        ("Kilde", 9.5, MUTED, False, 0, 14, False),
        ("Footer", 9, MUTED, False, 0, 0, False),
    ]:
        style = style_of(document, name)
        set_font(style, size, colour, bold=bold)
        space(style, before, after, with_next=with_next)
        frame = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if frame is not None:
            frame.getparent().remove(frame)
    for stage, colour in COLOURS.items():
        quote = document.styles[f"Citat {stage}"]
        quote.paragraph_format.left_indent = Cm(0.5)
        quote.paragraph_format.line_spacing = 1.15
        quote.paragraph_format.keep_together = True
        bar = element("w:pBdr")
        bar.append(element("w:left", val="single", sz="24", space="10", color=colour))
        quote.element.get_or_add_pPr().insert_element_before(
            bar, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
        )
    document.styles["Kilde"].paragraph_format.left_indent = Cm(0.5)


def set_language(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), DANISH)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), DANISH)


def set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    foot = page.footer.paragraphs[0]
    tabs = document.styles["Footer"].element.pPr.find(qn("w:tabs"))
    tabs.getparent().remove(tabs)
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("Logbogen · det, forfatterne selv har delt\tSide ")
    add_field(foot, "PAGE")
    foot.add_run(" af ")
    add_field(foot, "NUMPAGES")


def add_field(paragraph: Any, code: str) -> None:
    """A number that Word itself keeps up to date."""
    field = element("w:fldSimple", instr=code)
    run = element("w:r")
    words = element("w:t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)


def forget_origin(document: Any) -> None:
    """No author, no company, no picture of the document that this one began as."""
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.title = ""
    about.language, about.revision = DANISH, 1
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = PROGRAM


def make(path: Path) -> None:
    document = Document()
    set_styles(document)
    set_language(document)
    set_page(document)
    for style, words in BODY:
        document.add_paragraph(words, style=style)
    forget_origin(document)
    document.save(str(path))


if __name__ == "__main__":
    make(Path(__file__).with_name("template.docx"))
