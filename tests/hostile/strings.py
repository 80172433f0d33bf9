"""Strings that have broken programs: the Big List of Naughty Strings, and our own."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

OWN = [
    # What no database or document can hold.
    "\0", "a\0b", "\ud800", "b\udfffa", "\uffff", "\ufffe", "\x1b[31mrød", "\x0b\x0c\x7f",
    # What looks like nothing, or runs the other way.
    "\u202etxet nehcæ", "\u200b\u200d\ufeff", "\u2028\u2029", "\x85", "مرحبا بالعالم",
    "a" + "\u0301" * 5_000, "👩‍👩‍👧‍👦" * 50, "\t \r\n \r",
    # Numbers that do not fit.
    "9" * 20, str(2**63), str(-(2**63) - 1), "9" * 5_000, "1e400", "NaN", "-1", "٣", "²", "1_000",
    # Ids that are none, or look like one.
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000000", "0" * 33, "g" * 32,
    # Dates that are none, or far away.
    "0001-01-01", "9999-12-31", "2030-02-30", "10000-01-01",
    # Templates, headers, paths, formulas, tags.
    "{{ 7*7 }}", "{{ config.SECRET_KEY }}", "{% for x in y %}", "${7*7}", "<%= 7*7 %>", "#{7*7}",
    "x\r\nSet-Cookie: a=b", "x%0d%0aSet-Cookie:%20a=b", "../../../../etc/passwd", "..%2f..%2f",
    "%00", "%", "%s%n%(x)s", "' OR 1=1 --", "=1+1", "@SUM(A1:A9)", "-2+3", "+4",
    "</textarea><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;&amp;",
    "javascript:alert(1)", "//et.andet.sted", "/\\et.andet.sted", "https://et.andet.sted/x",
    # As long as a text may be, longer, and much longer.
    "æ" * 100_000, "æ" * 100_001, "ø " * 250_000, "å" * 121, "x" * 4_097,
]  # fmt: skip
NAUGHTY: list[str] = json.loads(Path(__file__).with_name("blns.json").read_text())
STRINGS = [*OWN, *NAUGHTY]
# For what is read as something other than text; the long run sends every string everywhere.
SOME = [*OWN, *NAUGHTY[::4]]


def encoded(text: object) -> str:
    """As a browser, or somebody who is none, writes it in an address or a form."""
    return quote(str(text).encode("utf-8", "surrogatepass"), safe="")


def body(fields: dict[str, Any]) -> dict[str, Any]:
    """What to send as a form with these fields; a list is a field sent more than once."""
    pairs = [
        (name, each)
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return {
        "data": "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs),
        "content_type": "application/x-www-form-urlencoded",
    }


def arrived(text: str) -> str:
    """What a form is given: Werkzeug leaves bytes that are no text as they were sent, with %."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "werkzeug.url_quote")
