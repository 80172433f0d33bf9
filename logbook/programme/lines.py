"""On which line each key of a TOML text stands: Python's own reader does not tell."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]

TOKEN = re.compile(
    r'''
    (?P<string>"""(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5})
    | (?P<unclosed>"""|\'\'\')
    | (?P<short>"(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<newline>\n)
    | (?P<skip>[ \t\r]+ | \#[^\n]*)
    | (?P<mark>[][{},=.])
    | (?P<word>[^][{},=.\s#"']+)
    | (?P<other>.)
    ''',
    re.DOTALL | re.VERBOSE,
)
END = "\n"


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The pieces of any text, valid TOML or not, without spaces and comments."""
    line = 1
    for match in TOKEN.finditer(text):
        kind, piece = match.lastgroup or "other", match.group()
        if kind != "skip":
            yield Token(kind, piece, line)
        line += piece.count("\n")


class Lines:
    """A walk through valid TOML that notes the line of every table, key and element.

    `at` maps the path of each to its line, counted from one; a path holds keys and, for the
    elements of an array, indexes from zero. `table` is the table in which the text ends.
    """

    def __init__(self, text: str) -> None:
        self.at: dict[Path, int] = {}
        self.table: Path = ()
        self._sizes: dict[Path, int] = {}  # of each array that is written as [[name]]
        self._tokens = [*tokens(text), Token("newline", END, text.count("\n") + 1)]
        self._next = 0
        while self._next < len(self._tokens):
            if self._peek() == "[":
                self._header()
            elif self._peek() == END:
                self._take()
            else:
                self._pair(self.table)

    def _peek(self) -> str:
        return self._tokens[self._next].text

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _note(self, path: Path, line: int) -> None:
        """Dotted keys and headers open the tables on their way, if nobody did before."""
        for length in range(1, len(path) + 1):
            self.at.setdefault(path[:length], line)

    def _key(self) -> list[str]:
        parts = [unquoted(self._take())]
        while self._peek() == ".":
            self._take()
            parts.append(unquoted(self._take()))
        return parts

    def _header(self) -> None:
        line = self._take().line
        is_element = self._peek() == "["
        if is_element:
            self._take()
        *above, last = self._key()
        path: Path = ()
        for part in above:
            path = self._newest((*path, part))
        path = (*path, last)
        if is_element:
            self._sizes[path] = self._sizes.get(path, 0) + 1
        self.table = self._newest(path)
        self._note(self.table, line)
        while self._peek() == "]":
            self._take()

    def _newest(self, path: Path) -> Path:
        """The last element, if this is an array of tables; it is the one that headers mean."""
        return (*path, self._sizes[path] - 1) if path in self._sizes else path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._next].line
        path = (*table, *self._key())
        self._note(path, line)
        self._take()  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._peek() == "[":
            self._take()
            index = 0
            while self._peek() != "]":
                if self._peek() in {",", END}:
                    self._take()
                    continue
                self._note((*path, index), self._tokens[self._next].line)
                self._value((*path, index))
                index += 1
            self._take()
        elif self._peek() == "{":
            self._take()
            while self._peek() != "}":
                if self._peek() in {",", END}:
                    self._take()
                else:
                    self._pair(path)
            self._take()
        else:
            while self._peek() not in {",", "]", "}", END}:
                self._take()


def unquoted(token: Token) -> str:
    if token.kind == "short":
        return str(tomllib.loads(f"key = {token.text}")["key"])
    return token.text
