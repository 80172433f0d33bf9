"""An extract as slides, set on the layouts of `template.pptx`, which `template.py` makes.

The slides are written as XML, not through a library: a thousand of them with their notes take a
second instead of ten.
"""

from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from logbook.exports.passages import Group, Handout, Passage
from logbook.exports.pieces import pieces, room
from logbook.exports.slides.template import (
    GROUP,
    HEAD,
    HIGH,
    NAMES,
    OFFICE,
    PART,
    STAGES,
    WIDE,
    links,
)
from logbook.jobs.kinds import Tell, told

TEMPLATE = Path(__file__).with_name("template.pptx")
TITLE_LAYOUT, GROUP_LAYOUT, FIRST_PASSAGE_LAYOUT = 1, 2, 3
# How large so many letters are set, in hundredths of a point; more go on on the next slide.
SIZES = ((110, 4000), (200, 3200), (330, 2800), (480, 2400), (700, 2000))
SLIDE_LIMIT = SIZES[-1][0]
TYPES = {
    "/ppt/presentation.xml": "presentation.main",
    "/ppt/slideMasters/slideMaster1.xml": "slideMaster",
    "/ppt/notesMasters/notesMaster1.xml": "notesMaster",
    "/ppt/presProps.xml": "presProps",
}
CONTENT = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'


def as_pptx(handout: Handout, tell: Tell) -> bytes:
    """A title, a slide for each group, a slide for each passage; what may be told in the notes."""
    deck = Deck(handout.title, handout.on)
    under = f"{handout.selection}\n{handout.days}"
    if handout.held_back:
        under += f"\n{handout.held_back_words}"
    deck.add(TITLE_LAYOUT, [("ctrTitle", None, handout.title), ("subTitle", 1, under)])
    for group in handout.groups:
        number = len(group.passages)
        words = (
            "1 citat" if number == 1 else f"{number} citater" if number else "Ingen citater endnu"
        )
        fields = [("title", None, group.title), ("body", 1, words)]
        deck.add(GROUP_LAYOUT, fields, notes=group.note)
        for place, passage in enumerate(group.passages, start=1):
            add_passage(deck, group, passage, place)
    return deck.saved(tell)


def add_passage(deck: "Deck", group: Group, passage: Passage, place: int) -> None:
    """Its slide, or several if it is long; each has a title of its own."""
    texts = pieces(f"”{passage.text}”", SLIDE_LIMIT)
    layout = FIRST_PASSAGE_LAYOUT + list(STAGES).index(passage.stage)
    for number, piece in enumerate(texts, start=1):
        title = f"{group.title} · {place} af {len(group.passages)}"
        if len(texts) > 1:
            title += f" · del {number} af {len(texts)}"
        deck.add(
            layout,
            [("title", None, title), ("", 1, piece), ("body", 13, passage.told)],
            notes=context_of(passage),
            size=next(size for most, size in SIZES if room(piece) <= most or most == SLIDE_LIMIT),
            is_numbered=True,
        )


def context_of(passage: Passage) -> str:
    """What the instructor has at hand while the passage stands on the wall."""
    lines = [
        passage.told,
        ", ".join(part for part in (passage.module, passage.session) if part),
        f"Fokusområde: {', '.join(passage.focus)}" if passage.focus else "",
        f"Læreplanstema: {', '.join(passage.themes)}" if passage.themes else "",
    ]
    return "\n".join(line for line in lines if line)


def paragraphs(text: str, size: int | None = None) -> str:
    sized = f' sz="{size}"' if size else ""
    return "".join(
        f'<a:p><a:r><a:rPr lang="da-DK"{sized}/><a:t>{escape(line)}</a:t></a:r></a:p>'
        if line
        else f'<a:p><a:endParaRPr lang="da-DK"{sized}/></a:p>'
        for line in text.split("\n")
    )


def placed(number: int, kind: str, index: int | None, words: str) -> str:
    """A placeholder's words; where it stands and how it looks, its layout says."""
    said = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index is not None else "")
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Felt {number - 1}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{said}/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp>"
    )


NUMBER = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    '<a:rPr lang="da-DK"/><a:t>%d</a:t></a:fld></a:p>'
)


def page(kind: str, shapes: str) -> str:
    return (
        f"{HEAD}<p:{kind} {NAMES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:{kind}>"
    )


class Deck:
    """A presentation in the making: its slides, each with its notes."""

    def __init__(self, title: str, on: date | None) -> None:
        self.title, self.on = title, on
        self.slides: list[tuple[int, str, str]] = []

    def add(
        self, layout: int, fields: list[tuple[str, int | None, str]], *, notes: str = "",
        size: int | None = None, is_numbered: bool = False,
    ) -> None:  # fmt: skip
        """A slide: its layout, and the words of its placeholders; `size` is that of the passage."""
        shapes = "".join(
            placed(number, kind, index, paragraphs(words, size if not kind else None))
            for number, (kind, index, words) in enumerate(fields, start=2)
        )
        if is_numbered:
            number = len(self.slides) + 1
            shapes += placed(len(fields) + 2, "sldNum", 12, NUMBER % number)
        self.slides.append((layout, page("sld", shapes), notes))

    def frame(self) -> dict[str, str]:
        """The parts that name the others."""
        slides = range(1, len(self.slides) + 1)
        noted = [n for n, (_, _, notes) in enumerate(self.slides, start=1) if notes]
        listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 3}"/>' for n in slides)
        made = f"{self.on.isoformat()}T00:00:00Z" if self.on else ""
        stamp = 'xsi:type="dcterms:W3CDTF"'
        dates = "".join(
            f"<dcterms:{name} {stamp}>{made}</dcterms:{name}>" for name in ("created", "modified")
        )
        types = (
            {f"/ppt/slides/slide{n}.xml": "slide" for n in slides}
            | {f"/ppt/notesSlides/notesSlide{n}.xml": "notesSlide" for n in noted}
            | {f"/ppt/slideLayouts/slideLayout{n}.xml": "slideLayout" for n in range(1, 7)}
            | TYPES
        )
        overrides = "".join(
            f'<Override PartName="{name}" ContentType="{PART}.{kind}+xml"/>'
            for name, kind in types.items()
        )
        office = "application/vnd.openxmlformats"
        return {
            "[Content_Types].xml": (
                f'{HEAD}<Types {CONTENT}><Default Extension="rels" '
                f'ContentType="{office}-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
                + "".join(
                    f'<Override PartName="/ppt/theme/theme{n}.xml" '
                    f'ContentType="{office}-officedocument.theme+xml"/>'
                    for n in (1, 2)
                )
                + '<Override PartName="/docProps/core.xml" '
                f'ContentType="{office}-package.core-properties+xml"/>'
                '<Override PartName="/docProps/app.xml" '
                f'ContentType="{office}-officedocument.extended-properties+xml"/></Types>'
            ),
            "_rels/.rels": links(
                ("officeDocument", "ppt/presentation.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("metadata/core-properties", "docProps/core.xml"),
            ).replace(
                f"{OFFICE}/metadata",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata",
            ),
            "docProps/core.xml": (
                f"{HEAD}<cp:coreProperties "
                'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" '
                'xmlns:dcterms="http://purl.org/dc/terms/" '
                'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
                f"<dc:title>{escape(self.title)}</dc:title><dc:language>da-DK</dc:language>"
                f"{dates if made else ''}</cp:coreProperties>"
            ),
            "docProps/app.xml": (
                f"{HEAD}<Properties xmlns="
                '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Application>Logbogen</Application></Properties>"
            ),
            "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NAMES}/>",
            "ppt/presentation.xml": (
                f'{HEAD}<p:presentation {NAMES} saveSubsetFonts="1"><p:sldMasterIdLst>'
                '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
                '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
                + (f"<p:sldIdLst>{listed}</p:sldIdLst>" if listed else "")
                + f'<p:sldSz cx="{WIDE}" cy="{HIGH}"/><p:notesSz cx="6858000" cy="9144000"/>'
                "</p:presentation>"
            ),
            "ppt/_rels/presentation.xml.rels": links(
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("notesMaster", "notesMasters/notesMaster1.xml"),
                ("presProps", "presProps.xml"),
                *(("slide", f"slides/slide{n}.xml") for n in slides),
            ),
        }

    def pages(self) -> dict[str, str]:
        """The slides and their notes."""
        found = {}
        for n, (layout, words, notes) in enumerate(self.slides, start=1):
            to_layout = ("slideLayout", f"../slideLayouts/slideLayout{layout}.xml")
            to_notes = [("notesSlide", f"../notesSlides/notesSlide{n}.xml")] if notes else []
            found[f"ppt/slides/slide{n}.xml"] = words
            found[f"ppt/slides/_rels/slide{n}.xml.rels"] = links(to_layout, *to_notes)
            if notes:
                found[f"ppt/notesSlides/notesSlide{n}.xml"] = page(
                    "notes", PICTURE + placed(3, "body", 3, paragraphs(notes))
                )
                found[f"ppt/notesSlides/_rels/notesSlide{n}.xml.rels"] = links(
                    ("notesMaster", "../notesMasters/notesMaster1.xml"),
                    ("slide", f"../slides/slide{n}.xml"),
                )
        return found

    def saved(self, tell: Tell) -> bytes:
        """The file; to pack the slides takes most of the time."""
        out, own = BytesIO(), self.frame() | self.pages()
        with ZipFile(TEMPLATE) as template, ZipFile(out, "w", ZIP_DEFLATED) as file:
            for name in template.namelist():
                if name not in own:
                    file.writestr(ZipInfo(name), template.read(name), compress_type=ZIP_DEFLATED)
            for name, words in told(list(own.items()), tell):
                # Without a moment of its own: the format's first day stands there.
                file.writestr(ZipInfo(name), words, compress_type=ZIP_DEFLATED)
        return out.getvalue()


PICTURE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Billede af dias"/><p:cNvSpPr>'
    '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
)
