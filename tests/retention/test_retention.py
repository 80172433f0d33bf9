"""What is old goes, and never before its warning has stood for thirty days."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from logbook.cycles.models import Cycle
from logbook.cycles.stages import Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.forgetting import throw_away
from logbook.erasing.models import Erasure
from logbook.pages import day
from logbook.people.models import Person
from logbook.programme.file import read_programme
from logbook.programme.models import Programme
from logbook.retention.ending import due_in, erase_draft
from logbook.retention.models.due import months_after
from tests import factories as make
from tests import world as worlds
from tests.factories import NOON
from tests.retention.aging import acts, begun, drafts, live


def test_a_draft_goes_thirty_days_after_she_was_told(cast, flask, time, sign_in):
    old, new = begun(cast.author, 400), begun(cast.coauthor, 100)
    assert flask("retention", "run").exit_code == 0
    assert drafts() == {old, new}, "nobody was told"
    assert "1 ting er varslet" in flask("retention", "warn").output
    assert "0 ting er varslet" in flask("retention", "warn").output, "she is told once"
    told = sign_in(cast.author).get("/").text
    assert "bliver snart slettet" in told
    assert f"Tidligst {day(NOON + timedelta(days=30))}." in told
    live(time, 29)
    flask("retention", "run")
    assert drafts() == {old, new}
    live(time, 1)
    listing = flask("retention", "list").output
    assert str(old) in listing
    assert str(new) not in listing
    assert "1 ting er slettet for altid" in flask("retention", "run").output
    assert drafts() == {new}
    assert db.session.scalar(sa.select(Erasure.id).where(Erasure.id == old))
    assert {"retention-warned", "retention-ran", "erased"} <= set(acts(cast.programme.id))


def test_a_draft_that_is_touched_after_the_warning_stays(cast, flask, time):
    old = begun(cast.author, 400)
    flask("retention", "warn")
    db.session.execute(sa.update(Draft).values(changed_at=NOON + timedelta(days=2)))
    db.session.commit()
    live(time, 31)
    flask("retention", "run")
    assert drafts() == {old}


@pytest.mark.parametrize("meanwhile", ["nothing", "taken up", "thrown away"])
def test_a_draft_is_looked_at_once_more_before_it_goes(cast, meanwhile):
    old = begun(cast.author, 400)
    (due,) = due_in(cast.programme, NOON.date())
    draft = db.session.get_one(Draft, old)
    if meanwhile == "taken up":
        draft.changed_at = NOON
    elif meanwhile == "thrown away":
        throw_away(draft, by=cast.author, at=NOON)
    db.session.commit()
    assert erase_draft(due, cast.programme, at=NOON) == (meanwhile == "nothing")
    assert drafts() == ({old} if meanwhile == "taken up" else set())


def test_all_of_a_programme_goes_when_its_time_is_up(app, flask, time):
    world = worlds.assemble()
    programme_id, elsewhere_id = world.programme.id, world.elsewhere.id
    ends_on = months_after(NOON.date(), -24)
    db.session.execute(
        sa.update(Programme)
        .where(Programme.id == programme_id)
        .values(ends_on=ends_on, kept_months=24)
    )
    db.session.commit()
    flask("retention", "run")
    assert db.session.scalars(sa.select(Cycle).where(Cycle.programme_id == programme_id)).first()
    flask("retention", "warn")
    live(time, 30)
    done = flask("retention", "run")
    assert done.exit_code == 0, done.output
    for kind in (Cycle, Person):
        left = sa.select(kind.programme_id).distinct()
        assert set(db.session.scalars(left)) == {elsewhere_id}
    assert held_by(programme_id) == []
    assert db.session.get(Programme, programme_id)


def held_by(programme_id):
    """Marked words in any table that are not of the other programme's people."""
    found = []
    for table in db.metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, sa.String | sa.Text | sa.JSON):
                text = sa.cast(column, sa.Text)
                found += [
                    (table.name, value)
                    for value in db.session.scalars(
                        sa.select(text).where(text.contains("kanarie-"))
                    )
                    if "foreign" not in value
                ]
    return found


def test_nothing_goes_while_it_is_held(cast, flask, time):
    old = begun(cast.author, 400)
    flask("retention", "warn")
    key = cast.programme.key
    assert flask("retention", "hold", key, "--because", "noget andet").exit_code == 2
    assert flask("retention", "hold", key, "--because", "audit").exit_code == 0
    live(time, 40)
    assert "i bero" in flask("retention", "run").output
    assert "revision eller tilsyn" in flask("retention", "list").output
    assert drafts() == {old}
    assert flask("retention", "unhold", key).exit_code == 0
    flask("retention", "run")
    assert drafts() == set()
    assert {"held", "hold-lifted"} <= set(acts(cast.programme.id))


@pytest.mark.parametrize("days", [-2, 8, 31, 46, 4000])
def test_a_clock_that_jumped_erases_nothing(cast, flask, time, days):
    old = begun(cast.author, 400)
    flask("retention", "warn")
    time.now += timedelta(days=days)
    for command in ("warn", "run"):
        refused = flask("retention", command)
        assert refused.exit_code == 1
        assert "--yes-the-clock-is-right" in refused.output
    assert drafts() == {old}
    assert flask("retention", "run", "--yes-the-clock-is-right").exit_code == 0
    assert drafts() == ({old} if days < 30 else set())


def test_a_jump_that_people_have_worked_on_after_erases_nothing_either(cast, flask, time):
    """What they did stands in the log at the new time, and the last line is of today."""
    old = begun(cast.author, 400)
    flask("retention", "warn")
    time.now += timedelta(days=40)
    live(time, 3)
    refused = flask("retention", "run")
    assert refused.exit_code == 1
    assert "Er uret sprunget?" in refused.output
    assert drafts() == {old}
    live(time, 36)
    assert flask("retention", "run").exit_code == 0
    assert drafts() == set()


def test_the_page_of_somebody_else_tells_nothing(cast, flask, time, sign_in):
    make.cycle(by=cast.author, house=cast.house, visibility=Visibility.HOUSE)
    begun(cast.author, 400)
    flask("retention", "warn")
    assert "bliver snart slettet" not in sign_in(cast.coauthor).get("/").text


def test_the_programme_file_says_how_long():
    file = read_programme('[programme]\nkey = "p"\nname = "P"\n[retention]\nmonths_after = 6\n')
    assert (file.retention.months_after, file.retention.drafts_months) == (6, 12)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2028, 6, 30), 24, date(2030, 6, 30)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2030, 1, 7), -12, date(2029, 1, 7)),
        (date(2030, 3, 31), -1, date(2030, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, then):
    assert months_after(day, months) == then
