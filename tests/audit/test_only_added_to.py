"""The database itself refuses to change or delete a line, and parallel writers make one chain."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from logbook.audit.models import Act, LogChain, LogLine, record
from logbook.audit.models.chain import BEGINNING, mac_of, seal_of
from logbook.db import db
from logbook.keys import log_key
from tests import factories as make
from tests.factories import NOON

WRITERS, EACH = 6, 8


@pytest.fixture
def programme(app):
    programme = make.programme()
    for _ in range(3):
        record(Act.HELD, by=None, at=NOON, programme_id=programme.id)
        db.session.commit()
    return programme


FORBIDDEN = {
    "changing": "UPDATE log_line SET act = 'read' WHERE number = 2",
    "deleting": "DELETE FROM log_line WHERE number = 3",
    "shortening": "UPDATE log_chain SET number = 2",
    "forgetting": "DELETE FROM log_chain",
    "doubling": "INSERT INTO log_line (id, programme_id, number, act, at, key_id, mac)"
    " SELECT programme_id, programme_id, 2, act, at, key_id, mac FROM log_line WHERE number = 1",
    "skipping": "INSERT INTO log_line (id, programme_id, number, act, at, key_id, mac)"
    " SELECT programme_id, programme_id, 9, act, at, key_id, mac FROM log_line WHERE number = 1",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_database_refuses(programme, statement):
    before = db.session.execute(LogLine.in_order(programme.id)).all()
    with pytest.raises(DBAPIError, match=r"log is only added to|after the last one"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.execute(LogLine.in_order(programme.id)).all() == before


@pytest.mark.only("sqlite")
def test_a_line_cannot_be_replaced_on_sqlite(programme):
    """Replacing deletes without asking the trigger that watches over deleting."""
    statement = FORBIDDEN["doubling"].replace("INSERT INTO", "INSERT OR REPLACE INTO")
    with pytest.raises(DBAPIError, match="after the last one"):
        db.session.execute(text(statement))


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("table", ["log_line", "log_chain"])
def test_it_cannot_be_emptied_on_postgresql(programme, table):
    with pytest.raises(DBAPIError, match="only added to"):
        db.session.execute(text(f"TRUNCATE {table}"))


def test_many_who_write_at_once_make_one_chain(app, programme):
    """Also where the chain is only begun: a programme of its own."""
    other = make.programme()
    keys = [programme.id, other.id]
    begin, failed = Barrier(WRITERS), []

    def work(number):
        try:
            with app.app_context():
                begin.wait()
                for turn in range(EACH):
                    # Both chains in one act, in either order: nobody waits for ever.
                    for key in keys[:: 1 if (number + turn) % 2 else -1]:
                        record(Act.HELD, by=None, at=NOON, programme_id=key)
                    db.session.commit()
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    db.session.rollback()
    for key, before in ((keys[0], 3), (keys[1], 0)):
        rows = db.session.execute(LogLine.in_order(key)).all()
        assert [row.number for row in rows] == list(range(1, before + WRITERS * EACH + 1))
        previous = BEGINNING
        for row in rows:
            assert row.mac == mac_of(row, log_key(), previous)
            previous = row.mac
        head = db.session.scalars(LogChain.of(key)).one()
        assert (head.number, head.mac) == (len(rows), previous)
        assert head.seal == seal_of(key, head.number, head.mac, log_key())
