"""Saying yes, withdrawing, moving a passage, and seeing what became of it."""

import contextlib
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import event

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.exports.models import Extract, Format, extract_release
from logbook.releases.models import Attribution, Release
from tests import factories as make

MAIN = "<main"
SECOND = timedelta(seconds=1)


@pytest.fixture
def cycle(cast, noon):
    """The author started it; both wrote what they learned; the ppr consultant wrote no word."""
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.coauthor, cast.ppr_consultant), title="Køen i garderoben",
    )  # fmt: skip
    made.answer(Question.LEARNED, "Vi lavede køen selv.", by=cast.coauthor, at=make.NOON)
    db.session.commit()
    return made


@pytest.fixture
def release(cycle, cast):
    return make.release(cycle, by=cast.author, attribution=Attribution.NAME)


def door(release, last=""):
    return f"/frigivet/{release.id}{last}"


def test_one_who_is_asked_sees_the_card_and_both_buttons(cast, sign_in, release):
    page = sign_in(cast.coauthor).get(door(release))
    assert "Kan en kollega eller en forælder gætte" in page.text
    assert "Ali Kaya og Mette Holm" in page.text
    assert "Jeg har tjekket – del" in page.text
    assert "Nej tak" in page.text


def test_the_last_yes_releases_it(cast, sign_in, release):
    client = sign_in(cast.coauthor)
    page = client.post(door(release, "/ja"), follow_redirects=True)
    assert "Tak – citatet er delt med KP." in page.text
    assert db.session.get(Release, release.id).is_out
    assert "Jeg har tjekket – del" not in page.text
    assert "Træk tilbage" in page.text


def test_a_yes_that_is_not_the_last_is_thanked_for(cast, cycle, sign_in):
    cycle.answer(Question.LEARNED, "Vi lavede køen selv!", by=cast.colleague, at=make.NOON)
    db.session.commit()
    release = make.release(cycle, by=cast.author)
    page = sign_in(cast.coauthor).post(door(release, "/ja"), follow_redirects=True)
    assert "Tak for dit ja." in page.text
    assert not db.session.get(Release, release.id).is_out


def test_two_who_say_yes_at_once_do_not_miss_each_other(app, cast, cycle, sign_in):
    release = make.release(cycle, by=cast.ppr_consultant)
    clients = [sign_in(cast.author), sign_in(cast.coauthor)]
    both_have_read = Barrier(2)

    def meet(*_args):
        """Wait for the other to have read as well; she must not, before this one is done."""
        with contextlib.suppress(BrokenBarrierError):
            both_have_read.wait(timeout=0.5)

    def yes(client):
        with app.app_context():
            client.post(path)

    path = door(release, "/ja")
    event.listen(db.session, "before_flush", meet)
    try:
        threads = [Thread(target=yes, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        event.remove(db.session, "before_flush", meet)
    db.session.rollback()
    db.session.expire_all()
    assert db.session.get(Release, release.id).is_out


def test_no_thank_you_is_a_no_for_all(cast, sign_in, release):
    page = sign_in(cast.coauthor).post(door(release, "/traek-tilbage"), follow_redirects=True)
    assert "Citatet bliver ikke delt." in page.text
    assert db.session.get(Release, release.id).withdrawn_at
    late = sign_in(cast.author)
    assert late.post(door(release, "/ja")).status_code == 409


def test_any_of_them_withdraws_what_is_released(cast, cycle, sign_in, release):
    release.say_yes(by=cast.coauthor, at=make.NOON, today=make.TODAY)
    db.session.commit()
    page = sign_in(cast.coauthor).post(door(release, "/traek-tilbage"), follow_redirects=True)
    assert "Citatet er trukket tilbage." in page.text
    assert "Trukket tilbage" in page.text
    assert not db.session.get(Release, release.id).is_out


def test_who_proposed_without_a_word_of_her_own_may_look_and_take_back(cast, cycle, sign_in):
    release = make.release(cycle, by=cast.ppr_consultant)
    client = sign_in(cast.ppr_consultant)
    page = client.get(door(release))
    assert page.status_code == 200
    assert "Træk forslaget tilbage" in page.text
    for last in ("/ja", "/undervisningsgang"):
        assert client.post(door(release, last)).status_code == 403


@pytest.mark.parametrize("who", ["leader", "colleague", "instructor", "foreign_leader"])
def test_nobody_else_sees_it(cast, sign_in, release, who):
    client = sign_in(getattr(cast, who))
    assert client.get(door(release)).status_code == 404
    for last in ("/ja", "/traek-tilbage", "/undervisningsgang"):
        assert client.post(door(release, last)).status_code == 404


def test_a_removed_writer_sees_the_passage_and_nothing_of_the_cycle(cast, cycle, sign_in, release):
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    client = sign_in(cast.coauthor)
    for path in (door(release), "/frigivet"):
        page = client.get(path).text
        assert "Vi lavede køen selv." in page
        assert cycle.title not in page
        assert str(cycle.id) not in page
    assert client.post(door(release, "/ja")).status_code == 303


def test_a_passage_moves_to_another_time_of_teaching(cast, sign_in, release):
    other = make.module(cast.programme, "Overgange")
    client = sign_in(cast.author)
    page = client.post(
        door(release, "/undervisningsgang"), data={"session": str(other.sessions[2].id)},
        follow_redirects=True,
    )  # fmt: skip
    assert "Citatet er nu til Undervisningsgang 2." in page.text
    assert db.session.get(Release, release.id).module_id == other.id


@pytest.mark.parametrize("wanted", ["", "x", "first", "foreign"])
def test_it_moves_to_none_that_is_over_or_elsewhere(cast, sign_in, release, wanted):
    foreign = make.module(cast.elsewhere).sessions[2]
    ids = {"first": str(cast.module.sessions[0].id), "foreign": str(foreign.id)}
    before = release.session_id
    page = sign_in(cast.author).post(
        door(release, "/undervisningsgang"), data={"session": ids.get(wanted, wanted)},
        follow_redirects=True,
    )  # fmt: skip
    assert "Vælg en undervisningsgang, der ikke har været." in page.text
    assert db.session.get(Release, release.id).session_id == before


def test_an_answer_written_anew_offers_a_new_release(cast, cycle, sign_in, release):
    cycle.answer(Question.LEARNED, "Noget andet.", by=cast.author, at=make.NOON + SECOND)
    db.session.commit()
    page = sign_in(cast.author).get(door(release))
    assert "Teksten er rettet siden." in page.text
    assert "”Vi lavede køen selv.”" in page.text


def take(cast, *releases, selection="Modul 4, Spor A"):
    taken = Extract.take(cast.programme, Format.DOCX, selection, by=cast.instructor, at=make.NOON)
    db.session.add(taken)
    db.session.flush()
    db.session.execute(extract_release.insert(), taken.rows_of(r.id for r in releases))
    db.session.commit()
    return taken


def test_the_writers_see_where_it_went(cast, sign_in, release):
    take(cast, release)
    client = sign_in(cast.author)
    for path in ("/frigivet", door(release)):
        page = client.get(path).text.split(MAIN)[1]
        assert "Hentet af KP til Modul 4, Spor A den 7. januar" in page
        assert cast.instructor.name not in page


def test_a_very_long_selection_is_cut(cast, release):
    assert take(cast, release, selection="Å" * 700).selection == "Å" * 499 + "…"


def test_what_waits_for_her_yes_stands_first(cast, cycle, sign_in, release):
    shared = make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    page = sign_in(cast.coauthor).get("/frigivet").text
    assert "Venter på dit ja" in page
    assert "Mette Holm vil dele det med navn" in page
    hers = sign_in(cast.author).get("/frigivet").text
    assert "Venter på dit ja" not in hers
    assert "Venter på et ja" in hers
    assert f"/frigivet/{shared.id}" in hers
    assert cycle.title in hers


def test_nothing_yet_says_how(cast, sign_in, noon):
    assert "Du har ikke delt noget endnu" in sign_in(cast.author).get("/frigivet").text


def test_older_ones_are_a_page_further(cast, cycle, sign_in):
    for n in range(35):
        make.release(
            cycle, by=cast.author, question=Question.TAKEAWAY, at=make.NOON + timedelta(n // 2)
        )
    client = sign_in(cast.author)
    first = client.get("/frigivet")
    assert first.text.count("rowitem") == 30
    older = first.text.split("?efter=")[1].split('"')[0]
    second = client.get(f"/frigivet?efter={older}")
    assert second.text.count("rowitem") == 5
    assert "Vis ældre" not in second.text


@pytest.mark.parametrize("query", ["efter=x", "efter=", "side=1"])
def test_addresses_that_make_no_sense(cast, noon, sign_in, query):
    assert sign_in(cast.author).get(f"/frigivet?{query}").status_code == 404


def test_somebody_elses_passage_is_no_place_to_go_on_from(cast, sign_in, release):
    assert sign_in(cast.leader).get(f"/frigivet?efter={release.id}").status_code == 404


def test_the_list_costs_the_same_for_one_as_for_thirty(cast, cycle, sign_in, count_queries):
    client = sign_in(cast.author)
    make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    one = count_queries(lambda: client.get("/frigivet"))
    for _ in range(29):
        take(cast, make.release(cycle, by=cast.author, question=Question.TAKEAWAY))
    thirty = count_queries(lambda: client.get("/frigivet"))
    assert one == thirty
