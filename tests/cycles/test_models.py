"""The rules of a cycle: its moves, its writers, its answers, its rounds."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from logbook.cycles.models import Cycle, Observation
from logbook.cycles.models.parts import observations
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import (
    MOVES,
    ROAD,
    IllegalMove,
    SparringState,
    Stage,
    Unanswered,
    Visibility,
)
from logbook.db import db
from tests import factories as make
from tests.factories import NOON


@pytest.mark.parametrize("start", Stage)
@pytest.mark.parametrize("goal", Stage)
def test_only_the_moves_in_the_table_are_possible(cast, start, goal):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=start)
    for stage in ROAD[2:] if start is not Stage.WONDERING else ():
        make.answer_for(cycle, stage, by=cast.author, at=NOON)
    cycle.answer(Question.ACTION, "Vi går ud i hold.", by=cast.author, at=NOON)
    cycle.answer(Question.WHY, "Ventetid skaber uro.", by=cast.author, at=NOON)
    cycle.answer(Question.SET_ASIDE, "Vi var for få.", by=cast.author, at=NOON)
    legal = {cycle.ended_from} if start.is_ending else MOVES[start]
    if goal in legal:
        cycle.move_to(goal, by=cast.author, at=NOON)
        assert cycle.stage is goal
        assert (cycle.moves[-1].came_from, cycle.moves[-1].went_to) == (start, goal)
        assert cycle.moves[-1].by is cast.author
    else:
        with pytest.raises(IllegalMove):
            cycle.move_to(goal, by=cast.author, at=NOON)
        assert cycle.stage is start
    db.session.commit()


@pytest.mark.parametrize("stage", ROAD[1:])
def test_a_step_forward_needs_its_answers(cast, stage):
    before = ROAD[ROAD.index(stage) - 1]
    cycle = make.cycle(by=cast.author, house=cast.house, stage=before)
    with pytest.raises(Unanswered) as lacking:
        cycle.move_to(stage, by=cast.author, at=NOON)
    assert lacking.value.stage is stage


def test_a_reflection_is_not_done_without_a_decision(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    cycle.answer(Question.LEARNED, "Køen var vores.", by=cast.author, at=NOON)
    cycle.answer(Question.NEXT_STEP, "Vi deler os i to.", by=cast.author, at=NOON)
    assert not cycle.has_answered(Stage.REFLECT)


def test_set_aside_from_anywhere_and_taken_up_where_it_was(cast):
    for stage in ROAD:
        cycle = make.cycle(by=cast.author, house=cast.house, stage=stage)
        cycle.set_aside("Vi manglede en voksen.", by=cast.author, at=NOON)
        assert cycle.status == "Lagt til side"
        cycle.reopen(by=cast.author, at=NOON)
        assert cycle.stage is stage
        db.session.commit()


def test_what_is_not_ended_cannot_be_taken_up_again(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    with pytest.raises(IllegalMove):
        cycle.reopen(by=cast.author, at=NOON)


def test_back_to_the_wondering_is_private_again(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.TRY, visibility=Visibility.PROJECT
    )
    cycle.move_to(Stage.WONDERING, by=cast.author, at=NOON)
    assert cycle.visibility is Visibility.PRIVATE
    with pytest.raises(IllegalMove):
        cycle.show_to(Visibility.HOUSE)


def test_the_database_keeps_a_draft_private(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    cycle.visibility = Visibility.HOUSE
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_note_never_moves_the_cycle(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    cycle.observe("Fire børn byggede.", on=make.TODAY, by=cast.author, at=NOON)
    assert cycle.stage is Stage.PLAN


def test_a_draft_takes_no_notes(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    with pytest.raises(IllegalMove):
        cycle.observe("Fire børn byggede.", on=make.TODAY, by=cast.author, at=NOON)
    with pytest.raises(IllegalMove):
        cycle.try_out(make.TODAY, by=cast.author, at=NOON)


def test_the_reflection_walks_past_notes_written_at_home_but_not_past_a_missing_trial(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    make.answer_for(cycle, Stage.OBSERVE, by=cast.author, at=NOON)
    make.answer_for(cycle, Stage.REFLECT, by=cast.author, at=NOON)
    assert cycle.advance_to(Stage.REFLECT, by=cast.author, at=NOON) is Stage.TRY
    assert cycle.stage is Stage.PLAN
    make.answer_for(cycle, Stage.TRY, by=cast.author, at=NOON)
    assert cycle.advance_to(Stage.REFLECT, by=cast.author, at=NOON) is None
    assert cycle.stage is Stage.REFLECT
    assert [move.went_to for move in cycle.moves] == list(ROAD[1:])


def test_advancing_never_goes_back(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    assert cycle.advance_to(Stage.TRY, by=cast.author, at=NOON) is None
    assert cycle.stage is Stage.REFLECT


def test_each_answer_records_who_wrote_in_it(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    cycle.answer(Question.WHO, "Mette står i døren.", by=cast.author, at=NOON)
    answer = cycle.answer(Question.WHO, "Mette og Ali står i døren.", by=cast.coauthor, at=NOON)
    db.session.commit()
    assert answer is not None
    assert {w.person for w in answer.writers} == {cast.author, cast.coauthor}
    assert answer.revision == 2


def test_the_same_text_again_is_no_new_revision(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    first = cycle.answer(Question.WHO, "Mette står i døren.", by=cast.author, at=NOON)
    cycle.answer(Question.WHO, "Mette står i døren.", by=cast.coauthor, at=NOON)
    assert first is not None
    assert first.revision == 1
    assert not first.is_written_by(cast.coauthor)


def test_an_empty_answer_leaves_no_row(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    assert cycle.answer(Question.WHO, "", by=cast.author, at=NOON) is None


def test_a_scored_sign_can_be_reworded_but_not_removed(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    cycle.plan_signs(["Mindre gråd", "Børnene tager selv tøj på"], by=cast.author, at=NOON)
    seen = cycle.observe("Roligt i dag.", on=make.TODAY, by=cast.author, at=NOON)
    seen.score(cycle.signs[0], 2)
    db.session.commit()
    cycle.plan_signs(["", ""], by=cast.author, at=NOON)
    db.session.commit()
    assert [sign.text for sign in cycle.signs] == ["Mindre gråd"]
    cycle.plan_signs(["Næsten ingen gråd", "Et nyt tegn"], by=cast.author, at=NOON)
    db.session.commit()
    assert [sign.text for sign in cycle.signs] == ["Næsten ingen gråd", "Et nyt tegn"]


def test_not_having_looked_is_an_answer_and_no_answer_is_none(cast):
    cycle = make.cycle(by=cast.author, house=cast.house)
    seen = cycle.observe("Roligt i dag.", on=make.TODAY, by=cast.author, at=NOON)
    assert seen.score_of(cycle.signs[0]) is None
    seen.score(cycle.signs[0], None)
    db.session.commit()
    given = seen.score_of(cycle.signs[0])
    assert given is not None
    assert given.label == "Kiggede ikke efter"


def test_the_next_round_carries_what_was_learned_and_who_wrote_it(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, coauthors=(cast.coauthor,)
    )
    cycle.answer(Question.LEARNED, "Køen var vores egen.", by=cast.coauthor, at=NOON)
    following = make.saved(build_on(cycle, by=cast.author, at=NOON))
    assert cycle.stage is Stage.CLOSED
    assert (following.round, following.follows, following.first_id) == (2, cycle, cycle.id)
    assert following.stage is Stage.WONDERING
    assert following.visibility is Visibility.PRIVATE
    assert following.text_of(Question.WONDERING).startswith("Køen var vores egen.")
    assert following.text_of(Question.ACTION) == cycle.text_of(Question.ACTION)
    assert following.signs[0].continues_id == cycle.signs[0].id
    assert {w.person_id for w in following.present_writers} == {cast.author.id, cast.coauthor.id}
    wondering = following.answer_to(Question.WONDERING)
    assert wondering is not None
    assert wondering.is_written_by(cast.coauthor)


def test_a_round_is_built_on_only_after_its_reflection(cast):
    with pytest.raises(IllegalMove):
        build_on(make.cycle(by=cast.author, house=cast.house), by=cast.author, at=NOON)


def test_a_round_has_one_successor(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    make.saved(build_on(cycle, by=cast.author, at=NOON))
    with pytest.raises(IntegrityError):
        make.saved(build_on(cycle, by=cast.author, at=NOON))


def test_the_one_who_started_cannot_be_removed(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    with pytest.raises(IllegalMove):
        cycle.stop_writing(cast.author, at=NOON)
    cycle.stop_writing(cast.coauthor, at=NOON)
    assert not cycle.is_written_by(cast.coauthor)
    cycle.let_write(cast.coauthor, added_by=cast.author, at=NOON)
    assert cycle.is_written_by(cast.coauthor)


def test_the_status_is_the_ending_else_the_request_else_the_stage(cast):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, visibility=Visibility.LEADER
    )
    assert cycle.status == "Reflekteret"
    make.sparring_request(cycle, by=cast.author)
    assert cycle.sparring is SparringState.WAITING
    assert cycle.status == "Klar til sparring"
    cycle.move_to(Stage.CLOSED, by=cast.author, at=NOON)
    assert cycle.status == "Afsluttet"


SEES = """
                      private  leader  house  project
    author               ✓       ✓      ✓       ✓
    coauthor             ✓       ✓      ✓       ✓
    removed_coauthor     ·       ·      ✓       ✓
    asked_colleague      ·       ·      ✓       ✓
    colleague            ·       ·      ✓       ✓
    leader               ·       ✓      ✓       ✓
    other_leader         ·       ·      ·       ✓
    district_leader      ·       ·      ·       ✓
    coordinator          ·       ·      ·       ·
    instructor           ·       ·      ·       ·
    ppr_consultant       ·       ·      ·       ✓
    stranger             ·       ·      ·       ✓
    foreign_leader       ·       ·      ·       ·
    foreign_instructor   ·       ·      ·       ·
"""


def test_who_sees_a_cycle(cast):
    audiences, *rows = (line.split() for line in SEES.strip().splitlines())
    for audience in audiences:
        cycle = make.cycle(
            by=cast.author,
            house=cast.house,
            visibility=Visibility(audience),
            coauthors=(cast.coauthor, cast.removed_coauthor),
        )
        cycle.stop_writing(cast.removed_coauthor, at=NOON)
        db.session.commit()
        for who, *marks in rows:
            query = Cycle.visible_to(getattr(cast, who)).where(Cycle.id == cycle.id)
            seen = db.session.scalar(query) is not None
            assert seen is (marks[audiences.index(audience)] == "✓"), (who, audience)


def test_who_was_asked_by_name_sees_it_until_it_is_private(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.LEADER)
    make.sparring_request(cycle, by=cast.author, of=cast.district_leader)
    query = Cycle.visible_to(cast.district_leader)
    assert db.session.scalars(query).all() == [cycle]
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert db.session.scalars(query).all() == []


def test_who_moves_to_another_house_takes_no_cycle_along(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    cast.author.memberships[0].unit = cast.other_house
    db.session.commit()
    assert cycle.house is cast.house
    sees = db.session.scalars(Cycle.visible_to(cast.colleague)).all()
    assert sees == [cycle]


def test_notes_of_one_day_stand_in_the_order_they_were_written(cast):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.OBSERVE)
    for minutes in (20, 10, 30):
        make.saved(
            Observation(
                cycle=cycle, observer=cast.author, observed_on=NOON.date(),
                written_at=NOON + timedelta(minutes=minutes),
            )
        )  # fmt: skip
    db.session.expire_all()
    read = db.session.scalars(observations(cast.author, cycle.id)).unique().all()
    for notes in (cycle.observations, read):
        assert [note.written_at.minute for note in notes] == [0, 10, 20, 30]
