"""The database handle and the base class of every model."""

import enum
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID, uuid4

import sqlalchemy as sa
import sqlalchemy.orm
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

# How long one who writes waits for the others before she is told to try again.
BUSY_MS = 10_000
HURRIED_MS = 1_000
CONNECT_SECONDS = 10


class UTCDateTime(sa.TypeDecorator[datetime]):
    """Aware datetimes in, aware datetimes out; stored as naive UTC."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def enum_column(kind: type[enum.Enum], name: str) -> sa.Enum:
    """A column type for a second column of one enum in a table: its CHECK needs its own name."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    # A registry, not a bare `type_annotation_map`: Flask-SQLAlchemy 3.1 copies this class body.
    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UTCDateTime,
            UUID: sa.Uuid,
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=True,
                length=40,
                values_callable=lambda members: [member.value for member in members],
            ),
        },
    )
    # Random, not time-ordered: an id that holds its moment would tell a leader
    # at which hour of the evening somebody wrote.
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class HeldSession(Session):
    """A session whose commits can be held back, so that more can be kept at the same stroke."""

    def commit(self) -> None:
        if not self.info.get("is_held"):
            super().commit()
            return
        self.flush()
        # As after a commit: what is read from here on is read anew.
        self.expire_all()


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": HeldSession},
    # What people write belongs in no log, also not with the error that a statement met.
    engine_options={"hide_parameters": True},
)
migrate = Migrate()


@sa.event.listens_for(db.Model, "init", propagate=True)
def give_id(_target: Any, _args: Any, given: dict[str, Any]) -> None:
    """An id from the first moment, so that new things can point at each other before a flush."""
    given.setdefault("id", uuid4())


@sa.event.listens_for(Engine, "do_connect")
def open_what_is_there(dialect: Any, _record: Any, given: Any, named: dict[str, Any]) -> None:
    """Never make a new SQLite file where the old one has gone; only a migration makes one.

    An empty file in its place would make SQLite throw away the log beside it, and with the log
    the latest of what was saved.
    """
    if dialect.name == "sqlite" and not given[0].startswith((":memory:", "file:")):
        given[0], named["uri"] = f"file:{quote(given[0])}?mode=rw", True
    elif dialect.name == "postgresql":
        named.setdefault("connect_timeout", CONNECT_SECONDS)


@sa.event.listens_for(Engine, "connect")
def prepare(connection: Any, record: Any) -> None:
    """Wait for other writers, but not for ever.

    On SQLite also: foreign keys on, readers beside one writer, synced to the disk before each
    answer, and the file known again. PostgreSQL does the like by itself.
    """
    if "sqlite" not in type(connection).__module__:
        connection.execute(f"SET lock_timeout = {BUSY_MS}")
        connection.commit()
        return
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        # What is deleted is written over with zeros: some builds of SQLite leave it lying there.
        "secure_delete = ON",
        f"busy_timeout = {BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    name = connection.execute("PRAGMA database_list").fetchone()[2]
    if name:
        record.info["file"] = Path(name), which_file(Path(name))


@sa.event.listens_for(Engine, "checkout")
def leave_a_file_that_was_replaced(_connection: Any, record: Any, _proxy: Any) -> None:
    """What is written into a file that was moved away or deleted would be lost with it."""
    path, opened = record.info.get("file", (None, None))
    if path and which_file(path) != opened:
        raise DisconnectionError(f"another file lies at {path}, or none")


def which_file(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def hurry() -> None:
    """Until the end of the transaction, wait for other writers a moment only."""
    connection = db.session.connection()
    # Not behind the engine's back: it must hear of a database that fell in this moment.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {HURRIED_MS}")
        connection.info["hurries"] = True
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {HURRIED_MS}")


@sa.event.listens_for(Engine, "checkin")
def be_patient_again(connection: Any, record: Any) -> None:
    if record.info.pop("hurries", False) and connection is not None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def keep_with(whole: Base, part: Base) -> None:
    """Add a new part to the session of its whole.

    Tying the part to the whole from the part's side does not; and appending it to the whole's
    collection would first load all that is there.
    """
    session = sa.orm.object_session(whole)
    if session is not None:
        session.add(part)


def let_go(_error: BaseException | None) -> None:
    """The page is made; a connection that died with the database must not spoil it now."""
    with suppress(DBAPIError):
        db.session.rollback()


def init_app(app: Flask) -> None:
    db.init_app(app)
    app.teardown_appcontext(let_go)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True)


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
