"""Taking checked values out of a table of the file; each mistake becomes a problem."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from logbook.forms import UNWRITABLE
from logbook.privacy.cpr import find_cpr
from logbook.programme.lines import Path
from logbook.programme.problems import Problem, did_you_mean, place, shown
from logbook.programme.syntax import Reading

Choice = TypeVar("Choice", bound=StrEnum)

KEY_LIMIT = 40
KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
YEARS = range(2000, 2100)


class Table:
    """One table of the file. Asking for a value marks its key as known.

    Every method gives a harmless value after a mistake, so that the rest is checked as well.
    """

    def __init__(self, reading: Reading, path: Path, values: dict[str, Any]) -> None:
        self.reading = reading
        self.path = path
        self.values = values
        self.known: set[str] = set()

    def line_of(self, key: str) -> int:
        """The line of the key, or of the table if the key is not there."""
        return self.reading.lines.get((*self.path, key), self.line)

    @property
    def line(self) -> int:
        return self.reading.lines.get(self.path, 1)

    def problem(self, key: str, message: str) -> None:
        self.reading.problems.append(Problem(self.line_of(key), place((*self.path, key)), message))

    def missing(self, key: str, message: str) -> None:
        """Something is not there, unless it was lost with a line that could not be read."""
        if self.reading.was_whole:
            self.problem(key, message)

    def _get(self, key: str) -> Any:
        self.known.add(key)
        return self.values.get(key)

    def text(self, key: str, limit: int, *, is_required: bool = True, rows: bool = False) -> str:
        """Text of at most `limit` characters, stripped; on one line unless `rows`."""
        value = self._get(key)
        if value is None:
            if is_required:
                self.missing(key, "mangler.")
            return ""
        if not isinstance(value, str):
            self.problem(key, f"skal være tekst i anførselstegn, ikke {kind_of(value)}.")
            return ""
        value = value.strip()
        if not value and is_required:
            self.problem(key, "er tom.")
        elif len(value) > limit:
            self.problem(key, f"er på {len(value)} tegn; der er plads til {limit}.")
        elif UNWRITABLE.search(value) or (not rows and re.search(r"[\t\n]", value)):
            self.problem(key, "har et skjult tegn eller et linjeskift. Skriv den igen uden.")
        elif find_cpr(value):
            self.problem(key, "ligner et CPR-nummer. Fjern tallet.")
        else:
            return value
        return ""

    def key(self, key: str = "key") -> str:
        value = self.text(key, KEY_LIMIT)
        return value if value and self.may_be_key(key, value) else ""

    def may_be_key(self, key: str, value: str) -> bool:
        if len(value) > KEY_LIMIT:
            self.problem(key, f"er på {len(value)} tegn; der er plads til {KEY_LIMIT}.")
        elif not KEY.fullmatch(value):
            self.problem(
                key, f"”{shown(value)}” må kun have bogstaverne a-z og A-Z, tal, bindestreg og _."
            )
        elif find_cpr(value):
            self.problem(key, "ligner et CPR-nummer. Fjern tallet.")
        else:
            return True
        return False

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            self.problem(key, f"skal være true eller false, ikke {kind_of(value)}.")
        return value is True

    def number(self, key: str, least: int, most: int) -> int | None:
        """A whole number between two others; None if it is not there."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem(key, f"skal være et helt tal, ikke {kind_of(value)}.")
        elif not least <= value <= most:
            self.problem(key, f"skal ligge mellem {least} og {most}.")
        else:
            return value
        return None

    def day(self, key: str, *, is_required: bool = False) -> date | None:
        value = self._get(key)
        if value is None:
            if is_required:
                self.missing(key, "mangler. Skriv en dato, fx 2026-05-03.")
        elif isinstance(value, datetime):
            self.problem(key, "har et klokkeslæt. Skriv kun datoen, fx 2026-05-03.")
        elif not isinstance(value, date):
            self.problem(
                key,
                f"skal være en dato uden anførselstegn, fx 2026-05-03, ikke {kind_of(value)}.",
            )
        elif value.year not in YEARS:
            self.problem(key, f"året {value.year} ser forkert ud.")
        else:
            return value
        return None

    def days(
        self, first: str, last: str, *, is_required: bool = False
    ) -> tuple[date | None, date | None]:
        """Two days, the second of which does not come before the first, and may be left out."""
        begins, ends = self.day(first, is_required=is_required), self.day(last)
        if begins and ends and ends < begins:
            self.problem(last, f"{ends} ligger før {first}, som er {begins}.")
        return begins, ends

    def one_of(self, key: str, choices: type[Choice]) -> Choice | None:
        value = self._get(key)
        names = [choice.value for choice in choices]
        if value is None:
            self.missing(key, f"mangler. Vælg mellem {', '.join(names)}.")
        elif value not in names:
            self.problem(
                key,
                f"”{shown(value)}” kendes ikke. Vælg mellem {', '.join(names)}."
                f"{did_you_mean(str(value), names)}",
            )
        else:
            return choices(value)
        return None

    def table(self, name: str) -> "Table":
        """The table [name]; an empty one if it is not there."""
        value = self._get(name)
        if value is not None and not isinstance(value, dict):
            how = "enkelte parenteser" if isinstance(value, list) else "nøgler under"
            self.problem(name, f"skal stå som [{name}] med {how}.")
            value = None
        return Table(self.reading, (*self.path, name), value or {})

    def tables(self, name: str) -> Iterator["Table"]:
        """The tables [[name]], in the order of the file."""
        value = self._get(name)
        header = ".".join([part for part in (*self.path, name) if isinstance(part, str)])
        if value is None:
            return
        if not isinstance(value, list):
            self.problem(name, f"skal stå som [[{header}]] med dobbelte parenteser.")
            return
        for index, element in enumerate(value):
            path = (*self.path, name, index)
            if isinstance(element, dict):
                yield Table(self.reading, path, element)
            else:
                line = self.reading.lines.get(path, 1)
                self.reading.problems.append(
                    Problem(line, place(path), f"skal stå som [[{header}]] med nøgler under.")
                )

    def refuse_unknown(self) -> None:
        """Report every key that nobody asked for; call it last."""
        for key in self.values:
            if key not in self.known:
                self.problem(key, f"kendes ikke.{did_you_mean(key, self.known)}")


def kind_of(value: object) -> str:
    """What somebody wrote instead, in Danish."""
    if isinstance(value, bool):
        return "true eller false"
    names = {str: "tekst", int: "et tal", float: "et tal", list: "en liste", dict: "et afsnit"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "en dato")
