import re

import pytest

from logbook.db import db
from logbook.people.models import Person, Role

SOMEBODY = {
    "--name": "Nana Ny",
    "--user-name": "Nana.Ny",
    "--profession": "project_manager",
    "--role": "coordinator",
}


@pytest.fixture
def invite(app, cast):
    def run(**changes):
        options = {"--programme": cast.programme.key} | SOMEBODY
        options |= {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
        words = [word for pair in options.items() if pair[1] is not None for word in pair]
        return app.test_cli_runner().invoke(args=["people", "invite", *words])

    return run


def test_it_prints_a_link_and_a_code_that_work(app, invite):
    said = invite(site="https://logbog.example/").output
    link = re.search(r"https://logbog.example(/velkommen/\S+)", said).group(1)
    assert re.search(
        r"Engangskode:  \w{4}-\w{4} \(skrives på https://logbog.example/velkommen\)", said
    )
    page = app.test_client().get(link)
    assert "nana.ny" in page.text
    person = db.session.scalar(Person.with_user_name("nana.ny"))
    assert person.plays(Role.COORDINATOR)


def test_places_are_given_by_key(invite, cast):
    assert invite(role="leader", unit=cast.house.key).exit_code == 0
    assert db.session.scalar(Person.with_user_name("nana.ny")).leads(cast.house.id)
    said = invite(role="district_leader", user_name="to", district=cast.district.key)
    assert said.exit_code == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"programme": "x"}, "Programmet ”x” findes ikke. Der er: programme-"),
        ({"role": "king"}, "--role er ”king”. Skriv en af: author"),
        ({"profession": "king"}, "--profession er ”king”"),
        ({"role": "leader"}, "Rollen ”leader” skal have --unit."),
        ({"role": "author"}, "--unit eller --district"),
        ({"unit": "x"}, "Huset ”x” findes ikke"),
        ({"district": "x"}, "Distriktet ”x” findes ikke"),
        ({"user_name": "to ord"}, "Brug kun bogstaver"),
        ({"user_name": " "}, "mellem 1 og 120 tegn"),
        ({"name": "x" * 121}, "mellem 1 og 120 tegn"),
        ({"name": "et\x01tegn"}, "skjult tegn"),
        ({"name": "010190-1234"}, "CPR-nummer"),
    ],
)
def test_errors_say_what_is_wrong_and_nothing_is_stored(invite, changes, told):
    result = invite(**changes)
    assert result.exit_code == 1
    assert told in result.output
    assert db.session.scalar(Person.with_user_name("nana.ny")) is None


def test_a_role_for_the_whole_project_has_no_place(invite, cast):
    result = invite(unit=cast.house.key)
    assert "skal have hverken --unit eller --district" in result.output


def test_a_user_name_is_given_once(invite):
    assert invite().exit_code == 0
    db.session.rollback()
    again = invite()
    assert again.exit_code == 1
    assert "Brugernavnet ”nana.ny” er optaget." in again.output
    db.session.rollback()


def test_without_a_programme_it_says_how_to_load_one(app):
    result = app.test_cli_runner().invoke(
        args=["people", "invite", "--programme", "x", *[w for p in SOMEBODY.items() for w in p]]
    )
    assert "Der er: ingen. Indlæs et med: flask programme load FIL" in result.output
