"""”Bed en kollega”: a colleague learns a title and an action, so who may be asked matters."""

from logbook.cycles.models import ObservationRequest
from logbook.cycles.stages import Visibility
from logbook.db import db
from tests import factories as make


def door(cycle):
    return f"/forloeb/{cycle.id}/bed-en-kollega"


def ask(client, cycle, person):
    return client.post(door(cycle), data={"person": str(person.id)}).status_code


def test_only_the_starter_asks_somebody_who_does_not_see_it(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    coauthor = sign_in(cast.coauthor)
    page = coauthor.get(door(cycle)).text
    assert "Det er Mette, der kan spørge" in page
    assert "Sara Bech" not in page
    assert ask(coauthor, cycle, cast.asked_colleague) == 422
    assert ask(sign_in(cast.author), cycle, cast.asked_colleague) == 303
    # Whom she may read with anyway, every writer asks.
    shared = make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), visibility=Visibility.HOUSE
    )
    assert ask(coauthor, shared, cast.stranger) == 422
    assert ask(coauthor, shared, cast.asked_colleague) == 303
    assert ask(coauthor, shared, cast.leader) == 303


def test_no_leader_learns_the_title_of_a_private_forloeb(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, title="Ro i garderoben")
    author = sign_in(cast.author)
    page = author.get(door(cycle)).text
    for leader in (cast.leader, cast.other_leader, cast.district_leader):
        assert leader.name not in page
        assert ask(author, cycle, leader) == 422
        assert "Ro i garderoben" not in sign_in(leader).get("/", follow_redirects=True).text
    assert db.session.query(ObservationRequest).all() == []
    cycle.show_to(Visibility.LEADER)
    db.session.commit()
    page = author.get(door(cycle)).text
    assert "Hanne Friis" in page
    assert "Bo Dahl" not in page
    assert "Dorte Skov" not in page


def test_the_page_costs_the_same_for_few_and_many(cast, sign_in, count_queries):
    cycle = make.cycle(by=cast.author, house=cast.house)
    author = sign_in(cast.author)
    few = count_queries(lambda: author.get(door(cycle)))
    for number in range(30):
        make.member(cast.programme, make.Role.AUTHOR, f"Kim {number}", unit=cast.house)
    assert count_queries(lambda: author.get(door(cycle))) == few
