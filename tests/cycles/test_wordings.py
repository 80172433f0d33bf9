"""Tidligere navne og tegn: what a round and its signs were called, and how it comes back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from logbook import clock
from logbook.cycles.models import Wording, WordingOf
from logbook.cycles.next_round import build_on
from logbook.cycles.stages import Stage
from logbook.db import db
from tests import factories as make
from tests.pages import hidden, words_of

NAME, SIGN = "Ro i garderoben", "Flere børn finder selv ind i legen"


@pytest.fixture
def page(cycle):
    return f"/forloeb/{cycle.id}/navn-og-tegn"


def rename(client, cycle, title):
    return client.post(f"/forloeb/{cycle.id}/maerker", data={"title": title, "module": ""})


def plan(client, cycle, *signs):
    data = {f"sign_{n}": words for n, words in enumerate(signs, 1)}
    return client.post(f"/forloeb/{cycle.id}/svar/tegn", data=data | {"luk": "1"})


def kept():
    db.session.expire_all()
    found = select(Wording).order_by(Wording.revision, Wording.text)
    return list(db.session.scalars(found))


def texts():
    return [wording.text for wording in kept()]


def signs_of(cycle):
    db.session.expire_all()
    return [sign.text for sign in cycle.signs]


def use(client, page, wording, **data):
    data = {"revision": hidden(client.get(page).text, "revision")} | data
    return client.post(f"/ordlyd/{wording.id}/brug-igen", data=data)


# -- what is kept ---------------------------------------------------------------------------


def test_each_name_is_kept_with_who_replaced_it(cast, author, coauthor, cycle):
    rename(author, cycle, "Mettes navn")
    rename(coauthor, cycle, "Alis navn")
    assert [(w.what, w.text, w.replaced_by, w.sign_id) for w in kept()] == [
        (WordingOf.TITLE, NAME, cast.author, None),
        (WordingOf.TITLE, "Mettes navn", cast.coauthor, None),
    ]
    assert cycle.title == "Alis navn"


def test_a_name_that_is_written_with_the_wondering_is_kept_too(author, cycle):
    data = {"title": "Et andet navn", "wondering": "Hvad sker der?", "module": "", "revision": "1"}
    assert author.post(f"/forloeb/{cycle.id}/undring", data=data).status_code == 303
    assert texts() == [NAME]


def test_the_same_name_and_the_same_signs_keep_nothing(author, cycle):
    rename(author, cycle, NAME)
    plan(author, cycle, SIGN, "", "")
    assert kept() == []
    assert cycle.words_revision == 1, "her first sign, and nothing since"


def test_a_sign_that_is_reworded_or_taken_away_is_kept(cast, author, coauthor, cycle):
    plan(author, cycle, SIGN, "Mindre kø")
    first, second = [sign.id for sign in cycle.signs]
    plan(coauthor, cycle, "Flere leger", "")
    assert [(w.what, w.text, w.replaced_by, w.sign_id) for w in kept()] == [
        (WordingOf.SIGN, SIGN, cast.coauthor, first),
        (WordingOf.SIGN, "Mindre kø", cast.coauthor, second),
    ]
    assert signs_of(cycle) == ["Flere leger"]


def test_a_sign_that_was_scored_stays_and_keeps_nothing(author, cycle):
    cycle.observations[0].score(cycle.signs[0], 2)
    db.session.commit()
    plan(author, cycle, "", "")
    assert (signs_of(cycle), kept()) == ([SIGN], [])


def test_a_sign_in_the_last_field_is_kept_though_one_before_it_is_empty(author, cycle):
    plan(author, cycle, SIGN, "", "Mindre kø")
    assert signs_of(cycle) == [SIGN, "Mindre kø"]
    assert [sign.position for sign in cycle.signs] == [0, 1]


def test_a_sign_that_the_next_round_goes_on_with_can_be_taken_away(cast, author, cycle):
    following = make.saved(build_on(cycle, by=cast.author, at=make.NOON))
    assert plan(author, cycle, "", "").status_code == 303
    assert (signs_of(cycle), texts()) == ([], [SIGN])
    assert [(s.text, s.continues_id) for s in following.signs] == [(SIGN, None)]


def test_they_go_with_their_round(cast, sign_in):
    draft = make.cycle(by=cast.author, house=cast.house, stage=Stage.WONDERING)
    draft.rename("Et andet navn", by=cast.author, at=make.NOON)
    db.session.commit()
    assert sign_in(cast.author).post(f"/forloeb/{draft.id}/slet").status_code == 303
    assert kept() == []


def test_what_is_saved_first_is_no_earlier_name(cast, author, cycle, page):
    assert "Der er ikke andre" in author.get(page).text


# -- the page -------------------------------------------------------------------------------


def test_they_are_read_with_what_stands_now_and_the_differences_marked(author, cycle, page):
    rename(author, cycle, "Ro og leg i garderoben")
    rename(author, cycle, "Ro i rummet")
    plan(author, cycle, "Flere børn finder leg")
    text = author.get(page).text
    assert '<dd class="text">Ro i rummet</dd>' in text
    assert '<dd class="text">Flere børn finder leg</dd>' in text
    assert text.index("Ro <mark>og leg </mark>i <mark>garderoben</mark>") < text.index(
        f'<p class="text">{NAME}</p>'
    ), "the newest first; against the name after it the first lacks nothing"
    assert "Flere børn finder <mark>selv ind i legen</mark>" in text


def test_a_sign_that_has_gone_says_so(author, cycle, page):
    plan(author, cycle, "Flere leger")
    plan(author, cycle, "")
    text = author.get(page).text
    assert text.index("Et tegn, der er taget væk") < text.index("Taget væk af dig")
    assert text.index("Taget væk af dig") < text.index("Ændret af dig")


def test_the_hour_is_told_to_who_changed_it_alone(author, coauthor, cycle, page):
    rename(author, cycle, "Et andet navn")
    own, others = author.get(page).text, coauthor.get(page).text
    assert "Ændret af dig, mandag 7. januar kl. 12.00" in own
    assert "Ændret af Mette, mandag 7. januar" in others
    assert " kl. " not in others


def test_a_long_list_is_read_on_to_its_end(author, cycle, page, cast):
    for n in range(45):
        cycle.rename(f"Navn {n}. {'Ro' if n < 30 else ''}", by=cast.author, at=make.NOON)
        db.session.commit()
    pages = [author.get(f"{page}?side={n}").text for n in (1, 2, 3)]
    told = "".join(pages)
    assert all(told.count(f">: Navn {n}. ") == 1 for n in range(44))
    assert told.count(">Brug denne igen<") == 45
    assert "Vis ældre" in pages[1]
    assert "Vis ældre" not in pages[2]
    assert "Navn <mark>23. </mark>Ro" in pages[1], "beside what came after it, on the page before"
    for side in ("4", "0", "x", "-1", "9" * 20):
        assert author.get(f"{page}?side={side}").status_code == 404


@pytest.mark.parametrize("place", ["maerker", "undring", "svar/tegn"])
def test_the_way_there_stands_where_they_are_written_once_there_are_any(author, cycle, page, place):
    where = f"/forloeb/{cycle.id}/{place}"
    assert page not in author.get(where).text
    rename(author, cycle, "Et andet navn")
    assert page in author.get(where).text
    assert page not in author.get(f"/forloeb/{cycle.id}/svar/laert").text


def test_who_reads_the_round_does_not_read_what_it_was_called(cast, sign_in, author, cycle, page):
    rename(author, cycle, "Et andet navn")
    leader = sign_in(cast.leader)
    assert NAME not in leader.get(f"/forloeb/{cycle.id}").text
    assert leader.get(page).status_code == 403
    wording = kept()[0]
    assert leader.post(f"/ordlyd/{wording.id}/brug-igen", data={"revision": "2"}).status_code == 403
    assert cycle.title == "Et andet navn"


# -- brought back ---------------------------------------------------------------------------


def test_a_name_is_brought_back_and_the_other_one_kept(author, cycle, page):
    rename(author, cycle, "Et andet navn")
    went = use(author, page, kept()[0])
    assert (went.status_code, went.location) == (303, page)
    assert (cycle.title, texts()) == (NAME, [NAME, "Et andet navn"])


def test_a_sign_is_brought_back_and_the_other_words_kept(author, cycle, page):
    plan(author, cycle, "Flere leger")
    use(author, page, kept()[0])
    assert (signs_of(cycle), texts()) == ([SIGN], [SIGN, "Flere leger"])


def test_a_sign_that_was_taken_away_comes_back_as_a_further_one(author, cycle, page):
    gone = cycle.signs[0].id
    plan(author, cycle, "", "Mindre kø")
    assert signs_of(cycle) == ["Mindre kø"]
    assert use(author, page, kept()[0]).status_code == 303
    assert signs_of(cycle) == ["Mindre kø", SIGN]
    assert cycle.signs[1].id == gone, "with the past that it had"
    assert "taget væk" not in author.get(page).text


def test_a_fourth_sign_finds_no_room_and_nothing_is_lost(author, cycle, page):
    plan(author, cycle, "")
    plan(author, cycle, "Et", "To", "Tre")
    refused = use(author, page, kept()[0])
    assert refused.status_code == 422
    assert "Der er allerede tre tegn" in refused.text
    assert SIGN in refused.text
    assert (signs_of(cycle), texts()) == (["Et", "To", "Tre"], [SIGN])


@pytest.mark.parametrize("revision", ["1", "", "x", "9" * 30])
def test_nothing_is_brought_back_over_what_was_not_seen(author, coauthor, cycle, page, revision):
    rename(author, cycle, "Mettes navn")
    rename(coauthor, cycle, "Alis navn")
    met = use(author, page, kept()[0], revision=revision)
    assert met.status_code == 422
    assert "Der er gemt noget andet her imens" in met.text
    assert '<dd class="text">Alis navn</dd>' in met.text
    assert hidden(met.text, "revision") == "3"
    db.session.expire_all()
    assert cycle.title == "Alis navn"


def test_what_stands_there_already_is_no_change(author, cycle, page):
    rename(author, cycle, "Et andet navn")
    rename(author, cycle, NAME)
    use(author, page, kept()[0])
    assert (cycle.title, len(kept())) == (NAME, 2)


def test_who_joins_later_reads_only_what_stood_there_then_and_since(
    cast, author, cycle, page, sign_in, monkeypatch
):
    rename(author, cycle, "Da hun kom")
    came = make.NOON + timedelta(minutes=1)
    cycle.let_write(cast.colleague, added_by=cast.author, at=came)
    db.session.commit()
    hers = sign_in(cast.colleague)
    assert "Tidligere navne og tegn" not in hers.get(f"/forloeb/{cycle.id}/maerker").text
    monkeypatch.setattr(clock, "now", lambda: came + timedelta(minutes=1))
    rename(author, cycle, "Siden")
    assert "Da hun kom" in words_of(hers.get(page).text)
    assert NAME not in words_of(hers.get(page).text)
    assert NAME in words_of(author.get(page).text)
    before = db.session.scalar(select(Wording.id).where(Wording.text == NAME))
    assert hers.post(f"/ordlyd/{before}/brug-igen", data={"revision": "2"}).status_code == 404
    assert cycle.title == "Siden"
