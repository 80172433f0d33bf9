"""An extract on paper, as tagged PDF: a handout, and cards to cut out.

People's words go to the typesetter as data, never as a part of its program.
"""

import json
import re
from functools import cache
from typing import Any

import typst

from logbook.exports.passages import Handout, Passage
from logbook.exports.pieces import pieces, room
from logbook.exports.printed.apart import FONTS, NotSet, compiled, compiled_apart
from logbook.jobs.kinds import Tell

# What stands for a letter that none of the fonts has.
BLANK = "\N{WHITE SQUARE}"
# More than a card holds in letters that can be read; the rest goes on on the next.
CARD_LIMIT = 520
UNDER_LIMIT = 120
# The file would tell by which version of which program it was made; as many letters take its place.
CREATOR = re.compile(rb"(?<=/Creator\()Typst [^)]*(?=\))|(?<=<xmp:CreatorTool>)Typst [^<]*(?=<)")
PLAIN = re.compile(r"[^\n -~ -ÿŒœ–—‘-”…]")


@cache
def without_letter() -> re.Pattern[str]:
    """What no font has a letter for; what is never drawn, and joins others, is left alone."""
    spans = (line.split("-") for line in (FONTS / "letters.txt").read_text().split())
    has = "".join(f"{re.escape(chr(int(a, 16)))}-{re.escape(chr(int(b, 16)))}" for a, b in spans)
    return re.compile(f"[^\\n{has}]")


def as_pdf(handout: Handout, _tell: Tell) -> bytes:
    """A4, each group under its heading."""
    groups = [
        {
            "title": group.title,
            "passages": [
                {
                    "stage": passage.stage,
                    "lines": lines_of(f"”{passage.text}”"),
                    "length": len(passage.text),
                    "told": passage.told,
                }
                for passage in group.passages
            ],
        }
        for group in handout.groups
        if group.passages
    ]
    return printed("handout", about(handout) | {"groups": groups})


def as_cards(handout: Handout, _tell: Tell) -> bytes:
    """A4, six cards to a page; what is too long for one card goes on on the next."""
    cards = [
        card
        for group in handout.groups
        for passage in group.passages
        for card in cards_of(group.title, passage)
    ]
    return printed("cards", about(handout) | {"cards": cards})


def about(handout: Handout) -> dict[str, Any]:
    return {
        "title": handout.title,
        "under": shortened(handout.under),
        "held_back": handout.held_back_words,
    }


def shortened(text: str) -> str:
    """A selection may have hundreds of letters; its heading has room for two lines."""
    return text if len(text) <= UNDER_LIMIT else f"{text[: UNDER_LIMIT - 1].rstrip()}…"


def cards_of(title: str, passage: Passage) -> list[dict[str, Any]]:
    texts = pieces(f"”{passage.text}”", CARD_LIMIT)
    return [
        {
            "group": title,
            "stage": passage.stage,
            "lines": lines_of(piece),
            "length": room(piece),
            "part": f"{number} af {len(texts)}" if len(texts) > 1 else "",
            "told": passage.told,
        }
        for number, piece in enumerate(texts, start=1)
    ]


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def printed(sheet: str, data: dict[str, Any], *, is_apart: bool = False) -> bytes:
    """Set it; if letters and marks meet that no font draws together, in plain letters alone.

    `is_apart`: in a process of its own, for what would take much memory otherwise.
    """
    compile = compiled_apart if is_apart else compiled
    written = json.dumps(data, ensure_ascii=False)
    try:
        made = compile(sheet, without_letter().sub(BLANK, written))
    except (typst.TypstError, NotSet) as error:
        if "could not be displayed" not in str(error):
            raise
        made = compile(sheet, PLAIN.sub(BLANK, written))
    return CREATOR.sub(lambda found: b"Logbogen".ljust(len(found[0])), made)
