"""Before passages leave the house: read through on the card, and once more by who takes them."""

import pytest

from logbook.cycles.questions import Question
from logbook.db import db
from logbook.exports.models import Extract
from logbook.jobs.making import make_all_waiting
from logbook.releases.models import Release
from tests import factories as make
from tests.exports.world import passage, take

pytestmark = pytest.mark.usefixtures("noon")

NUMBER = "010119-1234"
NAMED = "Vitus fandt selv ind i legen."
PLAIN = "Ventetid skaber uro."


@pytest.fixture
def instructor(cast, sign_in):
    return sign_in(cast.instructor)


# -- by its writers -------------------------------------------------------------------------


@pytest.fixture
def answer(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    given = cycle.answer(Question.LEARNED, f"{NAMED} {PLAIN}", by=cast.author, at=make.NOON)
    db.session.commit()
    return given


def test_the_card_names_what_was_found_in_the_passage(cast, sign_in, answer):
    author, door = sign_in(cast.author), f"/svar/{answer.id}/frigiv"
    fields = {"attribution": "anonymous", "session": ""}
    card = author.post(door, data=fields | {"passage": NAMED, "trin": "kort"}).text
    assert "Er ”Vitus” et navn?" in card.split('class="privacy"')[1]
    assert f'href="/forloeb/{answer.cycle_id}/svar/laert"' in card
    shared = author.post(door, data=fields | {"passage": NAMED, "trin": "del"})
    assert shared.status_code == 303
    other = author.post(door, data=fields | {"passage": PLAIN, "trin": "kort"}).text
    assert "et navn?" not in other


def test_a_passage_with_a_number_is_not_shared(cast, sign_in, answer):
    answer.rewrite(f"Ring {NUMBER}", by=cast.author, at=make.NOON)
    db.session.commit()
    fields = {"attribution": "anonymous", "session": "", "passage": f"Ring {NUMBER}"}
    door = f"/svar/{answer.id}/frigiv"
    for step in ("kort", "del"):
        assert sign_in(cast.author).post(door, data=fields | {"trin": step}).status_code == 422
    assert db.session.scalar(db.select(Release)) is None


def test_who_is_asked_for_her_yes_sees_it_and_gives_none_to_a_number(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    given = cycle.answer(Question.LEARNED, NAMED, by=cast.author, at=make.NOON)
    given.credit(cast.coauthor, at=make.NOON)
    db.session.commit()
    release = make.release(cycle, by=cast.author)
    other, door = sign_in(cast.coauthor), f"/frigivet/{release.id}"
    assert "Er ”Vitus” et navn?" in other.get(door).text
    release.text = f"Ring {NUMBER}"
    db.session.commit()
    said = other.post(f"{door}/ja", follow_redirects=True)
    assert "ligner et CPR-nummer" in said.text
    db.session.refresh(release)
    assert not release.is_out


# -- by instructors -------------------------------------------------------------------------


def test_who_takes_names_along_says_first_that_she_has_read_them(cast, instructor):
    named = passage(cast, NAMED)
    passage(cast, PLAIN)
    db.session.commit()
    page = instructor.get("/udtraek?modul=").text
    box = page.split('id="laes"')[1].split("</form>")[0]
    assert f"#citat-{named.id}" in box
    assert PLAIN not in box
    card = page.split(f'id="citat-{named.id}"')[1].split("</li>")[0]
    assert "Er ”Vitus” et navn?" in card
    refused = instructor.post("/udtraek/hent", data={"format": "csv", "modul": ""})
    assert refused.location.endswith("#laes")
    assert make_all_waiting() == 0
    assert NAMED in take(instructor, "csv", laest="1").text


def test_who_takes_what_names_nobody_is_asked_nothing(cast, instructor):
    passage(cast, PLAIN)
    db.session.commit()
    assert 'id="laes"' not in instructor.get("/udtraek?modul=").text
    assert PLAIN in take(instructor, "csv").text


def test_a_number_is_in_no_extract_and_nobody_is_told_whose(cast, instructor):
    passage(cast, PLAIN)
    passage(cast, f"Ring {NUMBER}", name="Ulla Nissen")
    db.session.commit()
    page = instructor.get("/udtraek?modul=").text
    assert NUMBER not in page
    assert "1 citat venter på, at de, der skrev, retter teksten." in page
    assert "Ulla" not in page
    taken = take(instructor, "csv").text
    assert NUMBER not in taken
    assert PLAIN in taken
    with_it = db.session.scalars(db.select(Extract)).one()
    assert db.session.scalar(db.select(db.func.count()).select_from(Extract)) == 1
    assert with_it
