"""The guard and what a script sends: a draft holds no number, and tells what is no name."""

from sqlalchemy import select

from logbook.cycles.models import NotName
from logbook.db import db
from logbook.drafts.models import Draft
from tests.pages import hidden

NAMED = "I dag sad Vitus længe ved bordet."
NUMBER = "010190-1232"


def test_what_is_no_name_holds_no_number_either(cast, device):
    device.draft("/forloeb/nyt", title="Ro", not_names=f"Vitus,{NUMBER},<b>Bo</b>")
    draft = db.session.scalars(Draft.at(cast.author, "/forloeb/nyt")).one()
    assert draft.texts == {"title": "Ro", "not_names": "Vitus,bBob"}


def test_it_comes_back_with_the_draft(cast, cycle, device):
    door = f"/forloeb/{cycle.id}/svar/hvem"
    device.draft(door, text=NAMED, not_names="Vitus", revision="0")
    page = device.client.get(door).text
    assert hidden(page, "not_names") == "Vitus"
    assert "Er ”Vitus” et navn?" not in page


def test_it_alone_is_no_draft(cast, device):
    device.draft("/forloeb/nyt", title="", not_names="Vitus")
    assert list(db.session.scalars(Draft.at(cast.author, "/forloeb/nyt"))) == []


def test_a_save_by_script_remembers_and_tells_as_any_other(cast, cycle, device):
    door = f"/forloeb/{cycle.id}/svar/hvem"
    saved = device.save(door, text=f"{NAMED} Anna kom.", not_names="Vitus", revision="0", luk="1")
    assert saved.json["saved"]
    assert len(db.session.scalars(select(NotName)).all()) == 1
    page = device.client.get(saved.json["to"]).text
    assert "Er ”Anna” et navn?" in page
    assert "Er ”Vitus” et navn?" not in page


def test_a_refused_save_by_script_remembers_nothing(cast, cycle, device):
    door = f"/forloeb/{cycle.id}/svar/hvem"
    refused = device.save(door, text=f"{NAMED} {NUMBER}", not_names="Vitus", revision="0")
    assert refused.status_code == 422
    assert not db.session.scalars(select(NotName)).all()
    assert "Er ”Vitus”" not in device.client.get(f"/forloeb/{cycle.id}").text


def test_a_button_of_the_guard_by_script_saves_nothing(cast, cycle, device):
    door = f"/forloeb/{cycle.id}/svar/hvem"
    answer = device.save(door, text=f"Se {NUMBER}", vagt="tal", revision="0")
    assert answer.status_code == 422
    assert not answer.json.get("kept")
