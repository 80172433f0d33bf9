"""Who was asked by name may read while she is asked and leads; and the page says that she may."""

from datetime import timedelta

import pytest

from logbook.cycles.models import Cycle, CycleGuest
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Membership, Role
from logbook.reviews.models import SparringRequest
from tests import factories as make
from tests.cast import PEOPLE
from tests.factories import NOON


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER, coauthors=(cast.coauthor,)
    )


def sees(cycle, person):
    return db.session.scalar(Cycle.visible_to(person).where(Cycle.id == cycle.id)) is not None


def ask(client, cycle, person):
    data = {"question": "Hvad ser du?", "whom": str(person.id)}
    return client.post(f"/forloeb/{cycle.id}/bed-om-sparring", data=data).status_code


@pytest.mark.parametrize("visibility", [Visibility.LEADER, Visibility.HOUSE])
def test_a_coauthor_widens_nothing_by_asking(cast, sign_in, cycle, visibility):
    cycle.show_to(visibility)
    db.session.commit()
    coauthor = sign_in(cast.coauthor)
    page = coauthor.get(f"/forloeb/{cycle.id}/bed-om-sparring").text
    assert "Hanne Friis" in page
    for outside in (cast.other_leader, cast.district_leader):
        assert outside.name not in page
        assert ask(coauthor, cycle, outside) == 422
        assert not sees(cycle, outside)
    assert ask(sign_in(cast.author), cycle, cast.other_leader) == 303
    assert sees(cycle, cast.other_leader)


def test_a_coauthor_asks_by_name_who_sees_it_anyway(cast, sign_in, cycle):
    cycle.show_to(Visibility.PROJECT)
    db.session.commit()
    assert ask(sign_in(cast.coauthor), cycle, cast.district_leader) == 303


def test_a_coauthor_whom_nobody_nearer_can_help_is_told_who_may_ask(cast, sign_in, cycle):
    cycle.let_write(cast.leader, added_by=cast.author, at=NOON)
    db.session.commit()
    page = sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}/bed-om-sparring").text
    assert "Det er Mette, der kan spørge en anden leder" in page


def test_the_right_ends_when_the_question_is_taken_back(cast, sign_in, cycle):
    request = make.sparring_request(cycle, by=cast.author, of=cast.other_leader)
    assert sees(cycle, cast.other_leader)
    sign_in(cast.author).post(f"/sparring/{request.id}/traek-tilbage")
    assert not sees(cycle, cast.other_leader)
    assert db.session.query(CycleGuest).count() == 0


def test_who_has_given_sparring_before_goes_on_reading(cast, sign_in, cycle):
    first = make.sparring_request(cycle, by=cast.author, of=cast.other_leader)
    make.saved(
        first.give(
            noticed="Ro.", curious="", can_help="", bring_up=None, by=cast.other_leader, at=NOON
        )
    )
    second = make.sparring_request(
        cycle, by=cast.author, of=cast.other_leader, at=NOON + timedelta(days=1)
    )
    sign_in(cast.author).post(f"/sparring/{second.id}/traek-tilbage")
    assert sees(cycle, cast.other_leader)


@pytest.mark.parametrize("how", ["narrowed", "a draft again"])
def test_the_right_ends_for_good_when_the_forloeb_is_private(cast, sign_in, cycle, how):
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    if how == "narrowed":
        cycle.show_to(Visibility.PRIVATE)
    else:
        cycle.move_to(Stage.WONDERING, by=cast.author, at=NOON)
    db.session.commit()
    assert not sees(cycle, cast.district_leader)
    if how != "narrowed":
        cycle.begin(Visibility.PRIVATE, by=cast.author, at=NOON)
    cycle.show_to(Visibility.LEADER)
    db.session.commit()
    assert not sees(cycle, cast.district_leader)
    waiting = SparringRequest.waiting_for(cast.district_leader)
    assert db.session.scalars(waiting).all() == []
    assert cycle.title not in sign_in(cast.district_leader).get("/sparring").text


def test_the_right_ends_with_the_last_leading_role(cast, cycle):
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    role = cast.district_leader.memberships[0]
    cast.district_leader.memberships.append(
        Membership(role=Role.AUTHOR, unit=cast.other_house, given_at=NOON)
    )
    db.session.commit()
    assert sees(cycle, cast.district_leader)
    cast.district_leader.memberships.remove(role)
    db.session.commit()
    assert not sees(cycle, cast.district_leader)
    assert cycle.guests_now == []


WORDS = {
    Visibility.LEADER: "I, der skriver, jeres leder og Dorte Skov kan se det",
    Visibility.HOUSE: "Alle i huset og Dorte Skov kan se det",
    Visibility.PROJECT: "Alle i projektet kan se det",
}


@pytest.mark.parametrize("visibility", WORDS)
def test_the_words_beside_the_text_name_the_guest(cast, sign_in, cycle, visibility):
    cycle.show_to(visibility)
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    seen = make.saved(cycle.observe("Fire børn.", on=make.TODAY, by=cast.author, at=NOON))
    author = sign_in(cast.author)
    for path in (
        "/", f"/forloeb/{cycle.id}", f"/forloeb/{cycle.id}/svar/laert",
        f"/forloeb/{cycle.id}/undring", f"/forloeb/{cycle.id}/afproev",
        f"/forloeb/{cycle.id}/iagttag", f"/forloeb/{cycle.id}/laeg-til-side",
        f"/note/{seen.id}", f"/iagttagelse/{seen.id}/med",
    ):  # fmt: skip
        assert WORDS[visibility] in author.get(path).text, path


def test_among_several_forloeb_each_names_its_guest(cast, sign_in, cycle):
    make.cycle(by=cast.author, house=cast.house, title="Kun vores")
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    page = sign_in(cast.author).get("/").text
    assert "også jeres leder og Dorte Skov" in page
    assert "Kun vores · kun jer, der skriver" in page


def test_a_leader_of_the_house_is_no_guest(cast, sign_in, cycle):
    make.sparring_request(cycle, by=cast.author, of=cast.leader)
    assert (
        "I, der skriver, og jeres leder kan se det"
        in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    )


def test_the_one_asked_reads_who_else_reads(cast, sign_in, cycle):
    request = make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    page = sign_in(cast.district_leader).get(f"/sparring/{request.id}").text
    assert "De, der skriver, deres leder og Dorte Skov kan se det" in page


@pytest.mark.parametrize("visibility", Visibility)
def test_whether_it_is_open_to_somebody_is_the_same_in_both_places(cast, visibility):
    """`is_open_to` asks of one cycle what `visible_to` asks the database."""
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=visibility,
        coauthors=(cast.coauthor, cast.removed_coauthor),
    )  # fmt: skip
    cycle.stop_writing(cast.removed_coauthor, at=NOON)
    if visibility is not Visibility.PRIVATE:
        make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    db.session.commit()
    for who in PEOPLE:
        person = getattr(cast, who)
        assert cycle.is_open_to(person) is sees(cycle, person), who
