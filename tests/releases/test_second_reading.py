"""A second reader: asked before a passage leaves the house; an offer, not an approval."""

import pytest
from sqlalchemy import select

from logbook.audit.models import LogLine
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.releases.models import Release, SecondReading
from tests import factories as make

LEARNED = "Det var os voksne, der lavede køen."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def answer(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.coauthor,),
    )  # fmt: skip
    cycle.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    return make.saved(cycle).answer_to(Question.LEARNED)


def form(step, **more):
    return {"trin": step, "passage": LEARNED, "attribution": "anonymous", "session": ""} | more


def ask(client, answer, reader, **more):
    door = f"/svar/{answer.id}/frigiv"
    return client.post(door, data=form("spoerg", reader=str(reader.id), **more))


def reading():
    return db.session.scalars(select(SecondReading)).one()


def test_the_one_who_is_asked_sees_the_passage_as_kp_will_and_nothing_else(cast, sign_in, answer):
    assert ask(sign_in(cast.author), answer, cast.leader).status_code == 303
    reader = sign_in(cast.leader)
    home = reader.get(f"/overblik/{cast.house.id}").text
    assert "Mette beder dig læse et citat igennem" in home
    page = reader.get(f"/laes-igennem/{reading().id}").text
    assert LEARNED in page
    assert answer.cycle.title not in page
    assert reader.get(f"/forloeb/{answer.cycle_id}").status_code == 404
    assert db.session.scalars(select(Release)).all() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"svar": "klar", "traces": ["name"]}, "Hanne Friis kan ikke genkende nogen."),
        (
            {"svar": "genkendt", "traces": ["place", "family"]},
            "Hanne Friis tænker, at nogen kan genkendes: stedet, familien.",
        ),
        ({"svar": "genkendt"}, "Hanne Friis tænker, at nogen kan genkendes."),
    ],
)
def test_what_she_says_is_told_once_and_the_writer_decides(cast, sign_in, answer, data, said):
    writer = sign_in(cast.author)
    ask(writer, answer, cast.leader)
    assert sign_in(cast.leader).post(f"/laes-igennem/{reading().id}", data=data).status_code == 303
    assert "har læst dit citat igennem" in writer.get("/").text
    assert said in writer.get(f"/svar/{answer.id}/frigiv").text
    assert "har læst dit citat igennem" not in writer.get("/").text
    shared = writer.post(f"/svar/{answer.id}/frigiv", data=form("del"))
    assert shared.status_code == 303
    assert db.session.scalars(select(Release)).one().is_out


def test_what_she_says_is_heard_by_the_one_who_asked_alone(cast, sign_in, answer):
    ask(sign_in(cast.author), answer, cast.leader)
    sign_in(cast.leader).post(f"/laes-igennem/{reading().id}", data={"svar": "genkendt"})
    page = sign_in(cast.coauthor).get(f"/svar/{answer.id}/frigiv")
    assert page.status_code == 200
    assert cast.leader.name not in page.text
    assert "har læst" not in sign_in(cast.coauthor).get("/").text
    # Nor does her looking at the page count as hearing it.
    assert "har læst dit citat igennem" in sign_in(cast.author).get("/").text


def test_the_reader_is_asked_about_another_and_not_told_to_share(cast, sign_in, answer):
    ask(sign_in(cast.author), answer, cast.leader)
    page = sign_in(cast.leader).get(f"/laes-igennem/{reading().id}").text
    assert "Kan en kollega eller en forælder gætte" in page
    assert "før du deler" not in page


def test_it_is_answered_once_and_only_with_one_of_the_two(cast, sign_in, answer):
    ask(sign_in(cast.author), answer, cast.leader)
    reader, door = sign_in(cast.leader), f"/laes-igennem/{reading().id}"
    refused = reader.post(door, data={"traces": ["name"]})
    assert refused.status_code == 422
    assert "Tryk på det af de to svar, der passer." in refused.text
    assert reader.post(door, data={"svar": "klar"}).status_code == 303
    assert reader.post(door, data={"svar": "genkendt"}).status_code == 409
    assert reading().is_clear


def test_it_can_be_taken_back_until_it_is_answered(cast, sign_in, answer):
    writer = sign_in(cast.author)
    ask(writer, answer, cast.leader)
    door = f"/laes-igennem/{reading().id}"
    assert writer.post(f"{door}/traek-tilbage").status_code == 303
    assert sign_in(cast.leader).get(door).status_code == 404
    ask(writer, answer, cast.leader)
    again = db.session.scalars(select(SecondReading).where(SecondReading.taken_back_at.is_(None)))
    door = f"/laes-igennem/{again.one().id}"
    sign_in(cast.leader).post(door, data={"svar": "klar"})
    assert writer.post(f"{door}/traek-tilbage").status_code == 409


def test_the_same_question_is_asked_once(cast, sign_in, answer):
    writer = sign_in(cast.author)
    for _ in range(2):
        ask(writer, answer, cast.leader)
    assert reading().waits


def test_nobody_outside_can_be_asked(cast, sign_in, answer):
    writer = sign_in(cast.author)
    for who in (cast.stranger, cast.colleague, cast.instructor, cast.other_leader, cast.author):
        page = ask(writer, answer, who)
        assert "Vælg, hvem der skal læse citatet igennem." in page.text, who.name
    assert db.session.scalars(select(SecondReading)).all() == []


def test_a_colleague_is_asked_where_the_house_sees_the_round(cast, sign_in, answer):
    answer.cycle.show_to(Visibility.HOUSE)
    db.session.commit()
    assert ask(sign_in(cast.author), answer, cast.colleague).status_code == 303
    assert "beder dig læse et citat igennem" in sign_in(cast.colleague).get("/").text


def test_what_was_said_of_an_earlier_text_is_not_said_of_the_new_one(cast, sign_in, answer):
    writer = sign_in(cast.author)
    ask(writer, answer, cast.leader)
    sign_in(cast.leader).post(f"/laes-igennem/{reading().id}", data={"svar": "klar"})
    now = make.NOON.replace(hour=20)
    answer.cycle.answer(Question.LEARNED, "Noget helt andet.", by=cast.author, at=now)
    db.session.commit()
    assert "kan ikke genkende nogen" not in writer.get(f"/svar/{answer.id}/frigiv").text


def test_the_log_knows_that_it_was_asked_and_answered_and_no_word_of_it(cast, sign_in, answer):
    ask(sign_in(cast.author), answer, cast.leader)
    sign_in(cast.leader).post(f"/laes-igennem/{reading().id}", data={"svar": "klar"})
    acts = [line.act for line in db.session.scalars(select(LogLine).order_by(LogLine.number))]
    assert [act for act in acts if act.startswith("second")] == [
        "second-reading-asked", "second-reading-given",
    ]  # fmt: skip
