"""What one takes out is all that is hers, as it stands in the database, and nobody else's."""

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa

from logbook.clock import day_of
from logbook.db import db
from logbook.mine.models import SECTIONS
from logbook.mine.models.sections import TOLD
from logbook.privacy.personal_data import BY_TABLE, HELD
from tests.cast import PEOPLE
from tests.world import CLOCK_TIMES, OF_THE_HOUSE

pytestmark = pytest.mark.sweep

WORD = re.compile(r"kanarie-[a-z_-]+\.")
# What one wrote herself that stands in a table by a column with her id: table, column, text.
WRITTEN = (
    ("version", "written_by_id", "text"),
    ("sparring", "by_id", "noticed"),
    ("sparring", "by_id", "curious"),
    ("sparring", "by_id", "can_help"),
    ("reply", "by_id", "text"),
    ("kind_word", "by_id", "text"),
    ("board_note", "by_id", "text"),
    ("outcome", "written_by_id", "text"),
    ("outcome_version", "written_by_id", "text"),
    ("sparring_request", "asked_by_id", "question"),
    ("board", "made_by_id", "title"),
    ("draft", "person_id", "fields"),
)


# What a fellow instructor wrote, who is none of the cast; and titles that no writer stands at.
NOT_HERS = {
    "kanarie-board-fellow_note.", "kanarie-board-group.", "kanarie-foreign_board-group.",
}  # fmt: skip


def words(mine):
    return set(WORD.findall(json.dumps(mine.as_json(), ensure_ascii=False)))


def table(name):
    return db.metadata.tables[name]


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_finds_a_word_that_is_not_hers_to_read(world, mine, who):
    hers = {each for each, readers in world.stage.words["audience"].items() if who in readers}
    told_her = {"kanarie-notice."} if who == "removed_coauthor" else set()
    assert words(mine(who)) <= hers | told_her


@pytest.mark.parametrize("who", PEOPLE)
def test_everything_that_she_wrote_is_in_it(world, mine, who):
    """Found in the tables by her id, and by the words of the world that only she knows."""
    person_id, found = world.id(who), words(mine(who))
    for name, by, text in WRITTEN:
        query = sa.select(table(name).c[text]).where(table(name).c[by] == person_id)
        written = {w for row in db.session.execute(query) for w in WORD.findall(row[0] or "")}
        assert written <= found, f"{name}.{text}"
    alone = {each for each, readers in world.stage.words["audience"].items() if readers == {who}}
    assert alone - NOT_HERS <= found


def test_a_writer_takes_out_whole_rounds(world, mine):
    """All that the page of a round shows those who write in it."""
    found = words(mine("author"))
    for name in ("private", "house", "project"):
        expected = {
            each
            for each, readers in world.stage.words["audience"].items()
            if each.startswith(f"kanarie-{name}-") and {"author", "coauthor"} <= readers
        }
        assert expected, name
        assert expected <= found


@pytest.mark.parametrize("who", PEOPLE)
def test_each_field_says_what_the_database_says(world, mine, who):
    """Field by field, past the program: the columns as they are stored."""
    taken, compared = mine(who), Counter()
    for name, rows in taken.parts.items():
        stored = stored_rows(name)
        for thing in rows:
            if "id" not in thing:
                continue
            row = stored[UUID(thing["id"])]
            for column in BY_TABLE[name].given:
                if column.is_named or (name, column.given_as) in OPENED:
                    continue
                said, is_there = thing[column.given_as], row[column.name]
                assert said in stored_as(is_there), f"{name}.{column.name}"
                compared[name, column.name] += 1
    if who == "author":
        kinds = {name for name, _ in compared}
        assert {"answer", "version", "cycle", "release", "draft", "reading"} <= kinds | {"reading"}


OPENED = {("draft", "fields"), ("kept_form", "sealed"), ("use", "used_on")}


def stored_rows(name):
    found = db.session.execute(sa.select(table(name))).mappings()
    return {row["id"]: row for row in found if "id" in row}


def stored_as(value):
    """How a value may stand in the file: a moment also as its day."""
    if isinstance(value, UUID):
        return {str(value)}
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return {moment.isoformat(), day_of(moment).isoformat()}
    if isinstance(value, date):
        return {value.isoformat()}
    if isinstance(value, list | dict):
        return [value]
    return [getattr(value, "value", value)]


@pytest.mark.parametrize("who", ["author", "leader", "instructor"])
def test_names_stand_where_ids_were(world, mine, who):
    taken = mine(who)
    names = dict(db.session.execute(sa.select(table("person").c.id, table("person").c.name)).all())
    for name, key in (("answer", "written_by"), ("sparring", "by"), ("release", "proposed_by")):
        stored = stored_rows(name)
        for thing in taken.parts[name]:
            by = stored[UUID(thing["id"])][f"{key}_id"]
            assert thing[key] == names.get(by)


def test_every_table_that_the_map_gives_out_is_a_part_of_the_file():
    assert {held.table for held in HELD if held.is_given} == set(SECTIONS)


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_each_part_is_full_for_somebody(world, mine, filled, name):
    """A part that is empty for all of the world's people would prove nothing."""
    assert name in filled


@pytest.fixture(scope="module")
def seen_full():
    return set()


# What happens to nobody in the world of the sweeps; tests beside this one look at each.
ELSEWHERE = {
    "reading", "snooze", "known_device", "withdrawal_seen", "log_line", "invitation",
    "erasure_proposal", "erasure_answer", "retention_warning",
}  # fmt: skip


@pytest.fixture
def filled(world, mine, seen_full):
    if not seen_full:
        seen_full |= ELSEWHERE
        for who in PEOPLE:
            seen_full |= {name for name, rows in mine(who).parts.items() if rows}
    return seen_full


def test_of_others_the_day_is_told_and_never_the_hour(world, mine):
    """The world was written at one hour of an evening; each may find it on what she did herself."""
    for who in sorted(OF_THE_HOUSE):
        taken = mine(who)
        for name, rows in taken.parts.items():
            whose = SECTIONS[name].whose
            if whose is None:
                continue
            stored = stored_rows(name)
            for thing in rows:
                is_hers = whose and stored[UUID(thing["id"])][whose] == world.id(who)
                said = json.dumps(thing, ensure_ascii=False)
                assert is_hers or not any(time in said for time in CLOCK_TIMES), (who, name)


def test_an_author_does_not_learn_which_instructor_it_was(world, mine):
    said = json.dumps(mine("author").parts["extract"], ensure_ascii=False)
    name = db.session.scalar(
        sa.select(table("person").c.name).where(table("person").c.id == world.id("instructor"))
    )
    assert "KP" in said
    assert name not in said
    hers = mine("instructor").parts["extract"]
    assert [each["taken_by"] for each in hers] == [name]


def test_only_tables_without_a_text_are_given_out_by_the_name_in_them():
    """Whoever is named beside somebody else's text must not be given it: that needs a query."""
    for name in set(SECTIONS) - set(TOLD):
        for column in BY_TABLE[name].given:
            kind = table(name).c[column.name].type
            is_text = isinstance(kind, sa.Text | sa.JSON) or (getattr(kind, "length", 0) or 0) > 40
            assert column.is_named or not is_text, f"{name}.{column.name}: write a Section for it"
