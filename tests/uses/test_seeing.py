"""Who sees where a passage went: its writers, and those who may see its round; nobody else."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.boards.models import Board, BoardPassage
from logbook.cycles.models import Cycle
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.exports.models import Extract, Format
from logbook.exports.models.extract import FROM_BOARD
from logbook.releases.models import Release
from logbook.uses.models import Use, in_house, of_answers, of_cycle, used
from tests import factories as make
from tests.cast import PEOPLE
from tests.uses.told import a_round, at_meeting, in_plan, in_teaching, outcome

pytestmark = pytest.mark.usefixtures("noon")

KINDS = ("session", "meeting", "meeting of a passage", "plan", "plan of a passage")
PLANS = ("another house's", "its own house's", "a draft")


def use_it(cast, cycle, kind, whose):
    """One use of what was learned, and the passage that it is of, if any."""
    answer = cycle.answer_to(Question.LEARNED)
    if kind == "session":
        return in_teaching(cast, cycle)
    release = make.release(cycle, by=cast.author) if "passage" in kind else None
    if kind.startswith("meeting"):
        at_meeting(cast, answer, release)
    else:
        house = cast.house if whose == "its own house's" else cast.other_house
        stage = Stage.WONDERING if whose == "a draft" else Stage.PLAN
        plan = make.cycle(by=cast.stranger, house=house, title="Frokosten", stage=stage)
        in_plan(answer, plan, cast.stranger, release)
    return release


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    plan=st.sampled_from(PLANS),
    visibility=st.sampled_from(Visibility),
    is_withdrawn=st.booleans(),
    has_left=st.booleans(),
)
def test_its_writers_and_those_who_may_see_its_round(
    cast, kind, plan, visibility, is_withdrawn, has_left
):
    cycle = a_round(cast, visibility, coauthors=(cast.coauthor,))
    release = use_it(cast, cycle, kind, plan)
    writers = {cast.author.id}
    if release and is_withdrawn:
        release.withdraw(by=cast.author, at=make.NOON)
    if has_left:
        cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    hidden = release is not None and is_withdrawn
    for who in PEOPLE:
        person = getattr(cast, who)
        may_see = db.session.scalar(Cycle.visible_to(person).where(Cycle.id == cycle.id))
        expected = person.id in writers or (may_see is not None and not hidden)
        # The plan is private: nobody but its writer learns what it is called, where, or when.
        is_in_plan = kind.startswith("plan")
        knows_plan = is_in_plan and person.id == cast.stranger.id
        is_told = not is_in_plan or knows_plan or plan == "another house's"
        expected = expected and is_told
        for query in (
            of_answers(person, [cycle.answer_to(Question.LEARNED).id]),
            of_cycle(person, cycle.id),
            in_house(person, cast.house.id).where(Use.cycle_id == cycle.id),
        ):
            lines = used(db.session.execute(query))
            assert bool(lines) is expected, who
            assert not lines or bool(lines[0].plan_title) is knows_plan, who
            assert not lines or bool(lines[0].plan_id) is knows_plan, who
            assert not lines or bool(lines[0].used_on) is (knows_plan or not is_in_plan), who
            assert not lines or bool(lines[0].title) is (may_see is not None), who


def test_the_words_of_an_answer_are_not_for_who_has_left(cast):
    cycle = a_round(cast, Visibility.PRIVATE, coauthors=(cast.coauthor,))
    cycle.answer(Question.LEARNED, "Først.", by=cast.coauthor, at=make.NOON)
    cycle.answer(Question.LEARNED, "Siden skrev vi andet.", by=cast.author, at=make.NOON)
    answer = cycle.answer_to(Question.LEARNED)
    at_meeting(cast, answer)
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    (line,) = used(db.session.execute(of_answers(cast.coauthor, [answer.id])))
    assert (line.says, line.words) == ("Brugt på personalemøde", "")


@pytest.mark.parametrize(
    ("visibility", "says"),
    [
        (Visibility.PROJECT, "Brugt i en plan i Regnbuen: Frokosten"),
        (Visibility.HOUSE, "Brugt i en plan i et andet hus"),
    ],
)
def test_the_other_house_is_named_only_where_its_plan_is_open(cast, sign_in, visibility, says):
    cycle = a_round(cast, Visibility.PROJECT)
    plan = make.cycle(
        by=cast.stranger, house=cast.other_house, title="Frokosten", visibility=visibility
    )
    release = make.release(cycle, by=cast.author)
    in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger, release)
    client = sign_in(cast.author)
    for path in (f"/forloeb/{cycle.id}", f"/frigivet/{release.id}", "/frigivet"):
        assert says in client.get(path).text
        page = client.get(path).text
        assert ("Regnbuen" in page) is (visibility is Visibility.PROJECT)
        assert (f"{says}</a> · 7. januar" in page) is (visibility is Visibility.PROJECT)
        assert (f"{says} · " in page) is False


def test_a_plan_is_told_of_when_it_has_begun(cast, sign_in):
    cycle = a_round(cast, Visibility.PROJECT)
    plan = make.cycle(by=cast.stranger, house=cast.other_house, stage=Stage.WONDERING)
    release = make.release(cycle, by=cast.author)
    use = in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger, release)
    pages = [f"/forloeb/{cycle.id}", f"/frigivet/{release.id}", f"/hus/{cast.house.id}/brugt"]
    author, says, taken_back = sign_in(cast.author), "Brugt i en plan", f"/brugt/{use.id}/fjern"
    assert [path for path in pages if says in author.get(path).text] == []
    assert author.post(taken_back).status_code == 404
    assert says in sign_in(cast.stranger).get(pages[0]).text
    begun = db.session.get_one(Cycle, plan.id)
    begun.answer(Question.ACTION, "Vi dækker bord i to hold.", by=cast.stranger, at=make.NOON)
    begun.answer(Question.WHY, "Det larmer.", by=cast.stranger, at=make.NOON)
    begun.begin(Visibility.PRIVATE, by=cast.stranger, at=make.NOON)
    db.session.commit()
    assert [path for path in pages if says in author.get(path).text] == pages
    assert author.post(taken_back).status_code == 403


def test_of_a_closed_plan_in_the_same_house_only_those_who_may_open_it_are_told(cast, sign_in):
    cycle = a_round(cast, Visibility.PROJECT)
    plan = make.cycle(
        by=cast.colleague, house=cast.house, title="Frokosten", visibility=Visibility.LEADER
    )
    in_plan(cycle.answer_to(Question.LEARNED), plan, cast.colleague)
    there = f"/forloeb/{cycle.id}"
    assert "Brugt i en plan" not in sign_in(cast.author).get(there).text
    for who in (cast.colleague, cast.leader):
        assert "Brugt i en plan i Kastanjen: Frokosten" in sign_in(who).get(there).text


def test_one_whose_day_is_nobodys_to_know_stands_last(cast):
    cycle = a_round(cast, Visibility.PROJECT)
    at_meeting(cast, cycle.answer_to(Question.LEARNED))
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger)
    for who, days in ((cast.author, [4, None]), (cast.stranger, [7, 4])):
        lines = used(db.session.execute(of_cycle(who, cycle.id)))
        assert [line.used_on and line.used_on.day for line in lines] == days


@pytest.mark.parametrize("how", ["withdrawn", "closed again"])
def test_a_plan_loses_the_words_it_is_built_on(cast, sign_in, how):
    cycle = a_round(cast, Visibility.PROJECT)
    release = make.release(cycle, by=cast.author)
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger, release)
    client, there = sign_in(cast.stranger), f"/forloeb/{plan.id}"
    page = client.get(there).text
    assert "Bygger på et citat fra et andet hus" in page
    assert release.text in page
    if how == "withdrawn":
        db.session.get_one(Release, release.id).withdraw(by=cast.author, at=make.NOON)
    else:
        db.session.get_one(Cycle, cycle.id).show_to(Visibility.HOUSE)
    db.session.commit()
    page = client.get(there).text
    assert "Bygger på et citat fra et andet hus, som ikke er delt længere" in page
    assert release.text not in page


def test_an_author_reads_it_all_at_her_passage(cast, sign_in):
    cycle = a_round(cast)
    release = in_teaching(cast, cycle)
    at_meeting(cast, cycle.answer_to(Question.LEARNED), release)
    told = outcome(cast).text
    client = sign_in(cast.author)
    for path in (f"/frigivet/{release.id}", f"/forloeb/{cycle.id}"):
        page = client.get(path).text
        assert "Brugt til Undervisningsgang 1 · 24. december 2029" in page
        assert "Brugt på personalemøde · 4. januar" in page
        assert told in page
    assert "Brugt på personalemøde · 4. januar" in client.get("/frigivet").text


def test_boards_and_extracts_are_told_at_the_passage_to_those_whose_words_it_is(cast, sign_in):
    cycle = a_round(cast, coauthors=(cast.coauthor,))
    release = make.release(cycle, by=cast.author)
    key, by, at = release.id, cast.instructor, make.NOON
    board = make.saved(Board.make(cast.programme, "Forældre som partnere", None, by=by, at=at))
    make.saved(BoardPassage.put(release, board.groups[0], 1, by=by, at=at))
    taken = Extract.take(cast.programme, Format.PDF, f"{FROM_BOARD}{board.title}", by=by, at=at)
    taken.releases = [release]
    make.saved(taken)
    client = sign_in(cast.author)
    # What is told on a passage's own page is told elsewhere to the same people.
    assert board.title not in sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}").text
    for path in (f"/frigivet/{key}", "/frigivet", f"/forloeb/{cycle.id}"):
        page = client.get(path).text
        assert "Hentet af KP fra tavlen ”Forældre som partnere” den 7. januar" in page
        assert "På tavlen ”Forældre som partnere”" in client.get(path).text
    db.session.get_one(Release, key).withdraw(by=cast.author, at=make.NOON)
    db.session.commit()
    assert "På tavlen" not in client.get(f"/frigivet/{key}").text


def test_what_was_taken_in_several_forms_on_one_day_is_told_once(cast, sign_in):
    cycle = a_round(cast)
    release = make.release(cycle, by=cast.author)
    days = [make.NOON - timedelta(days=3), make.NOON, make.NOON + timedelta(hours=2)]
    taken = [(at, Format.PDF, "Modul 4") for at in days]
    taken += [(make.NOON, Format.CSV, "Modul 4"), (make.NOON, Format.CSV, "Modul 4, Spor A")]
    for at, format, words in taken:
        extract = Extract.take(cast.programme, format, words, by=cast.instructor, at=at)
        extract.releases = [release]
        make.saved(extract)
    client = sign_in(cast.author)
    for path in (f"/frigivet/{release.id}", "/frigivet", f"/forloeb/{cycle.id}"):
        page = client.get(path).text
        assert page.count("Hentet af KP til") == 3, path
        for said in ("Modul 4 den 4. januar", "Modul 4 den 7. januar", "Modul 4, Spor A den 7."):
            assert page.count(f"Hentet af KP til {said}") == 1, path


def test_a_round_that_is_deleted_takes_its_uses_along(cast, sign_in):
    cycle, other = a_round(cast, Visibility.PROJECT), a_round(cast, Visibility.PROJECT)
    at_meeting(cast, cycle.answer_to(Question.LEARNED))
    plan = make.cycle(by=cast.stranger, house=cast.other_house)
    in_plan(cycle.answer_to(Question.LEARNED), plan, cast.stranger)
    in_plan(other.answer_to(Question.LEARNED), plan, cast.stranger)
    assert sign_in(cast.author).post(f"/forloeb/{cycle.id}/slet").status_code == 303
    assert sign_in(cast.stranger).post(f"/forloeb/{plan.id}/slet").status_code == 303
    assert db.session.scalars(db.select(Use)).all() == []
