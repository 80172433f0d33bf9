"""What is hidden, and nobody but her can read through, goes when she does: no dead end is left."""

import pytest
import sqlalchemy as sa

from logbook.audit.models import LogLine
from logbook.cycles.models import Version
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.erasing import listed
from logbook.privacy.hidden import STAND_INS
from logbook.releases.models import Release
from logbook.withheld.models import Reportable, TextKind, Withheld, report
from tests import factories as make
from tests.people.words import go_for_good

WORDS = "Viggo med den røde kasket."
GONE = "Teksten var skjult og er slettet for altid."
pytestmark = pytest.mark.usefixtures("noon")


def a_round(cast, *others):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.HOUSE,
        coauthors=others, module=cast.module, title="Ro om Viggo",
    )  # fmt: skip
    cycle.answer(Question.LEARNED, "Først Viggo.", by=cast.author, at=make.NOON)
    cycle.answer(Question.LEARNED, WORDS, by=cast.author, at=make.NOON)
    return make.saved(cycle)


def hide(row, by):
    report(Reportable(TextKind.of_row(row), row), None, by=by, at=make.NOON)
    db.session.commit()


def open_ones():
    return db.session.scalars(sa.select(Withheld).where(Withheld.shown_at.is_(None))).all()


def kept():
    return [each.words for each in db.session.scalars(sa.select(Withheld))]


def test_her_sparring_goes_and_says_so(cast, sign_in):
    cycle = a_round(cast, cast.coauthor)
    asked = make.sparring_request(cycle, by=cast.author)
    hide(make.sparring(asked, by=cast.leader, noticed=WORDS), cast.coauthor)
    assert "kun du kan læse igennem" in sign_in(cast.leader).get("/konto/forlad").text
    go_for_good(sign_in(cast.leader), cast.leader)
    page = sign_in(cast.author).get(f"/forloeb/{cycle.id}").text
    assert GONE in page
    assert not [each for each in STAND_INS if each in page]
    assert kept() == [{}]


def test_of_a_round_that_nobody_else_writes_in_every_hidden_text_goes(cast, sign_in):
    cycle = a_round(cast)
    release = make.release(cycle, by=cast.author)
    answer, release_id, cycle_id = cycle.answer_to(Question.LEARNED), release.id, cycle.id
    answer_id = answer.id
    for row in (cycle, answer, cycle.signs[0]):
        hide(row, cast.colleague)
    go_for_good(sign_in(cast.author), cast.author)
    page = sign_in(cast.colleague).get(f"/forloeb/{cycle_id}").text
    for words in ("Runde uden navn", GONE, "Et tegn, der er slettet"):
        assert words in page
    assert open_ones() == []
    assert not db.session.scalars(sa.select(Version).where(Version.answer_id == answer_id)).all()
    gone = db.session.get_one(Release, release_id)
    assert gone.withdrawn_at is not None
    assert "Viggo" not in gone.text
    lines = db.session.scalars(sa.select(LogLine.act).where(LogLine.about_id == answer_id))
    assert "erased" in set(lines)


def test_it_is_in_the_list_so_that_no_backup_brings_it_back(cast, sign_in):
    cycle = a_round(cast)
    answer = cycle.answer_to(Question.LEARNED)
    answer_id = answer.id
    hide(answer, cast.colleague)
    go_for_good(sign_in(cast.author), cast.author)
    along = {key for entry in listed.entries() for _, key in entry.along}
    assert answer_id in along


def test_what_another_can_read_through_waits_for_her(cast, sign_in):
    cycle = a_round(cast, cast.coauthor)
    answer = cycle.answer_to(Question.LEARNED)
    answer_id = answer.id
    hide(answer, cast.colleague)
    go_for_good(sign_in(cast.author), cast.author)
    (waits,) = open_ones()
    assert waits.own_words == {"text": WORDS}
    assert WORDS in sign_in(cast.coauthor).get(f"/laes-igen/svar/{answer_id}").text


def test_a_name_that_is_taken_off_leaves_no_hidden_text_behind(cast, sign_in):
    cycle = a_round(cast, cast.coauthor)
    seen = cycle.observe(WORDS, on=make.TODAY, by=cast.asked_colleague, at=make.NOON)
    db.session.commit()
    hide(seen.answer_to(Question.SAW), cast.author)
    other = cycle.answer_to(Question.LEARNED)
    hide(other, cast.colleague)
    her = sign_in(cast.asked_colleague)
    assert her.post(f"/slet/iagttagelse/{seen.id}/navn").status_code == 303
    assert [each.subject_id for each in open_ones()] == [other.id]
    assert GONE in sign_in(cast.author).get(f"/forloeb/{cycle.id}").text


def test_what_she_reads_through_without_her_name_on_it_stays(cast, sign_in):
    cycle = a_round(cast, cast.coauthor)
    cycle.answer(Question.LEARNED, f"{WORDS} Og Ida.", by=cast.coauthor, at=make.NOON)
    cycle.stop_writing(cast.coauthor, at=make.NOON)
    db.session.commit()
    answer = cycle.answer_to(Question.LEARNED)
    answer_id = answer.id
    hide(answer, cast.colleague)
    her = sign_in(cast.author)
    assert her.post(f"/slet/svar/{answer_id}/navn").status_code == 303
    assert [each.subject_id for each in open_ones()] == [answer_id]
    assert WORDS in her.get(f"/laes-igen/svar/{answer_id}").text
