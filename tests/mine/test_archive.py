"""The ZIP is opened: whole pages, data that fits its schema, links that lead somewhere."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest

from logbook.audit.models import Act, record
from logbook.db import db
from logbook.mine.archive import as_zip, log_lines
from logbook.mine.gathering import gathered
from logbook.mine.rounds import day_in_words
from logbook.mine.schema import schema
from logbook.privacy.held.words import KEYS
from logbook.privacy.personal_data import HELD
from tests.cast import PEOPLE
from tests.factories import NOON
from tests.mine.shape import misfits
from tests.pages import check_page

pytestmark = pytest.mark.sweep

WORD = re.compile(r"kanarie-[a-z_-]+\.")


def opened(mine):
    with zipfile.ZipFile(io.BytesIO(as_zip(mine))) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_zip_opened(world, mine, who):
    taken = mine(who)
    files = opened(taken)
    data = json.loads(files["mine-data/mine-data.json"])
    assert data == taken.as_json()
    own_schema = json.loads(files["mine-data/mine-data.schema.json"])
    assert own_schema == schema()
    assert list(misfits(data, own_schema)) == []
    pages = {name: text for name, text in files.items() if name.endswith(".html")}
    assert len(pages) == len(taken.parts["cycle"]) + 4
    for name, text in pages.items():
        check_page(text)
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            assert "://" not in link
            folder = name.rsplit("/", 1)[0]
            path = f"{folder}/{link}"
            while "/../" in path:
                path = re.sub(r"[^/]+/\.\./", "", path, count=1)
            assert path in files, f"{name} leads to {link}"


@pytest.mark.parametrize("who", PEOPLE)
def test_every_word_of_the_data_can_be_read_on_a_page(world, mine, who):
    """The pages are the data for people: nothing of hers stands in the data alone."""
    files = opened(mine(who))
    on_pages = "".join(text for name, text in files.items() if name.endswith(".html"))
    in_data = set(WORD.findall(files["mine-data/mine-data.json"]))
    assert in_data - set(WORD.findall(on_pages)) == set()


def test_two_made_of_the_same_are_the_same(world, mine):
    taken = mine("author")
    assert as_zip(taken) == as_zip(taken)


def test_the_schema_tells_of_every_key_in_danish():
    for held in HELD:
        for column in held.given:
            assert KEYS[column.given_as]


def test_what_does_not_fit_is_found(world, mine):
    """The check of the check."""
    data = json.loads(json.dumps(mine("author").as_json()))
    data["data"]["answer"][0]["question"] = "why_not"
    data["data"]["cycle"][0]["started_at"] = "3. maj"
    data["data"]["person"][0]["password_hash"] = "…"
    del data["data"]["release"][0]["text"]
    found = "\n".join(misfits(data, schema()))
    for told in ("question", "started_at", "password_hash is not told of", "text is missing"):
        assert told in found
    assert len(found.splitlines()) == 4


def test_the_log_stands_newest_first_and_names_her_once(cast):
    first, last = NOON - timedelta(days=3), NOON - timedelta(days=1)
    for at in (last, first):
        record(
            Act.DATA_TAKEN, by=cast.author, at=at, programme_id=cast.programme.id,
            person_id=cast.author.id,
        )  # fmt: skip
    db.session.commit()
    told = [
        {each.key: each.value for each in line} for line in log_lines(gathered(cast.author, NOON))
    ]
    assert [line["Hvornår"] for line in told] == [
        day_in_words(at.date().isoformat()) for at in (last, first)
    ]
    assert all("Om hvem" not in line and line["Hvem"] == cast.author.name for line in told)
