"""A passage that waits for somebody who has left: nobody says yes for her, and the page says so."""

from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make


def test_a_passage_with_a_leavers_words_says_that_it_cannot_be_shared(cast, sign_in):
    cycle = make.cycle(
        by=cast.author, house=cast.house, stage=Stage.REFLECT, coauthors=(cast.coauthor,)
    )
    answer = cycle.answer_to(Question.LEARNED)
    assert answer is not None
    answer.rewrite("Køen var vores egen.", by=cast.coauthor, at=make.NOON)
    waiting = make.release(cycle, by=cast.coauthor)
    page = sign_in(cast.coauthor).get(f"/frigivet/{waiting.id}").text
    assert "Er spurgt" in page
    assert "kan ikke deles" not in page
    cast.author.removed_at = make.NOON
    db.session.commit()
    coauthor = sign_in(cast.coauthor)
    page = coauthor.get(f"/frigivet/{waiting.id}").text
    assert "Mette Holm er her ikke længere og kan ikke sige ja." in page
    assert "Kan ikke deles" in page
    assert "Er spurgt" not in page
    assert not waiting.is_out
    assert "Kan ikke deles" in coauthor.get("/frigivet").text
    assert "er her ikke længere" in coauthor.get(f"/svar/{answer.id}/frigiv").text


def test_her_yes_still_counts_when_she_has_left_since(cast, sign_in):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    released = make.release(cycle, by=cast.author)
    cast.author.removed_at = make.NOON
    db.session.commit()
    assert released.is_out
    assert released.state == "Delt med KP"
