"""Deleting for good: everything goes, only with everyone's yes, and the id is gone."""

import json
from datetime import timedelta

from logbook.audit.models import LogLine
from logbook.cycles.models import Answer, Cycle, Observation, Version
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import SparringState, Stage, Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.models import Erasure
from logbook.people.models import Person
from logbook.releases.models import Release
from logbook.reviews.models import Sparring, SparringRequest
from tests import factories as make
from tests.factories import NOON


def erase(sign_in, person, cycle):
    return sign_in(person).post(f"/slet/runde/{cycle.id}")


def is_there(cycle_id):
    return db.session.scalar(db.select(Cycle.id).where(Cycle.id == cycle_id)) is not None


def test_what_one_person_wrote_goes_with_all_that_hangs_on_it(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )
    cycle.observations[0].score(cycle.signs[0], 2)
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    sign_in(cast.colleague).get(f"/forloeb/{cycle.id}")
    page = sign_in(cast.author).get(f"/slet/runde/{cycle.id}").text
    assert "kan ikke hentes tilbage" in page
    assert page.index("Alt, hvad der står i runden") < page.index("Slet for altid</button>")
    assert erase(sign_in, cast.author, cycle).location == "/forloeb"
    for kind in (Cycle, Answer, SparringRequest, Version):
        assert db.session.scalars(db.select(kind)).all() == []


def test_an_erased_id_answers_410_to_its_programme_and_404_to_others(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    seen = cycle.observe("Privat tanke.", on=make.TODAY, by=cast.author, at=NOON)
    db.session.commit()
    addresses = f"/forloeb/{cycle.id}", f"/note/{seen.id}"
    erase(sign_in, cast.author, cycle)
    for address in addresses:
        gone = sign_in(cast.author).get(address)
        assert gone.status_code == 410
        assert "Det er slettet for altid" in gone.text
        assert sign_in(cast.stranger).get(address).status_code == 410
        assert sign_in(cast.foreign_leader).get(address).status_code == 404
    data = {"Accept": "application/json"}
    assert sign_in(cast.author).get(addresses[0], headers=data).status_code == 410


def test_the_list_is_on_the_disk_before_and_after_and_holds_ids_alone(cast, sign_in, app):
    cycle = make.cycle(by=cast.author, house=cast.house, title="Ro i garderoben")
    listed.place().unlink(missing_ok=True)
    cycle_id = cycle.id
    erase(sign_in, cast.author, cycle)
    with app.app_context():
        lines = [json.loads(line) for line in listed.place().read_text().splitlines()]
        assert [line["state"] for line in lines] == ["begun", "done"]
        assert {line["id"] for line in lines} == {str(cycle_id)}
        assert "Ro i" not in listed.place().read_text()
        assert listed.place().stat().st_mode & 0o777 == 0o600


def test_nothing_is_erased_when_the_list_cannot_be_written(cast, sign_in, app):
    cycle = make.cycle(by=cast.author, house=cast.house)
    cycle_id = cycle.id
    place = app.config["ERASURES"]
    app.config["ERASURES"] = place.parent / "no such folder" / "list"
    try:
        answer = erase(sign_in, cast.author, cycle)
        told = sign_in(cast.author).get(answer.location)
    finally:
        app.config["ERASURES"] = place
    assert answer.location == f"/slet/runde/{cycle_id}"
    assert told.status_code == 200
    assert is_there(cycle_id)


def test_it_is_written_in_the_log(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    programme_id, cycle_id, author_id = cast.programme.id, cycle.id, cast.author.id
    erase(sign_in, cast.author, cycle)
    lines = db.session.execute(LogLine.in_order(programme_id)).all()
    assert [(line.about_id, line.by_id) for line in lines if line.act == "erased"] == [
        (cycle_id, author_id)
    ]


def test_the_round_after_goes_on_from_the_one_before(cast, sign_in):
    first = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    second = make.saved(build_on(first, by=cast.author, at=NOON))
    second.stage, second.decision = Stage.REFLECT, first.decision
    for question in (Question.LEARNED, Question.NEXT_STEP):
        second.answer(question, "Vi lærte det samme igen.", by=cast.author, at=NOON)
    third = make.saved(build_on(second, by=cast.author, at=NOON))
    author_id, first_id, third_id = cast.author.id, first.id, third.id
    sign_id = first.signs[0].id
    erase(sign_in, cast.author, second)
    third = db.session.get(Cycle, third_id)
    assert (third.round, third.follows_id, third.first_id) == (2, first_id, first_id)
    assert third.signs[0].continues_id == sign_id
    author = db.session.get(Person, author_id)
    erase(sign_in, author, db.session.get(Cycle, first_id))
    third = db.session.get(Cycle, third_id)
    assert (third.round, third.follows_id, third.first_id) == (1, None, third_id)
    assert sign_in(db.session.get(Person, author_id)).get(f"/forloeb/{third_id}").status_code == 200


def test_what_kp_had_is_said_before_and_gone_after(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    passage = make.release(cycle, by=cast.author)
    shown = sign_in(cast.author).get(f"/frigivet/{passage.id}").text
    assert f'href="/slet/citat/{passage.id}"' in shown
    page = sign_in(cast.author).get(f"/slet/runde/{cycle.id}").text
    assert "delt med KP" in page
    erase(sign_in, cast.author, cycle)
    assert db.session.scalars(db.select(Release)).all() == []


def test_sparring_is_its_givers_to_erase(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE
    )
    request = make.sparring_request(cycle, by=cast.author)
    given = make.saved(
        request.give(noticed="Jeg ser ro.", curious="", can_help="", bring_up=None,
                     by=cast.leader, at=NOON)
    )  # fmt: skip
    there = f"/slet/sparring/{given.id}"
    for page in (f"/forloeb/{cycle.id}", f"/sparring/{request.id}/svar"):
        assert f'href="{there}"' in sign_in(cast.leader).get(page).text
        assert there not in sign_in(cast.author).get(page).text
    assert sign_in(cast.author).post(there).status_code == 403
    assert sign_in(cast.stranger).post(there).status_code == 404
    assert sign_in(cast.leader).post(there).location == f"/forloeb/{cycle.id}"
    assert db.session.scalars(db.select(Sparring)).all() == []
    assert sign_in(cast.author).get(f"/forloeb/{cycle.id}").status_code == 200
    assert db.session.get(Cycle, cycle.id).sparring is SparringState.NONE


def test_a_kind_word_and_its_number(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.HOUSE,
        at=NOON - timedelta(days=30),
    )  # fmt: skip
    word = make.kind_word(cycle, by=cast.leader)
    assert "Puffet fra jeres leder går med." in (
        sign_in(cast.author).get(f"/slet/runde/{cycle.id}").text
    )
    there = f"/slet/puf/{word.id}"
    assert f'href="{there}"' in sign_in(cast.leader).get(f"/forloeb/{cycle.id}/puf").text
    assert sign_in(cast.leader).post(there).status_code == 303
    assert sign_in(cast.author).get("/").status_code == 200


def test_a_note_is_taken_back_by_the_one_who_wrote_it(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    seen = make.saved(cycle.observe("Privat tanke.", on=make.TODAY, by=cast.author, at=NOON))
    seen.score(cycle.signs[0], 2)
    db.session.commit()
    address = f"/iagttagelse/{seen.id}/slet"
    before = [each.id for each in cycle.observations if each is not seen]
    assert sign_in(cast.coauthor).post(address).status_code == 403
    assert "Privat tanke." in sign_in(cast.author).get(address).text
    assert sign_in(cast.author).post(address).location == "/"
    assert db.session.scalars(db.select(Observation.id)).all() == before
    assert sign_in(cast.author).get(f"/forloeb/{cycle.id}").status_code == 200


def test_many_conversations_cost_no_more_on_the_page(cast, sign_in, count_queries):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    client = sign_in(cast.author)

    def read():
        client.get(f"/forloeb/{cycle.id}/slet")

    make.conversation(cycle, by=cast.author, note="Én.", is_over=True)
    read()
    one = count_queries(read)
    for number in range(10):
        make.conversation(cycle, by=cast.author, note=f"{number}.", is_over=True)
    assert count_queries(read) == one


def test_what_is_erased_is_swept(cast, sign_in):
    from logbook.erasing.sweeping import tidy

    cycle = make.cycle(by=cast.author, house=cast.house)
    erase(sign_in, cast.author, cycle)
    assert db.session.scalar(Erasure.unswept())
    assert tidy(at=NOON, hour=12)
    assert db.session.scalar(Erasure.unswept()) is None
