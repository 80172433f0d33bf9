"""What the device may hold, for writing without a connection: titles and questions, no texts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from logbook.by_script import data
from logbook.cycles.models import Cycle
from logbook.cycles.models.in_hand import observations_by, revisions_in, trials_in
from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import Stage
from logbook.cycles.views.blueprint import bp
from logbook.cycles.views.today import cycles_in_hand
from logbook.db import db
from logbook.gate import me, owner_key

Revisions = dict[tuple[UUID, Question], int]


@bp.get("/i-haanden")
@data
def in_hand() -> ResponseReturnValue:
    """Her cycles in hand, with each question that can be answered and where the answer goes."""
    cycles = cycles_in_hand()
    ids = [cycle.id for cycle in cycles]
    # An answer is about a trial, an observation, or the cycle itself.
    revisions = {
        (trial_id or observation_id or cycle_id, question): revision
        for cycle_id, trial_id, observation_id, question, revision in db.session.execute(
            revisions_in(ids)
        )
    }
    trials = latest(db.session.execute(trials_in(ids)))
    seen = latest(db.session.execute(observations_by(me(), ids)))
    return {
        "owner": owner_key(),
        "name": me().name,
        "cycles": [
            {
                "id": str(cycle.id),
                "title": cycle.title,
                "stage": cycle.stage.value,
                "round": cycle.round,
                "note": note_of(cycle),
                "questions": [
                    asked
                    for stage in stages_open_in(cycle)
                    for asked in questions_at(
                        stage, cycle, trials.get(cycle.id), seen.get(cycle.id), revisions
                    )
                ],
            }
            for cycle in cycles
        ],
    }


def latest(rows: Iterable[Any]) -> dict[UUID, UUID]:
    """By cycle; the last of its rows."""
    return dict(tuple(row) for row in rows)


def note_of(cycle: Cycle) -> dict[str, Any] | None:
    """Where a note about it goes; none before the round has begun."""
    if cycle.stage is Stage.WONDERING:
        return None
    return {
        "place": f"{url_for('.today')}#{cycle.id}",
        "action": url_for(".today"),
        "fields": {"cycle": str(cycle.id)},
    }


def stages_open_in(cycle: Cycle) -> list[Stage]:
    """What can be written in it now: nothing but the plan before it is done."""
    planned = [Stage.TRY, Stage.OBSERVE, Stage.REFLECT]
    return [Stage.PLAN, *([] if cycle.stage is Stage.WONDERING else planned)]


def questions_at(
    stage: Stage, cycle: Cycle, trial_id: UUID | None, seen_id: UUID | None, revisions: Revisions
) -> list[dict[str, Any]]:
    """The questions of a stage: about the cycle, the latest trial, or her latest observation."""
    about = {Stage.TRY: trial_id, Stage.OBSERVE: seen_id}.get(stage, cycle.id)
    if about is None:
        return []

    def address(question: Question) -> str:
        slug = question.words.slug
        if stage is Stage.TRY:
            return url_for(".trial", trial_id=about, slug=slug)
        if stage is Stage.OBSERVE:
            return url_for(".observation", observation_id=about, slug=slug)
        return url_for(".question", cycle_id=about, slug=slug)

    return [
        {
            "place": address(question),
            "action": address(question),
            "label": question.label,
            "revision": revisions.get((about, question), 0),
            "field": "text",
        }
        for question in questions_of(stage)
    ]
