"""What was begun long ago, days that go by, and what is left."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from logbook.audit.models import LogLine
from logbook.backup.models import Backup
from logbook.db import db
from logbook.drafts.models import Draft
from tests import factories as make
from tests.factories import NOON


def begun(person, days, words="En gammel tanke, som aldrig blev gemt."):
    draft = Draft(
        person_id=person.id, place="/forloeb/nyt", device=uuid4(), revision=1,
        fields=f'{{"wondering": "{words}"}}', changed_at=NOON - timedelta(days=days),
    )  # fmt: skip
    return make.saved(draft).id


def live(time, days):
    """So many days go by, with a backup each night."""
    for _ in range(days):
        time.now += timedelta(days=1)
        db.session.add(Backup(made_at=time.now, seconds=1, size=1, is_good=True))
    db.session.commit()


def drafts():
    return set(db.session.scalars(sa.select(Draft.id).where(Draft.fields != "")))


def acts(programme_id):
    return [line.act for line in db.session.execute(LogLine.in_order(programme_id))]
