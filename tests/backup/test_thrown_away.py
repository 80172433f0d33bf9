"""What somebody began, and threw away after the backup, is not there again after restoring."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing import listed
from logbook.kept import Kept, keep
from logbook.people.models import KeptForm
from tests import factories as make
from tests.factories import NOON

WORDS = "Halvdelen af en tanke om døren"


@pytest.fixture
def draft_id(cast):
    made = Draft(
        person_id=cast.author.id, place="/forloeb/nyt", device=uuid4(), revision=1,
        fields=f'{{"title": "{WORDS}"}}', changed_at=NOON,
    )  # fmt: skip
    return make.saved(made).id


@pytest.fixture
def kept_id(cast):
    keep(Kept("/forloeb/nyt", [("title", WORDS)]), cast.author, at=NOON)
    db.session.commit()
    return db.session.scalars(sa.select(KeptForm.id)).one()


def restored(app, query):
    with app.app_context():
        found = list(db.session.scalars(query))
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_draft_that_was_thrown_away(
    cast, draft_id, taken, flask_elsewhere, elsewhere, sign_in
):  # fmt: skip
    assert sign_in(cast.author).post(f"/kladder/{draft_id}/slet").status_code == 303
    (entry,) = listed.entries()
    assert (entry.id, entry.kind, entry.state) == (draft_id, "draft", "done")
    assert WORDS not in listed.place().read_text()
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert restored(elsewhere, sa.select(Draft.fields).where(Draft.fields != "")) == []
    assert flask_elsewhere("erasures", "check").exit_code == 0


def test_a_form_that_waited_and_was_thrown_away(
    cast, kept_id, taken, flask_elsewhere, elsewhere, sign_in
):
    assert sign_in(cast.author).post(f"/konto/ikke-gemt/{kept_id}/slet").status_code == 303
    assert [(each.id, each.kind) for each in listed.entries()] == [(kept_id, "kept_form")]
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert restored(elsewhere, sa.select(KeptForm.id)) == []


def test_what_was_not_thrown_away_is_there_again(
    draft_id, kept_id, taken, flask_elsewhere, elsewhere
):
    assert flask_elsewhere("restore", taken).exit_code == 0
    assert restored(elsewhere, sa.select(Draft.id)) == [draft_id]
    assert restored(elsewhere, sa.select(KeptForm.id)) == [kept_id]
