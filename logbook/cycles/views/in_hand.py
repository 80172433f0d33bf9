"""What the device may hold, for writing without a connection: titles and questions, no texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from logbook.by_script import data
from logbook.cycles.models import Cycle
from logbook.cycles.models.in_hand import observations_by, revisions_in, signs_in, trials_in
from logbook.cycles.questions import MOST_SIGNS, SIGNS_LABEL, TRIED_ON_LABEL, Question, questions_of
from logbook.cycles.sign_forms import SignsForm
from logbook.cycles.stages import Stage
from logbook.cycles.turns import SIGNS as SIGNS_PAGE
from logbook.cycles.views.blueprint import bp
from logbook.cycles.views.today import cycles_in_hand
from logbook.db import db
from logbook.gate import me, owner_key

NOTE, NOTE_LABEL = "Dagens note", "Hvad lagde du mærke til i dag?"
NEW_TRIAL, NEW_OBSERVATION = "Ny afprøvning", "Ny iagttagelse"


@dataclass(frozen=True)
class Known:
    """What the device needs to know of the cycles, by the ids of what stands in them."""

    revisions: dict[tuple[UUID, Question], int]
    trials: dict[UUID, UUID]
    seen: dict[UUID, UUID]
    with_signs: set[UUID]

    @classmethod
    def of(cls, ids: list[UUID]) -> "Known":
        return cls(
            # An answer is about a trial, an observation, or the cycle itself.
            {
                (trial_id or observation_id or cycle_id, question): revision
                for cycle_id, trial_id, observation_id, question, revision in db.session.execute(
                    revisions_in(ids)
                )
            },
            latest(db.session.execute(trials_in(ids))),
            latest(db.session.execute(observations_by(me(), ids))),
            set(db.session.scalars(signs_in(ids))),
        )


def latest(rows: Iterable[Any]) -> dict[UUID, UUID]:
    """By cycle; the last of its rows."""
    return dict(tuple(row) for row in rows)


@bp.get("/i-haanden")
@data
def in_hand() -> ResponseReturnValue:
    """Her cycles in hand, with each thing that can be written in them and where it goes."""
    cycles = cycles_in_hand()
    known = Known.of([cycle.id for cycle in cycles])
    return {
        "owner": owner_key(),
        "name": me().name,
        "cycles": [
            {
                "id": str(cycle.id),
                "title": cycle.title,
                "stage": cycle.stage.value,
                "round": cycle.round,
                "things": things_in(cycle, known),
            }
            for cycle in cycles
        ],
    }


Asked = tuple[str, ...]


def thing(place: str, name: str, *asks: Asked, **fields: Any) -> dict[str, Any]:
    """Something to be written: where it goes, what it is called, what it asks, what is sent along.

    Each of `asks` is a field, its label, and its kind if it is not a text of any length.
    """
    return {"place": place, "name": name, "asks": asks, "fields": fields}


def things_in(cycle: Cycle, known: Known) -> list[dict[str, Any]]:
    """What can be written in it now: nothing but the wondering and the plan before it is begun."""
    before = [
        answer_to(Question.WONDERING, url_for(".wondering", cycle_id=cycle.id), cycle.id, known,
                  field="wondering"),
        *questions_at(Stage.PLAN, cycle.id, known),
        *([] if cycle.id in known.with_signs else [signs_of(cycle)]),
    ]  # fmt: skip
    if cycle.stage is Stage.WONDERING:
        return before
    note = thing(
        f"{url_for('.today')}#{cycle.id}", NOTE, ("text", NOTE_LABEL), cycle=str(cycle.id), key=""
    )
    return [
        note,
        *before,
        begun(url_for(".try_out", cycle_id=cycle.id), NEW_TRIAL, Stage.TRY,
              ("tried_on", TRIED_ON_LABEL, "date")),
        *questions_at(Stage.TRY, known.trials.get(cycle.id), known),
        begun(url_for(".observe", cycle_id=cycle.id), NEW_OBSERVATION, Stage.OBSERVE,
              ("text", Question.SAW.label)),
        *questions_at(Stage.OBSERVE, known.seen.get(cycle.id), known),
        *questions_at(Stage.REFLECT, cycle.id, known),
    ]  # fmt: skip


def answer_to(
    question: Question, place: str, about: UUID, known: Known, *, field: str = "text"
) -> dict[str, Any]:
    """An answer starts from the revision that the device knows of."""
    revision = known.revisions.get((about, question), 0)
    return thing(place, question.label, (field, question.label), revision=revision)


def questions_at(stage: Stage, about: UUID | None, known: Known) -> list[dict[str, Any]]:
    """The questions of a stage: about the cycle, its latest trial, or her latest observation."""
    if about is None:
        return []

    def address(slug: str) -> str:
        if stage is Stage.TRY:
            return url_for(".trial", trial_id=about, slug=slug)
        if stage is Stage.OBSERVE:
            return url_for(".observation", observation_id=about, slug=slug)
        return url_for(".question", cycle_id=about, slug=slug)

    return [answer_to(q, address(q.words.slug), about, known) for q in questions_of(stage)]


def begun(place: str, name: str, stage: Stage, first: Asked) -> dict[str, Any]:
    """Something new in a stage, with all of its questions in one go."""
    others = [(q.value, q.label) for q in questions_of(stage) if q.label != first[1]]
    return thing(place, name, first, *others, key="")


def signs_of(cycle: Cycle) -> dict[str, Any]:
    """Only while there are none: who does not see the others would take them away."""
    form = SignsForm(formdata=None)
    asks = [(f"sign_{n}", form[f"sign_{n}"].label.text, "text") for n in range(1, MOST_SIGNS + 1)]
    place = url_for(".question", cycle_id=cycle.id, slug=SIGNS_PAGE)
    return thing(place, SIGNS_LABEL, *asks, seen=form.seen.data)
