"""A draft on its way to the server: kept for its writer, or refused in a sentence."""

import json
from uuid import uuid4

import pytest

from logbook import clock
from logbook.db import db
from logbook.drafts import views as drafts
from logbook.drafts.models import Draft
from logbook.erasing import listed
from logbook.erasing.again import still_there
from tests.drafts.sending import Device
from tests.hostile.strings import STRINGS

NEW = "/forloeb/nyt"


def kept(person, place=NEW):
    return [draft.texts for draft in db.session.scalars(Draft.at(person, place))]


def test_it_is_kept_and_written_over(cast, device):
    assert device.draft(NEW, title="R").json == {"revision": 1}
    answer = device.draft(NEW, title="Ro", module="")
    assert (answer.status_code, answer.json) == (200, {"revision": 2})
    assert kept(cast.author) == [{"title": "Ro", "module": ""}]


def test_each_place_and_each_device_has_its_own(cast, device, phone):
    device.draft(NEW, title="Ro")
    device.draft("/forloeb/nyt?x=1", title="Leg")
    phone.draft(NEW, title="Larm")
    assert {each["title"] for each in kept(cast.author)} == {"Ro", "Larm"}
    assert kept(cast.author, "/forloeb/nyt?x=1") == [{"title": "Leg"}]


def test_what_comes_late_is_not_taken(cast, device):
    device.put(fields={"title": "Ro på"}, revision=5)
    answer = device.put(fields={"title": "Ro"}, revision=4)
    assert (answer.status_code, answer.json) == (200, {"revision": 5, "kept": False})
    assert device.put(fields={"title": "Ro på"}, revision=5).json == {"revision": 5}
    assert kept(cast.author) == [{"title": "Ro på"}]


def test_an_empty_text_is_no_draft(cast, device):
    device.draft(NEW, title=" ", revision="3", house=str(uuid4()))
    assert kept(cast.author) == []
    device.draft(NEW, title="Ro")
    device.draft(NEW, title="")
    assert kept(cast.author) == []
    assert device.put(fields={"title": "Ro"}, revision=1).json == {"revision": 3, "kept": False}
    assert device.draft(NEW, title="Ro igen").json == {"revision": 4}
    assert kept(cast.author) == [{"title": "Ro igen"}]


def test_what_is_of_the_page_and_not_of_the_text_is_left_out(cast, device):
    device.draft(NEW, title="Ro", owner="x", csrf_token="x", kept="x", luk="1")
    device.put(fields={"title": "Ro", "draft": "x"}, revision=9)
    assert kept(cast.author) == [{"title": "Ro"}]


def test_what_cannot_be_written_anywhere_is_left_out(cast, device):
    body = (
        f'{{"owner": "{device.owner}", "device": "{device.id}", "place": "{NEW}", "revision": 1,'
        r' "fields": {"title": "R\u0000o\ud800 på\ufffe\n"}}'
    )
    answer = device.client.put("/kladder", data=body, content_type="application/json")
    assert answer.json == {"revision": 1}
    assert kept(cast.author) == [{"title": "Ro på\n"}]


@pytest.mark.parametrize("before", [{}, {"title": "Ro"}])
def test_a_cpr_number_stays_on_the_device_in_whichever_field(cast, device, before):
    answer = device.draft(NEW, **before, wondering="Ring om 010190-1232")
    assert answer.status_code == 422
    assert "ligner et CPR-nummer" in answer.json["error"]
    assert kept(cast.author) == []


def test_as_long_as_a_text_may_be_and_longer(cast, device):
    assert device.draft(NEW, wondering="æ" * 100_000).status_code == 200
    answer = device.draft(NEW, wondering="æ" * 100_001)
    assert answer.status_code == 413
    assert "100.000 tegn" in answer.json["error"]
    assert kept(cast.author) == [{"wondering": "æ" * 100_000}]
    assert device.draft(NEW, wondering="x" * 9_000_000).status_code == 413


PLACES = [
    ("/forloeb/findes-ikke", 404), ("/log-ind", 404), ("//et.andet.sted/x", 404), ("", 404),
    ("https://et.andet.sted/", 404), ("/overblik", 404), ("/#x", 404), ("/#" + "1" * 400, 404),
    ("/forloeb/nyt#" + str(uuid4()), 200), ("/#" + str(uuid4()), 200), ("/forloeb/nyt\n", 404),
]  # fmt: skip


@pytest.mark.parametrize(("place", "status"), PLACES, ids=range(len(PLACES)))
def test_it_belongs_to_a_form_of_ours(device, place, status):
    answer = device.put(place=place)
    assert answer.status_code == status
    assert ("error" in answer.json) == (status == 404)


MALFORMED = [
    b"", b"{", b"[]", b"null", b'"x"', b"1", b"\xff\xfe", b"{}", b"[" * 100_000, b"9" * 5_000,
    b'{"owner": 1}',
]  # fmt: skip


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_draft_is_refused(device, body):
    answer = device.client.put("/kladder", data=body, content_type="application/json")
    assert (answer.status_code, answer.json) == (422, {"error": "Kladden kunne ikke læses."})


@pytest.mark.parametrize(
    "wrong",
    [
        {"device": "x"}, {"device": 1}, {"device": None}, {"revision": -1}, {"revision": 2**31},
        {"revision": "1"}, {"revision": True}, {"revision": 1.5}, {"fields": []},
        {"fields": {"title": 1}}, {"fields": {"title": None}}, {"fields": {"Title": "x"}},
        {"fields": {"a b": "x"}}, {"fields": {"present_password": "x"}}, {"place": None},
        {"owner": None}, {"fields": {f"f{n}": "x" for n in range(31)}},
    ],
    ids=str,
)  # fmt: skip
def test_each_part_must_be_what_it_is(device, wrong):
    assert device.put(**wrong).status_code == 422


def test_it_is_sent_as_json(device):
    answer = device.client.put("/kladder", data={"owner": device.owner})
    assert answer.status_code == 415
    assert "error" in answer.json


def test_hostile_strings_in_every_part(cast, device):
    for number, text in enumerate(STRINGS[::7], 1):
        for part in ("owner", "device", "place"):
            answer = device.put(**{part: text})
            assert answer.status_code in {403, 404, 422}, (part, repr(text)[:100])
        answer = device.put(fields={"title": text}, revision=number)
        assert answer.status_code in {200, 413, 422}, repr(text)[:100]
        if answer.status_code == 200:
            assert device.client.get(NEW).status_code == 200
        assert device.put(fields={text: "x"}).status_code in {200, 422}


# -- whose it is ----------------------------------------------------------------------------


def test_it_is_its_owners(cast, device, hers):
    answer = device.put(owner=hers.owner)
    assert answer.status_code == 403
    assert kept(cast.author) == kept(cast.coauthor) == []
    assert device.put(owner="x").status_code == 403
    assert device.put(owner="").status_code == 403


def test_the_same_key_of_another_person_is_another_draft(cast, device, hers):
    hers.id = device.id
    device.draft(NEW, title="Ro")
    hers.draft(NEW, title="Leg")
    assert kept(cast.author) == [{"title": "Ro"}]
    assert kept(cast.coauthor) == [{"title": "Leg"}]
    assert "Leg" not in device.client.get(NEW).text


def test_signed_out_is_said_as_data(app, device):
    device.client = app.test_client()
    answer = device.draft(NEW, title="Ro")
    assert (answer.status_code, answer.json) == (401, {"error": "Log ind for at gemme."})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://et.andet.sted"}, 403),
        ({}, 400),
    ],
    ids=str,
)
def test_where_it_comes_from(cast, device, headers, status, monkeypatch):
    """JSON and one of the two headers; a token is asked for only without both."""
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    sent = {
        "owner": device.owner, "device": str(device.id), "place": NEW,
        "fields": {"title": "Ro"}, "revision": 1,
    }  # fmt: skip
    # A dictionary that is no dict: the client adds no manners of its own.
    answer = device.client.put(
        "/kladder", data=json.dumps(sent), content_type="application/json",
        headers=(), environ_overrides=environ,
    )  # fmt: skip
    assert answer.status_code == status
    assert ("error" in answer.json) == (status != 200)
    assert len(kept(cast.author)) == (status == 200)


# -- beginning afresh -----------------------------------------------------------------------


def test_begin_afresh(cast, device, cycle):
    device.draft(f"/#{cycle.id}", text="Ro.")
    draft = db.session.scalars(Draft.of(cast.author)).one()
    there = f"/kladder/{draft.id}/slet"
    answer = device.client.post(there)
    assert (answer.status_code, answer.location) == (303, f"/?forloeb={cycle.id}")
    assert db.session.scalars(Draft.of(cast.author)).all() == []
    assert device.client.post(there).status_code == 410
    device.draft(f"/#{cycle.id}", text="Noget andet.")
    assert kept(cast.author, f"/#{cycle.id}") == [{"text": "Noget andet."}]
    assert still_there(listed.entries()) == [], "what she begins there next is another text"


def test_a_draft_stays_when_the_list_of_erasures_cannot_be_written(cast, device, app):
    device.draft(NEW, title="Ro")
    draft = db.session.scalars(Draft.of(cast.author)).one()
    place = app.config["ERASURES"]
    app.config["ERASURES"] = place.parent / "no such folder" / "list"
    try:
        answer = device.client.post(f"/kladder/{draft.id}/slet", data={"liste": "1"})
        page = device.client.get(answer.location).text
    finally:
        app.config["ERASURES"] = place
    assert "intet er slettet" in page
    assert kept(cast.author) == [{"title": "Ro"}]


def test_nobody_else_throws_it_away(cast, device, hers):
    device.draft(NEW, title="Ro")
    draft = db.session.scalars(Draft.of(cast.author)).one()
    assert hers.client.post(f"/kladder/{draft.id}/slet").status_code == 404
    assert kept(cast.author) == [{"title": "Ro"}]


# -- what a draft may be --------------------------------------------------------------------


def test_a_number_as_long_as_a_book_does_no_harm(device, cycle):
    path = f"/forloeb/{cycle.id}/svar/hvem"
    assert device.draft(path, text="Ro.", revision="9" * 5000).status_code == 200
    assert device.client.get(path).status_code == 200


def test_what_stands_beside_the_words_has_an_end_too(cast, device, cycle):
    answer = device.draft(f"/forloeb/{cycle.id}/svar/hvem", text="Ro.", seen="x" * 100_001)
    assert answer.status_code == 413
    assert kept(cast.author) == []


def test_an_id_that_looks_like_a_cpr_number_is_none(cast, device):
    place = "/#01012030-1234-4a4a-8a8a-010120301234"
    answer = device.draft(place, text="Ro.", cycle="01012030-1234-4a4a-8a8a-010120301234")
    assert answer.status_code == 200
    assert device.draft(place, text="Ring til 010120-1234.").status_code == 422


def test_nobody_fills_the_disk_with_drafts(cast, device, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    places = ["/forloeb/nyt", *(f"/#{uuid4()}" for _ in range(2))]
    told = [device.draft(place, text="Ro.").status_code for place in places]
    assert told == [200, 200, 413]
    assert device.draft(places[0], text="Mere ro.").status_code == 200


def test_what_was_begun_is_found_where_no_page_leads_to_it_any_more(cast, cycle, sign_in):
    hers = Device.of(cast.coauthor, sign_in(cast.coauthor))
    hers.draft(f"/forloeb/{cycle.id}/svar/hvem", text="To sider om døren.", revision="0")
    cycle.stop_writing(cast.coauthor, at=clock.now())
    db.session.commit()
    page = hers.client.get("/konto/ikke-gemt").text
    assert "To sider om døren." in page
    draft = db.session.scalars(Draft.of(cast.coauthor)).one()
    answer = hers.client.post(f"/kladder/{draft.id}/slet", data={"liste": "1"})
    assert (answer.status_code, answer.location) == (303, "/konto/ikke-gemt")
    assert "To sider om døren." not in hers.client.get("/konto/ikke-gemt").text
