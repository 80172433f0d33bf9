"""How long one usually waits: in words, from enough answers, and for the leader alone."""

from datetime import UTC, datetime, timedelta

import pytest

from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.reviews.waiting_time import FEWEST, in_words, usual_wait, working_days
from tests import factories as make
from tests.cast import PEOPLE

DAY = timedelta(days=1)
TOLD = "Typisk ventetid"


def answered(cast, asked_days_ago, waited_days, **fields):
    at = make.NOON - asked_days_ago * DAY
    cycle = make.cycle(
        by=cast.author, house=fields.pop("house", cast.house), visibility=Visibility.LEADER, at=at
    )
    asked = make.sparring_request(cycle, by=cast.author, at=at, **fields)
    make.sparring(asked, by=fields.get("of") or cast.leader, at=at + waited_days * DAY)
    return asked


@pytest.mark.parametrize(
    ("asked", "given", "days"),
    [
        ((7, 8), (7, 20), 0),  # on one Monday
        ((7, 8), (8, 7), 1),
        ((11, 8), (14, 8), 1),  # over a weekend
        ((12, 8), (14, 8), 1),
        ((12, 8), (13, 8), 0),
        ((7, 8), (21, 8), 10),
        ((7, 23), (8, 8), 0),  # past midnight in Denmark when it was asked
    ],
)
def test_working_days_are_counted(asked, given, days):
    moments = [datetime(2030, 1, day, hour, 30, tzinfo=UTC) for day, hour in (asked, given)]
    assert working_days(*moments) == days


def test_public_holidays_are_none():
    """From the Wednesday before Easter to the Tuesday after it."""
    asked, given = (datetime(2030, 4, day, 8, tzinfo=UTC) for day in (17, 23))
    assert working_days(asked, given) == 1


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        ([2] * (FEWEST - 1), ""),
        ([2] * FEWEST, "2 hverdage"),
        ([0, 0, 0, 9, 9], "samme dag"),
        ([1, 1, 1, 0, 40], "1 hverdag"),
        ([1, 1, 1, 2, 2, 2], "2 hverdage"),
    ],
)
def test_the_median_in_words(waits, words):
    assert in_words(waits) == words


def test_it_is_the_houses_own_of_the_last_ninety_days(cast, noon):
    for _ in range(FEWEST):
        answered(cast, 95, 3)
    other = [answered(cast, 10, 1, house=cast.other_house) for _ in range(FEWEST)]
    assert len(other) == FEWEST
    for _ in range(FEWEST):
        answered(cast, 10, 1, of=cast.district_leader)
    assert usual_wait(cast.leader, cast.house.id, make.TODAY) == ""
    hers = [answered(cast, 4, 4) for _ in range(FEWEST)]
    assert usual_wait(cast.leader, cast.house.id, make.TODAY) == "2 hverdage"
    # What is private again is in no leader's figure.
    hers[0].cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert usual_wait(cast.leader, cast.house.id, make.TODAY) == ""


def test_the_leader_alone_is_told(cast, noon, sign_in):
    asked = [answered(cast, 4, 4) for _ in range(FEWEST)]
    page = sign_in(cast.leader).get(f"/overblik/{cast.house.id}").text
    assert f"{TOLD}: 2 hverdage" in page
    cycle = f"/forloeb/{asked[0].cycle_id}"
    for who in PEOPLE:
        paths = ["/", "/sparring", "/overblik", "/personer", "/forloeb", cycle, "/konto"]
        if who != "leader":
            paths.append(f"/overblik/{cast.house.id}")
        client = sign_in(getattr(cast, who))
        for path in paths:
            answer = client.get(path, follow_redirects=True)
            assert who == "leader" or TOLD not in answer.text, (who, path)
