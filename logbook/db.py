"""The database handle and the base class of every model."""

import enum
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import sqlalchemy as sa
import sqlalchemy.orm
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

BUSY_MS = 10_000


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


# What people write belongs in no log, also not with the error that a statement met.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})
migrate = Migrate()


@sa.event.listens_for(db.Model, "init", propagate=True)
def give_id(_target: Any, _args: Any, given: dict[str, Any]) -> None:
    """An id from the first moment, so that new things can point at each other before a flush."""
    given.setdefault("id", uuid4())


@sa.event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Foreign keys on, readers beside one writer, and synced to the disk before each answer."""
    if "sqlite" not in type(connection).__module__:
        return
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"busy_timeout = {BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def keep_with(whole: Base, part: Base) -> None:
    """Add a new part to the session of its whole.

    Tying the part to the whole from the part's side does not; and appending it to the whole's
    collection would first load all that is there.
    """
    session = sa.orm.object_session(whole)
    if session is not None:
        session.add(part)


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True)


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
