"""What a backup says about itself, in one line of JSON."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

# 2 remembers where each programme's log ended, and 3 is sealed; 1 and 2 are still read.
FORMAT = 3


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and a checksum of all that stands in them.

    The order of the rows does not count: a database may give them in another one tomorrow.
    """

    rows: int
    checksum: str

    @classmethod
    def of(cls, columns: Iterable[str], rows: Iterable[bytes]) -> Self:
        """Of the names of the columns, and of each row in the database's own words."""
        number, total = 0, digest("\0".join(columns).encode())
        for row in rows:
            number += 1
            total += digest(row)
        return cls(number, f"{total % 2**256:064x}")


def digest(content: bytes) -> int:
    return int.from_bytes(hashlib.sha256(content).digest(), "big")


Tables = Mapping[str, TableSum]


@dataclass(frozen=True)
class LogHead:
    """Where a programme's log ended: how many lines it had, and the MAC of the last."""

    number: int
    mac: str


# By the programme's id, 32 hex digits.
Logs = Mapping[str, LogHead]


@dataclass(frozen=True)
class Seal:
    """That whoever wrote the manifest had the secret key: which one, and a MAC by it."""

    key_id: str
    mac: str


def differences(wanted: Tables, found: Tables) -> list[str]:
    """The tables that are missing, are too many, or hold something else."""
    return [name for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name)]


@dataclass(frozen=True)
class Manifest:
    """`schema` is the revision of the last migration, `server` the version of the database.

    The data's size is in bytes. `logs` is None in a backup of the first format, `seal` in one of
    the first two. What is sealed holds the data's checksum, and so the seal is on the whole backup.
    """

    program: str
    schema: str
    database: str
    server: str
    made_at: datetime
    tables: Tables
    data_size: int
    data_sha256: str
    logs: Logs | None
    seal: Seal | None = None

    @property
    def format(self) -> int:
        if self.logs is None:
            return 1
        return 2 if self.seal is None else FORMAT

    def sealed(self, key_id: str, key: bytes) -> Self:
        return replace(self, seal=Seal(key_id, self.mac(key_id, key)))

    def is_sealed_with(self, key: bytes) -> bool:
        """Whether all that it says was written by somebody who had this key."""
        seal = self.seal
        return seal is not None and hmac.compare_digest(seal.mac, self.mac(seal.key_id, key))

    def mac(self, key_id: str, key: bytes) -> str:
        """64 hex digits over everything but the MAC itself."""
        content = b"manifest\0" + replace(self, seal=Seal(key_id, "")).line()
        return hmac.new(key, content, hashlib.sha256).hexdigest()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def major(self) -> int:
        """18 of PostgreSQL 18.1."""
        return int(self.server.split(".")[0])

    def line(self) -> bytes:
        told = asdict(self) | {"format": self.format, "made_at": self.made_at.isoformat()}
        for name in ("logs", "seal"):
            if told[name] is None:
                del told[name]
        return json.dumps(told, sort_keys=True).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Raises ValueError if it is not what `line` writes."""
        told = json.loads(line)
        known = range(1, FORMAT + 1)
        if not isinstance(told, dict) or fit(int, told, "format") not in known:
            raise ValueError("not a manifest")
        tables = {
            name: TableSum(rows=fit(int, table, "rows"), checksum=fit(str, table, "checksum"))
            for name, table in fit(dict, told, "tables").items()
        }
        logs = None
        if told["format"] > 1:
            logs = {
                key: LogHead(number=fit(int, log, "number"), mac=fit(str, log, "mac"))
                for key, log in fit(dict, told, "logs").items()
            }
        seal = None
        if told["format"] > 2:
            given = fit(dict, told, "seal")
            seal = Seal(key_id=fit(str, given, "key_id"), mac=fit(str, given, "mac"))
        read = cls(
            logs=logs,
            seal=seal,
            made_at=datetime.fromisoformat(fit(str, told, "made_at")),
            tables=tables,
            data_size=fit(int, told, "data_size"),
            **{
                name: fit(str, told, name)
                for name in ("program", "schema", "database", "server", "data_sha256")
            },
        )
        if read.line() != line:
            raise ValueError("not as it was written")
        return read


def fit(kind: Callable[..., Any], told: Any, name: str) -> Any:
    value = told.get(name) if isinstance(told, dict) else None
    if type(value) is not kind:
        raise ValueError(f"{name} is {value!r}")
    return value
