"""The list of names as a browser asks for it."""

import pytest

from logbook.privacy.lists import danish, for_the_browser


@pytest.fixture
def author(cast, sign_in):
    return sign_in(cast.author)


def test_the_short_address_leads_to_the_list_of_today(author):
    answer = author.get("/navneliste", follow_redirects=True)
    assert answer.data == for_the_browser(danish())
    assert answer.mimetype == "text/plain"
    assert answer.request.path.startswith("/navneliste/")


def test_the_list_is_kept_by_her_browser_alone(author):
    led = author.get("/navneliste")
    assert led.headers["Cache-Control"] == "private, max-age=3600"
    kept = author.get(led.location).headers["Cache-Control"]
    assert "immutable" in kept
    assert "private" in kept
    assert "public" not in kept


def test_an_old_address_gives_the_list_of_today_and_is_not_kept(author):
    answer = author.get("/navneliste/0123456789ab")
    assert answer.data == for_the_browser(danish())
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_gets_it_without_signing_in(client):
    assert client.get("/navneliste").status_code == 302
    assert "/log-ind" in client.get("/navneliste/0123456789ab").location
