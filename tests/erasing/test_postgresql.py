"""Where PostgreSQL keeps words beside the rows: its statistics, and the free room of its files."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from logbook.cycles.models import Cycle
from logbook.db import db
from logbook.erasing.commands import group
from logbook.erasing.forgetting import erase
from logbook.erasing.models import Kind, text_of
from logbook.erasing.sweeping import tidy
from logbook.privacy.personal_data import BY_TABLE
from tests import world as worlds
from tests.factories import NOON

pytestmark = pytest.mark.only("postgresql")

# What holds the program's own words, ids and hashes, and is looked for often.
OWN_WORDS = {
    "conversation.minutes", "conversation.used", "draft.place", "erasure_proposal.kind",
    "erasure_proposal.stands", "figures.published", "figures.shown", "figures.taken_back",
    "invitation.code_hash", "invitation.link_hash", "job.kind", "job_file.media_type",
    "kept_form.content_hash", "known_device.key_hash", "log_line.about_kind", "log_line.act",
    "log_line.detail", "log_line.key_id", "log_line.mac", "not_name.word_hash",
    "person.auth_source", "person.last_visibility", "person.password_hash",
    "person.usual_attribution", "receipt.digest", "sign_in.device", "sign_in.key_hash",
    "withheld.seen_digest", "wrong_try.account_hash", "wrong_try.address_hash",
    "wrong_try.device_hash",
}  # fmt: skip
UNSAMPLED = (
    "SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE c.relkind = 'r' AND a.attstattarget = 0"
)


def statement(words):
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        result = connection.exec_driver_sql(words)
        return result.scalars().all() if result.returns_rows else []


def test_no_sample_is_kept_of_what_people_write(app):
    """A new column is written into a migration, as in 0018, or is of our own words."""
    texts = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        if table.name in BY_TABLE
        for column in table.columns
        if isinstance(column.type, sa.String | sa.Text | sa.JSON | sa.LargeBinary)
        and not isinstance(column.type, sa.Enum)
    }
    assert texts - OWN_WORDS == set(statement(UNSAMPLED))


@pytest.fixture
def words(app):
    """What stands in one round of many, which is then erased; the database knew it well."""
    world = worlds.assemble()
    before = written()
    statement("VACUUM ANALYZE")
    erase(text_of(Kind.ROUND, db.session.get(Cycle, world.house_cycle.id)), by=None, at=NOON)
    gone = before - written()
    db.session.remove()
    assert len(gone) > 20
    return gone


def written():
    """The marked words in each column."""
    found = set()
    for table in db.metadata.sorted_tables:
        for column in table.c:
            text = sa.cast(column, sa.Text)
            if isinstance(column.type, sa.String | sa.Text | sa.JSON):
                found |= set(db.session.scalars(sa.select(text).where(text.contains("kanarie-"))))
    return found


def test_the_statistics_hold_nothing_of_what_was_erased(words):
    samples = "coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '')"
    kept = "\n".join(statement(f"SELECT {samples} FROM pg_stats WHERE schemaname = 'public'"))
    assert kept.strip()
    assert [word for word in words if word in kept] == []


def test_by_hand_the_tables_are_written_anew_and_no_file_of_theirs_holds_it(app, databases, words):
    """The log of the server (WAL) goes its own way: it is written over as time passes."""
    folder = Path(databases.maker("postgresql").server.pgdata) / "base"
    assert tidy(at=NOON, hour=12)
    statement("CHECKPOINT")
    assert held_in(folder, words), "a row that is gone leaves its bytes in the free room"
    statement("UPDATE erasure SET swept_at = NULL")
    said = app.test_cli_runner().invoke(group, ["tidy"])
    assert said.exit_code == 0, said.output
    statement("CHECKPOINT")
    assert held_in(folder, words) == []


def held_in(folder, words):
    own = statement("SELECT oid::text FROM pg_database WHERE datname = current_database()")[0]
    files = [each for each in (folder / own).iterdir() if each.is_file()]
    content = b"".join(each.read_bytes() for each in files)
    return [word for word in words if word.encode() in content]
