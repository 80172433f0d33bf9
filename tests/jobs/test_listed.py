"""Her files stand where she asked for them, until they go."""

from datetime import timedelta

import pytest
from sqlalchemy.dialects import sqlite

from logbook import clock
from logbook.boards.models import Board
from logbook.db import db
from logbook.jobs import making
from logbook.jobs.models import kept_files
from logbook.people.models import Role, prepared
from tests import factories as make
from tests.boards.hanging import put
from tests.exports.world import ask, passages

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.instructor)


@pytest.fixture
def pages(cast, client):
    """Where she finds them: among the passages, and on a board."""
    [shown] = passages(cast, 1)
    board = make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=make.NOON))
    put(client, board, shown)
    return ["/udtraek?modul=", f"/tavler/{board.id}"]


def test_what_is_being_made_and_what_is_ready_lead_to_their_pages(pages, client, monkeypatch):
    for page in pages:
        assert "Dine filer" not in client.get(page).text
    ready = ask(client, "csv")
    making.make_all_waiting()
    monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(minutes=1))
    waiting = ask(client, "pdf")
    for page in pages:
        shown = client.get(page).text.split("Dine filer")[1]
        assert shown.index(f'href="{waiting}"') < shown.index(f'href="{ready}"')
        assert "Er ved at blive lavet" in shown
        assert "CSV: Alle moduler" in shown
        assert "Ligger her til kl. 13.00" in shown
    client.post(f"{waiting}/afbryd")
    later = make.NOON + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    for page in pages:
        assert "Dine filer" not in client.get(page).text


def test_they_are_nobody_elses(cast, pages, client, sign_in):
    ask(client, "csv")
    fellow = make.member(cast.programme, Role.INSTRUCTOR, "Ida Kjær")
    db.session.commit()
    for page in pages:
        assert "Dine filer" in client.get(page).text
        assert "Dine filer" not in sign_in(fellow).get(page).text


def test_they_are_found_by_who_asked(cast, database_kind):
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL reads an empty table whole, as it should")
    statement, values = prepared(kept_files, cast.instructor, at=make.NOON)
    sql = statement.params(values).compile(
        dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}
    )
    asked = f"EXPLAIN QUERY PLAN {sql}", tuple("" for _ in sql.positiontup or ())
    plan = [row[-1] for row in db.session.connection().exec_driver_sql(*asked)]
    assert any("ix_job_asked_by" in row for row in plan), plan
    assert any("uq_job_file" in row for row in plan), plan
    assert not [row for row in plan if row.startswith("SCAN")], plan
