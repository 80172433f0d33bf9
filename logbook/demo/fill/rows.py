"""Rows on their way to the database, with ids of their own."""

from collections import defaultdict
from random import Random
from typing import Any

from logbook.demo.fill.bulk import Row
from logbook.demo.fill.columns import COLUMNS


class Rows:
    """Rows by table. `add` takes a row's values in the order of `columns.py`."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.tables: dict[str, list[Row]] = defaultdict(list)

    def new_id(self) -> str:
        """As random as every id of the app: a UUID of version 4."""
        digits = self.random.randbytes(16).hex()
        return f"{digits[:12]}4{digits[13:16]}a{digits[17:]}"

    def add(self, table: str, *values: Any) -> None:
        self.tables[table].append(values)

    def add_with_id(self, table: str, *values: Any) -> str:
        """A row whose first value is a new id, which is returned."""
        row_id = self.new_id()
        self.tables[table].append((row_id, *values))
        return row_id

    def taken(self) -> list[tuple[str, list[Row]]]:
        """The rows so far, table by table, parents before children; then it is empty again."""
        tables, self.tables = self.tables, defaultdict(list)
        return [(table, tables[table]) for table in COLUMNS if table in tables]
