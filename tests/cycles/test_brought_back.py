"""A sign that was taken away and brought back has the same past."""

from logbook.cycles.models import Wording
from logbook.cycles.next_round import build_on
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make


def test_a_sign_brought_back_goes_on_from_the_round_before(cast):
    one = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    two = make.saved(build_on(one, by=cast.author, at=make.NOON))
    two.plan_signs([""], by=cast.author, at=make.NOON)
    db.session.commit()
    gone = db.session.scalars(db.select(Wording).where(Wording.cycle_id == two.id)).one()
    two.bring_back(gone, by=cast.author, at=make.NOON)
    db.session.commit()
    assert two.signs[0].continues_id == one.signs[0].id


def test_it_begins_anew_when_the_sign_before_it_is_gone_too(cast):
    one = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    for seen in list(one.observations):
        db.session.delete(seen)
    two = make.saved(build_on(one, by=cast.author, at=make.NOON))
    for each in (two, one):
        db.session.expire_all()
        each.plan_signs([""], by=cast.author, at=make.NOON)
        db.session.commit()
    gone = db.session.scalars(db.select(Wording).where(Wording.cycle_id == two.id)).one()
    two.bring_back(gone, by=cast.author, at=make.NOON)
    db.session.commit()
    assert two.signs[0].continues_id is None
