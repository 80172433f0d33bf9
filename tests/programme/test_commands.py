from pathlib import Path

import pytest
from click.testing import Result

from logbook.db import db
from logbook.people.models import Role
from logbook.programme.models import Programme
from tests import factories as make
from tests.programme.test_loading import LESS, TEXT, everything


@pytest.fixture
def flask(app, tmp_path):
    """Run `flask programme …`; a text goes into a file first."""

    def run(*words: str, text: str | bytes | None = None) -> Result:
        if text is not None:
            file = tmp_path / "programme.toml"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            words = (*words, str(file))
        return app.test_cli_runner().invoke(args=["programme", *words])

    return run


def test_a_file_is_loaded_and_said_to_be(flask):
    first, again = (flask("load", text=TEXT) for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == "Programmet her (Her) er oprettet.\n"
    assert again.stdout == "Programmet her (Her) er ajour.\n"
    assert db.session.scalars(Programme.all()).one().name == "Her"


def test_mistakes_are_listed_and_nothing_is_loaded(flask):
    flask("load", text=TEXT)
    before = everything()

    wrong = TEXT.replace('"Hus A"', '"Nyt navn"').replace('district = "syd"', 'district = "sud"')
    result = flask("load", text=wrong.replace('title = "Et"', 'titel = "Et"'))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.split("\n")[:4] == [
        "linje 15, house[2].district: distriktet ”sud” findes ikke. Mente du ”syd”?",
        "linje 24, module[1].title: mangler.",
        "linje 26, module[1].titel: kendes ikke. Mente du ”title”?",
        result.stderr.split("\n")[3],
    ]
    assert "Intet er indlæst" in result.stderr
    assert everything() == before


def test_a_file_that_the_database_objects_to_changes_nothing(flask):
    flask("load", text=TEXT)
    before = everything()

    example = TEXT.replace('"Her"', '"Der"\nis_example = true')
    result = flask("load", text=example)

    assert result.exit_code == 1
    assert result.stderr.startswith("linje 5, programme.is_example: er false i databasen")
    assert everything() == before


def test_what_is_left_out_is_told(flask):
    flask("load", text=TEXT)
    programme = db.session.scalars(Programme.all()).one()
    make.member(programme, Role.AUTHOR, "Mette Holm", unit=programme.units[1])

    kept = flask("load", text=LESS).stdout
    removed = flask("load", "--remove-missing", text=LESS).stdout

    in_use = """\
Programmet her (Her) er ajour.
Står ikke i filen, men er i brug og beholdes:
  børnehus b (Hus B)
  distrikt syd (Syd)
"""
    rest = """\
  undervisningsgang m1.u2 (Undervisningsgang 2)
  modul m2 (To)
  spor B (Spor B)
"""
    assert kept == (
        f"{in_use}Står ikke i filen og bruges ikke; beholdes, til du kører med --remove-missing:\n"
        f"{rest}"
    )
    assert removed == f"{in_use}Stod ikke i filen, blev ikke brugt og er fjernet:\n{rest}"


@pytest.mark.parametrize("name", ["findes-ikke.toml", "."])
def test_a_file_that_cannot_be_read_is_told(flask, name):
    result = flask("load", name)

    assert result.exit_code == 1
    assert f"Filen {name} kan ikke læses" in result.stderr


def test_a_programme_is_shown_in_short(flask):
    text = TEXT.replace('"Her"', '"Her"\nbegins_on = 2026-01-05\nis_example = true')
    flask("load", text=text + '[[module]]\nkey = "m3"\ntitle = "Tre"\n')

    assert (
        flask("show", "her").stdout
        == """\
her: Her, 2026-01-05 til …, EKSEMPELDATA
Distrikter
  nord  Nord
  syd  Syd
Huse og enheder
  a  Hus A (Børnehus, Nord)
  b  Hus B (Børnehus, Syd)
  ppr  PPR (Kommunal enhed)
Spor
  A  Spor A
  B  Spor B
Læreplanstema
  A  Et tema med samme nøgle
Modul m1  Et
  u1  Undervisningsgang 1, 2026-02-03
  u2  Undervisningsgang 2, 2026-03-03
Modul m2  To
  u1  Undervisningsgang 1, 2026-04-07
Modul m3  Tre
  (ingen datoer)
"""
    )


def test_the_programmes_are_listed(flask):
    assert "Der er ingen programmer endnu" in flask("list").stdout

    for key in ("her", "der"):
        flask("load", text=TEXT.replace('"her"', f'"{key}"'))

    assert flask("list").stdout == "der  Her\nher  Her\n"


def test_a_key_that_nobody_knows_gets_a_suggestion(flask):
    flask("load", text=TEXT)
    result = flask("show", "herr")

    assert result.exit_code == 1
    assert "Programmet ”herr” findes ikke. Mente du ”her”?" in result.stderr


@pytest.mark.parametrize("words", [["list"], ["show", "her"], ["load"]])
def test_a_database_without_tables_is_told_without_a_traceback(flask, words):
    db.drop_all()
    result = flask(*words, text=TEXT if words == ["load"] else None)

    assert result.exit_code == 1
    assert "Kør først: flask db upgrade" in result.stderr


def test_a_load_that_meets_another_is_told_to_try_again(app, flask, monkeypatch):
    """Both see that the programme is not there yet, and the second one comes too late."""
    flask("load", text=TEXT)
    monkeypatch.setattr(Programme, "with_key", classmethod(lambda cls, key: cls.all().limit(0)))
    result = flask("load", text=TEXT)

    assert result.exit_code == 1
    assert "Kør kommandoen igen" in result.stderr


def test_the_example_is_a_file_that_can_be_loaded(flask):
    example = Path(__file__).parents[2] / "logbook" / "demo" / "programme.toml"

    assert flask("load", str(example)).exit_code == 0
