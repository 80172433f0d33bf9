"""A note that waited for a connection: it is taken in, dated as it was written, and only once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from logbook import clock
from logbook.cycles.models import CycleWriter, Observation
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.drafts.sending import Device


@pytest.fixture
def cycle(cast, noon):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.PLAN,
        visibility=Visibility.HOUSE,
    )  # fmt: skip


@pytest.fixture
def device(cast, cycle, sign_in):
    return Device.of(cast.author, sign_in(cast.author))


def note(device, cycle, **more):
    return device.save("/", text="En note.", cycle=str(cycle.id), key=str(uuid4()), **more)


def days():
    return [
        clock.day_of(make.NOON) - each
        for each in db.session.scalars(select(Observation.observed_on))
    ]


@pytest.mark.parametrize(
    ("written", "age"),
    [
        (make.NOON - timedelta(days=3), 3),
        (make.NOON - timedelta(days=59), 59),
        (make.NOON - timedelta(days=61), 0),
        (make.NOON + timedelta(days=1), 0),
    ],
)
@pytest.mark.parametrize("place", ["/", "iagttag"])
def test_it_is_dated_as_it_was_written(device, cycle, written, age, place):
    headers = {"Written-At": written.isoformat()}
    if place == "/":
        answer = note(device, cycle, headers=headers)
    else:
        path = f"/forloeb/{cycle.id}/iagttag"
        answer = device.save(path, text="En note.", key=str(uuid4()), headers=headers)
    assert answer.status_code == 200
    assert days() == [timedelta(days=age)]


@pytest.mark.parametrize("moment", ["i går", "2030-01-05", "2030-01-05T10:00", "9" * 400, "\xe6"])
def test_what_is_no_moment_counts_for_nothing(device, cycle, moment):
    assert note(device, cycle, headers={"Written-At": moment}).status_code == 200
    assert days() == [timedelta(0)]


def test_a_round_that_has_ended_meanwhile_takes_it_in(device, cycle):
    device.client.post(f"/forloeb/{cycle.id}/laeg-til-side", data={"reason": "Vi var for få."})
    assert note(device, cycle).status_code == 200
    assert len(days()) == 1


def test_so_does_one_that_is_no_longer_among_the_ten_in_hand(cast, device, cycle):
    for number in range(11):
        make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN, title=f"Nr. {number}")
    long_ago = make.NOON - timedelta(days=300)
    of_it = update(CycleWriter).where(CycleWriter.cycle_id == cycle.id)
    db.session.execute(of_it.values(used_at=long_ago))
    db.session.commit()
    assert note(device, cycle).status_code == 200


def test_who_writes_there_no_longer_is_told_so(cast, cycle, sign_in):
    hers = Device.of(cast.coauthor, sign_in(cast.coauthor))
    cycle.stop_writing(cast.coauthor, at=clock.now())
    db.session.commit()
    refused = note(hers, cycle)
    assert refused.status_code == 422
    assert "Du skriver ikke længere i det forløb" in refused.json["error"]
    assert days() == []


def test_sent_again_the_day_after_it_is_still_the_same(device, cycle, monkeypatch):
    data = {"text": "En note.", "cycle": str(cycle.id), "key": str(uuid4())}
    first = device.client.post("/", data=data)
    monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(days=1))
    again = device.client.post("/", data=data)
    assert (again.status_code, again.location) == (303, first.location)
    assert len(days()) == 1


def test_many_that_are_sent_in_a_row_are_told_of_once(device, cycle):
    for number in range(4):
        device.save(
            f"/forloeb/{cycle.id}/svar/hvem", text=f"Nr. {number}", revision=str(number), luk="1"
        )
    assert device.client.get("/").text.count('class="flash"') == 1
