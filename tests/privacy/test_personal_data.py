"""The map of personal data against the database: nothing that leads to a person is missing."""

import uuid

import sqlalchemy as sa

from logbook import create_app  # noqa: F401 - with the app come all models
from logbook.db import db
from logbook.privacy.held.table import ERASED, LASTS, TOPICS, Erased, Lasts, Topic
from logbook.privacy.personal_data import BY_TABLE, HELD, NOT_PERSONAL, about
from tests.each import each

# How a column is called that names somebody without a foreign key.
NAMES_SOMEBODY = {"person", "actor", "reader", "by"}
TABLES = {table.name: table for table in db.metadata.sorted_tables}


def leads_to_a_person(table: sa.Table, seen: frozenset[str] = frozenset()) -> bool:
    """By a path of foreign keys, or by a bare id whose name says that it is somebody's."""
    if table.name == "person":
        return True
    bare = {
        column.name.removesuffix("_id").rsplit("_", 1)[-1]
        for column in table.columns
        if isinstance(column.type, sa.Uuid) and not column.foreign_keys
    }
    if bare & NAMES_SOMEBODY:
        return True
    return any(
        leads_to_a_person(key.column.table, seen | {table.name})
        for key in table.foreign_keys
        if key.column.table.name not in seen | {table.name}
    )


def is_free_text(column: sa.Column) -> bool:
    """What people can write something in; not one of a few words that the program knows."""
    if isinstance(column.type, sa.Enum):
        return False
    return isinstance(column.type, sa.String | sa.Text | sa.JSON | sa.LargeBinary)


@each(sorted(TABLES), "name")
def test_every_table_is_in_the_map_or_says_nothing_of_anybody(name):
    table = TABLES[name]
    if name in NOT_PERSONAL:
        assert name not in BY_TABLE
        assert not leads_to_a_person(table), "it leads to a person: write it into the map"
        return
    assert name in BY_TABLE, (
        "logbook/privacy/held/ says of every table what it is for, who sees it, how long it is"
        " kept and how it is erased; or NOT_PERSONAL says why it is about nobody"
    )


@each(sorted(BY_TABLE), "name")
def test_every_column_of_it_is_in_the_map_once(name):
    told = [column.name for column in BY_TABLE[name].columns]
    assert name in TABLES, "there is no such table (any more)"
    assert sorted(told) == sorted({c.name for c in TABLES[name].columns} - {"id"})


@each(sorted(BY_TABLE), "name")
def test_what_is_left_out_of_the_file_has_a_reason(name):
    row = BY_TABLE[name]
    for column in row.columns:
        is_told_of_table = bool(row.left_out) and not column.given_as
        assert is_told_of_table or bool(column.given_as) != bool(column.left_out), column.name
    if row.is_given:
        assert row.given, "something of it is in the file, or the table says why not"
    for column in row.columns:
        if column.is_named:
            names = TABLES[name].c[column.name].foreign_keys or column.names in TABLES
            assert names, f"{column.name} names nothing"


@each(sorted(BY_TABLE), "name")
def test_no_free_text_is_left_out_without_a_word(name):
    """A text in a table that is in the file is in it too, or the column itself says why not."""
    row = BY_TABLE[name]
    for column in TABLES[name].columns:
        if row.is_given and column.name != "id" and is_free_text(column):
            told = row.column(column.name)
            assert told.given_as or told.left_out


def test_the_words_say_something():
    for row in HELD:
        assert row.what.strip()
        assert "_" not in row.what
    assert set(TOPICS) == set(Topic)
    assert set(LASTS) == set(Lasts)
    assert set(ERASED) == set(Erased)
    assert {row.table for topic in Topic for row in about(topic)} == set(BY_TABLE)
    assert len(HELD) == len(BY_TABLE)


def test_the_walk_finds_what_it_is_for():
    """A table that leads to a person by three steps, and one that only holds an id of somebody."""
    metadata = sa.MetaData()
    sa.Table("person", metadata, sa.Column("id", sa.Uuid, primary_key=True))
    sa.Table("near", metadata, sa.Column("p", sa.ForeignKey("person.id")), sa.Column("id", sa.Uuid))
    far = sa.Table("far", metadata, sa.Column("n", sa.ForeignKey("near.id")))
    bare = sa.Table("bare", metadata, sa.Column("asked_by_id", sa.Uuid, default=uuid.uuid4))
    none = sa.Table("none", metadata, sa.Column("what", sa.String(40)))
    assert leads_to_a_person(far)
    assert leads_to_a_person(bare)
    assert not leads_to_a_person(none)
