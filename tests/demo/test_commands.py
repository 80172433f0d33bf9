"""`flask demo`: only where it belongs, the same again the second time, and gone without a trace."""

import json
import stat
from typing import Any

import pytest
from sqlalchemy import func, select

from logbook.db import Model, db
from logbook.demo import passwords
from logbook.demo.commands import BANNER
from logbook.demo.models import everything_of
from logbook.people.models import Person, Role
from logbook.people.passwords import fits
from logbook.programme.models import Programme
from tests import factories as make

SHOWN = ("leyla", "birgitte", "kirsten", "vibeke", "sofie", "camilla", "parisa", "jytte")


def rows_of_every_table() -> dict[str, list[Any]]:
    """What each table holds, in an order that does not change."""
    return {
        table.name: sorted(db.session.execute(select(table)).all(), key=repr)
        for table in Model.metadata.sorted_tables
    }


def test_it_loads_counts_and_says_who_can_sign_in(flask_demo, default_app, tmp_path):
    result = flask_demo()

    assert result.exit_code == 0, result.output
    assert "Eksemplet er indlæst." in result.output
    assert "forskel" not in result.output
    assert BANNER in result.output
    file = tmp_path / "demo_passwords.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8").startswith("EKSEMPELDATA")
    chosen = passwords.read()
    for user_name in SHOWN:
        assert chosen[user_name] in result.output
    with default_app.app_context():
        person = db.session.scalar(Person.with_user_name("leyla"))
        assert fits(person, chosen["leyla"])
        assert len(set(chosen.values())) == len(chosen)


def test_the_second_time_it_says_so_and_changes_nothing(flask_demo):
    first = flask_demo()
    before = rows_of_every_table()
    second = flask_demo()

    assert second.exit_code == 0
    assert "Eksemplet er allerede indlæst." in second.output
    assert second.output.split(BANNER)[1] == first.output.split(BANNER)[1]
    assert rows_of_every_table() == before


def test_it_refuses_a_database_with_another_programme(flask_demo, default_app):
    make.programme("Sammen om børn")
    before = rows_of_every_table()
    result = flask_demo()

    assert result.exit_code == 1
    assert "Sammen om børn" in result.output
    assert rows_of_every_table() == before
    assert not passwords.file().exists()


def test_it_refuses_a_real_programme_that_has_taken_its_key(flask_demo, default_app):
    db.session.add(Programme(key="eksempel", name="Den rigtige", is_example=False))
    db.session.commit()

    assert flask_demo().exit_code == 1
    assert flask_demo("remove").exit_code == 1
    assert [p.name for p in db.session.scalars(Programme.all())] == ["Den rigtige"]


def test_it_refuses_a_database_that_somebody_chose(app):
    result = app.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 1
    assert "LOGBOOK_DATABASE_URL" in result.output
    assert not db.session.scalars(Programme.all()).all()


def test_without_tables_it_says_what_to_do(flask_demo, default_app):
    Model.metadata.drop_all(db.engine)
    result = flask_demo()

    assert result.exit_code == 1
    assert "flask db upgrade" in result.output


def test_nothing_is_kept_of_an_example_that_a_form_refuses(flask_demo, default_app, monkeypatch):
    from logbook.demo import example

    told = example.read_json()
    told["cycles"][3]["reflection"]["learned"] = "Hun er født 010119-0000."
    monkeypatch.setattr(example, "read_json", lambda: told)
    before = rows_of_every_table()
    result = flask_demo()

    assert result.exit_code == 1
    assert "CPR" in result.output
    assert rows_of_every_table() == before
    assert not passwords.file().exists()


def test_who_can_sign_in_one_for_each_role(flask_demo):
    assert "Eksemplet er ikke indlæst" in flask_demo("who").output
    flask_demo()
    result = flask_demo("who")

    assert result.exit_code == 0
    assert BANNER in result.output
    shown = [db.session.scalars(Person.with_user_name(name)).one() for name in SHOWN]
    assert all(person.user_name in result.output for person in shown)
    assert {role for person in shown for role in Role if person.plays(role)} == set(Role)


def test_who_says_what_to_do_without_the_passwords(flask_demo):
    flask_demo()
    for content in (None, "", "uden tabulator\nog igen\n"):
        passwords.forget()
        if content is not None:
            passwords.file().write_text(content)
        result = flask_demo("who")

        assert result.exit_code == 0
        assert content == "" or "flask demo remove" in result.output


def test_count_compares_the_file_with_the_database(flask_demo, default_app):
    assert flask_demo("count").exit_code == 1
    flask_demo()
    assert flask_demo("count").exit_code == 0

    person = db.session.scalars(Person.with_user_name("mette")).one()
    make.cycle(by=person, house=person.houses()[0], title="Et forløb mere")
    result = flask_demo("count")
    assert result.exit_code == 1
    assert "forskel" in result.output


def test_remove_takes_all_of_it_and_nothing_else(flask_demo, default_app):
    from tests import cast as people

    people.assemble()
    before = rows_of_every_table()
    with default_app.test_request_context(method="POST"):
        from logbook.demo.commands import load_example

        load_example(make.TODAY)
    during = rows_of_every_table()
    assert [name for name in before if len(during[name]) > len(before[name])]

    result = flask_demo("remove")
    assert result.exit_code == 0
    assert rows_of_every_table() == before
    assert not passwords.file().exists()
    assert flask_demo("remove").exit_code == 1


def test_remove_leaves_no_row_behind_in_any_table(example):
    """On both databases, with a neighbour, and whatever tables there will be."""
    neighbour = make.programme("Naboen")
    make.member(neighbour, Role.COORDINATOR, "Kim Berg")
    counts = {t.name: db.session.scalar(select(func.count()).select_from(t))
              for t in Model.metadata.sorted_tables}  # fmt: skip
    for statement in everything_of(example, at=make.NOON):
        db.session.execute(statement)
    db.session.commit()

    left = {t.name: db.session.scalar(select(func.count()).select_from(t))
            for t in Model.metadata.sorted_tables}  # fmt: skip
    assert counts["cycle"] == 24
    assert {name: count for name, count in left.items() if count} == {
        "programme": 1, "person": 1, "membership": 1, "tag": len(neighbour.tags),
    }  # fmt: skip


def test_the_story_must_tell_of_the_same_cycles(monkeypatch):
    from logbook.demo import example

    told = json.loads(json.dumps(example.read_json()))
    told["cycles"][0]["title"] = "Et andet navn"
    monkeypatch.setattr(example, "read_json", lambda: told)
    with pytest.raises(example.ExampleRefused, match="Et andet navn"):
        example.read_stories()
