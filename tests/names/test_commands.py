"""A municipality's own list: read from a file, shown first, and used by the guard on both sides."""

import pytest
from click.testing import Result
from sqlalchemy import select

from logbook.db import db
from logbook.names.models import NameList
from logbook.privacy.guard import look_at
from logbook.privacy.lists import danish
from logbook.programme.models import Programme

TABLE = """\
Navn;Antal
Qwertia;120
Zyxo;9
Kop;40
Ida;20000
Aalia;60
"""


@pytest.fixture
def flask(app, cast, tmp_path):
    """Run `flask privacy names …`; a text goes into a file first."""
    db.session.commit()

    def run(*words: str, text: str | bytes | None = None, says: str = "j\n") -> Result:
        if text is not None:
            file = tmp_path / "navne.csv"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            words = (*words, str(file))
        words = ("privacy", "names", "--programme", cast.author.programme.key, *words)
        return app.test_cli_runner().invoke(args=words, input=says)

    return run


def kept() -> list[str]:
    return [line for each in db.session.scalars(select(NameList)) for line in each.names.split()]


def test_the_list_is_shown_first_and_kept_only_when_told_so(flask):
    told = flask(text=TABLE, says="n\n")
    assert told.exit_code == 0, told.output
    assert "Navne i filen: 5. Nye for vagten: 3, fx: Aalia, Kop, Qwertia" in told.output
    assert "hvor der er en person: 1." in told.output
    assert "Intet er ændret." in told.output
    assert kept() == []


def test_few_bearers_are_left_out_words_are_marked_and_what_is_known_is_not_kept_twice(flask):
    told = flask("--yes", "--source", "Danmarks Statistik", "--date", "2026-01-01", text=TABLE)
    assert told.exit_code == 0, told.output
    assert kept() == ["aalia", "kop=", "qwertia"]
    assert danish().marks["aalia"] == "-"
    assert "3 navne fra Danmarks Statistik, 2026-01-01, mindst 10 bærere" in flask().output


def test_the_floor_can_be_another(flask):
    flask("--yes", "--floor", "5", text=TABLE)
    assert "zyxo-" in kept()


def test_a_list_of_names_alone_will_do_and_takes_the_place_of_the_one_before(flask):
    flask("--yes", text=TABLE)
    flask("--yes", text="qwertius\nWertha\n")
    assert kept() == ["qwertius", "wertha"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "ingen navne"),
        (b"1;2\n3;4\n", "ingen navne"),
        (b"\0\0PK", "ikke en tekstfil"),
        ("Ida;20000\n".encode("utf-16"), "ikke en tekstfil"),
        (b"Ida;20000\n", "ingen nye navne"),
        (b"Qwertia;3\n", "ingen nye navne"),
    ],
)
def test_a_file_that_is_no_list_changes_nothing(flask, content, why):
    flask("--yes", text=TABLE)
    told = flask("--yes", text=content)
    assert told.exit_code == 1
    assert why in told.output
    assert "Intet er ændret" in told.output
    assert kept() == ["aalia", "kop=", "qwertia"]


@pytest.mark.parametrize("answer", ["ja\n", "J\n", "n\n", "nej\n", "y\n", "\n"])
def test_the_question_is_answered_in_danish_and_only_a_yes_keeps_the_list(flask, answer):
    told = flask(text=TABLE, says=answer)
    assert told.exit_code == 0, told.output
    assert "[y/N]" not in told.output
    assert bool(kept()) is (answer.strip().lower() in {"ja", "j"})


@pytest.mark.parametrize(
    "heading",
    ["Fornavn;Antal personer", "Navn", "Stamnavn;I alt", "\ufeffFornavn\tAntal", '"Navn";"2026"'],
)
def test_the_words_over_the_columns_are_no_names(flask, heading):
    rows = "Qwertia\t120\n" if "\t" in heading else "Qwertia;120\nWertha;40\n"
    told = flask("--yes", text=f"{heading}\n{rows}")
    assert told.exit_code == 0, told.output
    assert {*kept()} <= {"qwertia", "wertha"}


def test_letters_of_an_older_windows_are_read(flask):
    flask("--yes", text="Qværtia;120\n".encode("cp1252"))
    assert kept() == ["qværtia"]


def test_women_and_men_who_bear_it_are_counted_together(flask):
    flask("--yes", text="Qwertia;6\nQwertia;5\n")
    assert kept() == ["qwertia"]


def test_which_programme_must_be_said_where_there_are_several(app, flask):
    told = app.test_cli_runner().invoke(args=["privacy", "names"])
    if len(db.session.scalars(Programme.all()).all()) > 1:
        assert told.exit_code == 1
        assert "--programme" in told.output


def test_her_browser_and_her_servers_guard_read_it_and_another_programmes_do_not(
    flask, cast, sign_in
):
    flask("--yes", text=TABLE)
    db.session.expire_all()
    hers = sign_in(cast.author).get("/navneliste", follow_redirects=True)
    theirs = sign_in(cast.foreign_leader).get("/navneliste", follow_redirects=True)
    assert hers.request.path != theirs.request.path
    assert hers.data != theirs.data
    flask("--remove")
    db.session.expire_all()
    again = sign_in(cast.author).get("/navneliste", follow_redirects=True)
    assert again.data == theirs.data
    assert kept() == []


@pytest.mark.parametrize(("who", "found"), [("author", ["Qwertia"]), ("foreign_leader", [])])
def test_the_servers_guard_reads_the_list_of_whoever_is_served(
    app, flask, cast, sign_in, who, found
):
    text = "I dag var Qwertia med os."
    flask("--yes", text=TABLE)
    db.session.expire_all()
    cookie = sign_in(getattr(cast, who)).get_cookie("logbook")
    with app.test_request_context("/", headers={"Cookie": f"logbook={cookie.value}"}):
        app.preprocess_request()
        assert [mark.words for mark in look_at(text)] == found
    assert look_at(text) == ()
