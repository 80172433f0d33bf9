"""The example in the database is the example in the file, field by field, and it is true."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from logbook.clock import COPENHAGEN, day_of
from logbook.cycles.models import Answer, Cycle, ObservationRequest
from logbook.cycles.questions import Question
from logbook.cycles.stages import MOVES, Stage, Visibility
from logbook.db import db
from logbook.demo import counting
from logbook.demo.example import PROFESSIONS, read_json, read_stories
from logbook.demo.models import cycles_of, releases_of
from logbook.demo.moments import working_day
from logbook.exports.models import Extract, Selection
from logbook.exports.models.behind import behind
from logbook.exports.models.selection import rows, tags
from logbook.exports.passages import passages_from
from logbook.people import passwords
from logbook.people.models import Invitation, Person, Role
from logbook.programme.models import TagKind
from logbook.reviews.models import SparringRequest
from tests import factories as make

DATA = read_json()
STAGES = {
    "draft": Stage.WONDERING,
    "planned": Stage.PLAN,
    "trying": Stage.TRY,
    "observing": Stage.OBSERVE,
    "reflected": Stage.REFLECT,
    "ready_for_review": Stage.REFLECT,
    "reviewed": Stage.REFLECT,
    "closed": Stage.CLOSED,
    "set_aside": Stage.SET_ASIDE,
}


@pytest.fixture
def cycles(example):
    """The cycles in the file's order, whose titles are all different."""
    found = {cycle.title: cycle for cycle in db.session.scalars(cycles_of(example))}
    return [found[told["title"]] for told in DATA["cycles"]]


def as_told(cycle: Cycle, example: Any) -> dict[str, Any]:
    """A cycle out of the database, in the words and keys of the JSON file."""
    houses = [unit for unit in example.units if unit.has_children]
    requests = db.session.scalars(SparringRequest.in_cycle(cycle.id)).all()
    sparring = requests[0].sparring if requests else None
    keys = {kind: {tag.key for tag in cycle.tags_of(kind)} for kind in TagKind}
    roles = {profession: role for role, profession in PROFESSIONS.items()}
    first_day = cycle.module.sessions[0].starts_on
    trial = cycle.trials[0] if cycle.trials else None
    told: dict[str, Any] = {
        "house_index": houses.index(cycle.house),
        "author_role": roles[author_of(cycle).profession],
        "module_index": example.modules.index(cycle.module),
        "title": cycle.title,
        "wondering": cycle.text_of(Question.WONDERING),
        "plan": {
            "action": cycle.text_of(Question.ACTION),
            "why": cycle.text_of(Question.WHY),
            "who": cycle.text_of(Question.WHO) or None,
            "signs": [sign.text for sign in cycle.signs],
        },
        "try": {
            "date_offset_days": (trial.tried_on - first_day).days,
            "what_happened": trial.answer_to(Question.WHAT).text,
        }
        if trial
        else None,
        "observations": [
            {
                "by_role": roles[seen.observer.profession],
                "text": seen.answer_to(Question.SAW).text,
                "sign_scores": {
                    str(n): seen.score_of(sign).score
                    for n, sign in enumerate(cycle.signs)
                    if seen.score_of(sign)
                },
            }
            for seen in cycle.observations
        ],
        "reflection": {
            "learned": cycle.text_of(Question.LEARNED),
            "surprised": cycle.text_of(Question.SURPRISED),
            "keep_adjust_drop": cycle.decision.value,
            "next_step": cycle.text_of(Question.NEXT_STEP),
        }
        if cycle.decision
        else None,
        "laereplan_themes": keys[TagKind.THEME],
        "goals": keys[TagKind.GOAL],
        "focus": keys[TagKind.FOCUS],
        "track": next(iter(keys[TagKind.TRACK])),
        "ask_for_review": (requests[0].question or None) if requests else None,
        "leader_comment": sparring.noticed if sparring else None,
        "leader_comment_by": roles[sparring.by.profession] if sparring else None,
        "is_example": example.is_example,
    }
    if cycle.stage is Stage.SET_ASIDE:
        reason = cycle.text_of(Question.SET_ASIDE)
        told["try"] = {"date_offset_days": None, "what_happened": reason}
    return told


def expected(told: dict[str, Any], cycle: Cycle) -> dict[str, Any]:
    """The JSON entry; tags have no order, and a weekend's trial was on a working day."""
    wanted = {key: told[key] for key in told.keys() - {"status", "follows_index"}}
    for key in ("laereplan_themes", "goals", "focus"):
        wanted[key] = set(told[key])
    offset = told["try"] and told["try"]["date_offset_days"]
    if offset is not None:
        first_day = cycle.module.sessions[0].starts_on
        tried_on = working_day(type(first_day).fromordinal(first_day.toordinal() + offset))
        wanted["try"] = {**told["try"], "date_offset_days": (tried_on - first_day).days}
    return wanted


def author_of(cycle: Cycle) -> Person:
    """Whose round it is: a co-writer who builds on a forløb does not become its starter."""
    return cycle.moves[0].by if cycle.moves else cycle.started_by


def test_every_cycle_is_stored_field_by_field(cycles, example):
    for told, cycle in zip(DATA["cycles"], cycles, strict=True):
        assert as_told(cycle, example) == expected(told, cycle)


def test_every_cycle_stands_where_its_status_says(cycles):
    statuses = DATA["labels"]["statuses"]
    for told, cycle in zip(DATA["cycles"], cycles, strict=True):
        assert cycle.stage is STAGES[told["status"]]
        assert cycle.status == statuses[told["status"]]


def test_a_round_that_follows_another_builds_on_it(cycles):
    for told, cycle in zip(DATA["cycles"], cycles, strict=True):
        before = cycles[told["follows_index"]] if "follows_index" in told else None
        assert cycle.follows is before
        assert cycle.round == (2 if before else 1)
        assert cycle.first_id == (before or cycle).id
        if before:
            assert [s.continues_id for s in cycle.signs] == [s.id for s in before.signs]


def test_units_modules_and_sessions_are_all_there(example):
    houses = [unit for unit in example.units if unit.has_children]
    assert [(u.name, u.district.name if u.district else None) for u in houses] == [
        (house["name"], house["district"]) for house in DATA["houses"]
    ]
    assert [(m.title, m.description, [s.title for s in m.sessions]) for m in example.modules] == [
        (m["title"], m["description"], m["sessions"]) for m in DATA["modules"]
    ]


def test_as_many_are_stored_as_were_read(example):
    read, stored = counting.read(DATA), counting.stored(example)
    assert {kind: stored[kind] for kind in counting.KINDS} == {
        kind: read[kind] for kind in counting.KINDS
    }
    assert set(read) == set(counting.KINDS)
    assert not [line for line in counting.table(read, stored) if "forskel" in line]


def test_the_history_is_made_of_legal_moves_one_after_the_other(cycles):
    for cycle in cycles:
        stage = Stage.WONDERING
        for move in cycle.moves:
            assert move.came_from is stage
            assert move.went_to in MOVES[stage]
            assert cycle.is_written_by(move.by)
            stage = move.went_to
        assert stage is cycle.stage
        assert [m.at for m in cycle.moves] == sorted(m.at for m in cycle.moves)


def moments_of(cycle: Cycle) -> list[list[datetime]]:
    """What happened in a round, step by step in the order in which it must have happened."""
    request = next(iter(db.session.scalars(SparringRequest.in_cycle(cycle.id))), None)
    went = {move.went_to: move.at for move in cycle.moves}
    asked = db.session.scalars(
        select(ObservationRequest).where(ObservationRequest.cycle_id == cycle.id)
    ).all()

    def written(*questions: Question) -> list[datetime]:
        return [answer.written_at for q in questions if (answer := cycle.answer_to(q))]

    return [
        [cycle.started_at],
        written(Question.WONDERING),
        written(Question.ACTION, Question.WHY, Question.WHO),
        [went[Stage.PLAN]] if Stage.PLAN in went else [],
        [each.asked_at for each in asked if each.answered_at],
        [trial.written_at for trial in cycle.trials],
        sorted(seen.written_at for seen in cycle.observations),
        written(Question.LEARNED, Question.SURPRISED, Question.NEXT_STEP),
        [went[Stage.REFLECT]] if Stage.REFLECT in went else [],
        [request.asked_at] if request else [],
        [request.sparring.given_at] if request and request.sparring else [],
        [went[Stage.CLOSED]] if Stage.CLOSED in went else [],
    ]


def test_everything_happened_in_order_on_working_days_at_decent_hours_before_today(cycles, example):
    for cycle in cycles:
        steps = [step for step in moments_of(cycle) if step]
        assert all(max(before) <= min(after) for before, after in pairwise(steps)), cycle.title
        for at in (moment for step in steps for moment in step):
            assert day_of(at) < make.TODAY
            assert day_of(at).weekday() < 5
            assert 7 <= at.astimezone(COPENHAGEN).hour <= 16
        for trial in cycle.trials:
            assert trial.tried_on.weekday() < 5
            assert trial.tried_on == day_of(trial.written_at)
        assert cycle.changed_at < make.NOON
    for release in db.session.scalars(releases_of(example)):
        dates = [release.proposed_at, release.released_at, release.withdrawn_at]
        assert all(at < make.NOON for at in dates if at)
        assert release.written_at <= release.proposed_at


def test_texts_were_written_by_the_one_whose_cycle_it_is_or_who_writes_with_her(cycles):
    for story, cycle in zip(read_stories(), cycles, strict=True):
        started = author_of(cycle).user_name
        assert started == story.author
        for question in (Question.ACTION, Question.LEARNED):
            answer = cycle.answer_to(question)
            if answer:
                assert started in {w.person.user_name for w in answer.writers}
        seen = [observation.observer.user_name for observation in cycle.observations]
        assert seen == list(story.observers)
        if "follows_index" not in story.told:
            assert {w.person.user_name for w in cycle.present_writers} == {
                started,
                *story.writes_with,
            }


def test_observers_who_do_not_write_were_asked(cycles):
    for cycle in cycles:
        asked = db.session.scalars(ObservationRequest.in_cycle(cycle.id)).all()
        colleagues = {
            o.observer_id for o in cycle.observations if not cycle.is_written_by(o.observer)
        }
        assert colleagues == {each.colleague_id for each in asked if each.answered_at}


def test_visibility_is_as_wide_as_sparring_needs_and_of_every_kind(cycles):
    seen = {cycle.visibility for cycle in cycles}
    assert seen == set(Visibility)
    for told, cycle in zip(DATA["cycles"], cycles, strict=True):
        if told["leader_comment"] or told["status"] == "ready_for_review":
            assert cycle.visibility is not Visibility.PRIVATE


def test_sparring_comes_from_the_leader_who_was_told_and_sees_the_cycle(cycles):
    for told, cycle in zip(DATA["cycles"], cycles, strict=True):
        for request in db.session.scalars(SparringRequest.in_cycle(cycle.id)):
            assert request.house_id == cycle.house_id
            if request.sparring:
                by = request.sparring.by
                assert request.is_addressed_to(by)
                assert not cycle.is_written_by(by)
                assert db.session.scalar(Cycle.visible_to(by).where(Cycle.id == cycle.id))
                assert by.profession is PROFESSIONS[told["leader_comment_by"]]


def test_an_instructor_has_passages_and_the_threshold_lets_something_show(example):
    selection = Selection(example)
    found = db.session.execute(*selection.asks(rows)).all()
    passages = passages_from(
        found,
        db.session.execute(*behind(example.id, found)).all(),
        db.session.execute(*selection.asks(tags)).all(),
    )
    assert len(passages) >= 15
    assert [p for p in passages if p.shown.district and p.shown.unit_kind]
    assert [p for p in passages if p.names]
    releases = db.session.scalars(releases_of(example)).all()
    assert {release.state for release in releases} == {
        "Delt med KP", "Trukket tilbage", "Venter på et ja",
    }  # fmt: skip
    assert all(r.text == r.answer.text for r in releases), "no words were made up"
    taken = db.session.scalars(select(Extract)).all()
    assert taken
    assert all(r.released_at <= extract.taken_at for extract in taken for r in extract.releases)


def test_somebody_waits_for_a_colleague_s_yes_and_a_colleague_is_still_asked(example):
    nadia = db.session.scalar(Person.with_user_name("nadia"))
    leyla = db.session.scalar(Person.with_user_name("leyla"))
    waiting = [r for r in db.session.scalars(releases_of(example)) if nadia in r.waits_for]
    assert len(waiting) == 1
    assert len(db.session.scalars(ObservationRequest.waiting_for(leyla)).all()) == 1


def test_people_came_in_by_invitation_and_chose_their_passwords(example):
    people = db.session.scalars(Person.of(example)).all()
    coordinator = next(person for person in people if person.plays(Role.COORDINATOR))
    for person in people:
        (invitation,) = db.session.scalars(Invitation.for_person(person)).all()
        assert invitation.made_at <= invitation.used_at < invitation.expires_at
        assert invitation.made_by is (None if person is coordinator else coordinator)
        assert person.password_hash
        assert len(person.memberships) == 1
    assert {role for person in people for role in Role if person.plays(role)} == set(Role)


def test_no_text_was_made_up(example):
    """Each answer is in the JSON file, whole, or carried from the round before by the app."""
    told: set[str] = set()

    def gather(thing: Any) -> None:
        if isinstance(thing, dict):
            thing = list(thing.values())
        for each in thing if isinstance(thing, list) else ():
            gather(each)
        if isinstance(thing, str):
            told.add(thing)

    gather(DATA["cycles"])
    assert not [a.text for a in db.session.scalars(select(Answer)) if a.text not in told]


def test_passwords_are_easy_to_type_and_hard_to_guess(example):
    from logbook.demo import passwords as demo_passwords

    person = db.session.scalar(Person.with_user_name("leyla"))
    for _ in range(20):
        made = demo_passwords.make()
        assert len(made) >= passwords.SHORTEST
        assert made.isascii()
        assert not passwords.is_easy_to_guess(made, person)
