"""Asking, withdrawing and giving: what is legal, and what follows from it."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from logbook.cycles.models import CycleGuest
from logbook.cycles.questions import Question
from logbook.cycles.stages import IllegalMove, SparringState, Stage, Visibility
from logbook.db import db
from logbook.people.models import Role
from logbook.reviews.models import Sparring, SparringRequest, news_for, words_about
from tests import factories as make

NOON = make.NOON


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER
    )


def give(request, by, noticed="I flyttede jer selv.", at=NOON):
    return make.saved(
        request.give(noticed=noticed, curious="", can_help="", bring_up=None, by=by, at=at)
    )


def waiting(person):
    return list(db.session.scalars(SparringRequest.waiting_for(person)))


def number_new(person):
    return sum(db.session.execute(news_for(person, make.TODAY)).one())


def test_asking_opens_a_private_cycle_to_the_leader(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    make.sparring_request(cycle, by=cast.author)
    assert cycle.visibility is Visibility.LEADER
    assert cycle.sparring is SparringState.WAITING


def test_asking_narrows_nothing(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.PROJECT)
    make.sparring_request(cycle, by=cast.author)
    assert cycle.visibility is Visibility.PROJECT


def test_a_draft_is_not_sent(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    with pytest.raises(IllegalMove):
        SparringRequest.ask(cycle, "", by=cast.author, at=NOON)


def test_one_question_waits_at_a_time(cast, cycle):
    make.sparring_request(cycle, by=cast.author)
    with pytest.raises(IllegalMove):
        SparringRequest.ask(cycle, "", by=cast.author, at=NOON)


def test_the_database_holds_one_open_request_for_a_cycle(cast, cycle):
    make.sparring_request(cycle, by=cast.author)
    cycle.sparring = SparringState.NONE  # as two requests at once would see it
    db.session.add(SparringRequest.ask(cycle, "", by=cast.author, at=NOON))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_request_keeps_the_stage_it_concerns(cast, cycle):
    cycle.move_to(Stage.CLOSED, by=cast.author, at=NOON)
    request = make.sparring_request(cycle, by=cast.author)
    assert request.stage is Stage.REFLECT
    assert cycle.status == "Afsluttet"


def test_sparring_can_be_asked_for_again_and_again(cast, cycle):
    give(make.sparring_request(cycle, by=cast.author), cast.leader)
    assert cycle.status == "Har fået sparring"
    make.sparring_request(cycle, by=cast.author, at=NOON + timedelta(days=1))
    assert cycle.status == "Klar til sparring"
    assert len(waiting(cast.leader)) == 1


def test_an_answer_is_given_once(cast, cycle):
    request = make.sparring_request(cycle, by=cast.author)
    give(request, cast.leader)
    with pytest.raises(IllegalMove):
        give(request, cast.leader)
    with pytest.raises(IllegalMove):
        request.withdraw(at=NOON)


def test_the_database_refuses_an_empty_answer(cast, cycle):
    request = make.sparring_request(cycle, by=cast.author)
    with pytest.raises(IntegrityError):
        give(request, cast.leader, noticed="")


def test_the_database_refuses_an_answer_to_a_withdrawn_request(cast, cycle):
    request = make.sparring_request(cycle, by=cast.author)
    request.answered_at = request.withdrawn_at = NOON
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_withdrawing_goes_back_to_the_request_before(cast, cycle):
    first = make.sparring_request(cycle, by=cast.author)
    first.withdraw(at=NOON)
    assert cycle.status == "Reflekteret"
    give(make.sparring_request(cycle, by=cast.author), cast.leader)
    second = make.sparring_request(cycle, by=cast.author)
    second.withdraw(at=NOON, others=db.session.scalars(SparringRequest.in_cycle(cycle.id)))
    assert cycle.status == "Har fået sparring"
    with pytest.raises(IllegalMove):
        second.withdraw(at=NOON)


def test_the_queue_is_the_leaders_own_oldest_first(cast, cycle):
    other = make.cycle(by=cast.colleague, house=cast.house)
    new = make.sparring_request(cycle, by=cast.author, at=NOON)
    old = make.sparring_request(other, by=cast.colleague, at=NOON - timedelta(days=2))
    assert waiting(cast.leader) == [old, new]
    for somebody in (cast.other_leader, cast.district_leader, cast.foreign_leader, cast.author):
        assert waiting(somebody) == []


def test_asked_by_name_it_waits_for_her_alone(cast, cycle):
    request = make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    assert waiting(cast.district_leader) == [request]
    assert waiting(cast.leader) == []
    assert db.session.query(CycleGuest).one().person_id == cast.district_leader.id


def test_nobody_waits_for_herself(cast):
    both = make.member(cast.programme, Role.LEADER, "Eva Lind", unit=cast.house)
    cycle = make.cycle(by=both, house=cast.house, visibility=Visibility.LEADER)
    request = make.sparring_request(cycle, by=both)
    assert waiting(both) == []
    assert waiting(cast.leader) == [request]


def test_a_narrowed_cycle_leaves_queue_and_history(cast, cycle):
    sparring = give(make.sparring_request(cycle, by=cast.author), cast.leader)
    request = make.sparring_request(cycle, by=cast.author)
    assert list(db.session.scalars(Sparring.given_by(cast.leader))) == [sparring]
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert waiting(cast.leader) == []
    assert list(db.session.scalars(Sparring.given_by(cast.leader))) == []
    seen = SparringRequest.visible_to(cast.leader).where(SparringRequest.id == request.id)
    assert db.session.scalar(seen) is None
    assert number_new(cast.leader) == 0


def test_what_is_new_is_what_waits_and_what_is_unread(cast, cycle):
    assert number_new(cast.leader) == number_new(cast.author) == 0
    request = make.sparring_request(cycle, by=cast.author)
    assert (number_new(cast.leader), number_new(cast.author)) == (1, 0)
    sparring = give(request, cast.leader)
    assert (number_new(cast.leader), number_new(cast.author)) == (0, 1)
    assert number_new(cast.colleague) == 0
    sparring.read_on = make.TODAY
    db.session.commit()
    assert number_new(cast.author) == 0


def test_a_removed_coauthor_is_told_nothing(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, visibility=Visibility.LEADER,
        coauthors=(cast.removed_coauthor,),
    )  # fmt: skip
    give(make.sparring_request(cycle, by=cast.author), cast.leader)
    assert number_new(cast.removed_coauthor) == 1
    cycle.stop_writing(cast.removed_coauthor, at=NOON)
    db.session.commit()
    assert number_new(cast.removed_coauthor) == 0
    assert not db.session.scalars(Sparring.received_by(cast.removed_coauthor)).all()


@pytest.mark.parametrize(
    ("stage", "question"),
    [
        (Stage.PLAN, Question.ACTION),
        (Stage.TRY, Question.WHAT),
        (Stage.OBSERVE, Question.SAW),
        (Stage.REFLECT, Question.LEARNED),
    ],
)
def test_the_quote_is_what_the_stage_is_about(cycle, stage, question):
    assert db.session.scalar(words_about(cycle.id, stage)).question is question


def test_the_quote_falls_back_to_the_action(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    assert db.session.scalar(words_about(cycle.id, Stage.OBSERVE)).question is Question.ACTION
