"""Two texts that met and wait: home and the cycle page tell who may choose between them."""

import pytest
from sqlalchemy.dialects import sqlite

from logbook.cycles.models import Version
from logbook.cycles.next_steps import first_met
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.cycles.views.show import seconds_in
from logbook.db import db
from logbook.people.models import prepared
from tests import factories as make


def met(answer, by):
    """A text of hers that came second, and the address of the page that shows both."""
    second = Version.that_came_second("Et andet ord.", answer, by=by, at=make.NOON)
    return f"/udgave/{make.saved(second).id}"


@pytest.fixture
def waiting(cast, cycle):
    return met(cycle.answer_to(Question.LEARNED), cast.coauthor)


def test_home_tells_all_who_write_there_first_of_all(cast, sign_in, waiting):
    for who in (cast.author, cast.coauthor):
        page = sign_in(who).get("/").text
        assert f'<a href="{waiting}">Ændret to steder: Det lærte vi</a>' in page
        steps = page[page.index("Dine næste skridt") :]
        assert steps.index("Ændret to steder") < steps.index("Byg videre")


def test_home_tells_nobody_else(cast, sign_in, cycle, waiting):
    cycle.let_write(cast.colleague, added_by=cast.author, at=make.NOON)
    cycle.stop_writing(cast.colleague, at=make.NOON)
    db.session.commit()
    for who in (cast.colleague, cast.leader, cast.other_leader, cast.stranger):
        assert "Ændret to steder" not in sign_in(who).get("/", follow_redirects=True).text
        assert "Ændret to steder" not in sign_in(who).get("/sparring").text


def test_what_is_settled_is_told_no_more(cast, sign_in, cycle, waiting):
    author = sign_in(cast.author)
    author.post(waiting, data={"keep": "foerste", "revision": "1"})
    assert "Ændret to steder" not in author.get("/").text
    assert "Ændret to steder" not in author.get(f"/forloeb/{cycle.id}").text


def test_what_was_only_replaced_is_not_told(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, "Et nyt ord.", by=cast.author, at=make.NOON)
    db.session.commit()
    assert "Ændret to steder" not in sign_in(cast.author).get("/").text


@pytest.mark.parametrize(
    ("of", "question"),
    [
        ("cycle", Question.WONDERING), ("cycle", Question.ACTION), ("cycle", Question.WHY),
        ("cycle", Question.TAKEAWAY), ("trial", Question.WHAT), ("trial", Question.DIFFERENT),
    ],
)  # fmt: skip
def test_the_cycle_page_marks_the_answer_for_who_writes(cast, sign_in, cycle, of, question):
    about = cycle.trials[0] if of == "trial" else None
    cycle.answer(question, "Et ord.", by=cast.author, at=make.NOON, about=about)
    answer = (about or cycle).answer_to(question)
    there = met(answer, cast.coauthor)
    address = f"/forloeb/{cycle.id}"
    for who in (cast.author, cast.coauthor):
        page = sign_in(who).get(address).text
        assert page.count("Ændret to steder") == 1
        assert f'href="{there}"' in page
    for who in (cast.leader, cast.colleague):
        assert "Ændret to steder" not in sign_in(who).get(address).text


@pytest.mark.parametrize("question", [Question.SAW, Question.CHILDREN, Question.PARTICIPATION])
def test_of_an_observation_its_observer_alone_is_told(cast, sign_in, cycle, question):
    seen = cycle.observe("Roligt.", on=make.TODAY, by=cast.colleague, at=make.NOON)
    cycle.answer(question, "Et ord.", by=cast.colleague, at=make.NOON, about=seen)
    there = met(seen.answer_to(question), cast.colleague)
    address = f"/forloeb/{cycle.id}"
    hers = sign_in(cast.colleague)
    home = hers.get("/").text
    assert f'<a href="{there}">Ændret to steder: {question.words.short}</a>' in home
    assert cycle.title in home, "which she may see: the house does"
    assert hers.get(address).text.count("Ændret to steder") == 1
    for who in (cast.author, cast.coauthor):
        assert "Ændret to steder" not in sign_in(who).get("/").text
        assert "Ændret to steder" not in sign_in(who).get(address).text
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    home = hers.get("/").text
    assert there in home
    assert cycle.title not in home, "her own words are hers; the round is theirs again"


@pytest.mark.parametrize("of", ["cycle", "trial", "observation"])
def test_a_second_text_in_an_emptied_field_is_marked_too(cast, sign_in, cycle, of):
    questions = {
        "cycle": Question.WHO, "trial": Question.DIFFERENT, "observation": Question.CHILDREN
    }  # fmt: skip
    about = {"cycle": None, "trial": cycle.trials[0], "observation": cycle.observations[0]}[of]
    for words in ("Et ord.", ""):
        cycle.answer(questions[of], words, by=cast.author, at=make.NOON, about=about)
    there = met((about or cycle).answer_to(questions[of]), cast.author)
    assert f'href="{there}"' in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text


def test_the_oldest_is_shown_first_and_then_the_next(cast, sign_in, cycle, waiting):
    later = Version.that_came_second(
        "Et tredje.", cycle.answer_to(Question.LEARNED), by=cast.author, at=make.NOON.replace(day=8)
    )
    make.saved(later)
    author = sign_in(cast.author)
    page = author.get(f"/forloeb/{cycle.id}").text
    assert (page.count("Ændret to steder"), page.count(waiting)) == (1, 1)
    author.post(waiting, data={"keep": "foerste", "revision": "1"})
    assert f"/udgave/{later.id}" in author.get(f"/forloeb/{cycle.id}").text


@pytest.mark.parametrize("query", [first_met, seconds_in])
def test_what_waits_is_found_by_its_index(cast, cycle, query, database_kind):
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL reads a table of three rows whole, as it should")
    values = {"cycle_id": cycle.id} if query is seconds_in else {}
    statement, values = prepared(query, cast.author, **values)
    sql = statement.params(values).compile(
        dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}
    )
    asked = f"EXPLAIN QUERY PLAN {sql}", tuple("" for _ in sql.positiontup or ())
    plan = [row[-1] for row in db.session.connection().exec_driver_sql(*asked)]
    found = [n for n, row in enumerate(plan) if "ix_version_waiting" in row]
    assert found, plan
    # Asked in any other way, SQLite begins with all cycles once it knows how many there are.
    read_whole = {row.split()[1] for row in plan if row.startswith("SCAN")}
    assert query is seconds_in or not read_whole & {"cycle", "answer", "version"}, plan
    assert query is seconds_in or any(row.startswith("SCAN version_1") for row in plan), plan


def test_a_reflection_that_is_read_or_answered_is_no_second_step(cast, sign_in, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER
    )
    author, own = sign_in(cast.author), "Byg videre, eller afslut runden"
    assert own in author.get("/").text
    request = make.sparring_request(cycle, by=cast.author)
    assert own not in author.get("/").text
    make.sparring(request, by=cast.leader)
    page = author.get("/").text
    assert "har givet dig sparring" in page
    assert own not in page
    author.get(f"/forloeb/{cycle.id}")
    assert own in author.get("/").text
