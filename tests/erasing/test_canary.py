"""A word in fifty places, erased, and then looked for byte by byte."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import make_url

from logbook.boards.models import BoardNote
from logbook.cycles.models import Cycle
from logbook.db import db
from logbook.drafts.models import Draft, Receipt
from logbook.erasing.forgetting import erase
from logbook.erasing.models import Kind, text_of
from logbook.erasing.sweeping import tidy
from logbook.erasing.telling import EVERYONE_SAID_YES
from logbook.jobs.models import Job, JobFile, JobState, job_part, parts_of
from logbook.kept import Kept, keep
from logbook.people.models import Person
from tests import world as worlds
from tests.factories import NOON

MARK = "kanarie-"
# What no single text takes along: it is the instructors' own, or goes when it has been read.
OF_OTHERS = {"outcome", "outcome_version", "board", "board_group", "person"}


def held():
    """Each table and column with a marked word, and the words."""
    found = set()
    for table in db.metadata.sorted_tables:
        for column in table.c:
            as_text = sa.cast(column, sa.Text)
            if isinstance(column.type, sa.LargeBinary):
                stored = db.session.scalars(sa.select(column))
                values = [bytes(value).decode(errors="replace") for value in stored]
                found |= {(table.name, column.name, v) for v in values if MARK in v}
                continue
            query = sa.select(as_text).where(as_text.contains(MARK))
            found |= {(table.name, column.name, value) for value in db.session.scalars(query)}
    return found


@pytest.fixture
def full_world(app):
    """Everything that the tests' world holds, and what lies beside the tables of texts."""
    world = worlds.assemble()
    cycle = world.house_cycle
    words = f"{MARK}forseglet med et ord, som intet andet sted findes"
    path = f"/forloeb/{cycle.id}/svar/laert"
    keep(Kept(path, [("text", words)]), world.author, at=NOON)
    db.session.add(
        Draft(
            person_id=world.coauthor.id, place=path, device=uuid4(), revision=1,
            fields=json.dumps({"text": f"{MARK}kladde hos en medforfatter"}), changed_at=NOON,
        )
    )  # fmt: skip
    # A draft elsewhere, with the very words that stand in the round.
    learned = world.house_learned.text
    db.session.add(
        Draft(
            person_id=world.coauthor.id, place="/forloeb/nyt", device=uuid4(), revision=1,
            fields=json.dumps({"title": learned + " Og det, der kom til."}), changed_at=NOON,
        )
    )  # fmt: skip
    receipt = Receipt(person_id=world.author.id, op=uuid4(), digest="0" * 64, at=NOON)
    receipt.keep(200, {"saved": True, "to": path, "said": f"{MARK}kvittering"})
    job = Job.ask("selection", "Ro", {}, by=world.instructor, at=NOON)
    job.state, job.ended_at = JobState.DONE, NOON
    db.session.add_all([receipt, job])
    db.session.flush()
    db.session.add(
        JobFile(
            job_id=job.id, name="Min bog.txt", media_type="text/plain", is_shown=False,
            content=f"{MARK}fil med runden".encode(), size=20, made_at=NOON, expires_at=NOON,
        )
    )  # fmt: skip
    db.session.execute(job_part.insert(), parts_of(job.id, [cycle.id]))
    db.session.commit()
    return world


def sealed_forms(app):
    from logbook.erasing.models.strays import in_sealed_forms
    from logbook.kept import opened

    return [form for form in map(opened, db.session.scalars(in_sealed_forms())) if form]


def erase_all(query, kind, by):
    for thing_id in db.session.scalars(query).all():
        thing = db.session.get(kind.model, thing_id)
        if thing is not None:
            erase(text_of(kind, thing), by=by, at=NOON)


def test_a_word_in_fifty_places_is_nowhere_afterwards(app, full_world, database_kind, caplog):
    places = held()
    assert len(places) >= 50
    assert len({(table, column) for table, column, _ in places}) >= 20
    assert any(MARK in value for form in sealed_forms(app) for _, value in form.fields)
    author_id = full_world.author.id
    gone = {value for table, _, value in places if table not in OF_OTHERS}
    kept = {value for table, _, value in places if table in OF_OTHERS}

    erase_all(sa.select(Cycle.id), Kind.ROUND, full_world.author)
    erase_all(sa.select(BoardNote.id), Kind.BOARD_NOTE, full_world.author)
    erase_all(sa.select(Draft.id), Kind.DRAFT, full_world.author)

    left = held()
    assert {table for table, _, _ in left} <= OF_OTHERS
    # Whom a notice waited for is told there what became of the rounds.
    assert {value.removesuffix(f" {EVERYONE_SAID_YES}") for _, _, value in left} == kept
    about_rounds = [form for form in sealed_forms(app) if "/forloeb/" in form.path]
    assert not any(MARK in value for form in about_rounds for _, value in form.fields)
    assert tidy(at=NOON, hour=12)
    assert not [word for word in gone if word in caplog.text]
    assert db.session.get(Person, author_id)
    db.session.remove()
    if database_kind == "sqlite":
        look_byte_by_byte(Path(make_url(app.config["SETTINGS"].database_url).database), gone)


def look_byte_by_byte(file, words):
    """In the database's file, the log and the index of the log beside it, and the list."""
    for place in (*file.parent.glob(f"{file.name}*"),):
        content = place.read_bytes()
        found = [word for word in words if word.encode() in content]
        assert not found, f"{place.name} holds {found[:3]}"
