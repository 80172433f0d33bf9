"""”Bed om sparring”: what a writer sees, chooses and opens."""

from datetime import timedelta

import pytest

from logbook.cycles.models import CycleGuest
from logbook.cycles.stages import SparringState, Stage, Visibility
from logbook.db import db
from logbook.people.models import Role
from logbook.reviews.models import SparringRequest
from tests import factories as make


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER, coauthors=(cast.coauthor,)
    )


def path(cycle):
    return f"/forloeb/{cycle.id}/bed-om-sparring"


def requests():
    return db.session.query(SparringRequest).all()


def test_a_writer_asks_the_houses_leader(cast, cycle, sign_in):
    client = sign_in(cast.coauthor)
    page = client.get(path(cycle)).text
    assert "Hvad vil du gerne have sparring på?" in page
    assert "Jeres leder (Hanne Friis)" in page
    assert "Læs lige igennem, før du deler" in page
    assert "En voksen sidder på gulvet." in page
    sent = client.post(path(cycle), data={"question": "Ser du køen?", "whom": "leder"})
    assert sent.status_code == 303
    assert sent.location == f"/forloeb/{cycle.id}"
    (request,) = requests()
    assert (request.question, request.asked_of, request.asked_by) == (
        "Ser du køen?", None, cast.coauthor,
    )  # fmt: skip
    assert cycle.sparring is SparringState.WAITING
    assert "Hanne Friis er spurgt." in client.get(f"/forloeb/{cycle.id}").text


def test_the_question_may_be_empty(cast, cycle, sign_in):
    sign_in(cast.author).post(path(cycle), data={"question": "  ", "whom": "leder"})
    assert requests()[0].question == ""


def test_a_private_cycle_says_plainly_that_it_opens(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    client = sign_in(cast.author)
    assert "Når du spørger, åbner du forløbet." in client.get(path(cycle)).text
    client.post(path(cycle), data={"whom": "leder"})
    assert cycle.visibility is Visibility.LEADER


def test_only_the_one_who_started_opens_a_private_cycle(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    client = sign_in(cast.coauthor)
    page = client.get(path(cycle)).text
    assert "Det er Mette, der kan åbne det" in page
    assert "Jeg har tjekket" not in page
    assert client.post(path(cycle), data={"whom": "leder"}).status_code == 403
    assert cycle.visibility is Visibility.PRIVATE
    assert requests() == []


def test_a_leader_who_writes_picks_among_the_others(cast, sign_in):
    cycle = make.cycle(by=cast.leader, house=cast.house, visibility=Visibility.LEADER)
    client = sign_in(cast.leader)
    page = client.get(path(cycle)).text
    assert "Jeres leder (" not in page
    assert page.index("Bo Dahl") < page.index("Dorte Skov"), "district leaders come last"
    assert "Lone Ager" not in page
    refused = client.post(path(cycle), data={"question": "Hvad nu?", "whom": ""})
    assert refused.status_code == 422
    assert "Vælg, hvem du vil spørge." in refused.text
    assert "Hvad nu?" in refused.text
    assert client.post(path(cycle), data={"whom": "leder"}).status_code == 422
    client.post(path(cycle), data={"whom": str(cast.other_leader.id)})
    assert requests()[0].asked_of == cast.other_leader
    assert sign_in(cast.other_leader).get(f"/forloeb/{cycle.id}").status_code == 200


def test_the_same_person_can_be_asked_twice(cast, cycle, sign_in):
    client = sign_in(cast.author)
    for _ in range(2):
        client.post(path(cycle), data={"whom": str(cast.district_leader.id)})
        client.post(f"/sparring/{requests()[-1].id}/traek-tilbage")
    assert len(requests()) == 2
    assert db.session.query(CycleGuest).count() == 0


def test_leaders_who_write_are_not_offered(cast, sign_in):
    make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER,
        coauthors=(cast.leader,),
    )  # fmt: skip
    page = sign_in(cast.author).get(path(cycle)).text
    assert "Jeres leder (Eva Lind)" in page
    assert "Hanne Friis" not in page


def test_two_leaders_can_be_asked_together_or_one_by_one(cast, cycle, sign_in):
    make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)
    page = sign_in(cast.author).get(path(cycle)).text
    assert "Jeres leder (Eva Lind og Hanne Friis)" in page
    assert "Eva Lind, pædagog, Kastanjen" in page


def test_a_second_question_waits_its_turn(cast, cycle, sign_in):
    make.sparring_request(cycle, by=cast.author)
    client = sign_in(cast.author)
    assert "Forløbet venter allerede på sparring." in client.get(path(cycle)).text
    assert client.post(path(cycle), data={"whom": "leder"}).status_code == 409
    assert len(requests()) == 1


def test_a_draft_cannot_be_sent(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    client = sign_in(cast.author)
    assert "tryk Begynd" in client.get(path(cycle)).text
    assert client.post(path(cycle), data={"whom": "leder"}).status_code == 409


@pytest.mark.parametrize("words", ["Barnet 010190-1234", "x" * 100_001])
def test_what_cannot_be_kept_is_refused_and_shown_again(cast, cycle, sign_in, words):
    refused = sign_in(cast.author).post(path(cycle), data={"question": words, "whom": "leder"})
    assert refused.status_code == 422
    assert "Der er noget, du skal rette" in refused.text
    assert requests() == []


def test_who_sees_but_does_not_write_may_not_ask(cast, cycle, sign_in):
    assert sign_in(cast.leader).get(path(cycle)).status_code == 403
    assert sign_in(cast.leader).post(path(cycle), data={"whom": "leder"}).status_code == 403
    for somebody in (cast.colleague, cast.stranger, cast.foreign_leader):
        assert sign_in(somebody).get(path(cycle)).status_code == 404


def test_any_writer_withdraws(cast, cycle, sign_in):
    request = make.sparring_request(cycle, by=cast.author)
    withdraw = f"/sparring/{request.id}/traek-tilbage"
    assert sign_in(cast.leader).post(withdraw).status_code == 403
    assert sign_in(cast.stranger).post(withdraw).status_code == 404
    client = sign_in(cast.coauthor)
    assert client.post(withdraw).status_code == 303
    assert request.withdrawn_at
    assert cycle.sparring is SparringState.NONE
    assert client.post(withdraw).status_code == 409


def test_after_a_withdrawal_the_earlier_sparring_counts_again(cast, cycle, sign_in):
    first = make.sparring_request(cycle, by=cast.author, at=make.NOON - timedelta(days=1))
    make.saved(
        first.give(
            noticed="Fint set.",
            curious="",
            can_help="",
            bring_up=None,
            by=cast.leader,
            at=make.NOON,
        )
    )
    second = make.sparring_request(cycle, by=cast.author)
    sign_in(cast.author).post(f"/sparring/{second.id}/traek-tilbage")
    assert cycle.sparring is SparringState.GIVEN


def test_the_page_costs_the_same_however_much_is_written(cast, cycle, sign_in, count_queries):
    cycle.observe("Den første.", on=make.TODAY, by=cast.author, at=make.NOON)
    db.session.commit()
    client = sign_in(cast.author)
    one = count_queries(lambda: client.get(path(cycle)))
    for number in range(30):
        cycle.observe(f"Nummer {number}.", on=make.TODAY, by=cast.author, at=make.NOON)
        make.member(cast.programme, Role.LEADER, f"Leder {number}", unit=cast.other_house)
    db.session.commit()
    assert count_queries(lambda: client.get(path(cycle))) == one
    assert one == 12
