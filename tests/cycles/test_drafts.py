"""A forløb is its writers' alone until its plan is done, whatever became of it since."""

import pytest
from sqlalchemy.exc import IntegrityError

from logbook.cycles.models import ObservationRequest
from logbook.cycles.stages import IllegalMove, Stage, Visibility
from logbook.db import db
from logbook.reviews.models import SparringRequest
from tests import factories as make
from tests.factories import NOON


@pytest.fixture
def set_aside(cast):
    """A wondering that never became a plan."""
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    cycle.set_aside("Vi var for få.", by=cast.author, at=NOON)
    db.session.commit()
    return cycle


def test_a_draft_that_was_set_aside_stays_its_writers(cast, sign_in, set_aside):
    author, address = sign_in(cast.author), f"/forloeb/{set_aside.id}"
    assert author.post(f"{address}/synlighed", data={"visibility": "project"}).status_code == 409
    sent = author.post(f"{address}/bed-om-sparring", data={"question": "?", "whom": "leder"})
    assert sent.status_code == 409
    assert set_aside.visibility is Visibility.PRIVATE
    for somebody in (cast.leader, cast.other_leader):
        assert sign_in(somebody).get(address).status_code == 404


def test_who_may_see_a_draft_is_chosen_when_it_begins(cast, sign_in):
    draft = make.saved(make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING))
    page = sign_in(cast.author).get(f"/forloeb/{draft.id}/synlighed").text
    assert "Den er kun for dig." in page
    # Nothing is offered that would be refused.
    assert 'name="visibility"' not in page
    begun = make.saved(make.cycle(by=cast.author, house=cast.house, stage=Stage.TRY))
    assert 'name="visibility"' in sign_in(cast.author).get(f"/forloeb/{begun.id}/synlighed").text


def test_a_draft_that_was_set_aside_takes_no_notes(cast, sign_in, set_aside):
    author, address = sign_in(cast.author), f"/forloeb/{set_aside.id}"
    for door in ("iagttag", "afproev", "bed-en-kollega", "svar/laert"):
        assert author.get(f"{address}/{door}").status_code == 409, door
    page = author.get(address).text
    for word in ("Bed om sparring", "Skriv en iagttagelse", "Bed en kollega", "Begynd refleksion"):
        assert word not in page, word
    assert "Tag op igen" in page


def test_the_rule_is_the_models_and_the_databases(cast, set_aside):
    with pytest.raises(IllegalMove):
        set_aside.show_to(Visibility.LEADER)
    with pytest.raises(IllegalMove):
        SparringRequest.ask(set_aside, "", by=cast.author, at=NOON)
    set_aside.visibility = Visibility.HOUSE
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_who_was_asked_what_she_saw_sees_nothing_of_a_forloeb_that_is_a_draft_again(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, title="Ro i garderoben")
    asked = make.saved(ObservationRequest.ask(cycle, cast.asked_colleague, by=cast.author, at=NOON))
    colleague, address = sign_in(cast.asked_colleague), f"/bedt/{asked.id}"
    assert colleague.get(address).status_code == 200
    cycle.move_to(Stage.WONDERING, by=cast.author, at=NOON)
    db.session.commit()
    for again in range(2):
        assert colleague.get(address).status_code == 404
        assert colleague.post(address, data={"text": "To børn."}).status_code == 404
        assert "Ro i garderoben" not in colleague.get("/").text
        if not again:
            cycle.set_aside("Vi var for få.", by=cast.author, at=NOON)
            db.session.commit()
