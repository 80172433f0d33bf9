"""What people do on the pages is written down at the same stroke, each act once, in ids alone."""

import re

import pytest
from sqlalchemy import String, select

from logbook.audit.models import Act, LogLine
from logbook.cycles.models import ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.exports.models import Format
from logbook.people.models import Role
from tests import factories as make
from tests.conversations.test_views import PARTS
from tests.people.words import PASSWORD, with_password


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.REFLECT
    )


def told_since(number):
    """The lines after so many: act, who, whom, and the word beside it."""
    found = db.session.scalars(select(LogLine).order_by(LogLine.number)).all()[number:]
    return [(line.act, line.by_id, line.person_id, line.detail) for line in found]


def number():
    return len(db.session.scalars(select(LogLine.id)).all())


def here(cycle, answer):
    line = db.session.scalars(select(LogLine).order_by(LogLine.number.desc()).limit(1)).one()
    assert (line.cycle_id, line.unit_id) == (cycle.id, cycle.house_id)
    assert answer.status_code == 303


def test_signing_in(cast, client, noon):
    with_password(cast.author)
    before = number()
    client.post("/log-ind", data={"user_name": cast.author.user_name, "password": "forkert"})
    assert told_since(before) == []
    client.post("/log-ind", data={"user_name": cast.author.user_name, "password": PASSWORD})
    assert told_since(before) == [("signed-in", cast.author.id, None, None)]


@pytest.mark.parametrize("wanted", ["leader", "house", "project"])
def test_who_may_see_it(cast, sign_in, cycle, wanted):
    author, before = sign_in(cast.author), number()
    path = f"/forloeb/{cycle.id}/synlighed"
    here(cycle, author.post(path, data={"visibility": wanted}))
    assert told_since(before) == [("audience-changed", cast.author.id, None, wanted)]
    author.post(path, data={"visibility": wanted})
    assert len(told_since(before)) == 1
    sign_in(cast.coauthor).post(path, data={"visibility": "private"})
    assert told_since(before)[1:] == [("audience-changed", cast.coauthor.id, None, "private")]


def test_begynd_and_a_step_back(cast, sign_in):
    draft = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    for question in (Question.ACTION, Question.WHY):
        draft.answer(question, "Vi prøver.", by=cast.author, at=make.NOON)
    db.session.commit()
    author, before = sign_in(cast.author), number()
    author.post(f"/forloeb/{draft.id}/begynd", data={"visibility": "house"})
    author.post(f"/forloeb/{draft.id}/flyt", data={"trin": "wondering"})
    assert [line[3] for line in told_since(before)] == ["house", "private"]


def test_who_writes_there(cast, sign_in, cycle):
    author, before = sign_in(cast.author), number()
    path, colleague = f"/forloeb/{cycle.id}/skriver-med", cast.colleague.id
    here(cycle, author.post(path, data={"person": str(colleague)}))
    here(cycle, author.post(f"{path}/{colleague}/fjern"))
    assert told_since(before) == [
        ("writer-added", cast.author.id, colleague, None),
        ("writer-removed", cast.author.id, colleague, None),
    ]


def test_asking_a_colleague(cast, sign_in, cycle):
    author, before = sign_in(cast.author), number()
    data = {"person": str(cast.colleague.id)}
    here(cycle, author.post(f"/forloeb/{cycle.id}/bed-en-kollega", data=data))
    assert told_since(before) == [("colleague-asked", cast.author.id, cast.colleague.id, None)]
    (request,) = db.session.scalars(ObservationRequest.in_cycle(cycle.id))
    here(cycle, sign_in(cast.colleague).post(f"/bedt/{request.id}/traek-tilbage"))
    assert told_since(before)[1:] == [
        ("colleague-not-asked", cast.colleague.id, cast.colleague.id, None)
    ]


def test_opening_it_on_a_screen(cast, sign_in, cycle):
    author, before = sign_in(cast.author), number()
    data = PARTS | {"screen": str(cast.colleague.id), "opens": "y"}
    here(cycle, author.post(f"/forloeb/{cycle.id}/samtale", data=data))
    assert told_since(before) == [("opened-on-screen", cast.author.id, cast.colleague.id, None)]


def test_sparring_that_is_asked_for_and_given(cast, sign_in, cycle):
    author, before = sign_in(cast.author), number()
    data = {"question": "Hvad ser du?", "whom": str(cast.district_leader.id), "about": ""}
    here(cycle, author.post(f"/forloeb/{cycle.id}/bed-om-sparring", data=data))
    assert told_since(before) == [
        ("audience-changed", cast.author.id, None, "leader"),
        ("sparring-asked", cast.author.id, cast.district_leader.id, None),
    ]
    line = db.session.scalars(select(LogLine).where(LogLine.act == "sparring-asked")).one()
    before = number()
    path = f"/sparring/{line.about_id}"
    giver = sign_in(cast.district_leader)
    assert giver.post(path, data={"noticed": "I ventede."}).status_code == 303
    assert told_since(before) == [("sparring-given", cast.district_leader.id, None, None)]


def test_sparring_that_is_not_asked_for_any_more(cast, sign_in, cycle):
    request = make.sparring_request(cycle, by=cast.author)
    author, before = sign_in(cast.author), number()
    here(cycle, author.post(f"/sparring/{request.id}/traek-tilbage"))
    assert told_since(before) == [("sparring-not-asked", cast.author.id, None, None)]


def test_giving_a_passage_and_taking_it_back(cast, sign_in, cycle):
    author, before = sign_in(cast.author), number()
    release = make.release(cycle, by=cast.author)
    assert [line[0] for line in told_since(before)] == [
        "release-proposed", "release-agreed", "released",
    ]  # fmt: skip
    before = number()
    for _ in range(2):
        author.post(f"/frigivet/{release.id}/traek-tilbage")
    assert told_since(before) == [("release-withdrawn", cast.author.id, None, None)]


def test_codes_and_roles(cast, sign_in):
    coordinator, colleague = sign_in(cast.coordinator), cast.colleague
    path, before = f"/personer/{colleague.id}", number()
    by = cast.coordinator.id
    house = str(cast.house.id)
    coordinator.post(f"{path}/roller", data={"role": "leader", "place": house})
    (led,) = [each for each in colleague.memberships if each.role is Role.LEADER]
    coordinator.post(f"{path}/roller/{led.id}/fjern")
    for verb in ("ny-kode", "traek-tilbage", "fjern-adgang", "giv-adgang"):
        coordinator.post(f"{path}/{verb}")
    assert told_since(before) == [
        ("role-given", by, colleague.id, "leader"),
        ("role-taken", by, colleague.id, "leader"),
        ("code-renewed", by, colleague.id, None),
        ("code-withdrawn", by, colleague.id, None),
        ("person-removed", by, colleague.id, None),
        ("person-back", by, colleague.id, None),
        ("invited", by, colleague.id, None),
    ]


def test_a_role_that_could_not_be_taken_is_not_written(cast, sign_in):
    """The last coordinator stays, so nothing was done."""
    other = make.member(cast.programme, Role.COORDINATOR, "Ea To")
    coordinator = sign_in(other)
    (hers,) = cast.coordinator.memberships
    cast.coordinator.removed_at = make.NOON
    db.session.commit()
    before = number()
    (own,) = other.memberships
    coordinator.post(f"/personer/{other.id}/roller/{own.id}/fjern")
    assert told_since(before) == []
    assert hers.role is Role.COORDINATOR


WORDS = {act.value for act in Act} | {
    each.value for kind in (Visibility, Role, Format) for each in kind
}


def test_no_text_is_in_it(visitors):
    """In a world with a word in every text, what is letters in the log are words of ours."""
    columns = [c for c in LogLine.__table__.c if isinstance(c.type, String)]
    names = {column.name for column in columns}
    assert names == {"act", "about_kind", "detail", "key_id", "mac"}
    with visitors.app.app_context():
        rows = db.session.execute(select(*columns)).all()
        db.session.rollback()
    assert len(rows) > 5
    for row in rows:
        assert row.act in WORDS
        assert row.about_kind is None or row.about_kind in db.metadata.tables
        assert row.detail is None or row.detail in WORDS
        assert re.fullmatch(r"[0-9a-f]{16} [0-9a-f]{64}", f"{row.key_id} {row.mac}")
