"""`flask audit verify`: each way of breaking the chain is found, and told with the number."""

import pytest
from sqlalchemy import text

from logbook.audit import verifying
from logbook.audit.models import Act, LogLine, record
from logbook.audit.models.chain import mac_of
from logbook.db import db
from logbook.keys import log_key
from tests import factories as make
from tests.audit.breaking import cut_off, run, unguarded
from tests.factories import NOON


@pytest.fixture
def programme(app):
    programme = make.programme()
    person = make.person(programme)
    house = make.house(programme)
    for number in range(6):
        record(
            Act.ROLE_GIVEN, by=person, at=NOON, programme_id=programme.id, about=person,
            person_id=person.id, unit_id=house.id, count=number,
        )  # fmt: skip
        db.session.commit()
    return programme


@pytest.fixture
def verify(app):
    def verify(*words):
        db.session.rollback()
        return app.test_cli_runner().invoke(args=["audit", "verify", *words])

    return verify


def test_a_whole_log_is_told_to_be_whole(programme, verify):
    said = verify()
    assert said.exit_code == 0, said.output
    assert "6 linjer, alle er, som de blev skrevet." in said.output
    assert "--backup" in said.output


def test_a_log_without_a_line_is_whole(app, verify):
    programme = make.programme()
    said = verify("--programme", programme.key)
    assert (said.exit_code, "0 linjer" in said.output) == (0, True)


SWAP = (
    "UPDATE log_line SET number = 99 WHERE number = 3",
    "UPDATE log_line SET number = 3 WHERE number = 4",
    "UPDATE log_line SET number = 4 WHERE number = 99",
)
COPY = (
    "INSERT INTO log_line (id, programme_id, number, act, at, by_id, key_id, mac) SELECT"
    " programme_id, programme_id, {}, act, at, by_id, key_id, mac FROM log_line WHERE number = 3"
)
MOVE_UP = [f"UPDATE log_line SET number = {n + 1} WHERE number = {n}" for n in (6, 5, 4)]
MOVE_DOWN = [f"UPDATE log_line SET number = {n - 1} WHERE number = {n}" for n in (4, 5, 6)]
BROKEN = {
    "an act": (["UPDATE log_line SET act = 'read' WHERE number = 3"], "Linje 3 passer ikke"),
    "a MAC": (["UPDATE log_line SET mac = 'x' WHERE number = 3"], "Linje 3 passer ikke"),
    "the last": (["UPDATE log_line SET count = 9 WHERE number = 6"], "Linje 6 passer ikke"),
    "the first": (["UPDATE log_line SET by_id = NULL WHERE number = 1"], "Linje 1 passer ikke"),
    "a key": (["UPDATE log_line SET key_id = 'x' WHERE number = 3"], "Linje 3 er skrevet med en"),
    "a missing one": (["DELETE FROM log_line WHERE number = 3"], "Linje 3 mangler"),
    "a missing first": (["DELETE FROM log_line WHERE number = 1"], "Linje 1 mangler"),
    "some missing": (["DELETE FROM log_line WHERE number IN (3, 4)"], "Linje 3 til 4 mangler"),
    "a gap that was closed": (
        ["DELETE FROM log_line WHERE number = 3", *MOVE_DOWN], "Linje 3 passer ikke",
    ),
    "two in another order": (SWAP, "Linje 3 passer ikke"),
    "one put in": ([*MOVE_UP, COPY.format(4)], "Linje 4 passer ikke"),
    "one put at the end": ([COPY.format(7)], "Linje 7 passer ikke"),
    "the end cut off": (["DELETE FROM log_line WHERE number > 4"], "Linje 5 til 6 mangler"),
    "the end cut off, and the head set back": (
        [
            "DELETE FROM log_line WHERE number > 4",
            "UPDATE log_chain SET number = 4, mac = (SELECT mac FROM log_line WHERE number = 4)",
        ],
        "At loggen ender med linje 4, er ikke skrevet af Logbogen",
    ),
    "no head": (["DELETE FROM log_chain"], "Der står ikke, hvor loggen ender"),
    "a head that says another end": (
        ["UPDATE log_chain SET mac = 'x'"], "Linje 6 er ikke den, som loggen ender med",
    ),
    "everything": (["DELETE FROM log_line"], "Linje 1 til 6 mangler"),
}  # fmt: skip


@pytest.mark.parametrize("way", BROKEN)
def test_each_way_of_breaking_it_is_found(programme, verify, way):
    statements, told = BROKEN[way]
    run(*statements)
    said = verify()
    assert said.exit_code == 1, said.output
    assert told in said.output
    assert "Loggen er ikke hel" in said.output


@pytest.mark.parametrize("column", [c.name for c in LogLine.__table__.c if c.name != "number"])
def test_no_column_can_be_changed_unseen(programme, verify, column):
    """Each column by itself, also the line's own id."""
    kind = str(LogLine.__table__.c[column].type)
    other = {
        "CHAR(32)": f"'{'0' * 32}'", "DATETIME": "'2031-01-01 00:00:00.000000'", "INTEGER": "77",
    }.get(kind, "'andet'")  # fmt: skip
    programme_id = programme.id
    run(f"UPDATE log_line SET {column} = {other} WHERE number = 3")
    keys = {row: log_key() for row in db.session.scalars(text("SELECT key_id FROM log_line"))}
    with verifying.one_moment() as connection:
        found = verifying.check(connection, programme_id, keys)
    assert found.wrong, column


def test_a_line_of_another_history_is_found(programme, verify):
    """Sealed by the key itself, under the same number, but after other lines than these.

    Such a line stood in a database that was restored from an older backup.
    """
    line = dict(db.session.execute(LogLine.in_order(programme.id)).all()[2]._mapping)
    line["act"] = "read"
    mac = mac_of(line, log_key(), "f" * 64)
    run(f"UPDATE log_line SET act = 'read', mac = '{mac}' WHERE number = 3")
    said = verify()
    assert (said.exit_code, "Linje 3 passer ikke" in said.output) == (1, True)


def test_a_line_of_another_programme_does_not_fit(app, programme, verify):
    other = make.programme()
    record(Act.HELD, by=None, at=NOON, programme_id=other.id)
    db.session.commit()
    with unguarded() as connection:
        where = "programme_id = (SELECT id FROM programme WHERE key = '{}')"
        connection.exec_driver_sql(
            "UPDATE log_line SET number = 7, programme_id = (SELECT programme_id FROM log_line"
            f" WHERE number = 6) WHERE {where.format(other.key)}"
        )
    said = verify("--programme", programme.key)
    assert (said.exit_code, "Linje 7 passer ikke" in said.output) == (1, True)
    assert "Linje 1 mangler" in verify("--programme", other.key).output


def test_only_the_first_mistakes_are_told(programme, verify):
    for _ in range(12):
        record(Act.HELD, by=None, at=NOON, programme_id=programme.id)
    db.session.commit()
    run("UPDATE log_line SET act = 'x'")
    assert "og 8 fejl mere" in verify().output


def test_an_end_cut_off_with_a_seal_from_then_needs_a_backup(programme, verify):
    """What no database can know of itself: tests/backup/test_log.py finds it."""
    cut_off(programme.id, to=4, key=log_key())
    said = verify()
    assert (said.exit_code, "kun med --backup" in said.output) == (0, True)


def test_an_unknown_programme_is_told(programme, verify):
    said = verify("--programme", "ukendt")
    assert (said.exit_code, programme.key in said.output) == (1, True)
