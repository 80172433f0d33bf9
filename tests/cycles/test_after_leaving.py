"""Who no longer writes in a forløb keeps her own words, and reads nothing more of it."""

import pytest

from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from tests import factories as make
from tests.factories import NOON

NEW = ("Hemmeligt nyt navn", "Hemmelig ny handling", "Hemmeligt nyt tegn")


@pytest.fixture
def seen(cast):
    """Her note, in a forløb that was changed after she was removed."""
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.removed_coauthor,))
    seen = cycle.observe("Det så jeg.", on=make.TODAY, by=cast.removed_coauthor, at=NOON)
    cycle.stop_writing(cast.removed_coauthor, at=NOON)
    cycle.title = NEW[0]
    cycle.answer(Question.ACTION, NEW[1], by=cast.author, at=NOON)
    cycle.plan_signs([NEW[2]], by=cast.author, at=NOON)
    return make.saved(seen)


PAGES = (
    "/", "/note/{id}", "/iagttagelse/{id}/saa-og-hoerte", "/iagttagelse/{id}/boernenes-side",
    "/iagttagelse/{id}/placering", "/iagttagelse/{id}/slet",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_her_note_shows_her_words_alone(cast, sign_in, seen, path):
    page = sign_in(cast.removed_coauthor).get(path.format(id=seen.id))
    assert page.status_code == 200
    assert [word for word in NEW if word in page.text] == []
    assert "/forloeb/" not in page.text.replace("/forloeb/nyt", "")
    if "placering" not in path and "boernenes" not in path:
        assert "Det så jeg." in page.text


def test_she_scores_no_signs_that_she_does_not_see(cast, sign_in, seen):
    client = sign_in(cast.removed_coauthor)
    assert client.get(f"/iagttagelse/{seen.id}/tegn").status_code == 404
    client.post(f"/note/{seen.id}/tegn", data={"tegn": str(seen.cycle.signs[0].id), "set": "1"})
    assert seen.scores == []


def test_she_changes_her_words_and_comes_past_the_signs(cast, sign_in, seen):
    client = sign_in(cast.removed_coauthor)
    changed = {"text": "Det så jeg også.", "revision": "1"}
    address = f"/iagttagelse/{seen.id}"
    assert client.post(f"{address}/saa-og-hoerte", data=changed).status_code == 303
    assert seen.answer_to(Question.SAW).text == "Det så jeg også."
    onward = client.post(f"{address}/med", data={"text": "Alle.", "revision": "0"})
    assert onward.location == f"{address}/placering"


@pytest.mark.parametrize("path", PAGES[:3])
def test_in_a_forloeb_that_she_may_open_she_sees_it_as_before(cast, sign_in, seen, path):
    seen.cycle.show_to(Visibility.HOUSE)
    db.session.commit()
    assert NEW[0] in sign_in(cast.removed_coauthor).get(path.format(id=seen.id)).text
