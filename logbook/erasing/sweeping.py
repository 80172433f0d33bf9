"""Ridding the database's own files of what deleted rows leave behind.

SQLite overwrites what is deleted, but a page that was rebuilt may keep a copy, and so may the
log beside the file: the one is written anew, the other emptied. PostgreSQL gives the rows free; the
bytes go when something else is written there, or, by hand, when the tables are written anew.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from logbook.db import BUSY_MS, db
from logbook.erasing.models.erasure import Erasure
from logbook.erasing.models.walk import tables

# Writing a larger file anew holds everybody up for seconds: that is done at night.
QUICK_BYTES = 128 * 1024 * 1024
NIGHT = range(1, 5)


def tidy_a_little() -> None:
    """At once, as far as nobody is in the way: empty the log beside the file."""
    if db.engine.dialect.name == "sqlite":
        with alone() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 200")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS}")


def tidy(*, at: datetime, hour: int, is_forced: bool = False) -> bool:
    """Whether there is nothing left to do; else it is tried again. By force it is done anyway."""
    if not is_forced and db.session.scalar(Erasure.unswept()) is None:
        db.session.rollback()
        return True
    db.session.rollback()
    if not (is_forced or hour in NIGHT or size() <= QUICK_BYTES):
        return False
    try:
        rewrite(is_full=is_forced)
    except DBAPIError:
        return False
    db.session.execute(Erasure.sweep(at))
    db.session.commit()
    return True


def rewrite(*, is_full: bool) -> None:
    """`is_full` holds up everybody on PostgreSQL for as long as it takes."""
    with alone() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            if busy:
                raise Busy
        else:
            names = ", ".join(f'"{name}"' for name in sorted(tables()))
            how = "(FULL)" if is_full else ""
            connection.exec_driver_sql(f"VACUUM {how} {names}")


class Busy(DBAPIError):
    """Somebody reads what is to be written anew."""

    def __init__(self) -> None:
        super().__init__("wal_checkpoint", None, Exception("busy"))


def alone() -> Any:
    """A connection outside of any transaction."""
    db.session.rollback()
    return db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def size() -> int:
    file = db.engine.url.database
    is_file = db.engine.dialect.name == "sqlite" and file
    return Path(str(file)).stat().st_size if is_file else 0
