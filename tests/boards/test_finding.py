"""Looking for passages: each filter, the words, the three houses, page by page."""

import pytest

from logbook.boards import finding
from logbook.boards.models import reading
from logbook.cycles.questions import Question
from logbook.cycles.stages import Decision
from logbook.db import db
from logbook.programme.models import TagKind
from tests import factories as make
from tests.boards.hanging import found_on, page_of
from tests.exports.world import passage, passages, tag


@pytest.fixture
def houses(cast):
    return [cast.house, *(make.house(cast.programme, f"Hus {n}") for n in range(2))]


def test_a_board_begins_with_the_module_that_it_is_for(instructor, cast, board, houses):
    for house in houses:
        passage(cast, f"Her i {house.id}.", house=house)
    passage(cast, "Et andet sted.", module=make.module(cast.programme, "Et andet"))
    db.session.commit()
    assert len(found_on(page_of(instructor, board))) == 3
    assert "Et andet sted." in found_on(page_of(instructor, board, "?huse=&modul="))


def test_each_filter_leaves_out_what_does_not_fit(instructor, cast, board):
    track, focus = tag(cast, TagKind.TRACK), tag(cast, TagKind.FOCUS)
    theme = tag(cast, TagKind.THEME)
    passage(cast, "Spor.", tags=(track,))
    passage(cast, "Fokus.", tags=(focus,))
    passage(cast, "Tema.", tags=(theme,))
    passage(cast, "Undring.", question=Question.WONDERING)
    passage(cast, "Skridt.", question=Question.NEXT_STEP, decision=Decision.ADJUST)
    passage(cast, "Andet skridt.", question=Question.NEXT_STEP, decision=Decision.KEEP)
    passage(cast, "Lært.", decision=Decision.ADJUST)
    db.session.commit()
    expected = {
        f"spor={track.id}": ["Spor."],
        f"fokus={focus.id}": ["Fokus."],
        f"tema={theme.id}": ["Tema."],
        "trin=wondering": ["Undring."],
        "find=andet+skri": ["Andet skridt."],
        # What was not released with a passage is no way to find it by.
        "beslutning=adjust": ["Skridt."],
    }
    for query, texts in expected.items():
        assert found_on(page_of(instructor, board, f"?huse=&{query}")) == texts, query
    assert len(found_on(page_of(instructor, board, "?huse="))) == 7


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("ÆBLER", True),
        ("æbler æbler rØD", True),
        ("100%", False),
        ("r_de", False),
        ("æbler rød", True),
        ("pærer", False),
        ("røde æbler", True),
        ("abler", False),
    ],
)
def test_words_are_found_in_any_order_and_in_capitals(instructor, cast, board, words, is_found):
    passage(cast, "De røde æbler lå i garderoben.")
    db.session.commit()
    there = found_on(page_of(instructor, board, f"?huse=&find={words}"))
    assert bool(there) is is_found


def test_modules_of_fewer_than_three_houses_are_held_back_and_counted(
    instructor, cast, board, houses
):
    for n, house in enumerate(houses[:2]):
        passage(cast, f"Citat {n}", house=house)
    other = make.module(cast.programme, "Et andet")
    for n, house in enumerate(houses):
        passage(cast, f"Fra tre {n}", house=house, module=other)
    db.session.commit()
    page = page_of(instructor, board, "?huse=3")
    assert sorted(found_on(page)) == ["Fra tre 0", "Fra tre 1", "Fra tre 2"]
    assert "2 citater holdes tilbage, fordi de kommer fra færre end tre huse." in page
    assert "Citat 0" not in page
    assert len(found_on(page_of(instructor, board))) == 2, "it is chosen, not taken for granted"
    passage(cast, "Citat 2", house=houses[2])
    db.session.commit()
    assert len(found_on(page_of(instructor, board, "?huse=3"))) == 6


@pytest.mark.parametrize(
    "query", ["find=Citat", "fokus={focus}", "trin=reflect", "beslutning=keep"]
)
def test_what_else_is_chosen_tells_nothing_of_the_houses(instructor, cast, board, houses, query):
    """Two of one house stand as they would alone: none can be told by asking for a few."""
    focus = tag(cast, TagKind.FOCUS)
    for house in (houses[0], houses[0]):
        passage(cast, "Citat", house=house, tags=(focus,), question=Question.NEXT_STEP)
    for house in houses[1:]:
        passage(cast, "Andet", house=house, question=Question.WONDERING)
    db.session.commit()
    query = query.format(focus=focus.id)
    for houses_asked in ("", "3"):
        page = page_of(instructor, board, f"?modul={cast.module.id}&huse={houses_asked}&{query}")
        assert found_on(page) == ["Citat", "Citat"]
        assert "holdes tilbage" not in page


def test_all_are_found_once_page_by_page(instructor, cast, board):
    made = {release.text for release in passages(cast, 30)}
    passage(cast, "Tag det med.", question=Question.TAKEAWAY)
    db.session.commit()
    there, seen, pages = "?huse=", [], 0
    while there:
        page = page_of(instructor, board, there)
        seen += found_on(page)
        pages += 1
        more = [each for each in page.split('href="') if each.startswith(f"/tavler/{board.id}?")]
        there = more[0].split('"')[0].split("#")[0].replace("&amp;", "&") if more else ""
        there = there.removeprefix(f"/tavler/{board.id}")
    assert seen[0] == "Tag det med.", "what they want to be taken along comes first"
    assert sorted(seen[1:]) == sorted(made)
    assert pages == 3


def test_a_page_goes_on_from_one_that_was_withdrawn(instructor, cast, board):
    passages(cast, 20)
    first = page_of(instructor, board, "?huse=")
    there = next(e for e in first.split('href="') if "efter=" in e).split('"')[0].split("#")[0]
    path = there.replace("&amp;", "&")
    expected = found_on(instructor.get(path).text)
    last = path.split("efter=")[1].split("&")[0]
    release = next(r for r in db.session.scalars(db.select(reading.Release)) if str(r.id) == last)
    release.withdraw(by=release.proposed_by, at=make.NOON)
    db.session.commit()
    assert found_on(instructor.get(path).text) == expected


def test_it_looks_through_so_many_and_says_so(instructor, cast, board, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 4)
    monkeypatch.setattr(finding, "MOST", 4)
    reading.candidates.cache_clear()
    passages(cast, 4)
    assert "for at få resten med" not in page_of(instructor, board, "?huse=")
    passage(cast, "Citat 9")
    db.session.commit()
    page = page_of(instructor, board, "?huse=")
    assert len(found_on(page)) == 4
    assert "for at få resten med" in page
    last = max(db.session.scalars(db.select(reading.Release)), key=lambda release: release.id)
    alone = page_of(instructor, board, f"?find={last.text.replace(' ', '+')}")
    assert found_on(alone) == [last.text], "words are looked for in all there are"
    assert "for at få resten med" not in alone
    few = page_of(instructor, board, "?huse=3")
    assert "4 citater holdes tilbage" in few
    assert "for at få resten med" in few
    none = page_of(instructor, board, "?huse=&find=%C3%A6citat")
    assert "Ingen citater passer." in none
    reading.candidates.cache_clear()


@pytest.mark.parametrize(
    "query", ["modul=x", "trin=closed", "spor=1", "huse=2", "efter=x", "beslutning=nej", "side=2"]
)
def test_what_the_programme_does_not_have_is_404(instructor, board, query):
    assert instructor.get(f"/tavler/{board.id}?{query}").status_code == 404


def test_words_that_cannot_be_looked_for_are_said_at_the_field(instructor, board):
    answer = instructor.get(f"/tavler/{board.id}?find={'x' * 101}")
    assert answer.status_code == 422
    assert "Søg på færre ord." in answer.text
