"""Makes the fonts of a printed extract: `python -m logbook.exports.fonts.make FOLDER`.

Two are those of the pages: the typesetter reads neither WOFF2 nor variable fonts. Their licence
reserves the name of one of them, so both carry names of our own. Two more stand in for letters
that these have not (Arabic, Cyrillic, emoji …): FOLDER holds `DejaVuSans.ttf` (Debian's
`fonts-dejavu-core`) and `NotoEmoji_400Regular.ttf` (npm's `@expo-google-fonts/noto-emoji`).
`letters.txt` says which letters any of them has. The licences lie beside them.
"""

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "static" / "fonts"
# File, source, family, style, weight.
FONTS = [
    ("display-bold.ttf", "bricolage-da.woff2", "Logbog Display", "Bold", 700),
    ("text-regular.ttf", "sourcesans-da.woff2", "Logbog Text", "Regular", 400),
    ("text-semibold.ttf", "sourcesans-da.woff2", "Logbog Text", "SemiBold", 600),
]
STAND_INS = [("stand-in.ttf", "DejaVuSans.ttf"), ("emoji.ttf", "NotoEmoji_400Regular.ttf")]
# Family, style, unique name, full name, PostScript name; the two older names of family and style.
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT, TYPOGRAPHIC, TYPOGRAPHIC_STYLE = 1, 2, 3, 4, 6, 16, 17
# The source's names of what was varied; nothing is any more.
VARIED = ("STAT", "avar", "fvar", "gvar", "HVAR", "MVAR")


def rename(font: Any, family: str, style: str, weight: int) -> None:
    names = font["name"]
    for number in (5, 21, 22, 25):
        names.removeNames(nameID=number)
    plain = f"{family.replace(' ', '')}-{style}"
    for number, words in {
        FAMILY: family if style in ("Regular", "Bold") else f"{family} {style}",
        STYLE: style if style in ("Regular", "Bold") else "Regular",
        UNIQUE: plain, FULL: f"{family} {style}", POSTSCRIPT: plain,
        TYPOGRAPHIC: family, TYPOGRAPHIC_STYLE: style,
    }.items():  # fmt: skip
        names.setName(words, number, 3, 1, 0x409)
        names.removeNames(nameID=number, platformID=1)
    font["OS/2"].usWeightClass = weight


def without_hints(source: Path, target: Path) -> None:
    """The same letters in fewer bytes: hints are for coarse screens."""
    options = Options()
    options.hinting, options.layout_features, options.notdef_outline = False, ["*"], True
    font = TTFont(source)
    letters = Subsetter(options)
    letters.populate(unicodes=font.getBestCmap())
    letters.subset(font)
    font.save(target)


def ranges(letters: set[int]) -> str:
    """41-5a, one range a line."""
    runs = groupby(enumerate(sorted(letters)), key=lambda each: each[1] - each[0])
    ends = [[letter for _, letter in run] for _, run in runs]
    return "".join(f"{run[0]:x}-{run[-1]:x}\n" for run in ends)


def make(folder: Path) -> None:
    for name, source, family, style, weight in FONTS:
        font = TTFont(SOURCES / source)
        font.flavor = None
        if "fvar" in font:
            font = instantiateVariableFont(font, {"wght": weight})
        for table in VARIED:
            if table in font:
                del font[table]
        rename(font, family, style, weight)
        font.save(HERE / name)
    for name, source in STAND_INS:
        without_hints(folder / source, HERE / name)
    letters: set[int] = set()
    for file in HERE.glob("*.ttf"):
        letters |= set(TTFont(file).getBestCmap())
    (HERE / "letters.txt").write_text(ranges(letters))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
