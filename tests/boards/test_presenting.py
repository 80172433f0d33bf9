"""”Vis for holdet”: one group at a time, and whatever happens meanwhile a picture to show."""

import re

import pytest

from logbook.boards.slides import MOST_LETTERS, pictures_of
from logbook.db import db
from tests import factories as make
from tests.boards.hanging import QUOTED, put
from tests.exports.world import passage, passages


def shown(client, board, query=""):
    answer = client.get(f"/tavler/{board.id}/vis{query}")
    assert answer.status_code == 200
    return answer.text


def title(page):
    return re.search(r"<h1>(.*?)(?: <small>|</h1>)", page).group(1)


def way(page, rel):
    found = re.search(rf'rel="{rel}" href="([^"]*)"', page)
    return found.group(1).replace("&amp;", "&") if found else None


@pytest.fixture
def filled(instructor, cast, board):
    made = passages(cast, 4)
    put(instructor, board, made[0], group=board.groups[0].id)
    for release in made[1:]:
        put(instructor, board, release, group=board.groups[2].id)
    return made


def test_one_goes_through_all_of_it_and_back_by_links(instructor, board, filled):
    there, seen = f"/tavler/{board.id}/vis", []
    while there:
        page = instructor.get(there).text
        seen.append((title(page), QUOTED.findall(page)))
        last, there = page, way(page, "next")
    assert seen == [
        ("Vi troede …", ["Citat 0"]),
        ("Nu ved vi …", ["Citat 1", "Citat 2"]),
        ("Nu ved vi …", ["Citat 3"]),
    ]
    before = way(last, "prev")
    assert QUOTED.findall(instructor.get(before).text) == ["Citat 1", "Citat 2"]


def test_what_was_withdrawn_is_gone_at_the_next_step(instructor, board, filled):
    onward = way(shown(instructor, board, "?gruppe=3&del=1"), "next")
    filled[3].withdraw(by=filled[3].proposed_by, at=make.NOON)
    db.session.commit()
    page = instructor.get(onward).text
    assert QUOTED.findall(page) == ["Citat 1", "Citat 2"]
    assert "Citat 3" not in page


@pytest.mark.parametrize("query", ["?gruppe=9", "?gruppe=3&del=99", "?gruppe=2", "?gruppe=0"])
def test_a_room_never_waits(instructor, board, filled, query):
    assert QUOTED.findall(shown(instructor, board, query))


@pytest.mark.parametrize("query", ["?gruppe=x", "?gruppe=-1", "?del=99999", "?del=", "?gruppe=²"])
def test_what_is_no_number_is_no_page(instructor, board, filled, query):
    assert instructor.get(f"/tavler/{board.id}/vis{query}").status_code == 404


def test_an_empty_board_says_so(instructor, board):
    assert "Der er ingen citater på tavlen endnu" in shown(instructor, board)


def test_there_is_no_menu_and_nothing_but_the_passages(instructor, board, filled):
    page = shown(instructor, board)
    assert "Hovedmenu" not in page
    assert "logbook.js" not in page


def test_few_on_each_picture_and_never_half_a_passage(app, cast):
    short = [passage(cast, "Kort.") for _ in range(3)]
    long = passage(cast, "æ" * (MOST_LETTERS + 1))
    pictures = pictures_of([*short, long, short[0]])
    assert [len(each) for each in pictures] == [2, 1, 1, 1]
    assert [p for picture in pictures for p in picture] == [*short, long, short[0]]
    db.session.rollback()


@pytest.fixture
def five(instructor, cast, board):
    """Two on each picture: 0 1, 2 3, 4; and one of the group behind."""
    made = passages(cast, 6)
    for number, release in enumerate(made):
        put(instructor, board, release, group=board.groups[1 if number < 5 else 2].id)
    return made


@pytest.mark.parametrize(
    ("gone", "comes"),
    [
        ([0], ["Citat 1", "Citat 2"]),
        ([2], ["Citat 3", "Citat 4"]),
        ([0, 2], ["Citat 1", "Citat 3"]),
        ([0, 1, 2, 3], ["Citat 4"]),
        ([2, 3, 4], ["Citat 5"]),
        ([2, 3, 4, 5], ["Citat 0", "Citat 1"]),
    ],
)
def test_no_passage_is_skipped_when_others_go(instructor, board, five, gone, comes):
    onward = way(shown(instructor, board, "?gruppe=2&del=1"), "next")
    for number in gone:
        five[number].withdraw(by=five[number].proposed_by, at=make.NOON)
    db.session.commit()
    assert QUOTED.findall(instructor.get(onward).text) == comes


def test_one_that_was_taken_off_is_passed_over(instructor, board, five):
    onward = way(shown(instructor, board, "?gruppe=2&del=1"), "next")
    instructor.post(f"/tavler/{board.id}/citat/{onward.split('citat=')[1]}/fjern")
    assert QUOTED.findall(instructor.get(onward).text) == ["Citat 3", "Citat 4"]
    assert instructor.get(f"/tavler/{board.id}/vis?citat=x").status_code == 404
