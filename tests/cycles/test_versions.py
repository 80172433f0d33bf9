"""Tidligere udgaver: what stood there before, what came second, and how either comes back."""

import pytest
from sqlalchemy import select

from logbook.cycles.models import Version, VersionKind
from logbook.cycles.questions import Question
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.forms import TEXT_LIMIT
from tests import factories as make
from tests.pages import hidden, words_of

FIRST, SECOND, THIRD = "Vi står i døren.", "Vi to står i døren.", "Ingen står i døren."


@pytest.fixture
def path(cycle):
    return f"/forloeb/{cycle.id}/svar/hvem"


def write(client, path, text, revision):
    return client.post(path, data={"text": text, "revision": str(revision), "luk": "1"})


def kept(kind=VersionKind.REPLACED):
    db.session.expire_all()
    found = select(Version).where(Version.kind == kind).order_by(Version.revision)
    return list(db.session.scalars(found))


@pytest.fixture
def answer(cycle, author, coauthor, path):
    """Written by the author, then by the coauthor, then by the author again."""
    write(author, path, FIRST, 0)
    write(coauthor, path, SECOND, 1)
    write(author, path, THIRD, 2)
    return cycle.answer_to(Question.WHO)


def test_every_save_keeps_what_was_there_before(cast, answer):
    assert [(v.text, v.revision, v.written_by) for v in kept()] == [
        (FIRST, 1, cast.author),
        (SECOND, 2, cast.coauthor),
    ]
    assert (answer.text, answer.revision, answer.written_by) == (THIRD, 3, cast.author)


def test_a_first_text_and_the_same_text_keep_nothing(author, path, cycle):
    write(author, path, FIRST, 0)
    write(author, path, FIRST, 1)
    assert kept() == []


def test_a_text_that_was_emptied_is_found_again(author, path, cycle):
    write(author, path, FIRST, 0)
    write(author, path, "", 1)
    assert [v.text for v in kept()] == [FIRST]
    assert "Feltet er tomt." in author.get(f"/svar/{cycle.answer_to(Question.WHO).id}/udgaver").text


def test_they_are_read_newest_first_with_the_differences_marked(author, answer):
    page = author.get(f"/svar/{answer.id}/udgaver").text
    assert page.index(THIRD) < page.index("<mark>Vi to ") < page.index(FIRST)
    assert "<mark>Vi to </mark>står i døren." in page
    # Against the text that came after it, the first lacks nothing of its own.
    assert f'<p class="text">{FIRST}</p>' in page
    assert "Ali, mandag" in page
    assert "Dig, mandag" in page


def test_the_hour_is_told_to_the_writer_alone(author, coauthor, answer):
    own, others = (c.get(f"/svar/{answer.id}/udgaver").text for c in (author, coauthor))
    assert own.count(" kl. ") == 2, "what stands there now, and her first"
    assert others.count(" kl. ") == 1


def test_the_way_there_stands_below_the_field(author, answer, path):
    assert f"/svar/{answer.id}/udgaver" in author.get(path).text


def test_one_is_brought_back_as_a_new_version(author, answer, cycle):
    version = kept()[0]
    data = {"revision": hidden(author.get(f"/svar/{answer.id}/udgaver").text, "revision")}
    went = author.post(f"/udgave/{version.id}/brug-igen", data=data)
    assert went.location == f"/forloeb/{cycle.id}/svar/hvem"
    assert (cycle.text_of(Question.WHO), cycle.answer_to(Question.WHO).revision) == (FIRST, 4)
    assert [v.text for v in kept()] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("revision", ["2", "", "x", "9" * 30])
def test_nothing_is_brought_back_over_a_text_that_was_not_seen(author, answer, cycle, revision):
    went = author.post(f"/udgave/{kept()[0].id}/brug-igen", data={"revision": revision})
    assert went.status_code == 422
    assert "Der er gemt noget andet her imens" in went.text
    assert hidden(went.text, "revision") == "3"
    assert cycle.text_of(Question.WHO) == THIRD


def test_they_go_with_their_answer(cast, author, cycle):
    seen = make.saved(cycle.observe("Roligt.", on=make.TODAY, by=cast.author, at=make.NOON))
    write(author, f"/iagttagelse/{seen.id}/saa-og-hoerte", "Meget roligt.", 1)
    assert len(kept()) == 1
    assert author.post(f"/iagttagelse/{seen.id}/slet").status_code == 303
    assert kept() == []


def test_a_long_list_is_read_on_to_its_end(cast, author, cycle, path):
    for n in range(45):
        write(author, path, f"Gang {n}.", n)
    address = f"/svar/{cycle.answer_to(Question.WHO).id}/udgaver"
    pages = [words_of(author.get(f"{address}?side={n}").text) for n in (1, 2, 3)]
    assert set.union(*pages) == {f"Gang {n}." for n in range(45)}
    assert "Vis ældre udgaver" not in author.get(f"{address}?side=3").text
    for side in ("4", "0", "x", "-1", "9" * 20):
        assert author.get(f"{address}?side={side}").status_code == 404


# -- two texts that met ---------------------------------------------------------------------


@pytest.fixture
def met(author, coauthor, path):
    """The author saved first; the coauthor had begun before that."""
    write(author, path, FIRST, 0)
    answer = write(coauthor, path, SECOND, 0)
    assert answer.status_code == 303
    return answer.location


def test_both_are_shown_side_by_side_with_the_differences_marked(coauthor, met):
    page = coauthor.get(met).text
    assert words_of(page) >= {FIRST, SECOND}
    assert "Vi <mark>to </mark>står i døren." in page
    assert "Din tekst" in page
    assert "Intet er gået tabt" in page


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ({"keep": "begge"}, f"{FIRST}\n\n{SECOND}"),
        ({}, f"{FIRST}\n\n{SECOND}"),
        ({"keep": "anden"}, SECOND),
        ({"keep": "foerste"}, FIRST),
    ],
)
def test_whichever_is_chosen_both_are_found(coauthor, met, cycle, choice, stands):
    assert coauthor.post(met, data=choice | {"revision": "1"}).status_code == 303
    assert cycle.text_of(Question.WHO) == stands
    found = {stands, *(v.text for v in db.session.scalars(select(Version)))}
    assert {FIRST, SECOND} <= found
    assert not kept(VersionKind.CAME_SECOND)[0].waits


def test_what_is_settled_is_not_asked_again(coauthor, met, cycle):
    coauthor.post(met, data={"keep": "foerste", "revision": "1"})
    there = coauthor.get(met)
    assert there.location == f"/svar/{cycle.answer_to(Question.WHO).id}/udgaver"
    assert SECOND in words_of(coauthor.get(there.location).text)


def test_a_third_text_meanwhile_is_shown_before_anything_is_chosen(author, coauthor, met, path):
    write(author, path, THIRD, 1)
    again = coauthor.post(met, data={"keep": "anden", "revision": "1"})
    assert again.status_code == 422
    assert words_of(again.text) >= {THIRD, SECOND}
    assert coauthor.post(met, data={"keep": "anden", "revision": "2"}).status_code == 303


def test_what_waits_is_found_among_the_earlier_texts(author, met, cycle):
    page = author.get(f"/svar/{cycle.answer_to(Question.WHO).id}/udgaver").text
    assert "Skrevet samtidig" in page
    assert met in page


def test_two_that_are_too_long_together_stay_two(author, coauthor, path, cycle):
    half = "æ" * (TEXT_LIMIT // 2)
    write(author, path, half, 0)
    met = write(coauthor, path, f"{half}ø", 0).location
    refused = coauthor.post(met, data={"keep": "begge", "revision": "1"})
    assert refused.status_code == 422
    assert "for lange til ét felt" in refused.text
    assert coauthor.post(met, data={"keep": "anden", "revision": "1"}).status_code == 303
    assert cycle.text_of(Question.WHO) == f"{half}ø"


def test_a_choice_that_is_none_chooses_nothing(coauthor, met, cycle):
    assert coauthor.post(met, data={"keep": "x", "revision": "1"}).status_code == 422
    assert cycle.text_of(Question.WHO) == FIRST


def test_the_same_text_loaded_again_is_kept_once(coauthor, met, path):
    assert write(coauthor, path, SECOND, 0).location == met
    assert len(kept(VersionKind.CAME_SECOND)) == 1


def test_a_version_that_was_replaced_has_no_two_texts(author, answer):
    assert author.get(f"/udgave/{kept()[0].id}").status_code == 404


# -- who reads them -------------------------------------------------------------------------


def test_nobody_reads_what_was_written_before_it_was_shown(cast, sign_in, answer, cycle):
    """The house reads what stands there now, and that it was written again."""
    leader = sign_in(cast.leader)
    page = leader.get(f"/forloeb/{cycle.id}").text
    assert THIRD in page
    assert FIRST not in page
    assert "Rettet " in page
    assert "udgave" not in page
    assert leader.get(f"/svar/{answer.id}/udgaver").status_code == 403


def test_a_text_that_nobody_else_could_read_is_not_called_corrected(author, cast, cycle, answer):
    cycle.show_to(Visibility.PRIVATE)
    db.session.commit()
    assert "Rettet " not in author.get(f"/forloeb/{cycle.id}").text
