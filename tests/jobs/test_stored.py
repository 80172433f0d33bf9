"""The moment in which a file is stored: whoever hides or erases something waits, and finds it."""

import pytest
from sqlalchemy.exc import OperationalError

from logbook.db import db
from logbook.jobs import making
from logbook.jobs.kinds import in_silence, kind_of
from logbook.jobs.models import Job
from logbook.programme.models import Programme
from logbook.releases.models import hold
from tests.exports.world import ask, passage


def test_nobody_takes_hold_of_the_programme_before_the_file_is_there(
    cast, sign_in, noon, monkeypatch
):
    passage(cast)
    db.session.commit()
    ask(sign_in(cast.instructor), "csv")
    job_id, attempt = making.claim()
    job = db.session.scalars(Job.taken_up(job_id, attempt)).one()
    maker, programme_id, tried = kind_of(job), cast.programme.id, []
    made, whole = maker.make(job, in_silence), maker.keep

    def meanwhile(*given):
        kept = whole(*given)
        with db.engine.connect() as other:
            tried.append(kept)
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 20")
                other.info["hurries"] = True
            else:
                other.exec_driver_sql("SET LOCAL lock_timeout = 20")
            with pytest.raises(OperationalError):
                other.execute(hold(Programme, programme_id))
        return kept

    monkeypatch.setattr(maker, "keep", meanwhile)
    assert making.store(job_id, attempt, maker, made)
    assert tried == [True]
