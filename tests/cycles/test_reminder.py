"""A health visitor is reminded, beside the field, of what may not stand there."""

import pytest

from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Profession
from tests import factories as make

REMINDER = "Skriv intet fra hjemmebesøg eller journal."


@pytest.fixture
def cycle(cast, noon):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.OBSERVE, visibility=Visibility.HOUSE
    )


PAGES = (
    "/", "/forloeb/nyt", "/forloeb/{0}/undring", "/forloeb/{0}/svar/laert",
    "/forloeb/{0}/iagttag", "/forloeb/{0}/laeg-til-side", "/forloeb/{0}/bed-om-sparring",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_it_stands_where_she_writes(cast, cycle, sign_in, address):
    client = sign_in(cast.author)
    assert REMINDER not in client.get(address.format(cycle.id)).text
    cast.author.profession = Profession.HEALTH_VISITOR
    db.session.commit()
    page = client.get(address.format(cycle.id))
    assert page.status_code == 200
    assert page.text.count(REMINDER) == 1


def test_it_stands_where_she_tells_what_was_done_and_gives_sparring(cast, cycle, sign_in):
    request = make.sparring_request(cycle, by=cast.author)
    for person in (cast.author, cast.leader):
        person.profession = Profession.HEALTH_VISITOR
    db.session.commit()
    told = f"/afproevning/{cycle.trials[0].id}/hvad"
    assert REMINDER in sign_in(cast.author).get(told).text
    assert REMINDER in sign_in(cast.leader).get(f"/sparring/{request.id}").text
