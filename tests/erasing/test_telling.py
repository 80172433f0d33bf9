"""Who gave something to a text that others delete is told so once, in words that name nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest

from logbook.boards.models import Board, BoardNote
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing.forgetting import erase, erase_board
from logbook.erasing.models import Kind, text_of
from logbook.people.models import Person, Profession, Role
from tests import factories as make
from tests.factories import NOON
from tests.people.words import come_in, with_password

HER_WORDS = "Jeg ser ro ved døren."
FIRST = "De, der gav jer det, får besked"


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.HOUSE,
        title="Ro i garderoben",
    )  # fmt: skip


def sparred(cast, cycle):
    request = make.sparring_request(cycle, by=cast.author)
    return make.sparring(request, by=cast.leader, noticed=HER_WORDS)


def notice_of(person):
    return db.session.get_one(Person, person.id).notice


def test_the_giver_of_sparring_is_told_in_one_line(cast, cycle, sign_in):
    sparred(cast, cycle)
    there, leader = f"/slet/runde/{cycle.id}", cast.leader
    page = sign_in(cast.author).get(there).text
    assert page.index(FIRST) < page.index("Slet for altid</button>")
    assert sign_in(cast.author).post(there).status_code == 303
    told = notice_of(leader)
    assert told == (
        "En runde, du har givet sparring til, er slettet for altid, og din sparring gik med. "
        "Tak, fordi du gav den."
    )
    for word in (HER_WORDS, cast.author.name, cast.author.first_name, "Ro i garderoben"):
        assert word not in told
    assert notice_of(cast.author) is None


def test_she_reads_it_at_her_next_sign_in_and_once(cast, cycle, client):
    sparred(cast, cycle)
    leader = with_password(cast.leader)
    user_name = leader.user_name
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)
    come_in(client, user_name)
    assert "din sparring gik med" in client.get("/").text
    assert "din sparring gik med" not in client.get("/").text


def test_what_waits_to_be_told_already_is_told_too(cast, cycle):
    sparred(cast, cycle)
    cast.leader.notice = "Din kode blev fornyet af Kim Berg."
    db.session.commit()
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)
    told = notice_of(cast.leader)
    assert told.startswith("Din kode blev fornyet af Kim Berg. En runde, du har")
    assert told.count("sparring gik med") == 1


def test_of_many_rounds_she_is_told_once(cast, cycle):
    other = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.HOUSE
    )
    for each in (cycle, other):
        sparred(cast, each)
    for each in (cycle, other):
        erase(text_of(Kind.ROUND, each), by=cast.author, at=NOON)
    assert notice_of(cast.leader).count("sparring gik med") == 1


def test_who_sent_a_kind_word_and_who_wrote_in_the_thread(cast, cycle):
    """The coauthor has no text in the round itself: nobody asked her."""
    cycle.let_write(cast.coauthor, added_by=cast.author, at=NOON)
    request = make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    make.sparring(request, by=cast.district_leader)
    request.reply("Det prøver vi.", by=cast.coauthor, at=NOON)
    db.session.commit()
    make.kind_word(cycle, by=cast.leader, at=NOON + timedelta(days=30))
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)
    assert "sendt et puf til" in notice_of(cast.leader)
    assert "din sparring gik med" in notice_of(cast.district_leader)
    assert "det, du skrev, gik med" in notice_of(cast.coauthor)
    assert notice_of(cast.author) is None


def test_who_may_write_there_and_has_not_yet_is_told_and_not_who_did_so_once(cast, cycle, sign_in):
    for each in (cast.coauthor, cast.colleague):
        cycle.let_write(each, added_by=cast.author, at=NOON)
    db.session.commit()
    cycle.stop_writing(cast.colleague, at=NOON)
    db.session.commit()
    page = sign_in(cast.author).get(f"/slet/runde/{cycle.id}").text
    assert "De andre, der er med i runden, får besked" in page
    assert FIRST not in page
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)
    assert notice_of(cast.coauthor) == "En runde, du var med i, er slettet for altid."
    assert notice_of(cast.colleague) is None


def test_nobody_is_told_of_what_she_deletes_or_said_yes_to(cast, cycle, sign_in):
    given = sparred(cast, cycle)
    assert sign_in(cast.leader).post(f"/slet/sparring/{given.id}").status_code == 303
    assert notice_of(cast.leader) is None
    page = sign_in(cast.author).get(f"/slet/runde/{cycle.id}").text
    assert FIRST not in page, "nobody has given anything to it any more"
    assert sign_in(cast.author).post(f"/slet/runde/{cycle.id}").status_code == 303
    assert [p.name for p in db.session.scalars(db.select(Person)) if p.notice] == []


def test_the_fellow_whose_note_goes_with_a_board(cast, sign_in):
    fellow = make.member(
        cast.programme, Role.INSTRUCTOR, "Jens Toft", profession=Profession.INSTRUCTOR
    )
    board = make.saved(Board.make(cast.programme, "Ro", None, by=cast.instructor, at=NOON))
    for by in (fellow, cast.instructor):
        make.saved(BoardNote.write(board, "Lad dem tale.", group=None, by=by, at=NOON))
    assert "De får besked" in sign_in(cast.instructor).get(f"/tavler/{board.id}/slet").text
    erase_board(board, by=cast.instructor, at=NOON)
    assert notice_of(fellow) == (
        "En tavle, du har skrevet en note på, er slettet for altid, og noten gik med."
    )
    assert notice_of(cast.instructor) is None


def test_a_device_hears_what_was_erased_apart_from_what_she_threw_away_elsewhere(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house)
    gone, thrown = f"/forloeb/{cycle.id}/svar/laert", "/forloeb/nyt"
    erase(text_of(Kind.ROUND, cycle), by=cast.author, at=NOON)
    asked = {"places": [gone, thrown], "saved": [thrown], "device": str(uuid4())}
    answer = sign_in(cast.coauthor).put("/slettet-siden", json=asked)
    assert answer.json == {"gone": [gone, thrown], "erased": [gone]}
