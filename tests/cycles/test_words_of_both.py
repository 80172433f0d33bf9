"""Whose words a text holds after two met: each of them is asked, and none of them is deleted."""

import pytest
from sqlalchemy import select, text

from logbook import clock
from logbook.cycles.models import Cycle, Version
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage
from logbook.db import db
from logbook.people.models import KeptForm
from tests import factories as make
from tests.drafts.sending import Device
from tests.pages import words_of

HERS, MINE = "Jonna stod ved døren.", "Vi stod ved døren."


def met(author, coauthor, cycle):
    """The author saves, then the coauthor, who started from the same: where both are shown."""
    path = f"/forloeb/{cycle.id}/svar/hvem"
    author.post(path, data={"text": MINE, "revision": "0", "luk": "1"})
    return coauthor.post(path, data={"text": HERS, "revision": "0", "luk": "1"}).location


def writers_of(cycle, question=Question.WHO):
    db.session.expire_all()
    return {each.person for each in cycle.answer_to(question).writers}


@pytest.mark.parametrize(("keep", "both"), [("begge", True), ("anden", True), ("foerste", False)])
def test_whose_words_stand_there_is_a_writer_of_it(cast, author, coauthor, cycle, keep, both):
    there = met(author, coauthor, cycle)
    author.post(there, data={"revision": "1", "keep": keep})
    assert writers_of(cycle) == ({cast.author, cast.coauthor} if both else {cast.author})


def test_brought_back_by_another_they_are_still_hers(cast, author, coauthor, cycle):
    there = met(author, coauthor, cycle)
    author.post(there, data={"revision": "1", "keep": "foerste"})
    answer = author.post(f"{there}/brug-igen", data={"revision": "1"})
    assert answer.status_code == 303
    assert writers_of(cycle) == {cast.author, cast.coauthor}


def test_a_round_with_a_second_text_of_anothers_is_not_hers_alone_to_delete(cast, sign_in, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, coauthors=(cast.coauthor,))
    author = sign_in(cast.author)
    met(author, sign_in(cast.coauthor), cycle)
    refused = author.post(f"/forloeb/{cycle.id}/slet")
    assert "Vi venter på svar fra Ali Kaya" in author.get(refused.location).text
    assert db.session.scalar(select(Version.text)) == HERS


def test_a_trial_that_was_emptied_stays_with_what_stood_in_it(cast, sign_in, noon):
    cycle = make.cycle(
        by=cast.author, house=cast.house, coauthors=(cast.coauthor,), stage=Stage.TRY
    )
    author, coauthor = sign_in(cast.author), sign_in(cast.coauthor)
    path = f"/forloeb/{cycle.id}/afproev"
    there = coauthor.post(path, data={"tried_on": "2030-01-06", "key": "k"}).location
    coauthor.post(there, data={"text": HERS, "revision": "0", "luk": "1"})
    author.post(there, data={"text": "", "revision": "1", "luk": "1"})
    assert author.post(f"{there.rsplit('/', 1)[0]}/slet").status_code == 409
    assert db.session.scalar(select(Version.text)) == HERS


def test_who_joins_later_reads_what_stood_there_then_and_since(cast, sign_in, monkeypatch, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.REFLECT)
    author, path = sign_in(cast.author), f"/forloeb/{cycle.id}/svar/hvem"
    for revision, words in enumerate(["Før hun kom.", "Da hun kom.", "Siden."]):
        if words == "Siden.":
            cycle.let_write(
                cast.coauthor, added_by=cast.author, at=make.NOON.replace(minute=2, second=30)
            )
            db.session.commit()
        later = make.NOON.replace(minute=revision + 1)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        author.post(path, data={"text": words, "revision": str(revision), "luk": "1"})
    there = f"/svar/{cycle.answer_to(Question.WHO).id}/udgaver"
    hers = sign_in(cast.coauthor)
    page = words_of(hers.get(there).text)
    assert "Da hun kom." in page
    assert "Før hun kom." not in page
    assert "Før hun kom." in words_of(author.get(there).text)
    first = db.session.scalar(select(Version.id).where(Version.text == "Før hun kom."))
    assert hers.post(f"/udgave/{first}/brug-igen", data={"revision": "3"}).status_code == 404


def test_deleted_for_ever_are_her_drafts_for_it_too(cast, sign_in, client, noon):
    cycle = make.cycle(by=cast.author, house=cast.house)
    hers = Device.of(cast.author, sign_in(cast.author))
    hers.draft(f"/forloeb/{cycle.id}/svar/handling", text="Kladde om det.", revision="0")
    hers.draft(f"/#{cycle.id}", text="Note om det.", cycle=str(cycle.id))
    hers.draft("/forloeb/nyt", title="Et andet")
    sealed = {"owner": hers.owner, "text": "Uden login om det.", "revision": "0"}
    client.post(f"/forloeb/{cycle.id}/svar/handling", data=sealed)
    assert len(db.session.scalars(select(KeptForm)).all()) == 1
    assert hers.client.post(f"/forloeb/{cycle.id}/slet").status_code == 303
    assert db.session.scalars(select(Cycle)).all() == []
    left = db.session.scalars(text("SELECT fields FROM draft WHERE fields <> ''")).all()
    assert [("andet" in fields, "det." in fields) for fields in left] == [(True, False)]
    assert db.session.scalars(select(KeptForm)).all() == []
