from datetime import timedelta

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision, IllegalMove, Stage
from logbook.db import db
from logbook.releases.models import Attribution, NotThePassage, Release, hold, releasable_by
from tests import factories as make

LATER = make.NOON + timedelta(days=1)
TOMORROW = make.TODAY + timedelta(days=1)


@pytest.fixture
def cycle(cast):
    """A cycle in which two write, and both wrote what they learned."""
    made = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, module=cast.module,
        coauthors=(cast.coauthor,),
    )  # fmt: skip
    made.answer(
        Question.LEARNED, "Det var os voksne, der lavede køen. Nu sidder vi ned.",
        by=cast.coauthor, at=make.NOON,
    )  # fmt: skip
    db.session.commit()
    return made


def people(query):
    return db.session.scalars(query).unique().all()


def test_what_one_wrote_alone_is_released_at_once(cast, cycle):
    release = make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    assert release.is_out
    assert release.released_at == make.NOON
    assert release.state == "Delt med KP"


def test_what_two_wrote_waits_for_the_other(cast, cycle):
    release = make.release(cycle, by=cast.author)
    assert not release.is_out
    assert release.waits_for == [cast.coauthor]
    release.say_yes(by=cast.coauthor, at=LATER, today=TOMORROW)
    assert release.released_at == LATER


def test_who_wrote_no_word_of_it_may_only_propose(cast, cycle):
    seen = cycle.observe("To børn byggede.", on=make.TODAY, by=cast.coauthor, at=make.NOON)
    answer = seen.answer_to(Question.SAW)
    release = Release.propose(
        answer, answer.text, Attribution.ANONYMOUS,
        session=None, by=cast.author, at=make.NOON, today=make.TODAY,
    )  # fmt: skip
    assert release.waits_for == [cast.coauthor]
    assert not release.holds_words_of(cast.author)


def test_a_yes_after_it_was_withdrawn_is_too_late(cast, cycle):
    release = make.release(cycle, by=cast.author)
    release.withdraw(by=cast.author, at=LATER)
    with pytest.raises(IllegalMove):
        release.say_yes(by=cast.coauthor, at=LATER, today=TOMORROW)
    with pytest.raises(IllegalMove):
        release.belong_to(cast.module.sessions[2])
    assert release.state == "Trukket tilbage"


def test_withdrawing_twice_keeps_the_first(cast, cycle):
    release = make.release(cycle, by=cast.author)
    release.withdraw(by=cast.coauthor, at=LATER)
    release.withdraw(by=cast.author, at=LATER + timedelta(days=1))
    assert (release.withdrawn_at, release.withdrawn_by_id) == (LATER, cast.coauthor.id)


def test_a_change_of_the_answer_changes_nothing_that_was_released(cast, cycle):
    release = make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    cycle.answer(Question.TAKEAWAY, "Noget helt andet.", by=cast.coauthor, at=LATER)
    db.session.commit()
    assert release.text == "Ventetid skaber uro."
    assert release.written_at == make.NOON
    assert [c.person for c in release.consents] == [cast.author]


def test_only_words_of_the_answer_can_be_released(cast, cycle):
    with pytest.raises(NotThePassage):
        make.release(cycle, by=cast.author, passage="Det var børnene, der lavede køen.")
    part = make.release(cycle, by=cast.author, passage="Nu sidder vi ned.")
    assert part.text == "Nu sidder vi ned."


def test_the_decision_stands_with_the_next_step_alone(cast, cycle):
    assert make.release(cycle, by=cast.author).decision is None
    step = make.release(cycle, by=cast.author, question=Question.NEXT_STEP)
    assert step.decision is Decision.KEEP


def test_it_comes_to_the_modules_next_time_of_teaching(cast, cycle):
    release = make.release(cycle, by=cast.author)
    assert release.session.title == "Undervisningsgang 2"
    assert release.module == cast.module


def test_it_comes_to_the_next_one_after_the_last_yes(cast, cycle):
    module = make.module(cast.programme, first_on=make.TODAY + timedelta(days=2))
    cycle.module = module
    release = make.release(cycle, by=cast.author)
    assert release.session.title == "Undervisningsgang 1"
    late = make.TODAY + timedelta(days=3)
    release.say_yes(by=cast.coauthor, at=make.NOON + timedelta(days=3), today=late)
    assert release.session.title == "Undervisningsgang 2"


def test_when_no_session_is_left_it_keeps_the_one_it_had(cast, cycle):
    release = make.release(cycle, by=cast.author)
    long_after = make.TODAY + timedelta(days=90)
    release.say_yes(by=cast.coauthor, at=make.NOON + timedelta(days=90), today=long_after)
    assert release.session.title == "Undervisningsgang 2"


def test_without_a_module_it_belongs_to_no_session(cast, cycle):
    cycle.module = None
    assert make.release(cycle, by=cast.author, question=Question.TAKEAWAY).session is None


def test_another_session_brings_its_module_along(cast, cycle):
    other = make.module(cast.programme, "Overgange")
    release = make.release(cycle, by=cast.author)
    release.belong_to(other.sessions[2])
    assert (release.session, release.module) == (other.sessions[2], other)


def test_a_removed_writer_is_still_asked_and_still_sees_the_passage(cast, cycle):
    cycle.stop_writing(cast.coauthor, at=LATER)
    release = make.release(cycle, by=cast.author)
    assert people(Release.awaiting(cast.coauthor)) == [release]
    assert people(Release.concerning(cast.coauthor)) == [release]
    assert people(Release.concerning(cast.colleague)) == []


def test_a_writer_of_the_cycle_may_propose_from_any_answer(cast, cycle):
    keys = {answer.question for answer in people(releasable_by(cast.coauthor))}
    assert {Question.LEARNED, Question.TAKEAWAY, Question.SAW} <= keys


def test_one_who_has_left_may_propose_only_what_she_wrote_alone(cast, cycle):
    cycle.answer(Question.SURPRISED, "At de selv fandt ind.", by=cast.coauthor, at=make.NOON)
    cycle.stop_writing(cast.coauthor, at=LATER)
    db.session.commit()
    keys = [answer.question for answer in people(releasable_by(cast.coauthor))]
    assert keys == [Question.SURPRISED]


def test_others_may_propose_nothing(cast, cycle):
    for person in (cast.colleague, cast.leader, cast.instructor, cast.foreign_leader):
        assert people(releasable_by(person)) == []


def test_an_emptied_answer_has_nothing_to_propose(cast, cycle):
    cycle.answer(Question.SURPRISED, "Noget.", by=cast.author, at=make.NOON)
    cycle.answer(Question.SURPRISED, "", by=cast.author, at=LATER)
    db.session.commit()
    assert Question.SURPRISED not in {a.question for a in people(releasable_by(cast.author))}


def test_instructors_get_what_is_released_and_not_withdrawn(cast, cycle):
    out = make.release(cycle, by=cast.author, question=Question.TAKEAWAY)
    make.release(cycle, by=cast.author)
    gone = make.release(cycle, by=cast.author, question=Question.NEXT_STEP)
    gone.withdraw(by=cast.author, at=LATER)
    db.session.commit()
    assert people(Release.released_to(cast.programme.id)) == [out]
    assert people(Release.released_to(cast.elsewhere.id)) == []


def test_live_passages_of_an_answer_and_of_a_cycle(cast, cycle):
    release = make.release(cycle, by=cast.author)
    assert people(Release.live_of(release.answer)) == [release]
    assert people(Release.of_cycle(cycle.id)) == [release]
    release.withdraw(by=cast.author, at=LATER)
    db.session.commit()
    assert people(Release.live_of(release.answer)) == []
    assert people(Release.of_cycle(cycle.id)) == []


def test_holding_a_row_changes_nothing_in_it(cast, cycle):
    release = make.release(cycle, by=cast.author)
    assert db.session.execute(hold(Release, release.id)).rowcount == 1
    db.session.commit()
    assert db.session.get(Release, release.id).text == release.text
