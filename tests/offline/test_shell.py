"""What a device keeps to open the program without a connection is the same for everyone."""

import pytest

from logbook.db import db

TOLD = "Jonna er spurgt og finder det i Logbogen."


@pytest.fixture
def told(cast, sign_in):
    """Somebody who is to be told something on the next page, and whom to call."""
    cast.programme.concern = "Ring til Familiehuset."
    db.session.commit()
    client = sign_in(cast.author)
    with client.session_transaction() as session:
        session["_flashes"] = [("message", TOLD)]
    return client


@pytest.mark.parametrize("path", ["/sw.js", "/uden-net", "/logbogen.webmanifest"])
def test_it_holds_nothing_of_who_asks(told, client, path):
    assert told.get(path).data == client.get(path).data


def test_what_she_is_to_be_told_waits_for_a_page_of_hers(told):
    told.get("/sw.js")
    told.get("/uden-net")
    assert TOLD in told.get("/konto").text
