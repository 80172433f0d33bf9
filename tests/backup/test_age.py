"""The coordinator sees how old the last good backup is, and is told when that is too old."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from logbook.backup import age
from logbook.backup.models import Backup
from logbook.db import db
from tests import factories as make

# A Tuesday; Denmark is an hour ahead.
MADE_AT = datetime(2030, 1, 8, 1, 30, tzinfo=UTC)
WARNS = "Der skal være en hvert døgn"


def backup(at=MADE_AT, **fields):
    return make.saved(Backup(made_at=at, **{"seconds": 2, "size": 900, "is_good": True} | fields))


@pytest.mark.parametrize(
    ("hours", "line", "warns"),
    [
        (0, "Seneste sikkerhedskopi: i nat kl. 2.30", False),
        (8, "Seneste sikkerhedskopi: i nat kl. 2.30", False),
        (22, "Seneste sikkerhedskopi: i går kl. 2.30", False),
        (26, "Seneste sikkerhedskopi: i går kl. 2.30", False),
        (26.001, "Den seneste sikkerhedskopi blev taget i går", True),
        (100, "Den seneste sikkerhedskopi blev taget for 4 dage siden", True),
        (24 * 30, "Den seneste sikkerhedskopi blev taget 8. januar", True),
    ],
)
def test_after_26_hours_it_warns(hours, line, warns):
    with time_machine.travel(MADE_AT + timedelta(hours=hours), tick=False):
        told = age.told(MADE_AT, is_example=False)
    assert told.line == line
    assert bool(told.next_step) == warns


@pytest.mark.parametrize(
    ("hours", "line"),
    [(6, "i dag kl. 8.30"), (16, "i går kl. 18.30"), (16.5, "i går kl. 19.00")],
)
def test_at_other_times_of_the_day_it_is_said_so(hours, line):
    made_at = MADE_AT + timedelta(hours=hours)
    now = made_at if line.startswith("i dag") else MADE_AT + timedelta(hours=24)
    with time_machine.travel(now, tick=False):
        assert age.told(made_at, is_example=False).line == f"Seneste sikkerhedskopi: {line}"


@pytest.mark.parametrize(("hours", "warns"), [(25.9, False), (26.1, True)])
def test_the_page_warns_after_26_hours(cast, sign_in, hours, warns):
    backup()
    with time_machine.travel(MADE_AT + timedelta(hours=hours), tick=False):
        page = sign_in(cast.coordinator).get("/personer").text
    assert (WARNS in page) == warns
    assert "sikkerhedskopi" in page


def test_the_page_warns_when_there_never_was_one(cast, sign_in):
    page = sign_in(cast.coordinator).get("/personer").text
    assert "Der er endnu ingen sikkerhedskopi" in page
    assert WARNS in page


def test_one_that_failed_does_not_count(cast, sign_in):
    backup()
    backup(at=MADE_AT + timedelta(hours=24), size=None, is_good=False)
    with time_machine.travel(MADE_AT + timedelta(hours=27), tick=False):
        assert WARNS in sign_in(cast.coordinator).get("/personer").text


def test_in_an_example_nothing_is_warned_of(cast, sign_in):
    cast.programme.is_example = True
    db.session.commit()
    page = sign_in(cast.coordinator).get("/personer").text
    assert WARNS not in page
    assert "ingen, for det her er eksempeldata" in page
    backup()
    with time_machine.travel(MADE_AT + timedelta(days=9), tick=False):
        page = sign_in(cast.coordinator).get("/personer").text
    assert WARNS not in page
    assert "Seneste sikkerhedskopi: tirsdag 8. januar kl. 2.30" in page


@pytest.mark.parametrize("who", ["leader", "other_leader"])
def test_only_the_coordinator_sees_it(cast, sign_in, who):
    assert "sikkerhedskopi" not in sign_in(getattr(cast, who)).get("/personer").text
