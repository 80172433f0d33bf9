"""A CPR number in every field of every form that somebody meets: it is kept nowhere."""

import pytest
from sqlalchemy import inspect, text

from logbook.db import db
from tests.hostile.strings import body
from tests.test_danish import everyones_forms
from tests.visitors import NOBODY

pytestmark = pytest.mark.sweep

# A day that no example has, so that its digits stand nowhere else.
NUMBER = "290200-1973"
WRITTEN = {"textarea", "text"}
# What is only looked for is kept nowhere, and is no text of anybody's.
LEAST = {"author": 16, "leader": 6, "instructor": 5, "coordinator": 2, NOBODY: 1}


# The button that sends it, where that is not the first.
BUTTON = {"releases.propose": {"trin": "del"}}
# Who is not signed in writes nothing that is kept.
ELSEWHERE = {"people.sign_in", "people.welcome"}


def everything_kept():
    """All text of the database, as one."""
    kept = []
    for table in inspect(db.engine).get_table_names():
        rows = db.session.execute(text(f'SELECT * FROM "{table}"'))
        kept += [str(value) for row in rows for value in row if isinstance(value, str)]
    return "\n".join(kept)


@pytest.mark.parametrize("who", list(LEAST))
def test_a_number_is_kept_from_no_field(visitors, who):
    visitors.undo()
    tried = set()
    for door, form in list(everyones_forms(visitors, who)):
        for name in (f.name for f in form.fields.values() if f.kind in WRITTEN):
            if name in {"password", "present_password", "new_password", "repeat_password"}:
                continue
            tried.add((door, name))
            fields = form.filled() | BUTTON.get(door, {}) | {name: f"Der stod {NUMBER} på sedlen."}
            answer = visitors.knock(who, "POST", form.action, **body(fields))
            assert answer.status_code < 500, (door, name, visitors.fault)
            assert "ligner et CPR-nummer" in answer.text or door in ELSEWHERE, (door, name)
            with visitors.app.app_context():
                assert NUMBER not in everything_kept(), (door, name)
                db.session.remove()
    assert len(tried) >= LEAST[who], tried
