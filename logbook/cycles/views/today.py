"""Home: the note of the day, saved in two taps, and what comes next."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.by_script import as_uuid
from logbook.conversations.models import OPENING_LASTS
from logbook.cycles.forms import NoteForm
from logbook.cycles.models import Answer, Cycle, Observation
from logbook.cycles.next_steps import (
    SHOWN,
    first_asked,
    first_in_hand,
    first_met,
    first_met_in_notes,
    first_to_end,
    first_to_erase,
    first_to_read_again,
    first_to_read_second,
    first_to_say_yes_to,
    first_under_way,
    next_steps,
)
from logbook.cycles.questions import Question
from logbook.cycles.stages import SCORES, Stage
from logbook.cycles.views.blueprint import bp, day_of_writing, id_in
from logbook.cycles.views.observations import already_kept, find_observation, is_known
from logbook.cycles.whole import load_guests, load_parts
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me, takes
from logbook.people.models import Person, Role, prepared
from logbook.people.navigation import home_of, writes
from logbook.policy import Action, authorize
from logbook.reviews.queue import kind_words_for, news_for, oldest_waiting, replies_to, unread_by
from logbook.uses.near import near
from logbook.withheld.models import HIDDEN, READING, kinds_waiting_for

NOTES_SHOWN = 3
NOT_THERE = "Du skriver ikke længere i det forløb. Vælg et andet, eller kopiér teksten herfra."


@bp.route("/", methods=["GET", "POST"])
@takes("forloeb")
def today() -> ResponseReturnValue:
    """The log form for the cycle in hand; those who write nowhere go to their own first page."""
    if request.method == "GET" and home_of(me()) != url_for(".today") and not me().houses():
        return redirect(home_of(me()))
    in_hand = cycles_in_hand()
    load_guests(in_hand, me())
    open_for_notes = [c for c in in_hand if c.stage is not Stage.WONDERING]
    form = NoteForm()
    if form.is_submitted():
        open_for_notes += other_one(open_for_notes, form.cycle.data)
    form.cycle.choices = {str(c.id): f"{c.title} · {c.is_seen_in_short}" for c in open_for_notes}
    if form.validate_on_submit():
        return save_note(form, next(c for c in open_for_notes if str(c.id) == form.cycle.data))
    if form.cycle.errors:
        form.cycle.errors = [NOT_THERE]
    asked_for = id_in(request.args, "forloeb")
    cycle = chosen(open_for_notes, form.cycle.data or str(asked_for))
    latest = db.session.execute(*prepared(latest_notes, me())).all()
    if cycle and not form.is_submitted():
        form.cycle.data = str(cycle.id)
    if cycle:
        resume(
            form,
            f"Note · {cycle.title}",
            place=f"/#{cycle.id}",
            saved_before=[{"text": each.text or ""} for each in latest],
        )
    return render_template(
        "cycles/today.html",
        form=form,
        cycle=cycle,
        drafts=[c for c in in_hand if c.stage is Stage.WONDERING],
        action=action_of(cycle) if cycle else "",
        notes=latest,
        steps=next_steps(
            met=db.session.execute(*prepared(first_met, me())).all(),
            asked=db.session.execute(*prepared(first_asked, me())).all(),
            consents=db.session.execute(*prepared(first_to_say_yes_to, me())).all(),
            sparring=new_sparring(),
            replies=replies_to(me()),
            cycles=in_hand,
            waiting=oldest_waiting(me()),
            met_in_notes=db.session.execute(*prepared(first_met_in_notes, me())).all(),
            to_erase=db.session.execute(*prepared(first_to_erase, me())).all(),
            to_end=db.session.execute(*prepared(first_to_end, me())).all(),
            **to_read_through(),
            conversations=db.session.scalars(
                *prepared(first_under_way, me(), since=clock.now() - OPENING_LASTS)
            ).all(),
        ),
        kind_words=kind_words_for(me()),
        now=clock.now(),
        near=near(clock.day_of(clock.now())) if writes(me()) else None,
        own_house=next(
            (u for u in me().units_as(Role.AUTHOR, Role.LEADER) if u.has_children), None
        ),
    ), (422 if form.errors else 200)


def to_read_through() -> dict[str, Sequence[Any]]:
    """What is hidden and what is to be read second; asked for only where something is."""
    there = set(db.session.scalars(*prepared(kinds_waiting_for, me())))
    found: dict[str, Sequence[Any]] = {}
    if HIDDEN in there:
        found["hidden"] = db.session.scalars(*prepared(first_to_read_again, me())).all()
    if READING in there:
        found["readings"] = db.session.execute(*prepared(first_to_read_second, me())).all()
    return found


def cycles_in_hand() -> list[Cycle]:
    return list(db.session.scalars(*prepared(first_in_hand, me())))


def other_one(offered: list[Cycle], key: str | None) -> list[Cycle]:
    """A cycle that she had in hand when she wrote the note; it has ended since, or others came."""
    cycle_id = as_uuid(key)
    if cycle_id is None or any(c.id == cycle_id for c in offered):
        return []
    cycle = db.session.scalar(Cycle.written_by(me()).where(Cycle.id == cycle_id))
    return [cycle] if cycle and cycle.is_planned else []


def first_unread(person: Person) -> Select[*tuple[Any, ...]]:
    return unread_by(person).limit(SHOWN)


def new_sparring() -> Sequence[Any]:
    """Not asked for when the number in the menu says that there is none."""
    if not news_for(me()).unread:
        return []
    return db.session.execute(*prepared(first_unread, me())).all()


def latest_notes(person: Person) -> Select[*tuple[Any, ...]]:
    return Observation.notes_by(person).limit(NOTES_SHOWN)


def action_to(_person: Person, cycle_id: UUID) -> Select[str]:
    return Answer.of_cycle(cycle_id, Question.ACTION).with_only_columns(Answer.text)


def action_of(cycle: Cycle) -> str:
    return db.session.scalar(*prepared(action_to, me(), cycle_id=cycle.id)) or ""


def chosen(cycles: list[Cycle], key: str | None) -> Cycle | None:
    """The cycle that was asked for, else the one last written in."""
    return next((c for c in cycles if str(c.id) == key), cycles[0] if cycles else None)


def save_note(form: NoteForm, cycle: Cycle) -> ResponseReturnValue:
    """Keep the note; the same note sent twice is kept once, another text is another note."""
    load_parts(cycle, me(), "writers")
    authorize(Action.WRITE_IN_CYCLE, cycle)
    words, now = form.text.data or "", clock.now()
    note_id, today = form.id_of_new(me().id), day_of_writing(now)
    kept = already_kept(cycle, note_id, words, today)
    if kept is None:
        kept = cycle.observe(words, on=today, by=me(), at=now, id=note_id)
        db.session.commit()
    return redirect(url_for(".note", observation_id=kept.id), code=303)


@bp.get("/note/<uuid:observation_id>")
def note(observation_id: UUID) -> ResponseReturnValue:
    """”Tak. Det er gemt.”, and the signs with one tap each."""
    observation = find_observation(
        observation_id, joinedload(Observation.cycle).selectinload(Cycle.signs)
    )
    authorize(Action.EDIT_OBSERVATION, observation)
    return render_template(
        "cycles/note.html", observation=observation, cycle=observation.cycle, scores=SCORES,
        known=is_known(observation.cycle),
    )  # fmt: skip


@bp.post("/note/<uuid:observation_id>/tegn")
def score(observation_id: UUID) -> ResponseReturnValue:
    """One sign, scored by one tap."""
    observation = find_observation(observation_id)
    authorize(Action.EDIT_OBSERVATION, observation)
    words = {("" if value is None else str(value)): value for value in SCORES}
    offered = observation.cycle.signs_to_look_for if is_known(observation.cycle) else []
    signs = [sign for _, sign in offered]
    sign = next((s for s in signs if str(s.id) == request.form.get("tegn")), None)
    if sign is None or request.form.get("set") not in words:
        flash("Vælg et af ordene ud for tegnet.", "error")
    else:
        observation.score(sign, words[request.form["set"]])
        db.session.commit()
    # To the next sign, where the thumb already is.
    following = min(signs.index(sign) + 2, len(signs)) if sign else 1
    return redirect(
        url_for(".note", observation_id=observation.id, _anchor=f"tegn-{following}"), code=303
    )
