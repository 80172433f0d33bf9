import pytest

from logbook.boards.models import BoardPassage
from logbook.cycles.questions import Question
from logbook.db import db
from logbook.programme.models import TagKind
from logbook.releases.models import Attribution
from tests import factories as make
from tests.boards.hanging import EMPTY, page_of, place, press, put, texts_of
from tests.exports.world import passage, passages, tag


@pytest.mark.parametrize(
    ("question", "group"),
    [
        (Question.WONDERING, "Vi troede …"),
        (Question.WHY, "Vi troede …"),
        (Question.SET_ASIDE, "Så prøvede vi …"),
        (Question.LEARNED, "Nu ved vi …"),
        (Question.TAKEAWAY, "Nu ved vi …"),
    ],
)
def test_one_tap_puts_it_where_such_answers_belong(instructor, cast, board, question, group):
    release = passage(cast, "Det var os.", question=question)
    db.session.commit()
    answer = put(instructor, board, release)
    assert answer.location == f"/tavler/{board.id}#fundet-{release.id}"
    page = page_of(instructor, board, "?huse=")
    assert texts_of(page) == EMPTY | {group: ["Det var os."]}
    assert '<span class="tag tag-observe">På tavlen</span>' in page


def test_twice_on_it_is_once_on_it(instructor, other_instructor, cast, board):
    release = passage(cast, "Det var os.")
    db.session.commit()
    put(instructor, board, release)
    again = put(other_instructor, board, release, group=board.groups[0].id)
    assert again.status_code == 303, "that it hangs there already is no error"
    assert texts_of(page_of(instructor, board))["Nu ved vi …"] == ["Det var os."]


def test_up_down_to_another_group_and_off(instructor, cast, board):
    for release in passages(cast, 3):
        put(instructor, board, release)

    def stands():
        return texts_of(page_of(instructor, board))

    assert stands()["Nu ved vi …"] == ["Citat 0", "Citat 1", "Citat 2"]
    moved = place(board, "Citat 2").id
    assert press(instructor, board, "Citat 2", "op").location.endswith(f"#kort-{moved}")
    assert stands()["Nu ved vi …"] == ["Citat 0", "Citat 2", "Citat 1"]
    press(instructor, board, "Citat 0", "ned")
    press(instructor, board, "Citat 0", "ned")
    press(instructor, board, "Citat 0", "ned")
    assert stands()["Nu ved vi …"] == ["Citat 2", "Citat 1", "Citat 0"]
    press(instructor, board, "Citat 1", board.groups[1].id)
    assert stands() == EMPTY | {
        "Så prøvede vi …": ["Citat 1"], "Nu ved vi …": ["Citat 2", "Citat 0"],
    }  # fmt: skip
    instructor.post(f"/tavler/{board.id}/citat/{place(board, 'Citat 2').id}/fjern")
    assert stands()["Nu ved vi …"] == ["Citat 0"]


def test_what_one_looked_for_is_kept(instructor, cast, board):
    release = passage(cast, "Det var os.")
    db.session.commit()
    query = f"?modul={cast.module.id}&huse=&find=os"
    answer = instructor.post(f"/tavler/{board.id}/citat{query}", data={"citat": str(release.id)})
    assert answer.location == f"/tavler/{board.id}{query}#fundet-{release.id}"
    page = page_of(instructor, board, query)
    there = f"/tavler/{board.id}/citat/{place(board, 'Det var os.').id}/flyt{query}"
    assert there.replace("&", "&amp;") in page


def test_what_is_gone_is_said_and_is_no_error(instructor, other_instructor, cast, board):
    put(instructor, board, passages(cast, 1)[0])
    where = f"/tavler/{board.id}/citat/{place(board, 'Citat 0').id}"
    other_instructor.post(f"{where}/fjern")
    answer = instructor.post(f"{where}/flyt", data={"gaa": "op"})
    assert answer.status_code == 303
    assert "Citatet er ikke længere på tavlen." in instructor.get(answer.location).text


def test_only_what_is_with_kp_comes_on_it(instructor, cast, board):
    """Neither what waits for a yes, nor what was withdrawn, nor what another programme has."""
    mine, withdrawn = passages(cast, 2)
    withdrawn.withdraw(by=withdrawn.proposed_by, at=make.NOON)
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    cycle.answer(Question.LEARNED, "Venter.", by=cast.author, at=make.NOON)
    cycle.answer(Question.LEARNED, "Venter på ja.", by=cast.coauthor, at=make.NOON)
    waiting = make.release(cycle, by=cast.author)
    assert not waiting.is_out
    elsewhere = make.cycle(by=cast.foreign_leader, house=cast.foreign_house)
    elsewhere.answer(Question.LEARNED, "Andetsteds.", by=cast.foreign_leader, at=make.NOON)
    foreign = make.release(elsewhere, by=cast.foreign_leader)
    assert put(instructor, board, waiting).status_code == 404
    assert put(instructor, board, foreign).status_code == 404
    answer = put(instructor, board, withdrawn)
    assert "trukket tilbage" in instructor.get(answer.location).text
    put(instructor, board, mine)
    assert texts_of(page_of(instructor, board))["Nu ved vi …"] == ["Citat 0"]


def test_a_withdrawn_passage_vanishes_and_the_board_says_so(instructor, cast, board):
    first, second = passages(cast, 2)
    put(instructor, board, first)
    put(instructor, board, second)
    first.withdraw(by=first.proposed_by, at=make.NOON)
    db.session.commit()
    page = page_of(instructor, board)
    assert texts_of(page)["Nu ved vi …"] == ["Citat 1"]
    assert "Citat 0" not in page
    assert "Et citat er trukket tilbage og er væk fra tavlen." in page
    assert "1 citat på tavlen" in page
    second.withdraw(by=second.proposed_by, at=make.NOON)
    db.session.commit()
    assert "2 citater er trukket tilbage og er væk fra tavlen." in page_of(instructor, board)


def withdrawn(instructor, cast, board, number):
    made = passages(cast, number)
    for release in made:
        put(instructor, board, release)
    for release in made:
        release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()


def seen(client, board, number):
    answer = client.post(f"/tavler/{board.id}/set", data={"antal": str(number)})
    assert answer.status_code == 303


TOLD = "væk fra tavlen."


def test_what_one_has_seen_her_fellow_is_still_told(instructor, other_instructor, cast, board):
    withdrawn(instructor, cast, board, 2)
    seen(instructor, board, 2)
    assert TOLD not in page_of(instructor, board)
    assert f"2 citater er trukket tilbage og er {TOLD}" in page_of(other_instructor, board)
    withdrawn(instructor, cast, board, 1)
    assert f"Et citat er trukket tilbage og er {TOLD}" in page_of(instructor, board)
    seen(other_instructor, board, 3)
    assert TOLD not in page_of(other_instructor, board)


def test_what_was_withdrawn_after_the_page_was_made_is_told_first(instructor, cast, board):
    withdrawn(instructor, cast, board, 2)
    for number in (1, ""):
        seen(instructor, board, number)
        assert "2 citater er trukket tilbage" in page_of(instructor, board)


def test_a_group_that_goes_hides_no_withdrawal(instructor, other_instructor, cast, board):
    withdrawn(instructor, cast, board, 2)
    seen(other_instructor, board, 2)
    hung = db.session.scalars(db.select(BoardPassage)).first()
    instructor.post(f"/tavler/{board.id}/gruppe/{hung.group_id}/fjern")
    assert "2 citater er trukket tilbage" in page_of(instructor, board)
    assert TOLD not in page_of(other_instructor, board)


def test_the_house_never_stands_there_and_the_rest_from_five_on(instructor, cast, board):
    for release in [passage(cast, f"Citat {n}", name=f"Kim {n}") for n in range(4)]:
        db.session.commit()
        put(instructor, board, release)
    page = page_of(instructor, board)
    assert cast.house.name not in page
    assert "fagprofessionel" in page
    assert "pædagog ·" not in page
    passage(cast, "Citat 4", name="Kim 4")
    db.session.commit()
    told = "Det lærte vi · pædagog · Børnehus · distrikt Baltorp · uge 2, 2030"
    page = page_of(instructor, board)
    assert page.count(told) == 4, "five share it, wherever the fifth hangs"
    assert cast.house.name not in page
    found = page.split('id="tavlen"')[0]
    assert "Baltorp" not in found, "what one looks through says nothing of where it is from"


def test_who_stands_by_name_does_so_on_the_board_and_beside_it(instructor, cast, board):
    release = passage(cast, "Det var os.", attribution=Attribution.NAME, name="Mette Holm")
    db.session.commit()
    put(instructor, board, release)
    page = page_of(instructor, board, "?huse=")
    assert page.count("Det lærte vi · Mette Holm") == 2


def test_the_page_says_nothing_is_there_when_nothing_is(instructor, board):
    page = page_of(instructor, board)
    assert "Ingen citater passer." in page
    assert "Ingen citater på tavlen" in page


def test_the_focus_of_a_passage_is_no_secret_but_is_not_needed_here(instructor, cast, board):
    focus = tag(cast, TagKind.FOCUS)
    passage(cast, "Med fokus.", tags=(focus,))
    db.session.commit()
    assert "Med fokus." in page_of(instructor, board, f"?huse=&fokus={focus.id}")
    other = tag(cast, TagKind.FOCUS, 1)
    assert "Med fokus." not in page_of(instructor, board, f"?huse=&fokus={other.id}")
