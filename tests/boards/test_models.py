"""What a board refuses, whoever asks it."""

import pytest

from logbook.boards.models import Board, BoardPassage, Start
from logbook.cycles.questions import Question
from logbook.cycles.stages import IllegalMove
from logbook.db import db
from tests import factories as make
from tests.exports.world import passages


def put(release, board, by):
    return BoardPassage.put(release, board.groups[0], 1, by=by, at=make.NOON)


def test_a_board_takes_only_what_its_own_kp_has(cast, board):
    release = passages(cast, 1)[0]
    assert put(release, board, cast.instructor).release_id == release.id
    elsewhere = make.saved(
        Board.make(cast.elsewhere, "Der", None, by=cast.foreign_instructor, at=make.NOON)
    )
    with pytest.raises(IllegalMove):
        put(release, elsewhere, cast.foreign_instructor)
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    cycle.answer(Question.WHO, "Vi.", by=cast.author, at=make.NOON)
    cycle.answer(Question.WHO, "Vi to.", by=cast.coauthor, at=make.NOON)
    waiting = make.release(cycle, by=cast.author, question=Question.WHO)
    with pytest.raises(IllegalMove):
        put(waiting, board, cast.instructor)
    release.withdraw(by=release.proposed_by, at=make.NOON)
    with pytest.raises(IllegalMove):
        put(release, board, cast.instructor)
    db.session.rollback()


def test_a_board_keeps_its_last_group(cast, board):
    first, *others = board.groups
    for group in others:
        board.remove_group(group)
    with pytest.raises(IllegalMove):
        board.remove_group(first)
    db.session.rollback()


def test_only_those_who_teach_there_see_it(cast, board, fellow):
    def sees(person):
        return board in db.session.scalars(Board.visible_to(person)).all()

    assert sees(cast.instructor)
    assert sees(fellow), "not only who made it"
    others = (cast.author, cast.leader, cast.coordinator, cast.district_leader)
    assert not any(sees(person) for person in (*others, cast.foreign_instructor))


def test_every_question_has_its_group():
    assert {Start.of(question) for question in Question} == set(Start)
