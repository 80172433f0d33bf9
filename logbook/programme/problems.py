"""What is wrong with a programme file: the line, the key and a sentence that says what to do."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from logbook.programme.lines import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `key` is the place as people count: ”house[2].district” is the second house."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"linje {self.line}{f', {self.key}' if self.key else ''}: {self.message}"


class FileRefused(Exception):
    """Nothing is loaded from a file with mistakes; `problems` holds every one, by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def place(path: Path) -> str:
    """A path as people write it, with elements counted from one."""
    words = [f"[{part + 1}]" if isinstance(part, int) else f".{shown(part)}" for part in path]
    return "".join(words).removeprefix(".")


def shown(value: object) -> str:
    """A value of the file as it may be printed: short, on one line, without control characters."""
    text = "".join(char if char.isprintable() else "\ufffd" for char in str(value))
    return text if len(text) <= 60 else f"{text[:59]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known word most like this one, or nothing."""
    by_small = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word[:80].lower(), by_small, n=1)
    return f" Mente du ”{by_small[close[0]]}”?" if close else ""
