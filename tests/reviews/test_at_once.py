"""Two at the same moment: both texts stand, or the later one is kept for its writer."""

from datetime import timedelta

import pytest

from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.people.models import Role
from logbook.reviews.models import KindWord, Reply, Sparring
from tests import factories as make
from tests.drafts.sending import Device
from tests.durability.test_same_moment import before_the_first_write

HERS, HIS = "Jeg lægger mærke til roen.", "Jeg lægger mærke til køen."


@pytest.fixture
def other(cast):
    return make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)


@pytest.fixture
def asked(cast, other, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER,
        at=make.NOON - timedelta(days=30),
    )  # fmt: skip
    return make.sparring_request(cycle, by=cast.author, at=make.NOON - timedelta(days=30))


def both(app, first, second):
    """Send `second` when `first` has read all and written nothing yet; the answers of both."""
    told = {}
    with before_the_first_write(app, lambda: told.update(second=second())):
        told["first"] = first()
    return told["first"], told["second"]


def test_of_two_leaders_the_later_finds_her_text_in_the_thread(app, cast, other, asked, sign_in):
    hers, eves, path = sign_in(cast.leader), sign_in(other), f"/sparring/{asked.id}"
    late, quick = both(
        app,
        lambda: hers.post(path, data={"noticed": HERS, "can_help": "Tid."}),
        lambda: eves.post(path, data={"noticed": HIS}),
    )
    assert (late.status_code, quick.status_code) == (409, 303)
    assert "Eva nåede det før dig" in late.text
    assert HERS in late.text
    (given,) = db.session.query(Sparring)
    assert given.noticed == HIS
    assert f"{HERS}\r\n\r\nTid.</textarea>".replace("\r", "") in hers.get(f"{path}/svar").text
    assert HERS not in eves.get(f"{path}/svar").text


def test_sent_by_the_script_she_is_led_there(cast, other, asked, sign_in):
    device, path = Device.of(cast.leader, sign_in(cast.leader)), f"/sparring/{asked.id}"
    device.draft(path, noticed=HERS)
    make.sparring(asked, by=other, noticed=HIS)
    told = device.save(path, noticed=HERS, draft="")
    assert told.status_code == 409
    assert told.json["kept"] is True
    assert told.json["to"] == f"{path}/svar"
    assert f"{HERS}</textarea>" in sign_in(cast.leader).get(told.json["to"]).text


def test_two_replies_both_stand(app, cast, other, asked, sign_in):
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=29))
    author, leader, path = sign_in(cast.author), sign_in(cast.leader), f"/sparring/{asked.id}/svar"
    answers = both(
        app,
        lambda: author.post(path, data={"text": HERS}),
        lambda: leader.post(path, data={"text": HIS}),
    )
    assert [each.status_code for each in answers] == [303, 303]
    db.session.expire_all()
    assert {reply.text for reply in asked.replies} == {HERS, HIS}


def test_two_thanks_are_one(app, cast, asked, sign_in):
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=29))
    one, two = sign_in(cast.author), sign_in(cast.author)
    path = f"/sparring/{asked.id}/tak"
    answers = both(app, lambda: one.post(path), lambda: two.post(path))
    assert [each.status_code for each in answers] == [303, 303]
    db.session.expire_all()
    assert len(asked.replies) == 1


def test_read_and_taken_back_at_once_it_is_read(app, cast, asked, sign_in):
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=29))
    author, leader = sign_in(cast.author), sign_in(cast.leader)
    author.post(f"/sparring/{asked.id}/svar", data={"text": HERS})
    (reply,) = asked.replies
    taken, read = both_deleting(
        app,
        lambda: author.post(f"/sparring/svar/{reply.id}/tag-tilbage"),
        lambda: leader.get(f"/forloeb/{asked.cycle_id}"),
    )
    assert (taken.status_code, read.status_code) == (409, 200)
    db.session.expire_all()
    assert asked.replies[0].read_on == make.TODAY


def both_deleting(app, first, second):
    told, take_back = {}, Reply.take_back

    def be_quicker(reply_id):
        with app.app_context():
            told["second"] = second()
        return take_back(reply_id)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reply, "take_back", be_quicker)
        told["first"] = first()
    return told["first"], told["second"]


def test_of_two_kind_words_the_later_stays_in_its_field(app, cast, other, asked, sign_in):
    make.sparring(asked, by=cast.leader, at=make.NOON - timedelta(days=29))
    hers, eves, path = sign_in(cast.leader), sign_in(other), f"/forloeb/{asked.cycle_id}/puf"
    late, quick = both(
        app,
        lambda: hers.post(path, data={"text": HERS}),
        lambda: eves.post(path, data={"text": HIS}),
    )
    assert (late.status_code, quick.status_code) == (422, 303)
    assert f"{HERS}</textarea>" in late.text
    assert "som Eva skrev" in late.text
    assert [each.text for each in db.session.query(KindWord)] == [HIS]
