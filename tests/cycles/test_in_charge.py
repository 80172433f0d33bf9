"""Who adds writers, widens and deletes: the one who started, and somebody when she has left."""

from datetime import timedelta

import pytest

from logbook.cycles.models import Cycle
from logbook.cycles.next_round import build_on
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.db import db
from logbook.policy import Action, can
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def cycle(cast, noon):
    """Started by the author; the coauthor joined before the colleague did."""
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    for days, person in ((9, cast.coauthor), (8, cast.colleague)):
        cycle.let_write(person, added_by=cast.author, at=NOON - timedelta(days=days))
    db.session.commit()
    return cycle


def leave(person):
    person.removed_at = NOON
    db.session.commit()


def in_charge(cast, cycle):
    people = (cast.author, cast.coauthor, cast.colleague, cast.leader)
    return [person for person in people if can(person, Action.ADMINISTER_CYCLE, cycle)]


def test_who_builds_on_a_round_does_not_become_its_owner(cast, sign_in, cycle):
    cycle.show_to(Visibility.LEADER)
    db.session.commit()
    coauthor = sign_in(cast.coauthor)
    address = coauthor.post(f"/forloeb/{cycle.id}/byg-videre").location
    following = db.session.scalars(Cycle.following(cycle)).one()
    assert in_charge(cast, following) == [cast.author]
    assert coauthor.post(f"{address}/begynd", data={"visibility": "project"}).status_code == 422
    assert coauthor.post(f"{address}/begynd", data={"visibility": "private"}).status_code == 303
    assert coauthor.post(f"{address}/synlighed", data={"visibility": "project"}).status_code == 422
    removal = f"{address}/skriver-med/{cast.author.id}/fjern"
    assert coauthor.post(removal).status_code == 403
    assert sign_in(cast.stranger).get(address).status_code == 404
    author = sign_in(cast.author)
    assert author.post(f"{address}/synlighed", data={"visibility": "project"}).status_code == 303


def test_who_joined_a_forloeb_first_did_so_in_all_its_rounds(cast, cycle):
    following = make.saved(build_on(cycle, by=cast.colleague, at=NOON))
    leave(cast.author)
    assert in_charge(cast, following) == [cast.coauthor]


def test_a_round_begun_without_the_starter_is_started_by_the_one_in_charge(cast, cycle):
    leave(cast.author)
    following = make.saved(build_on(cycle, by=cast.colleague, at=NOON))
    assert following.started_by is cast.coauthor
    assert not following.is_written_by(cast.author)


def test_when_the_starter_has_left_the_first_who_joined_is_in_charge(cast, sign_in, cycle):
    assert in_charge(cast, cycle) == [cast.author]
    leave(cast.author)
    assert in_charge(cast, cycle) == [cast.coauthor]
    coauthor, address = sign_in(cast.coauthor), f"/forloeb/{cycle.id}"
    added = coauthor.post(f"{address}/skriver-med", data={"person": str(cast.asked_colleague.id)})
    assert added.status_code == 303
    widened = coauthor.post(f"{address}/synlighed", data={"visibility": "leader"})
    assert widened.status_code == 303
    assert coauthor.post(f"{address}/skriver-med/{cast.author.id}/fjern").status_code == 303
    other = sign_in(cast.colleague)
    assert other.post(f"{address}/skriver-med/{cast.coauthor.id}/fjern").status_code == 403
    assert "Kun Ali kan vise det til flere" in other.get(f"{address}/synlighed").text


def test_she_who_comes_back_is_in_charge_again(cast, cycle):
    leave(cast.author)
    cast.author.removed_at = None
    db.session.commit()
    assert in_charge(cast, cycle) == [cast.author]


def test_the_one_in_charge_cannot_be_removed(cast, cycle):
    leave(cast.author)
    with pytest.raises(IllegalMove):
        cycle.stop_writing(cast.coauthor, at=NOON)
    cycle.stop_writing(cast.author, at=NOON)
    assert in_charge(cast, cycle) == [cast.coauthor]


def test_who_has_left_stands_as_one_who_has(cast, sign_in, cycle):
    coauthor, address = sign_in(cast.coauthor), f"/forloeb/{cycle.id}"
    assert "ikke længere med" not in coauthor.get(address).text
    leave(cast.author)
    assert "Mette Holm (ikke længere med)" in coauthor.get(address).text
    page = coauthor.get(f"{address}/skriver-med").text
    assert "ikke længere med" in page
    assert "står for forløbet" in page
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    asked = sign_in(cast.colleague).get(f"{address}/bed-om-sparring").text
    assert "Det er Ali, der kan åbne det" in asked
