"""What people wrote goes through every migration, and stays."""

from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Row, select

from logbook.cycles.models import Answer, Expectation, ExpectedSign, NotName
from logbook.db import db
from logbook.demo.fill.filling import fill
from tests import factories as make
from tests.migrations.walking import counted, revisions, tables


def test_each_goes_down_and_up_again_with_data(bare: Flask) -> None:
    """What people wrote does not stand in the way, and what is older than it stays.

    One after the other, from the last to the first: each goes down, up, and down once more, with
    all the rows that those after it left.
    """
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    db.engine.dispose()
    full = counted(tables())
    assert full["answer"] > 40
    for revision in reversed(revisions()):
        flask_migrate.downgrade(revision="-1")
        left = tables() - {"alembic_version"}
        for way in (flask_migrate.upgrade, flask_migrate.downgrade):
            assert counted(left) == {name: full[name] for name in left}, revision
            way(revision=revision if way is flask_migrate.upgrade else "-1")
    assert tables() == {"alembic_version"}
    flask_migrate.upgrade()
    assert tables() == {"alembic_version", *db.metadata.tables}


@pytest.mark.parametrize("revision", revisions()[::7])
def test_all_of_them_go_up_again_with_data(bare: Flask, revision: str) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    db.engine.dispose()
    full = counted(tables())
    flask_migrate.downgrade(revision=revision)
    left = tables() - {"alembic_version"}
    flask_migrate.upgrade()
    assert counted(left) == {name: full[name] for name in left}
    assert tables() == {"alembic_version", *db.metadata.tables}


def test_rounds_that_were_looked_at_get_the_plan_they_have_as_what_was_expected(
    bare: Flask,
) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()

    def expected() -> tuple[list[Row[Any]], list[Row[Any]]]:
        whole, sign = Expectation.__table__.c, ExpectedSign.__table__.c
        with db.engine.connect() as connection:
            return (
                list(connection.execute(select(*whole).order_by(whole.id))),
                list(connection.execute(select(*sign).order_by(sign.id))),
            )

    filled = expected()
    assert all(len(rows) > 10 for rows in filled)
    flask_migrate.downgrade(revision="0002")
    db.engine.dispose()
    flask_migrate.upgrade()
    assert expected() == filled


def test_what_is_no_name_in_an_answer_is_still_known_and_goes_with_it(bare: Flask) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    answer_id, cycle_id = db.session.execute(select(Answer.id, Answer.cycle_id).limit(1)).one()
    for key, there in ((answer_id, {"answer_id": answer_id}), (cycle_id, {"cycle_id": cycle_id})):
        db.session.add(NotName(text_id=key, word_hash="0" * 64, **there))
    db.session.commit()
    db.session.remove()
    flask_migrate.downgrade(revision="0019")
    flask_migrate.upgrade()
    db.engine.dispose()
    kept = db.session.scalars(select(NotName)).one()
    assert (kept.text_id, kept.answer_id, kept.cycle_id) == (answer_id, answer_id, None)
    db.session.delete(db.session.get_one(Answer, answer_id))
    db.session.commit()
    assert db.session.scalars(select(NotName)).all() == []


def test_an_upgrade_of_a_full_database_keeps_every_row(bare: Flask) -> None:
    flask_migrate.upgrade()
    fill(40, seed=7, today=make.TODAY)
    db.session.remove()
    full = counted(tables())
    flask_migrate.upgrade()
    assert counted(tables()) == full
