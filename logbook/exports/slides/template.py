"""Makes `template.pptx`, on which slides are set: `python -m logbook.exports.slides.template`.

A title, the head of a group, and a passage in the colour of its stage: each a layout of its own,
with placeholders, so that whoever changes the master changes every slide.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from logbook.exports.slides.theme import COLOURS, INK, MUTED, theme

HERE = Path(__file__).parent
WIDE, HIGH = 12_192_000, 6_858_000
CM = 360_000
NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "application/vnd.openxmlformats-officedocument.presentationml"
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
STAGES = {"plan": "Planlæg", "try": "Afprøv", "observe": "Iagttag", "reflect": "Reflektér"}
DARK = f'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'

Box = tuple[float, float, float, float]  # centimetres: from the left, from the top, width, height


def frame(box: Box) -> str:
    left, top, width, high = (round(each * CM) for each in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{high}"/></a:xfrm>'


def shape(number: int, name: str, box: Box, colour: str, form: str = "rect") -> str:
    """A coloured shape that says nothing: those who hear the slide need not hear of it."""
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
        ' val="1"/></a:ext></a:extLst>'
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}">{decorative}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(box)}'
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="da-DK"/></a:p></p:txBody></p:sp>'
    )


def field(
    number: int, name: str, kind: str, box: Box, *, size: int, colour: str = INK, bold: bool = False,
    anchor: str = "t", prompt: str = "",
) -> str:  # fmt: skip
    """A placeholder: where it stands, and how its words are set."""
    style = (
        f'<a:lvl1pPr marL="0" indent="0"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr lang="da-DK" sz="{size * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{frame(box)}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="da-DK"/><a:t>{prompt}</a:t></a:r>'
        "</a:p></p:txBody></p:sp>"
    )


def number_field(number: int, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Sidetal"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{frame((29.4, 17.6, 2.4, 0.8))}</p:spPr><p:txBody>"
        '<a:bodyPr lIns="0" rIns="0" anchor="ctr"/><a:lstStyle><a:lvl1pPr algn="r">'
        f'<a:defRPr lang="da-DK" sz="1100"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '</a:defRPr></a:lvl1pPr></a:lstStyle><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" '
        'type="slidenum"><a:rPr lang="da-DK"/><a:t>‹nr.›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def layout(name: str, kind: str, shapes: str, background: str = "") -> str:
    return (
        f'{HEAD}<p:sldLayout {NAMES} {kind} preserve="1" userDrawn="1"><p:cSld name="{name}">'
        f"{background}<p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def blocks(first: int, left: float, top: float, size: float) -> str:
    """The four building blocks, clockwise."""
    places = ((0, 0), (1, 0), (1, 1), (0, 1))
    forms = ("rect", "ellipse", "round1Rect", "rtTriangle")
    return "".join(
        shape(first + n, f"Klods {n + 1}", (left + x * size, top + y * size, size, size), colour, form)
        for n, ((x, y), form, colour) in enumerate(
            zip(places, forms, COLOURS.values(), strict=True)
        )
    )  # fmt: skip


def layouts() -> list[str]:
    white = "FFFFFF"
    title = layout(
        "Forside", 'type="title"',
        blocks(10, 24.6, 5.6, 3.9)
        + field(2, "Titel", 'type="ctrTitle"', (2, 5.2, 20.5, 5.6), size=44, colour=white, bold=True,
                anchor="b", prompt="Titel")
        + field(3, "Undertitel", 'type="subTitle" idx="1"', (2, 11.3, 20.5, 3.4), size=20,
                colour="D5DBE8", prompt="Hvad der er i, og hvornår det er hentet"),
        DARK,
    )  # fmt: skip
    group = layout(
        "Gruppe", 'type="secHead"',
        blocks(10, 2, 2.2, 1.1)
        + field(2, "Overskrift", 'type="title"', (2, 5.2, 29.8, 5), size=48, colour=white,
                bold=True, anchor="b", prompt="Overskrift")
        + field(3, "Note", 'type="body" idx="1"', (2, 10.9, 29.8, 2), size=18, colour="D5DBE8",
                prompt="Hvor mange citater"),
        DARK,
    )  # fmt: skip
    passages = [
        layout(
            f"Citat – {words}", 'type="obj"',
            shape(10, "Farve", (0, 0, 0.7, 19.05), COLOURS[stage])
            + field(2, "Gruppe", 'type="title"', (2.2, 1.3, 29.6, 1.1), size=16, colour=MUTED,
                    bold=True, anchor="ctr", prompt="Gruppe")
            + field(3, "Citat", 'idx="1"', (2.2, 3.0, 29.6, 12.4), size=36, bold=True, anchor="ctr",
                    prompt="”Citat”")
            + field(4, "Kilde", 'type="body" sz="quarter" idx="13"', (2.2, 15.9, 27, 1.4), size=16,
                    colour=MUTED, prompt="Hvad der må siges om citatet")
            + number_field(5, MUTED),
        )
        for stage, words in STAGES.items()
    ]  # fmt: skip
    return [title, group, *passages]


def master(number_of_layouts: int) -> str:
    listed = "".join(
        f'<p:sldLayoutId id="{2_147_483_649 + n}" r:id="rId{n + 1}"/>'
        for n in range(number_of_layouts)
    )
    shapes = (
        field(2, "Titel", 'type="title"', (2.2, 1.3, 29.6, 1.8), size=28, bold=True, prompt="Titel")
        + field(3, "Tekst", 'type="body" idx="1"', (2.2, 4, 29.6, 12), size=28, prompt="Tekst")
        + number_field(4, MUTED)
    )
    return (
        f'{HEAD}<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>'
        f"</a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>"
        f"{COLOUR_MAP}<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
        "<p:txStyles><p:titleStyle/><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
    )


COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)


def notes_master() -> str:
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Billede af dias"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{frame((2, 2, 15, 8.4))}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    words = field(3, "Noter", 'type="body" sz="quarter" idx="3"', (2, 12, 15, 13), size=12,
                  prompt="Noter")  # fmt: skip
    return (
        f"{HEAD}<p:notesMaster {NAMES}><p:cSld><p:spTree>{GROUP}{picture}{words}</p:spTree></p:cSld>"
        f"{COLOUR_MAP}</p:notesMaster>"
    )


def links(*targets: tuple[str, str]) -> str:
    """The relations of a part: what kind, and to which other."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )


def parts() -> dict[str, str]:
    """Every part that is the same in all presentations, by its place in the file."""
    made = layouts()
    found = {
        "ppt/theme/theme1.xml": theme(),
        "ppt/theme/theme2.xml": theme(),
        "ppt/slideMasters/slideMaster1.xml": master(len(made)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": links(
            *(("slideLayout", f"../slideLayouts/slideLayout{n + 1}.xml") for n in range(len(made))),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": links(("theme", "../theme/theme2.xml")),
    }
    for number, words in enumerate(made, start=1):
        found[f"ppt/slideLayouts/slideLayout{number}.xml"] = words
        found[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = links(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return found


def make(path: Path) -> None:
    from logbook.exports.slides import Deck

    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, words in (parts() | Deck("Logbogen", None).frame()).items():
            # The same bytes whenever it is made.
            file.writestr(ZipInfo(name), words, compress_type=ZIP_DEFLATED)


if __name__ == "__main__":
    make(HERE / "template.pptx")
