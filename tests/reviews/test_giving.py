"""Giving sparring: reading, the three boxes, and on to the next."""

from datetime import timedelta

import pytest

from logbook.cycles.models import Reading
from logbook.cycles.stages import SparringState, Stage, Visibility
from logbook.db import db
from logbook.reviews.models import BringUp, Sparring
from logbook.reviews.reading import is_being_read
from tests import factories as make


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER,
        save=False,
    )  # fmt: skip
    made.observations[0].score(made.signs[0], 2)
    return make.saved(made)


@pytest.fixture
def request_(cast, cycle):
    return make.sparring_request(cycle, by=cast.author, question="Skal vi fortsætte?")


def path(request):
    return f"/sparring/{request.id}"


def test_she_reads_the_whole_cycle_and_the_question(cast, request_, sign_in):
    page = sign_in(cast.leader).get(path(request_)).text
    for words in (
        "Det var os voksne, der lavede køen.", "Mette spørger:", "Skal vi fortsætte?",
        "En voksen sidder på gulvet.", "Vi prøvede mandag til torsdag.",
        "Fire børn byggede på gulvet.", "Set tydeligt", "Flere børn finder selv ind i legen",
        "Behold", "Det lægger jeg mærke til …", "Det bliver jeg nysgerrig på …",
        "Det kan jeg hjælpe med …", "Send sparring", "Senere", "1 af 1",
    ):  # fmt: skip
        assert words in page
    assert "godkend" not in page.lower()
    assert "kl. " not in page


def test_she_sends_and_comes_to_the_next(cast, request_, sign_in):
    other = make.cycle(by=cast.colleague, house=cast.house)
    next_one = make.sparring_request(other, by=cast.colleague, at=make.NOON + timedelta(days=1))
    client = sign_in(cast.leader)
    sent = client.post(
        path(request_),
        data={"noticed": "I flyttede jer selv.", "can_help": "Tid.", "bring_up": "room_meeting"},
    )
    assert (sent.status_code, sent.location) == (303, path(next_one))
    given = request_.sparring
    assert (given.noticed, given.curious, given.can_help) == ("I flyttede jer selv.", "", "Tid.")
    assert given.bring_up is BringUp.ROOM_MEETING
    assert request_.cycle.sparring is SparringState.GIVEN
    sent = client.post(path(next_one), data={"curious": "Hvad gjorde børnene?"})
    assert sent.location == "/sparring"
    assert "Tak – sparringen er sendt." in client.get("/sparring").text


@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_one_box_at_least(cast, request_, sign_in, empty):
    refused = sign_in(cast.leader).post(path(request_), data={"noticed": empty})
    assert refused.status_code == 422
    assert "Skriv i mindst én af de tre bokse" in refused.text
    assert 'href="#noticed"' in refused.text
    assert request_.waits


def test_what_cannot_be_kept_is_refused_with_the_text(cast, request_, sign_in):
    data = {"noticed": "Barnet 010190-1234", "curious": "Hvad så?", "bring_up": "kælderen"}
    refused = sign_in(cast.leader).post(path(request_), data=data)
    assert refused.status_code == 422
    assert "CPR-nummer" in refused.text
    assert "Hvad så?" in refused.text
    assert "Vælg" in refused.text
    assert request_.waits


def test_only_the_one_who_is_asked_gives(cast, request_, sign_in):
    request_.cycle.show_to(Visibility.PROJECT)
    db.session.commit()
    for somebody in (cast.author, cast.colleague, cast.other_leader, cast.stranger):
        client = sign_in(somebody)
        assert client.get(path(request_)).status_code == 403
        assert client.post(path(request_), data={"noticed": "Nej"}).status_code == 403
    for somebody in (cast.coordinator, cast.instructor, cast.foreign_leader):
        assert sign_in(somebody).get(path(request_)).status_code == 404
    assert request_.waits


def test_a_leader_who_writes_along_gives_none(cast, request_, sign_in):
    request_.cycle.let_write(cast.leader, added_by=cast.author, at=make.NOON)
    db.session.commit()
    assert sign_in(cast.leader).post(path(request_), data={"noticed": "Nej"}).status_code == 403


def test_a_narrowed_cycle_is_gone(cast, request_, sign_in):
    request_.cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    client = sign_in(cast.leader)
    assert client.get(path(request_)).status_code == 404
    assert client.post(path(request_), data={"noticed": "Nej"}).status_code == 404


def test_a_district_leader_asked_by_name_gives(cast, cycle, sign_in):
    request = make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    client = sign_in(cast.district_leader)
    assert "Det var os voksne" in client.get(path(request)).text
    assert client.post(path(request), data={"noticed": "Fint."}).status_code == 303
    assert sign_in(cast.leader).get(path(request)).status_code == 403


def give(request, by):
    return make.saved(
        request.give(
            noticed="Jeg var først.",
            curious="",
            can_help="",
            bring_up=BringUp.STAFF_MEETING,
            by=by,
            at=make.NOON,
        )
    )


def test_too_late_is_409_and_loses_no_text(cast, request_, sign_in):
    give(request_, cast.leader)
    late = sign_in(cast.leader).post(path(request_), data={"curious": "Min lange tanke."})
    assert late.status_code == 409
    assert "Min lange tanke." in late.text
    assert "Jeg var først." in late.text
    assert "Tages op på personalemøde" in late.text
    assert db.session.query(Sparring).count() == 1


def test_withdrawn_meanwhile_is_409_and_loses_no_text(cast, request_, sign_in):
    request_.withdraw(at=make.NOON)
    db.session.commit()
    late = sign_in(cast.leader).post(path(request_), data={"curious": "Min lange tanke."})
    assert late.status_code == 409
    assert "Min lange tanke." in late.text
    assert db.session.query(Sparring).count() == 0


def test_an_answered_request_can_still_be_read(cast, request_, sign_in):
    give(request_, cast.leader)
    page = sign_in(cast.leader).get(path(request_))
    assert page.status_code == 200
    assert "Jeg var først." in page.text
    assert "Send og gå til næste" not in page.text


def test_two_leaders_at_once_send_one(cast, request_, sign_in, monkeypatch):
    """The second one's request was loaded before the first one's was kept."""
    give(request_, cast.leader)
    monkeypatch.setattr(type(request_), "waits", True)
    late = sign_in(cast.leader).post(path(request_), data={"noticed": "Også min."})
    assert late.status_code == 409
    assert db.session.query(Sparring).count() == 1


# -- that it was read ---------------------------------------------------------------------


def readings():
    return [(r.reader, r.read_on) for r in db.session.query(Reading)]


def test_reading_is_noted_once_a_day_without_a_time(cast, request_, sign_in, noon, monkeypatch):
    client = sign_in(cast.leader)
    client.get(path(request_))
    client.get(path(request_))
    assert readings() == [(cast.leader, make.TODAY)]
    monkeypatch.setattr("logbook.clock.now", lambda: make.NOON + timedelta(days=1))
    client.get(path(request_))
    assert len(readings()) == 2


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_what_a_browser_fetches_ahead_is_not_read(cast, request_, sign_in, header):
    client = sign_in(cast.leader)
    client.get(path(request_), headers={header: "prefetch"})
    assert readings() == []


def test_asking_for_the_head_alone_is_not_reading(app):
    with app.test_request_context("/", method="HEAD"):
        assert not is_being_read()
    with app.test_request_context("/"):
        assert is_being_read()


def test_a_refused_reader_leaves_no_trace(cast, request_, sign_in):
    sign_in(cast.author).get(path(request_))
    sign_in(cast.stranger).get(path(request_))
    assert readings() == []


def test_the_page_costs_the_same_however_much_is_written(
    cast, cycle, request_, sign_in, count_queries, noon
):
    client = sign_in(cast.leader)
    client.get(path(request_))
    one = count_queries(lambda: client.get(path(request_)))
    for number in range(30):
        cycle.observe(f"Nummer {number}.", on=make.TODAY, by=cast.author, at=make.NOON)
        cycle.try_out(make.TODAY, by=cast.author, at=make.NOON)
        other = make.cycle(by=cast.colleague, house=cast.house, save=False)
        db.session.add(other)
        make.sparring_request(other, by=cast.colleague)
    assert count_queries(lambda: client.get(path(request_))) == one
    assert one == 15
