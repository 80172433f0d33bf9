"""What an author sees about her own texts: who has read them and when, and where they went."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from logbook import clock
from logbook.audit.models import Act, LogLine, record
from logbook.audit.shown.models import OF_A_PASSAGE, OF_A_ROUND
from logbook.boards.models import Board
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.exports import making
from logbook.exports.models import Format
from logbook.jobs.making import make_all_waiting
from tests import factories as make
from tests.audit.told import told_on
from tests.boards.hanging import put
from tests.factories import NOON

ADDRESS = "/konto/hvem-har-set"


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.REFLECT,
        visibility=Visibility.HOUSE, title="Ro i garderoben",
    )  # fmt: skip


def lines(act):
    query = select(LogLine).where(LogLine.act == act).order_by(LogLine.number)
    return list(db.session.scalars(query))


def test_a_reader_is_told_once_a_day_with_the_day(cast, sign_in, cycle, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    reader = sign_in(cast.colleague)
    for _ in range(3):
        assert reader.get(f"/forloeb/{cycle.id}").status_code == 200
    assert len(lines(Act.READ)) == 1
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=1))
    reader.get(f"/forloeb/{cycle.id}")
    assert [line.by_id for line in lines(Act.READ)] == [cast.colleague.id] * 2
    for writer in (cast.author, cast.coauthor):
        page = sign_in(writer).get(ADDRESS).text
        told = told_on(page)
        assert {f"{cast.colleague.name} læste med", "Ro i garderoben"} <= told
        assert {"Mandag 7. januar", "Tirsdag 8. januar"} <= told
        assert not [words for words in told if re.search(r"\d[.:]\d\d|kl\.", words)]
        assert "datetime=" not in page


def test_a_page_that_is_fetched_ahead_is_not_read(cast, sign_in, cycle, noon):
    sign_in(cast.colleague).get(f"/forloeb/{cycle.id}", headers={"Sec-Purpose": "prefetch"})
    assert lines(Act.READ) == []


def test_others_see_nothing_of_it(cast, sign_in, cycle, noon):
    sign_in(cast.leader).get(f"/forloeb/{cycle.id}")
    for who in (cast.colleague, cast.leader, cast.coordinator, cast.foreign_leader):
        assert "Ingen endnu" in sign_in(who).get(ADDRESS).text


def test_one_who_no_longer_writes_sees_who_reads_and_nothing_else(cast, sign_in, cycle, noon):
    author, reader = sign_in(cast.author), sign_in(cast.colleague)
    reader.get(f"/forloeb/{cycle.id}")
    assert author.post(f"/forloeb/{cycle.id}/synlighed", data={"visibility": "leader"}).location
    cycle.stop_writing(cast.coauthor, at=NOON)
    db.session.commit()
    told = told_on(sign_in(cast.coauthor).get(ADDRESS).text)
    assert f"{cast.colleague.name} læste med" in told
    # She may not open it any more, so its name is not told either.
    assert "en runde, du har skrevet i" in told
    assert "Ro i garderoben" not in told
    assert not any("ændrede" in words for words in told)


def test_her_observation_in_a_round_of_others_has_readers_too(cast, sign_in, cycle, noon):
    cycle.observe("De byggede.", on=make.TODAY, by=cast.asked_colleague, at=NOON)
    db.session.commit()
    sign_in(cast.leader).get(f"/forloeb/{cycle.id}")
    told = told_on(sign_in(cast.asked_colleague).get(ADDRESS).text)
    assert f"{cast.leader.name} læste med" in told


def test_sparring_that_was_read_is_told_to_who_gave_it_alone(cast, sign_in, cycle, noon):
    request = make.sparring_request(cycle, by=cast.author)
    make.sparring(request, by=cast.leader)
    for _ in range(2):
        sign_in(cast.coauthor).get(f"/forloeb/{cycle.id}")
    assert len(lines(Act.READ)) == 1
    told = told_on(sign_in(cast.leader).get(ADDRESS).text)
    assert f"{cast.coauthor.name} læste din sparring" in told
    assert "læste" not in sign_in(cast.author).get(ADDRESS).text


def test_where_a_passage_went_is_told_to_whose_words_it_is(cast, sign_in, cycle, noon):
    cycle.module = cast.module
    make.release(cycle, by=cast.author)
    job = making.ask(
        "selection", {"modul": str(cast.module.id)}, Format.CSV, "Modul", by=cast.instructor,
        at=NOON,
    )  # fmt: skip
    db.session.add(job)
    db.session.commit()
    make_all_waiting()
    (line,) = lines(Act.EXTRACTED)
    assert (line.count, line.module_id, line.detail) == (1, cast.module.id, "csv")
    told = told_on(sign_in(cast.author).get(ADDRESS).text)
    assert any(
        words.startswith(f"{cast.instructor.name} hentede et af dine citater til ")
        for words in told
    )
    assert any(words.startswith("Et citat blev delt med KP · ") for words in told)
    assert "hentede" not in sign_in(cast.coauthor).get(ADDRESS).text


def test_every_act_that_is_shown_has_its_words(cast, sign_in, cycle, noon):
    release = make.release(cycle, by=cast.author)
    shown = 0
    for act in (*OF_A_ROUND, *OF_A_PASSAGE):
        about = release if act in OF_A_PASSAGE else cycle
        record(
            act, by=cast.coauthor, at=NOON, programme_id=cast.programme.id, about=about,
            cycle_id=cycle.id, person_id=cast.leader.id,
        )  # fmt: skip
        db.session.commit()
        shown += 1
    page = sign_in(cast.author).get(ADDRESS).text
    assert "kender ordet for" not in page
    assert page.count('class="rowlink"') >= shown


def test_whose_name_was_taken_off_is_told_to_herself_alone(cast, sign_in, cycle, noon):
    record(
        Act.NAME_REMOVED, by=cast.coauthor, at=NOON, programme_id=cast.programme.id, about=cycle,
        cycle_id=cycle.id, person_id=cast.coauthor.id,
    )  # fmt: skip
    db.session.commit()
    page = sign_in(cast.author).get(ADDRESS).text
    assert "Et navn blev fjernet fra en tekst" in page
    assert cast.coauthor.name not in page.partition("<main")[2]
    assert "Du fik dit navn fjernet" in sign_in(cast.coauthor).get(ADDRESS).text


def test_who_said_that_somebody_can_be_recognised_is_never_told(cast, sign_in, cycle, noon):
    record(
        Act.REPORTED, by=cast.colleague, at=NOON, programme_id=cast.programme.id, about=cycle,
    )  # fmt: skip
    db.session.commit()
    page = sign_in(cast.author).get(ADDRESS).text
    assert "Nogen sagde til" in page
    assert cast.colleague.name not in page


def test_older_ones_come_on_pages(cast, sign_in, cycle, noon):
    for _ in range(45):
        record(
            Act.READ, by=cast.leader, at=NOON, programme_id=cast.programme.id, about=cycle,
        )  # fmt: skip
    db.session.commit()
    author = sign_in(cast.author)
    first = author.get(ADDRESS).text
    (older,) = re.findall(r'href="([^"]*efter=\d+)"', first)
    second = author.get(older).text
    assert (first.count('class="rowlink"'), second.count('class="rowlink"')) == (40, 5)


@pytest.mark.parametrize(
    "asked", ["efter=x", "efter=", "efter=9999999999999", "efter=0000000000009223372036854775808"]
)
def test_an_address_that_makes_no_sense_is_not_found(cast, sign_in, asked):
    assert sign_in(cast.author).get(f"{ADDRESS}?{asked}").status_code == 404


def test_the_way_there_is_on_her_account(cast, sign_in):
    assert f'href="{ADDRESS}"' in sign_in(cast.author).get("/konto").text


def test_passages_that_kp_reads_are_told_to_whose_words_they_are(cast, sign_in, cycle, noon):
    release = make.release(cycle, by=cast.author)
    board = make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=NOON))
    instructor = sign_in(cast.instructor)
    put(instructor, board, release)
    for path in (f"/tavler/{board.id}/vis", f"/tavler/{board.id}?huse=", "/udtraek?modul="):
        for _ in range(2):
            assert instructor.get(path).status_code == 200
        (line,) = lines(Act.READ)
        assert (line.by_id, line.about_id, line.cycle_id) == (cast.instructor.id, release.id, None)
    told = told_on(sign_in(cast.author).get(ADDRESS).text)
    assert f"{cast.instructor.name} læste et af dine citater" in told
    assert "læste" not in sign_in(cast.coauthor).get(ADDRESS).text
