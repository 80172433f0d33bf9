"""The pages that a data protection officer asks for say what the map says, and no claim of ours."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from logbook.db import db
from logbook.demo import people
from logbook.mine.schema import schema
from logbook.mine.told import NOT_SAID
from logbook.privacy.personal_data import HELD
from logbook.programme.file import read_programme
from logbook.programme.loading import load
from logbook.programme.problems import FileRefused
from tests import factories as make

WORDS = """
[privacy]
controller = "Prøvekøbing Kommune"
dpo_contact = "dpo@proevekoebing.invalid"
promise = "Det bruges ikke i MUS."
"""


def said(cast, extra=WORDS):
    """The programme with the municipality's words in it."""
    text = f'[programme]\nkey = "{cast.programme.key}"\nname = "Sammen om børn"\n{extra}'
    load(read_programme(text))
    db.session.commit()


def plain(text):
    """As one reads it: without marks, with every entity and gap made even."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_each_table_of_the_map_is_told_of(cast, sign_in):
    page = plain(sign_in(cast.author).get("/om-dine-oplysninger").text)
    record = plain(sign_in(cast.coordinator).get("/fortegnelse").text)
    for held in HELD:
        assert held.what in page
        assert held.sees.value in page
        assert held.lasts.label in page
        assert held.what in record
        assert held.erased.label in record


def test_the_municipality_speaks_for_itself(cast, sign_in):
    before = sign_in(cast.author).get("/om-dine-oplysninger").text
    assert before.count(NOT_SAID) == 7
    assert "6" not in re.findall(r"artikel (\d)", before)
    said(cast)
    after = sign_in(cast.author).get("/om-dine-oplysninger").text
    for words in ("Prøvekøbing Kommune", "dpo@proevekoebing.invalid", "Det bruges ikke i MUS."):
        assert words in after
    assert after.count(NOT_SAID) == 4


def test_what_is_taken_out_of_the_file_is_taken_back(cast, sign_in):
    said(cast)
    said(cast, "")
    assert "Prøvekøbing" not in sign_in(cast.author).get("/om-dine-oplysninger").text


def test_a_word_that_the_file_does_not_know_is_refused(cast):
    with pytest.raises(FileRefused) as refused:
        said(cast, '[privacy]\ncontroler = "X"\n')
    assert "controller" in str(refused.value.problems[0])


def test_whom_to_call_stands_at_the_foot_of_every_page(cast, sign_in, client):
    """The stop card in the browser is made of the foot; without a script it is on the page too."""
    said(cast, '[privacy]\nconcern = "Ring til ”Familiehuset”: 00 00 00 00."\n')
    foot = r'<footer class="foot">\s*<p>(.*?)</p>'
    for person in (cast.author, cast.instructor):
        told = re.search(foot, sign_in(person).get("/konto").text)[1]
        assert told.endswith("for underretning. Ring til ”Familiehuset”: 00 00 00 00.")
    assert "Familiehuset" not in sign_in(cast.foreign_instructor).get("/konto").text
    assert re.search(foot, client.get("/log-ind").text)[1].endswith("for underretning.")
    said(cast, "")
    assert "Familiehuset" not in sign_in(cast.author).get("/konto").text


@pytest.mark.parametrize("words", ["x" * 201, "To\\nlinjer", "Ring 010203-4567"])
def test_whom_to_call_is_one_short_line(cast, words):
    with pytest.raises(FileRefused):
        said(cast, f'[privacy]\nconcern = "{words}"\n')


def test_at_the_door_it_can_be_read_too(cast, client):
    said(cast)
    there = client.get("/log-ind").text
    assert "/om-dine-oplysninger" in there
    # There are two programmes here, and neither is told to nobody.
    page = client.get("/om-dine-oplysninger").text
    assert "Prøvekøbing" not in page
    assert cast.programme.name not in page
    assert "Log ind, så står her" in page


def test_of_the_only_programme_it_is_told_at_the_door(app, client):
    make.programme("Det eneste")
    assert "Det eneste" in client.get("/om-dine-oplysninger").text


def test_retention_is_told_as_it_is(cast, sign_in):
    cast.programme.kept_months = 18
    db.session.commit()
    page = sign_in(cast.author).get("/om-dine-oplysninger").text
    assert "18 måneder efter, at projektet er slut" in page
    assert "i 12 måneder" in page


def run(app, *words):
    ended = app.test_cli_runner().invoke(args=["privacy", *words])
    return ended.exit_code, ended.output


def test_the_record_as_text_csv_and_html(app, cast):
    said(cast)
    key = cast.programme.key
    code, text = run(app, "record", key)
    assert code == 0
    assert "Prøvekøbing Kommune" in text
    code, table = run(app, "record", key, "--format", "csv")
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert table.startswith("\ufeff")
    assert len(rows) == 1 + sum(len(held.columns) for held in HELD)
    assert {row[2] for row in rows[1:]} == {held.table for held in HELD}
    code, page = run(app, "record", key, "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "Prøvekøbing Kommune" in page


def test_without_a_key_where_there_are_several_it_asks(app, cast):
    code, told = run(app, "record")
    assert code == 1
    assert cast.programme.key in told


def test_the_schema_is_printed(app):
    code, text = run(app, "schema")
    assert code == 0
    assert json.loads(text) == schema()


def test_the_example_has_words_of_its_own_that_are_invented():
    text = (Path(people.__file__).parent / "programme.toml").read_text("utf-8")
    notice = read_programme(text).notice
    assert all(vars(notice).values())
    assert "opdigtet" in notice.controller
    assert "MUS" in notice.promise
