"""”Senere”: off the queue until a day, hers alone, and nothing that was typed is lost."""

from datetime import date, timedelta

import pytest

from logbook import clock
from logbook.cycles.stages import SparringState, Visibility
from logbook.db import db
from logbook.people.models import Role
from logbook.reviews.forms import nearest_days
from logbook.reviews.models import Snooze, SparringRequest
from tests import factories as make

TUESDAY = "2030-01-08"


@pytest.fixture
def asked(cast, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER, title="Legepladsen"
    )
    return make.sparring_request(cycle, by=cast.author, at=make.NOON - timedelta(days=4))


def put_off(client, asked, until=TUESDAY, day=""):
    return client.post(f"/sparring/{asked.id}/senere", data={"until": until, "day": day})


def test_it_leaves_the_queue_and_comes_back_by_itself_on_that_day(
    cast, asked, sign_in, monkeypatch
):
    client = sign_in(cast.leader)
    assert put_off(client, asked).location == "/sparring"
    page = client.get("/sparring").text
    assert "Ingen venter." in page
    assert "Kommer igen tirsdag 8. januar" in page
    assert "Legepladsen" in page
    assert "venter på din sparring" not in client.get(f"/overblik/{cast.house.id}").text
    assert 'class="count"' not in page
    monkeypatch.setattr(clock, "now", lambda: make.NOON + timedelta(days=1))
    page = client.get("/sparring").text
    assert "1 venter på din sparring" in page
    assert "Kommer igen" not in page


def test_nothing_is_told_to_the_author_and_she_still_waits(cast, asked, sign_in):
    author = sign_in(cast.author)
    before = author.get("/sparring").text
    put_off(sign_in(cast.leader), asked)
    assert author.get("/sparring").text == before
    assert "Det venter du på" in before
    assert asked.cycle.sparring is SparringState.WAITING
    assert "enere" not in author.get(f"/forloeb/{asked.cycle_id}").text.replace("senere.", "")


def test_it_is_hers_alone(cast, asked, sign_in):
    other = make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)
    put_off(sign_in(cast.leader), asked)
    assert "1 venter på din sparring" in sign_in(other).get("/sparring").text
    assert "Kommer igen" not in sign_in(other).get("/sparring").text


def test_it_can_be_answered_or_taken_forward_before(cast, asked, sign_in):
    client = sign_in(cast.leader)
    put_off(client, asked)
    assert client.get(f"/sparring/{asked.id}").status_code == 200
    client.post(f"/sparring/{asked.id}/tilbage-i-koeen")
    assert "1 venter på din sparring" in client.get("/sparring").text
    put_off(client, asked)
    assert client.post(f"/sparring/{asked.id}", data={"noticed": "Ro."}).status_code == 303
    assert "Kommer igen" not in client.get("/sparring").text


def test_a_second_choice_replaces_the_first(cast, asked, sign_in):
    client = sign_in(cast.leader)
    put_off(client, asked)
    put_off(client, asked, "dato", "2030-02-01")
    assert [each.until for each in db.session.query(Snooze)] == [date(2030, 2, 1)]


@pytest.mark.parametrize(
    ("until", "day", "why"),
    [
        ("dato", "", "Vælg en dag."),
        ("dato", "2030-01-07", "Vælg en dag fra i morgen"),
        ("dato", "2020-01-01", "Vælg en dag fra i morgen"),
        ("dato", "9999-12-31", "til fredag 8. marts"),
        ("dato", "i går", "Skriv en dato"),
        ("dato", "\x00", "Skriv en dato"),
        ("2031-01-01", "", "Vælg"),
        ("", "", "Vælg"),
    ],
)
def test_other_days_are_refused(cast, asked, sign_in, until, day, why):
    refused = put_off(sign_in(cast.leader), asked, until, day)
    assert refused.status_code == 422
    assert why in refused.text
    assert db.session.query(Snooze).count() == 0


def test_what_was_answered_meanwhile_cannot_be_put_off(cast, asked, sign_in):
    make.sparring(asked, by=cast.leader)
    client = sign_in(cast.leader)
    assert client.get(f"/sparring/{asked.id}/senere").location == f"/sparring/{asked.id}"
    assert put_off(client, asked).status_code == 409


def test_what_she_had_typed_waits_with_it_without_a_script(cast, asked, sign_in):
    client = sign_in(cast.leader)
    path = f"/sparring/{asked.id}"
    sent = client.post(path, data={
        "noticed": "Jeg ser, at I", "bring_up": "staff_meeting", "senere": "1",
    })  # fmt: skip
    assert (sent.status_code, sent.location) == (303, f"{path}/senere")
    assert asked.waits
    page = client.get(path).text
    assert "Jeg ser, at I</textarea>" in page
    assert 'checked id="bring_up-2"' in page
    # Sent as it stands there, it is gone as a draft.
    draft = page.partition('name="draft" value="')[2].partition('"')[0]
    client.post(path, data={"noticed": "Jeg ser, at I er i gang.", "draft": draft})
    assert asked.sparring.noticed == "Jeg ser, at I er i gang."
    assert "at I</textarea>" not in client.get(path).text


def test_a_number_is_not_kept_with_it(cast, asked, sign_in):
    refused = sign_in(cast.leader).post(
        f"/sparring/{asked.id}", data={"noticed": "Barnet 010190-1234", "senere": "1"}
    )
    assert refused.status_code == 422
    assert "CPR-nummer" in refused.text


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (date(2030, 1, 7), ["I morgen", "Mandag 14. januar"]),  # a Monday
        (date(2030, 1, 10), ["I morgen", "Mandag 14. januar"]),
        (date(2030, 1, 11), ["Mandag 14. januar"]),
        (date(2030, 1, 12), ["Mandag 14. januar"]),
        (date(2030, 1, 13), ["Mandag 14. januar"]),
    ],
)
def test_the_nearest_days_are_working_days(today, labels):
    found = nearest_days(today)
    assert [label for label, _ in found] == labels
    assert all(day > today and day.weekday() < 5 for _, day in found)


def test_the_queue_without_what_is_put_off_is_all_that_waits(cast, asked):
    for n in range(3):
        cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
        request = make.sparring_request(cycle, by=cast.author)
        until = make.TODAY + timedelta(days=n)
        make.saved(Snooze(request_id=request.id, person_id=cast.leader.id, until=until))
    args = (cast.leader, make.TODAY)
    queue, later, both = (
        set(db.session.scalars(query))
        for query in (
            SparringRequest.in_queue_of(*args), SparringRequest.put_off_by(*args),
            SparringRequest.waiting_for(cast.leader),
        )
    )  # fmt: skip
    assert (len(queue), len(later)) == (2, 2)
    assert queue | later == both
