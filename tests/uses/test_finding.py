"""Where words went is found from a few rows by an index, in a database without statistics."""

import pytest

from logbook.people.models import prepared
from logbook.uses.models import known_to, near_sessions, of_answers, of_cycle, to_share
from logbook.uses.models.use import offered_to
from logbook.uses.models.whereabouts import taken_or_hung
from logbook.uses.views.house import first_in_house
from tests import factories as make
from tests.plans import plan_of

DAYS = {"first": make.TODAY, "today": make.TODAY}


def asked(cast, query):
    """The query as a page asks it, and what it is asked with."""
    who, key = cast.author, cast.house.id
    if query is offered_to:
        return query(key, key), {}
    if query is taken_or_hung:
        return prepared(query, who, release_ids=[key, key])
    if query in {known_to, of_answers}:
        return query(who, key if query is known_to else [key]), {}
    name = {to_share: "module_id", of_cycle: "cycle_id", first_in_house: "house_id"}.get(query)
    return prepared(query, who, **({name: key} if name else DAYS))


@pytest.mark.parametrize(
    ("query", "driver", "others"),
    [
        (near_sessions, "session USING INDEX", ["(programme_id=?)", "(module_id=?)"]),
        (to_share, "cycle_writer USING INDEX ix_cycle_writer_in_hand (person_id=?)",
         ["uq_answer_cycle_question (cycle_id=? AND question=?)", "ix_release_answer_id"]),
        (of_cycle, "use USING INDEX", ["ix_use_cycle_id (cycle_id=?)", "uq_use_plan (plan_id=?)"]),
        (of_answers, "answer USING INDEX", ["ix_use_answer_id (answer_id=?)"]),
        (first_in_house, "use USING INDEX ix_use_house (house_id=?)", []),
        (known_to, "use USING INDEX", []),
        (taken_or_hung, "extract_release USING INDEX ix_extract_release_release_id",
         ["extract USING INDEX", "ix_board_passage_release_id (release_id=?)"]),
        (offered_to, "release USING INDEX", ["ix_release_session (session_id=?)",
         "ix_board_session_id", "uq_board_passage", "uq_use_session (session_id=?)"]),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)  # fmt: skip
def test_it_starts_from_few_rows_by_an_index(cast, database_kind, query, driver, others):
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL reads a table of three rows whole, as it should")
    plan = plan_of(*asked(cast, query))
    searched = [row for row in plan if row.startswith("SEARCH")]
    assert searched[0].startswith(f"SEARCH {driver}"), plan
    for index in others:
        assert [row for row in plan if index in row], (index, plan)
    # What is gone through row by row is what another search found, or a list in the query itself.
    through = {row.split()[1] for row in plan if row.startswith("SCAN")}
    assert {
        each for each in through if not each.startswith(("anon_", "(subquery", "CONSTANT"))
    } == set()
