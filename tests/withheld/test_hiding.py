"""Hiding a reported text, and showing it again: what comes back, what goes, who is told."""

import re

import pytest
from sqlalchemy import select

from logbook.audit.models import LogLine
from logbook.boards.models import Board, BoardPassage
from logbook.cycles.models import Cycle, Version, Wording
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.privacy.hidden import HIDDEN_NAME, HIDDEN_SIGN, HIDDEN_TEXT
from logbook.releases.models import Release
from logbook.withheld.models import Withheld
from tests import factories as make

LEARNED = "Drengen med den røde kasket fik ro."
BETTER = "Et af børnene fik ro."
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def cycle(cast):
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        visibility=Visibility.HOUSE, coauthors=(cast.coauthor,),
    )  # fmt: skip
    made.answer(Question.LEARNED, "Først skrev jeg hans navn.", by=cast.author, at=make.NOON)
    made.answer(Question.LEARNED, LEARNED, by=cast.author, at=make.NOON)
    return make.saved(made)


def learned(cycle):
    return db.session.get_one(Cycle, cycle.id).answer_to(Question.LEARNED)


def tell(client, what, row, **data):
    return client.post(f"/genkendes/{what}/{row.id}", data=data)


def reread(client, what, row, **data):
    return client.post(f"/laes-igen/{what}/{row.id}", data=data)


def hidden():
    return db.session.scalars(select(Withheld).where(Withheld.shown_at.is_(None))).all()


def test_it_is_hidden_at_once_and_its_writers_are_told_and_never_by_whom(cast, sign_in, cycle):
    answer = learned(cycle)
    assert tell(sign_in(cast.colleague), "svar", answer, whom="child").status_code == 303
    assert LEARNED not in sign_in(cast.leader).get(f"/forloeb/{cycle.id}").text
    for who in (cast.author, cast.coauthor):
        writer = sign_in(who)
        assert "En læser tænker, at nogen kan genkendes" in writer.get("/").text
        page = writer.get(f"/forloeb/{cycle.id}").text
        assert f'href="/laes-igen/svar/{answer.id}"' in page
        shown = writer.get(f"/laes-igen/svar/{answer.id}").text
        assert LEARNED in shown
        assert "et barn" in shown
        assert "indtil I har læst" in shown
        assert cast.colleague.name not in shown + page


def test_the_writers_edit_page_leads_to_where_it_is_read_through(cast, sign_in, cycle):
    answer = learned(cycle)
    tell(sign_in(cast.leader), "svar", answer)
    there = sign_in(cast.author).get(f"/forloeb/{cycle.id}/svar/laert")
    assert there.location == f"/laes-igen/svar/{answer.id}"


def test_a_name_that_was_written_since_is_asked_about_before_it_is_shown(cast, sign_in, cycle):
    answer, writer = learned(cycle), sign_in(cast.author)
    tell(sign_in(cast.colleague), "svar", answer)
    words = {"text": "I dag sad Vitus længe ved bordet."}
    asked = reread(writer, "svar", answer, **words)
    assert asked.status_code == 422
    assert "Er ”Vitus” et navn?" in asked.text
    assert len(hidden()) == 1
    # Kept for the writers alone it is theirs; the page that tells of the name is the question.
    assert reread(writer, "svar", answer, **words, senere="ja").status_code == 303
    shown = writer.get(f"/laes-igen/svar/{answer.id}").text
    read = re.search(r'name="tjekket" value="(\w+)"', shown)
    assert reread(writer, "svar", answer, **words, tjekket=read[1]).status_code == 303
    assert hidden() == []


def test_unchanged_it_comes_back_with_its_passages_and_its_versions(cast, sign_in, cycle):
    answer, release = learned(cycle), make.release(cycle, by=cast.author)
    assert release.is_out
    was_out_at = release.released_at
    tell(sign_in(cast.colleague), "svar", answer)
    release = db.session.get_one(Release, release.id)
    assert (release.is_out, release.withdrawn_at, release.text) == (False, None, HIDDEN_TEXT)
    reread(sign_in(cast.coauthor), "svar", answer, text=LEARNED, vis="ja")
    release = db.session.get_one(Release, release.id)
    assert (release.released_at, release.text, release.rests_since) == (was_out_at, LEARNED, None)
    assert learned(cycle).text == LEARNED
    assert db.session.scalars(Version.of(answer)).all() != []
    assert hidden() == []


def test_rewritten_every_earlier_text_of_it_goes_for_good(cast, sign_in, cycle):
    answer, release = learned(cycle), make.release(cycle, by=cast.author)
    make.saved(
        Draft(
            person_id=cast.coauthor.id, device=cycle.id, revision=1, changed_at=make.NOON,
            place=f"/forloeb/{cycle.id}/svar/laert", fields='{"text": "med kasketten"}',
        )
    )  # fmt: skip
    tell(sign_in(cast.colleague), "svar", answer)
    reread(sign_in(cast.author), "svar", answer, text=BETTER, vis="ja")
    assert learned(cycle).text == BETTER
    assert db.session.scalars(Version.of(answer)).all() == []
    release = db.session.get_one(Release, release.id)
    assert release.withdrawn_at is not None
    assert "kasket" not in release.text
    assert [draft.fields for draft in db.session.scalars(select(Draft))] == [""]
    assert [row.words for row in db.session.scalars(select(Withheld))] == [{}]


def test_kept_hidden_the_new_words_wait_and_the_old_are_gone(cast, sign_in, cycle):
    answer, writer = learned(cycle), sign_in(cast.author)
    tell(sign_in(cast.colleague), "svar", answer)
    reread(writer, "svar", answer, text=BETTER, senere="ja")
    assert learned(cycle).text == HIDDEN_TEXT
    assert [each.own_words for each in hidden()] == [{"text": BETTER}]
    assert db.session.scalars(Version.of(answer)).all() == []
    page = writer.get(f"/laes-igen/svar/{answer.id}").text
    assert BETTER in page
    assert LEARNED not in page


def test_what_is_saved_from_a_form_that_was_open_stays_hidden_and_is_not_lost(cast, sign_in, cycle):
    answer, revision = learned(cycle), learned(cycle).revision
    tell(sign_in(cast.colleague), "svar", answer)
    form = {"text": BETTER, "revision": str(revision), "luk": "1"}
    sign_in(cast.author).post(f"/forloeb/{cycle.id}/svar/laert", data=form)
    assert learned(cycle).text == HIDDEN_TEXT
    assert [each.own_words for each in hidden()] == [{"text": BETTER}]
    assert BETTER not in sign_in(cast.leader).get(f"/forloeb/{cycle.id}").text


def test_a_hidden_text_cannot_be_shared_or_used(cast, sign_in, cycle):
    answer = learned(cycle)
    tell(sign_in(cast.leader), "svar", answer)
    assert sign_in(cast.author).get(f"/svar/{answer.id}/frigiv").status_code == 404
    assert sign_in(cast.colleague).get(f"/svar/{answer.id}/brug").status_code == 404
    for who in (cast.author, cast.colleague):
        page = sign_in(who).get(f"/forloeb/{cycle.id}").text
        assert f"/svar/{answer.id}/" not in page


def test_one_reader_hides_the_same_text_once(cast, sign_in, cycle):
    answer, reader = learned(cycle), sign_in(cast.colleague)
    tell(reader, "svar", answer)
    reread(sign_in(cast.author), "svar", answer, text=LEARNED, vis="ja")
    again = tell(reader, "svar", answer)
    assert again.status_code == 409
    assert "tal med dem, der skrev den" in again.text
    assert learned(cycle).text == LEARNED
    # Another reader may, and so may she when the text is another.
    assert tell(sign_in(cast.leader), "svar", answer).status_code == 303
    reread(sign_in(cast.author), "svar", answer, text=BETTER, vis="ja")
    assert tell(reader, "svar", answer).status_code == 303
    assert len(hidden()) == 1


def test_said_twice_at_once_it_is_hidden_once_and_no_word_is_lost(cast, sign_in, cycle):
    answer = learned(cycle)
    for who in (cast.colleague, cast.leader):
        assert tell(sign_in(who), "svar", answer).status_code == 303
    assert [each.own_words for each in hidden()] == [{"text": LEARNED}]


def test_a_hidden_sign_is_asked_about_by_nobody(cast, sign_in, cycle):
    cycle.plan_signs(["Fire i sofaen", "Ro"], by=cast.author, at=make.NOON)
    seen = cycle.observe("Ro.", on=make.TODAY, by=cast.author, at=make.NOON)
    first, _ = make.saved(cycle).signs
    door = f"/iagttagelse/{seen.id}/tegn"
    assert "Fire i sofaen" in sign_in(cast.author).get(door).text
    tell(sign_in(cast.colleague), "tegn", first)
    for where in (door, f"/note/{seen.id}"):
        page = sign_in(cast.author).get(where).text
        assert HIDDEN_SIGN not in page
        assert "Fire i sofaen" not in page
        assert "Ro" in page
    sign_in(cast.author).post(door, data={"sign_2": "3", "luk": "1"})
    scores = {score.sign_id: score.score for score in cycle.observations[-1].scores}
    assert first.id not in scores


def test_a_name_goes_in_every_round_that_has_it_and_its_earlier_names_when_it_changes(
    cast, sign_in, cycle
):
    cycle.rename("Ro om Viggo", by=cast.author, at=make.NOON)
    other = make.cycle(by=cast.author, house=cast.house, title="Ro om Viggo")
    other.first_id = cycle.id
    make.saved(other)
    tell(sign_in(cast.colleague), "navn", cycle)
    titles = [db.session.get_one(Cycle, each.id).title for each in (cycle, other)]
    assert titles == [HIDDEN_NAME, HIDDEN_NAME]
    lines = db.session.scalars(select(LogLine).where(LogLine.act == "reported"))
    assert {line.cycle_id for line in lines} == {cycle.id, other.id}, "each round's writers see it"
    reread(sign_in(cast.author), "navn", cycle, title="Ro", vis="ja")
    assert db.session.get_one(Cycle, cycle.id).title == "Ro"
    assert db.session.scalars(select(Wording).where(Wording.cycle_id == cycle.id)).all() == []


def test_a_name_cannot_be_shown_again_empty(cast, sign_in, cycle):
    tell(sign_in(cast.colleague), "navn", cycle)
    page = reread(sign_in(cast.author), "navn", cycle, title="", vis="ja")
    assert page.status_code == 422
    assert "Skriv noget her" in page.text


def test_what_the_guard_finds_stands_on_the_card(cast, sign_in, cycle):
    cycle.answer(Question.LEARNED, "Vi så, at Mohammed fik ro.", by=cast.author, at=make.NOON)
    answer = make.saved(cycle).answer_to(Question.LEARNED)
    tell(sign_in(cast.colleague), "svar", answer)
    page = sign_in(cast.author).get(f"/laes-igen/svar/{answer.id}").text
    assert "Er ”Mohammed” et navn?" in page


def test_a_cpr_number_is_refused_where_it_is_read_through(cast, sign_in, cycle):
    answer = learned(cycle)
    tell(sign_in(cast.colleague), "svar", answer)
    page = reread(sign_in(cast.author), "svar", answer, text="010112-1234", vis="ja")
    assert page.status_code == 422
    assert learned(cycle).text == HIDDEN_TEXT


def test_kp_may_say_it_of_a_passage_and_the_board_says_that_it_is_read_again(cast, sign_in, cycle):
    release, by = make.release(cycle, by=cast.author), cast.instructor
    board = make.saved(Board.make(cast.programme, "Ro", None, by=by, at=make.NOON))
    make.saved(BoardPassage.put(release, board.groups[0], 1, by=by, at=make.NOON))
    kp = sign_in(by)
    assert LEARNED in kp.get(f"/tavler/{board.id}").text
    assert tell(kp, "citat", release).status_code == 303
    page = kp.get(f"/tavler/{board.id}").text
    assert LEARNED not in page
    assert "Et citat bliver læst igennem igen" in page


def test_the_log_holds_both_acts_and_no_word(cast, sign_in, cycle):
    answer = learned(cycle)
    tell(sign_in(cast.colleague), "svar", answer)
    reread(sign_in(cast.author), "svar", answer, text=LEARNED, vis="ja")
    lines = db.session.scalars(
        select(LogLine).where(LogLine.about_id == answer.id).order_by(LogLine.number)
    ).all()
    assert [line.act for line in lines] == ["reported", "shown-again"]
    assert all(LEARNED not in str(vars(line)) for line in lines)


def test_the_hidden_words_go_with_the_round(cast, sign_in):
    alone = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.PLAN, visibility=Visibility.HOUSE
    )
    tell(sign_in(cast.colleague), "svar", alone.answer_to(Question.WHO) or alone.all_answers[0])
    assert len(hidden()) == 1
    for answer in list(alone.all_answers):
        db.session.delete(answer)
    db.session.commit()
    assert db.session.scalars(select(Withheld)).all() == []


def test_who_writes_alone_is_asked_alone(cast, sign_in):
    alone = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    tell(sign_in(cast.colleague), "navn", alone)
    shown = sign_in(cast.author).get(f"/laes-igen/navn/{alone.id}").text
    assert "indtil du har læst" in shown
    assert "Det er dig, der bestemmer." in shown
