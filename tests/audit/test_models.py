"""A line is written with the act itself, and says ids alone."""

import pytest
from sqlalchemy import select

from logbook.audit.models import Act, LogChain, LogLine, record
from logbook.cycles.stages import Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON


def lines(programme):
    found = db.session.execute(LogLine.in_order(programme.id)).all()
    return [(line.number, line.act) for line in found]


def test_a_line_is_kept_with_the_act(app):
    person = make.person(make.programme())
    before = lines(person.programme)
    person.notice = "Velkommen"
    record(Act.SIGNED_IN, by=person, at=NOON, programme_id=person.programme_id)
    assert lines(person.programme) == before
    db.session.commit()
    assert lines(person.programme) == [*before, (len(before) + 1, "signed-in")]


def test_an_act_that_is_undone_is_not_written(app):
    person = make.person(make.programme())
    before = lines(person.programme)
    record(Act.SIGNED_IN, by=person, at=NOON, programme_id=person.programme_id)
    db.session.rollback()
    db.session.commit()
    assert lines(person.programme) == before


def test_what_is_undone_within_an_act_is_not_written_with_it(app):
    person = make.person(make.programme())
    before = len(lines(person.programme))
    record(Act.SIGNED_IN, by=person, at=NOON, programme_id=person.programme_id)
    inner = db.session.begin_nested()
    record(Act.ERASED, by=person, at=NOON, programme_id=person.programme_id)
    inner.rollback()
    with db.session.begin_nested():
        record(Act.LEFT, by=person, at=NOON, programme_id=person.programme_id)
    assert len(lines(person.programme)) == before
    db.session.commit()
    assert [act for _, act in lines(person.programme)][before:] == ["signed-in", "left"]


def test_each_programme_has_a_chain_of_its_own(app):
    one, other = make.person(make.programme()), make.person(make.programme())
    for person in (one, other, one):
        record(Act.SIGNED_IN, by=person, at=NOON, programme_id=person.programme_id)
    db.session.commit()
    counted = {chain.programme_id: chain.number for chain in db.session.scalars(LogChain.all())}
    assert counted[one.programme_id] == counted[other.programme_id] + 1
    assert [number for number, _ in lines(other.programme)] == [1]


def test_a_line_says_what_it_is_about_in_ids(app):
    person = make.person(make.programme())
    cycle = make.cycle(by=person, house=make.house(person.programme))
    record(
        Act.AUDIENCE_CHANGED, by=person, at=NOON, programme_id=person.programme_id,
        about=cycle, unit_id=cycle.house_id, detail=Visibility.HOUSE, count=1,
    )  # fmt: skip
    db.session.commit()
    query = select(LogLine).where(LogLine.act == "audience-changed")
    line = db.session.scalars(query.order_by(LogLine.number.desc())).first()
    assert (line.about_kind, line.about_id, line.cycle_id) == ("cycle", cycle.id, cycle.id)
    assert (line.by_id, line.unit_id, line.detail) == (person.id, cycle.house_id, "house")


@pytest.mark.parametrize("given", [{"detail": "Otto"}, {"about": ("Otto", make.numbers)}])
def test_nobodys_words_come_into_it(app, given):
    programme = make.programme()
    with pytest.raises(ValueError, match=r"table|never"):
        record(Act.ERASED, by=None, at=NOON, programme_id=programme.id, **given)


def test_what_is_gone_is_named_by_its_table_and_id(app):
    programme = make.programme()
    record(Act.ERASED, by=None, at=NOON, programme_id=programme.id, about=("answer", programme.id))
    db.session.commit()
    (line,) = db.session.scalars(select(LogLine).where(LogLine.act == "erased"))
    assert (line.by_id, line.about_kind, line.about_id) == (None, "answer", programme.id)
