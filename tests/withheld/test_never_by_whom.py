"""Nobody finds out who said it from the day: it is told by the week, apart from who read when."""

import json
import re
from datetime import timedelta

import pytest

from logbook import clock
from logbook.audit.models import Act, record
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from tests import factories as make
from tests.mine.test_few import parts
from tests.pages import parser

ADDRESS = "/konto/hvem-har-set"
TOLD = "Nogen sagde til, at en person kan genkendes, og teksten blev skjult"


@pytest.fixture
def at(monkeypatch):
    def day(number, hour=0):
        moment = make.NOON + timedelta(days=number, hours=hour)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    day(0)
    return day


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )


def cards(page):
    """The heading of each card, and its lines."""
    found = parser.parse(page).findall(".//section")
    pieces = [[" ".join(t.split()) for t in each.itertext() if t.strip()] for each in found]
    return {each[0]: each[1:] for each in pieces}


def test_the_day_is_not_told_and_not_its_place_among_who_read(cast, sign_in, cycle, at):
    """She reads on Tuesday, and says it; the leader reads on Wednesday."""
    at(1)
    sign_in(cast.colleague).get(f"/forloeb/{cycle.id}")
    sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}")
    at(2)
    sign_in(cast.leader).get(f"/forloeb/{cycle.id}")
    at(4)
    page = sign_in(cast.author).get(ADDRESS).text
    told = cards(page)
    assert list(told) == ["Onsdag 9. januar", "Tirsdag 8. januar", "I uge 2"]
    assert TOLD in told["I uge 2"]
    assert TOLD not in told["Tirsdag 8. januar"]
    numbers = re.findall(r'id="dag-(\d+)"', page)
    assert numbers == [], "the number of a line says between which two it came"


def test_at_home_the_day_is_not_told_either(cast, sign_in, cycle, at):
    sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}")
    at(3)
    home = sign_in(cast.author).get("/").text
    assert "En læser tænker, at nogen kan genkendes" in home
    step = home.split("En læser tænker, at nogen kan genkendes")[1][:300]
    assert "dage siden" not in step


def test_it_is_told_once_whichever_page_is_asked_for(cast, sign_in, cycle, at):
    """Pages are cut by the lines of others: a report is on the page where its week ends."""
    for number in range(90):
        by, moment = (cast.leader, cast.colleague)[number % 2], at(number // 3)
        record(Act.READ, by=by, at=moment, programme_id=cast.programme.id, about=cycle)
        if number in {20, 47, 89}:
            record(
                Act.REPORTED, by=by, at=moment, programme_id=cast.programme.id, about=cycle,
                cycle_id=cycle.id,
            )  # fmt: skip
    db.session.commit()
    at(0)
    author, there, weeks = sign_in(cast.author), ADDRESS, []
    while there:
        page = author.get(there).text
        weeks += [head for head, lines in cards(page).items() if TOLD in lines]
        there = next(iter(re.findall(r'href="([^"]*efter=\d+)"', page)), "")
    assert weeks == ["I uge 6", "I uge 4", "I uge 2"]
    # Whoever asks for pages that no link leads to learns the week, and nothing finer.
    last = max(int(each) for each in re.findall(r"efter=(\d+)", author.get(ADDRESS).text))
    seen = {
        tuple(head for head, lines in cards(author.get(f"{ADDRESS}?efter={n}").text).items()
              if TOLD in lines and head == "I uge 4")
        for n in range(last - 20, last + 20, 4)
    }  # fmt: skip
    assert seen <= {("I uge 4",), ()}


def test_her_own_data_do_not_tell_the_day(cast, sign_in, cycle, at):
    sign_in(cast.colleague).post(f"/genkendes/navn/{cycle.id}")
    at(9)
    told = json.dumps(parts(cast.author)["withheld"])
    assert str(cycle.id) in told
    assert "reported_at" not in told
    assert make.TODAY.isoformat() not in told
