"""Cycles filled in by the thousand are as those that people write: the database and pages agree."""

import pytest
from sqlalchemy import func, inspect, select, text

from logbook.boards.models import Board, BoardPassage, Start
from logbook.conversations.models import Conversation
from logbook.conversations.parts import MINUTES
from logbook.cycles.models import Answer, Cycle, ObservationRequest, Sign
from logbook.cycles.questions import Question
from logbook.cycles.stages import MOVES, TURN, SparringState, Stage, Visibility
from logbook.db import Model, db
from logbook.demo.fill import filling
from logbook.demo.fill.columns import COLUMNS
from logbook.demo.fill.filling import PASSWORD, RealProgramme, fill
from logbook.demo.models import cycles_of, releases_of
from logbook.exports.models import Extract, Selection
from logbook.exports.models.behind import behind
from logbook.exports.models.selection import rows, tags
from logbook.exports.passages import passages_from
from logbook.people.models import Person
from logbook.people.passwords import fits
from logbook.programme.models import Programme
from logbook.releases.passage import is_passage_of
from logbook.reviews.models import Sparring, SparringRequest
from tests import factories as make

CYCLES = 300


@pytest.fixture(scope="module")
def filled_url(databases, database_kind):
    from logbook import create_app
    from tests.manners import settings_for

    url = databases.create(database_kind, databases.template_url(database_kind))
    with create_app(settings_for(url)).app_context():
        fill(CYCLES, seed=7, today=make.TODAY)
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def database_template(request):
    return request.getfixturevalue("filled_url") if "filled" in request.fixturenames else None


@pytest.fixture
def filled(app):
    return db.session.scalars(Programme.with_key("fyld-1")).one()


@pytest.fixture
def cycles(filled):
    found = db.session.scalars(cycles_of(filled)).all()
    for cycle in found:
        cycle.hand_out_answers()
    return found


def person(user_name: str) -> Person:
    return db.session.scalars(Person.with_user_name(user_name)).one()


def test_there_are_exactly_as_many_as_asked_for(filled, cycles):
    assert len(cycles) == CYCLES
    assert filled.is_example
    assert {cycle.house.key for cycle in cycles} == {"hus-1"}


def test_the_database_finds_no_fault_with_them(filled):
    """Foreign keys and CHECKs are passed over while filling; here they are asked."""
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    checks = (
        "SELECT conname, CAST(conrelid AS regclass) FROM pg_constraint"
        " WHERE contype IN ('c', 'f') AND conrelid <> 0"
        " AND connamespace = CAST('public' AS regnamespace)"
    )
    for name, table in db.session.execute(text(checks)).all():
        definition = db.session.scalar(
            text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"
                 " AND conrelid = CAST(:table AS regclass)"), {"name": name, "table": table},
        )  # fmt: skip
        db.session.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        db.session.execute(text(f"ALTER TABLE {table} ADD {definition}"))


def test_stages_visibilities_and_rounds_of_every_kind(cycles):
    assert {cycle.stage for cycle in cycles} == set(Stage)
    assert {cycle.visibility for cycle in cycles} == set(Visibility)
    assert {cycle.sparring for cycle in cycles} == set(SparringState)
    assert {1, 2, 3} <= {cycle.round for cycle in cycles}
    assert max(cycle.round for cycle in cycles) <= 5
    lengths = [len(answer.text) for cycle in cycles for answer in cycle.all_answers]
    assert min(lengths) < 100
    assert max(lengths) > 1_000


def test_what_each_stage_needs_is_answered_and_the_moves_lead_there(cycles):
    for cycle in cycles:
        assert not cycle.stage.is_ending or cycle.may_move_to(cycle.stage_reached)
        for stage in (
            TURN[: TURN.index(cycle.stage_reached) + 1] if (cycle.stage_reached in TURN) else ()
        ):
            assert cycle.has_answered(stage)
        assert cycle.stage is not Stage.SET_ASIDE or cycle.has_answered(Stage.SET_ASIDE)
        stage = Stage.WONDERING
        for move in cycle.moves:
            assert move.came_from is stage
            assert move.went_to in MOVES[stage]
            assert cycle.started_at <= move.at <= cycle.changed_at < make.NOON
            stage = move.went_to
        assert stage is cycle.stage
        assert cycle.is_written_by(cycle.started_by)
        assert all(writer.used_at <= cycle.changed_at for writer in cycle.writers)


def test_what_was_expected_is_the_plan_of_every_round_that_was_looked_at(cycles):
    assert any(cycle.observations for cycle in cycles)
    for cycle in cycles:
        assert bool(cycle.expectation) == bool(cycle.observations)
        if cycle.expectation:
            assert cycle.expectation.why == cycle.text_of(Question.WHY)
            assert [sign.sign_id for sign in cycle.expectation.signs] == [
                sign.id for sign in cycle.signs
            ]
            assert cycle.expectation.copied_at == min(o.written_at for o in cycle.observations)


def test_a_round_follows_a_closed_one_of_the_same_forloeb(cycles):
    for cycle in cycles:
        if cycle.follows:
            assert cycle.follows.stage is Stage.CLOSED
            assert cycle.round == cycle.follows.round + 1
            assert cycle.first_id == cycle.follows.first_id
            assert cycle.started_at > cycle.follows.changed_at
            before = {sign.id for sign in cycle.follows.signs}
            assert {sign.continues_id for sign in cycle.signs} <= before
        else:
            assert cycle.first_id == cycle.id


def test_sparring_is_what_the_requests_say(cycles):
    for cycle in cycles:
        requests = db.session.scalars(
            select(SparringRequest).where(SparringRequest.cycle_id == cycle.id)
        ).all()
        assert any(r.waits for r in requests) == (cycle.sparring is SparringState.WAITING)
        assert any(r.answered_at for r in requests) or cycle.sparring is not SparringState.GIVEN
        for request in requests:
            assert cycle.visibility is not Visibility.PRIVATE
            assert bool(request.sparring) == bool(request.answered_at)
            if request.sparring:
                assert request.is_addressed_to(request.sparring.by)
                assert not cycle.is_written_by(request.sparring.by)
                assert request.asked_at < request.sparring.given_at == request.answered_at


def test_a_conversation_was_opened_where_the_house_does_not_see_the_round(filled, cycles):
    rounds = {cycle.id: cycle for cycle in cycles}
    held = db.session.scalars(select(Conversation)).all()
    assert {each.is_opened for each in held} == {True, False}
    for each in held:
        seen = rounds[each.cycle_id].visibility in {Visibility.HOUSE, Visibility.PROJECT}
        assert each.is_opened is not seen
        assert each.is_over
        assert each.note
        assert each.minutes == MINUTES


def test_released_passages_are_passages_with_every_yes(filled, cycles):
    releases = db.session.scalars(releases_of(filled)).all()
    assert {"Delt med KP", "Trukket tilbage"} <= {release.state for release in releases}
    for release in releases:
        assert is_passage_of(release.answer.text, release.text)
        assert {c.person_id for c in release.consents} == {
            writer.person_id for writer in release.answer.writers
        }
        assert bool(release.released_at) == all(c.said_yes_at for c in release.consents)
    for extract in db.session.scalars(select(Extract)):
        assert extract.releases
        assert all(release.released_at < extract.taken_at for release in extract.releases)


def test_boards_hold_what_was_released_to_their_session(filled):
    boards = db.session.scalars(select(Board)).all()
    assert boards
    for board in boards:
        assert [group.start for group in board.groups] == list(Start)
        hung = db.session.scalars(select(BoardPassage).where(BoardPassage.board_id == board.id))
        for passage in hung.all():
            assert passage.release.session_id == board.session_id
            assert passage.release.released_at
            assert passage.group in board.groups


def test_the_pages_queries_find_them(filled, cycles):
    leader, author = person("fyld-1-1-leder"), person("fyld-1-1-1")
    house = leader.houses()[0]
    assert fits(author, PASSWORD)
    assert db.session.scalars(Cycle.written_by(author)).all()
    assert db.session.scalars(Cycle.opened_to_leader_of(house.id)).all()
    assert db.session.scalars(Cycle.open_to_house(house.id, leader, leads=True)).all()
    assert db.session.scalars(SparringRequest.waiting_for(leader)).all()
    assert db.session.scalars(Sparring.given_by(leader)).all()
    asked = select(func.count()).select_from(ObservationRequest)
    assert db.session.scalar(asked.where(ObservationRequest.answered_at.is_(None)))
    selection = Selection(filled)
    found = db.session.execute(*selection.asks(rows)).all()
    assert passages_from(
        found,
        db.session.execute(*behind(filled.id, found)).all(),
        db.session.execute(*selection.asks(tags)).all(),
    )


def test_its_people_sign_in_and_see_their_pages(sign_in, filled, cycles):
    author = person("fyld-1-1-1")
    client = sign_in(author)
    own = db.session.scalars(Cycle.written_by(author)).all()
    assert client.get("/").status_code == 200
    for cycle in own[:3]:
        assert client.get(f"/forloeb/{cycle.id}").status_code == 200
    leader = sign_in(person("fyld-1-1-leder"))
    assert leader.get("/sparring").status_code == 200
    assert leader.get(f"/overblik/{cycles[0].house_id}").status_code == 200
    assert sign_in(person("fyld-1-kp-1")).get("/udtraek").status_code == 200


def test_a_second_fill_stands_beside_the_first_and_indexes_are_all_there(
    filled, databases, monkeypatch
):
    before = {table: indexes_of(table) for table in COLUMNS}
    monkeypatch.setattr(filling, "MANY_CYCLES", 1)
    monkeypatch.setattr(filling, "CYCLES_PER_HOUSE", 30)
    monkeypatch.setattr(filling, "HOUSES_PER_PROGRAMME", 2)
    said: list[int] = []

    assert fill(100, seed=7, today=make.TODAY, say=said.append) == ["fyld-2", "fyld-3"]
    assert {table: indexes_of(table) for table in COLUMNS} == before
    assert db.session.scalar(select(func.count()).select_from(Cycle)) == CYCLES + 100
    assert said
    names = {
        unit.mark_seed for unit in db.session.scalars(Programme.with_key("fyld-2")).one().units
    }
    assert len(names) == 3


def indexes_of(table: str) -> set[str | None]:
    return {index["name"] for index in inspect(db.engine).get_indexes(table)}


def test_every_column_is_filled_or_named(app):
    tables = Model.metadata.tables
    for name, columns in COLUMNS.items():
        assert set(columns.split()) == set(tables[name].c.keys()), name


def test_it_refuses_a_database_with_a_real_programme(app):
    make.programme("Sammen om børn")
    with pytest.raises(RealProgramme, match="Sammen om børn"):
        fill(3, seed=1, today=make.TODAY)
    result = app.test_cli_runner().invoke(args=["demo", "fill", "--cycles", "3"])
    assert result.exit_code == 1
    assert "Sammen om børn" in result.output
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 0


def test_nothing_is_kept_of_a_fill_that_fails(app, monkeypatch):
    monkeypatch.setitem(COLUMNS, "sign", COLUMNS["sign"].replace("text", "findes_ikke"))
    result = app.test_cli_runner().invoke(args=["demo", "fill", "--cycles", "3"])

    assert result.exit_code == 1
    assert "Intet er fyldt i" in result.output
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Programme)) == 0
    assert db.session.scalar(select(func.count()).select_from(Sign)) == 0


def test_the_command_says_how_to_sign_in(app):
    result = app.test_cli_runner().invoke(args=["demo", "fill", "--cycles", "5", "--seed", "3"])

    assert result.exit_code == 0, result.output
    assert "5 runder i fyld-1" in result.output
    assert PASSWORD in result.output
    assert db.session.scalar(select(func.count()).select_from(Cycle)) == 5
