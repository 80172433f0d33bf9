"""No backup that is not what was written is ever restored, and each is told why."""

import gzip
import hashlib
import sqlite3
from dataclasses import replace

import pytest

from logbook.backup import archive
from logbook.backup.manifest import Manifest, TableSum
from logbook.backup.refused import BackupRefused
from logbook.db import db
from tests.backup.conftest import is_bare, refused, repacked

OTHER_KIND = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def refuse(flask, flask_elsewhere, other_url):
    """Neither tried out nor restored, and nothing stands where it would have gone."""

    def both(file, *told):
        refused(flask("backup", "check", file), *told)
        refused(flask_elsewhere("restore", file), *told)
        assert is_bare(other_url)

    return both


def turned(file, place):
    """The file with one bit of one byte turned."""
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("first line", "begynder ikke som en sikkerhedskopi"),
        ("manifest", "Indholdsfortegnelsen passer ikke"),
        ("checksum", "Indholdsfortegnelsen passer ikke"),
        ("data", "Indholdet passer ikke"),
        ("middle", "Indholdet passer ikke"),
        ("tail", "Indholdet passer ikke"),
    ],
)
def test_a_turned_bit_is_found_wherever_it_is(taken, refuse, place, told):
    begins, size = archive.read(taken).begins, taken.stat().st_size
    places = {
        "first line": 3, "manifest": 100, "checksum": begins - 9, "data": begins,
        "middle": (begins + size) // 2, "tail": size - 1,
    }  # fmt: skip
    refuse(turned(taken, places[place]), told, "Brug en anden sikkerhedskopi")


def test_no_byte_of_the_head_may_differ(taken):
    begins = archive.read(taken).begins
    for place in range(begins):
        turned(taken, place)
        with pytest.raises(BackupRefused):
            archive.read(taken)
        turned(taken, place)
    archive.read(taken)


@pytest.mark.parametrize("part", ["nothing", "first line", "manifest", "half", "all but one"])
def test_a_file_that_was_cut_off_is_found(taken, refuse, part):
    begins, content = archive.read(taken).begins, taken.read_bytes()
    ends = {
        "nothing": 0, "first line": 17, "manifest": 200, "half": (begins + len(content)) // 2,
        "all but one": len(content) - 1,
    }  # fmt: skip
    taken.write_bytes(content[: ends[part]])
    refuse(taken, "beskadiget eller ikke hel")


def test_something_after_the_end_is_found(taken, refuse):
    with taken.open("ab") as opened:
        opened.write(b"x")
    refuse(taken, "er for meget efter indholdet")


def test_a_newer_format_is_told(taken, refuse):
    taken.write_bytes(b"LOGBOOK BACKUP 4\n{}\nnobody knows what")
    refuse(taken, "nyere udgave af Logbogen", "Opdatér først programmet")


def test_a_newer_schema_is_told(taken, tmp_path, refuse):
    newer = repacked(archive.read(taken), tmp_path / "newer", schema="9999", program="9.0")
    refuse(newer, "nyere udgave af Logbogen (9.0)", "Opdatér først programmet")


def test_the_other_kind_of_database_is_told(taken, tmp_path, refuse):
    kind = OTHER_KIND[db.engine.dialect.name]
    other = repacked(archive.read(taken), tmp_path / "other", database=kind)
    refuse(other, "LOGBOOK_DATABASE_URL pege på")


def test_a_kind_that_nobody_knows_is_told(taken, tmp_path, refuse):
    refuse(repacked(archive.read(taken), tmp_path / "other", database="oracle"), "taget af oracle")


@pytest.mark.parametrize(
    "data", [b"", b"x" * 500, gzip.compress(b"x" * 500)], ids=["nothing", "letters", "packed"]
)
def test_data_that_no_database_can_read_is_told(taken, tmp_path, refuse, data):
    refuse(repacked(archive.read(taken), tmp_path / "odd", data), "Error: ")


@pytest.mark.parametrize("wrong", ["checksum", "rows", "missing", "too many"])
def test_a_table_that_is_not_as_it_was_counted_is_told(taken, tmp_path, refuse, wrong):
    """The last look: every checksum of the file is right, and yet it is not the original."""
    found = archive.read(taken)
    tables = dict(found.manifest.tables)
    person = tables["person"]
    tables |= {
        "checksum": {"person": replace(person, checksum="0" * 64)},
        "rows": {"person": replace(person, rows=person.rows + 1)},
        "missing": {"person_two": person},
        "too many": {},
    }[wrong]
    if wrong == "too many":
        del tables["person"]
    refuse(repacked(found, tmp_path / "other", tables=tables), "person", "passer ikke")


def test_rows_that_point_to_nothing_are_told(taken, tmp_path, refuse):
    found = archive.read(taken)
    if found.manifest.database != "sqlite":
        return
    raw = tmp_path / "raw.sqlite"
    with found.data() as data:
        raw.write_bytes(gzip.decompress(data.read()))
    with sqlite3.connect(raw) as connection:
        connection.execute("DELETE FROM programme")
    connection.close()
    data = gzip.compress(raw.read_bytes())
    refuse(repacked(found, tmp_path / "other", data), "hænger ikke sammen")


def test_a_backup_that_is_not_there_is_told(cast, refuse, tmp_path):
    refuse(tmp_path / "findes-ikke", "findes ikke")
    refuse(tmp_path, "er ikke en fil")


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"{}", b"1", b"null", b"\xff", b'{"format": 1}', b'{"format": true, "tables": []}',
        b"{" * 100_000,
    ],
)  # fmt: skip
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path, line):
    file = tmp_path / "odd"
    head = b"LOGBOOK BACKUP 1\n" + line + b"\n"
    file.write_bytes(head + hashlib.sha256(head).hexdigest().encode() + b"\n")
    with pytest.raises(BackupRefused):
        archive.read(file)


def test_a_manifest_reads_as_it_was_written(taken):
    manifest = archive.read(taken).manifest
    assert Manifest.read(manifest.line()) == manifest
    assert manifest.rows == sum(table.rows for table in manifest.tables.values())


def test_the_checksum_knows_each_row_and_column_and_not_their_order():
    def of(*rows, columns=("a", "b")):
        return TableSum.of(columns, rows)

    assert of(b"1", b"2") == of(b"2", b"1")
    different = {
        of(), of(b"1"), of(b"1", b"1"), of(b"1", b"2"), of(b"12"), of(columns=("ab",)),
        of(columns=("b", "a")),
    }  # fmt: skip
    assert len(different) == 7
