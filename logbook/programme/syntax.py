"""TOML text to values and their lines; every line that breaks the rules of TOML is reported.

Python's reader stops at the first mistake. So the statement with the mistake is blanked, and
the rest is read again, until nothing is left to say.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from logbook.programme.lines import Lines, Path, tokens
from logbook.programme.problems import Problem, place, shown

END = "\n"
TEXT_LIMIT = 500_000
MISTAKES_LISTED = 50

# A header, also one that lacks its end; a row of an array may begin with [true, too.
HEADER = re.compile(r"\s*\[{1,2}\s*(?!(?:true|false|inf|nan)\b)([A-Za-z_][\w.-]*)")
WHOLE_HEADER = re.compile(r"\s*(\[[\w.-]+\]|\[\[[\w.-]+\]\])\s*(#.*)?", re.ASCII)
PAIR = re.compile(r"""\s*([\w.-]+|"[^"\n]*"|'[^'\n]*')\s*=""")
LINE = re.compile(r"at line (\d+)")

DANISH = {
    "Expected '='": "Efter nøglen skal der stå = og en værdi.",
    "Cannot overwrite a value": "Nøglen står her for anden gang. Behold kun den ene.",
    "Duplicate inline table key": "Nøglen står her for anden gang. Behold kun den ene.",
    "Cannot declare": "Afsnittet står her for anden gang. Saml det ét sted.",
    "Cannot redefine namespace": "Navnet bruges allerede til noget andet i filen.",
    "Cannot mutate immutable": "Navnet bruges allerede til noget andet i filen.",
    "Expected ']": "Overskriften mangler en firkantet parentes til sidst.",
    "Expected newline": "Der står noget efter værdien. Skriv kun én nøgle og én værdi på linjen.",
    "Unclosed array": "Listen mangler en firkantet parentes ] til sidst.",
    "Unclosed inline table": "Den korte tabel mangler et } eller et komma.",
    "Unterminated string": "Teksten mangler et anførselstegn til sidst.",
    "Illegal character '\\n'": "Teksten mangler et anførselstegn til sidst på linjen.",
    "Illegal character": "Linjen har et skjult tegn. Slet det, og skriv stedet igen.",
    "Found invalid character": "Linjen har et skjult tegn. Slet det, og skriv stedet igen.",
    "Unescaped '\\'": "En skråstreg \\ i en tekst skal skrives dobbelt: \\\\.",
    "Invalid date": "Datoen findes ikke. Skriv år, måned og dag, fx 2026-05-03.",
    "Invalid value": (
        'Værdien kan ikke læses. Tekst skal stå i "…", en dato skrives 2026-05-03 uden '
        "anførselstegn, og ja og nej skrives true og false."
    ),
    "Invalid initial character": "Linjen begynder ikke med en nøgle.",
    "Invalid statement": "Linjen er hverken en nøgle, en [overskrift] eller en # kommentar.",
}
OF_THE_ROW_ITSELF = ("Invalid statement", "Invalid initial character", "Expected '='")
UNCLOSED = "Linjen har en parentes uden slutning."
UNKNOWN = "Linjen følger ikke reglerne for TOML."


@dataclass
class Reading:
    """What was read: the values, the line of each, and the mistakes.

    `was_whole` is false when a mistake hid a part of the file, so that nobody may say of
    anything that it is missing.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    was_whole: bool = True


def decoded(data: bytes) -> str | Problem:
    """The text of a file, which must be UTF-8; with or without the mark that Windows puts first."""
    if len(data) > TEXT_LIMIT:
        return Problem(1, "", f"Filen fylder over {TEXT_LIMIT // 1000} kB. Er det den rigtige fil?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(line, "", "Filen er ikke gemt som UTF-8. Vælg UTF-8, og gem den igen.")


def read(text: str) -> Reading:
    """Read TOML; never raises, whatever the text holds."""
    reading = Reading()
    read_rows(text.replace("\r\n", END).split(END), reading)
    reading.was_whole = not reading.problems
    return reading


def read_rows(rows: list[str], reading: Reading) -> None:
    """Read again and again, without the mistakes found so far, until there is none or too many."""
    while len(reading.problems) < MISTAKES_LISTED:
        try:
            values = tomllib.loads(END.join(rows))
            reading.lines, reading.values = Lines(END.join(rows)).at, values
            return
        except RecursionError:
            reading.problems.append(Problem(1, "", "Filen har for mange parenteser i hinanden."))
            return
        except ValueError as error:
            unclosed = [] if reading.problems else blank_the_unclosed(rows)
            reading.problems += unclosed or [blank_mistake(rows, str(error))]


def starts_statement(row: str) -> bool:
    return bool(HEADER.match(row) or PAIR.match(row))


def blank_the_unclosed(rows: list[str]) -> list[Problem]:
    """Find what is opened and never closed, which would make nonsense of all that follows.

    A row that looks like a new statement, inside an open bracket, shows that the bracket was
    forgotten: TOML allows neither a header nor a key there.
    """
    problems: list[Problem] = []
    opened: list[int] = []
    for token in tokens(END.join(rows)):
        if token.kind == "unclosed":
            problems.append(mistake(rows, token.line, f"Teksten mangler {token.text} til sidst."))
            blank(rows, token.line, len(rows))
            break
        if token.kind == "mark" and token.text in "[{":
            opened.append(token.line)
        elif token.kind == "mark" and token.text in "]}" and opened:
            opened.pop()
        elif opened and token.kind == "newline" and starts_statement(rows[token.line]):
            problems.append(mistake(rows, opened[0], UNCLOSED))
            lose(rows, opened[0], token.line)
            opened = []
            if len(problems) >= MISTAKES_LISTED:
                break
    else:
        if opened:
            problems.append(mistake(rows, opened[0], UNCLOSED))
            lose(rows, opened[0], len(rows))
    return problems


def blank_mistake(rows: list[str], error: str) -> Problem:
    """Say what the reader found, and take the statement with it out of the rows."""
    found = LINE.search(error)
    last_written = max((n for n, row in enumerate(rows, 1) if row.strip()), default=1)
    line = min(int(found.group(1)) if found else last_written, last_written)
    first, last = line, line
    if not error.startswith(OF_THE_ROW_ITSELF):
        first = next((n for n in range(line, 0, -1) if starts_statement(rows[n - 1])), line)
        after = (n for n in range(line + 1, len(rows) + 1) if starts_statement(rows[n - 1]))
        last = next(after, len(rows) + 1) - 1
    message = next((danish for start, danish in DANISH.items() if start in error), UNKNOWN)
    problem = mistake(rows, first if "Cannot overwrite" in error else line, message, first)
    lose(rows, first, last)
    return problem


def mistake(rows: list[str], line: int, message: str, first: int | None = None) -> Problem:
    """A problem at a line, with the key of the statement that begins at `first`."""
    headers = [row for row in rows[: (first or line) - 1] if WHOLE_HEADER.fullmatch(row)]
    table = Lines(END.join(headers)).table
    row = rows[(first or line) - 1]
    pair = PAIR.match(row)
    if pair:
        return Problem(line, place((*table, pair.group(1).strip("\"'"))), message)
    return Problem(line, shown(row.strip()) if HEADER.match(row) else "", message)


def lose(rows: list[str], first: int, last: int) -> None:
    """Blank a statement; with a header go its keys and the tables under it.

    They would join the table above it, and be called wrong there.
    """
    header = HEADER.match(rows[first - 1])
    while header and last < len(rows):
        following = HEADER.match(rows[last])
        if following and not following.group(1).startswith(f"{header.group(1)}."):
            break
        last += 1
    blank(rows, first, last)


def blank(rows: list[str], first: int, last: int) -> None:
    rows[first - 1 : last] = [""] * len(rows[first - 1 : last])
