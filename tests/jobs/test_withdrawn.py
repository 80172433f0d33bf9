"""A passage that is withdrawn: gone from the files that hold it, and from those being made."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from logbook.db import db
from logbook.exports.makers import Maker
from logbook.exports.models import Extract
from logbook.jobs import making
from logbook.jobs.kinds import Made, kind_of
from logbook.jobs.models import Job, JobFile, JobState, job_part
from logbook.programme.models import TagKind
from logbook.releases.models import Release
from tests import factories as make
from tests.exports.world import ask, passage, tag, take

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.instructor)


def the_job():
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def files():
    db.session.rollback()
    return db.session.scalars(select(JobFile.job_id)).all()


def test_a_withdrawal_deletes_every_file_with_the_passage_in_the_same_stroke(cast, client, sign_in):
    track = tag(cast, TagKind.TRACK)
    gone, other = (
        passage(cast, "Fortrudt."),
        passage(cast, "Bliver.", tags=(track,)),
    )
    db.session.commit()
    with_it, without = ask(client, "csv"), ask(client, "csv", spor=str(track.id))
    making.make_all_waiting()
    assert len(files()) == 2
    sign_in(gone.proposed_by).post(f"/frigivet/{gone.id}/traek-tilbage")
    assert [str(each) for each in files()] == [without.rsplit("/")[-1]]
    parts = db.session.execute(select(job_part)).all()
    assert [row.part_id for row in parts] == [other.id]
    assert client.get(f"{with_it}/fil").status_code == 302
    page = client.get(with_it).text
    assert "Et citat i filen er trukket tilbage" in page
    assert "Fortrudt" not in page
    assert b"Bliver." in client.get(f"{without}/fil").data


def test_a_withdrawal_that_fails_deletes_nothing(cast, client):
    release = passage(cast)
    db.session.commit()
    ask(client, "csv")
    making.make_all_waiting()
    release.withdraw(by=release.proposed_by, at=make.NOON)
    assert db.session.scalars(select(JobFile.id)).all() == []
    db.session.rollback()
    assert len(files()) == 1


def test_what_is_withdrawn_while_it_is_made_is_made_again_without_it(
    cast, client, sign_in, monkeypatch
):
    gone = passage(cast, "Fortrudt.")
    passage(cast, "Bliver.")
    db.session.commit()
    writer, path = sign_in(gone.proposed_by), f"/frigivet/{gone.id}/traek-tilbage"
    page = ask(client, "csv")
    made = []

    def slowly(self, handout, tell):
        made.append([each.text for each in handout.passages])
        if len(made) == 1:
            writer.post(path)
        return "\n".join(made[-1]).encode()

    monkeypatch.setattr(Maker, "make", slowly)
    making.make_all_waiting()
    assert [sorted(each) for each in made] == [["Bliver.", "Fortrudt."], ["Bliver."]]
    assert client.get(f"{page}/fil").data == b"Bliver."
    [logged] = db.session.scalars(Extract.by(cast.instructor)).all()
    assert [release.text for release in logged.releases] == ["Bliver."]


def test_the_last_one_withdrawn_while_it_is_made_leaves_nothing(cast, client, sign_in, monkeypatch):
    gone = passage(cast)
    db.session.commit()
    writer, path = sign_in(gone.proposed_by), f"/frigivet/{gone.id}/traek-tilbage"
    page = ask(client, "csv")
    monkeypatch.setattr(Maker, "make", lambda self, handout, tell: writer.post(path).data)
    making.make_all_waiting()
    assert the_job().state is JobState.FAILED
    assert "Der er ingen citater i udvalget." in client.get(page).text
    assert db.session.scalars(Extract.by(cast.instructor)).all() == []


def test_more_passages_than_a_question_may_name_are_all_looked_at(cast, client):
    release = passage(cast)
    db.session.commit()
    ask(client, "csv")
    job = the_job()
    # More than either database takes in one statement.
    others = [uuid4() for _ in range(70_000)]
    made = Made("x.csv", "text/csv", b"", (release.id, *others), own="Alle moduler")
    assert kind_of(job).keep(job, made, make.NOON) is False
    db.session.rollback()


def test_the_download_looks_once_more(cast, client):
    """Whichever way a passage was withdrawn, also one that forgot the files."""
    release = passage(cast)
    db.session.commit()
    page = ask(client, "csv")
    making.make_all_waiting()
    db.session.execute(
        update(Release).where(Release.id == release.id).values(withdrawn_at=make.NOON)
    )
    db.session.commit()
    assert client.get(f"{page}/fil").status_code == 302
    assert "Filen ligger her ikke længere" in client.get(page).text


def test_past_extracts_say_that_a_passage_was_withdrawn(cast, client, sign_in):
    gone = passage(cast, "Fortrudt.")
    passage(cast, "Bliver.")
    db.session.commit()
    take(client, "csv")
    warning = "Et citat er trukket tilbage siden."
    assert warning not in client.get("/udtraek").text
    sign_in(gone.proposed_by).post(f"/frigivet/{gone.id}/traek-tilbage")
    take(client, "csv")
    for path in ("/udtraek", "/udtraek/hentet"):
        page = client.get(path).text
        assert page.count(warning) == 1
        assert "Fortrudt" not in page
