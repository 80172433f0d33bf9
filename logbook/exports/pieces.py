"""A text that is too long for one place, in pieces that are easy to read one after the other."""

import re

# A line of its own takes as much room as so many letters, however short it is.
LINE = 50
SENTENCE = re.compile(r"[.!?…][”»)]*\s|\n")


def room(text: str) -> int:
    """How many letters' room it takes."""
    return sum(max(len(line), LINE) for line in text.split("\n")) if "\n" in text else len(text)


def pieces(text: str, limit: int) -> list[str]:
    """About equally long, none with more room than the limit; cut after a sentence, else a word."""
    found, rest = [], text
    while room(rest) > limit:
        left = -(-room(rest) // limit)
        end = cut_in(rest, min(limit, room(rest) // left + LINE), limit)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, rest]


def cut_in(text: str, wanted: int, limit: int) -> int:
    """Where to end the first piece, at about as much room as wanted."""
    end = longest(text, limit)
    near = min(end, longest(text, wanted))
    sentences = [m.end() for m in SENTENCE.finditer(text, near // 2, end)]
    if sentences:
        return min(sentences, key=lambda place: abs(place - near))
    space = max(text.rfind(" ", 1, near), text.rfind("\n", 1, near))
    return space if space > near // 2 else near


def longest(text: str, limit: int) -> int:
    """How many of its letters take no more room than that; at least one."""
    end = min(len(text), limit)
    while end > 1 and room(text[:end]) > limit:
        end -= max(1, end // 50)
    return end
