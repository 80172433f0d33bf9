"""What a kind of database must be able to do, to be copied and put back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from logbook.backup.archive import Archive
from logbook.backup.manifest import Logs, Tables


@dataclass(frozen=True)
class Snapshot:
    """What stood in the database at one moment, counted there and not in the copy of it."""

    schema: str
    server: str
    tables: Tables
    logs: Logs


class Kind(Protocol):
    """A database that can be copied while people write, and be put back."""

    name: str

    def copy(self, data: Path, scratch: Path) -> Snapshot:
        """Write all of one moment into the new file `data`."""

    def rehearse(self, archive: Archive, scratch: Path) -> Tables:
        """Restore into a scratch place, and say what is there; nothing is left of it."""

    def must_be_empty(self) -> None:
        """Raises BackupRefused if a restored database would cover something."""

    def restore(self, archive: Archive) -> None:
        """Put it into the empty place, whole and as its manifest says, or not at all."""
