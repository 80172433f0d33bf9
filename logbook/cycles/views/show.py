"""The cycle page: the spiral, the round step by step, and who can see it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from logbook import clock
from logbook.conversations.models import Conversation
from logbook.conversations.models.beside import by_conversation, kept_beside_notes_in
from logbook.cycles.models import Answer, Cycle, ObservationRequest, Reading, Version
from logbook.cycles.models.parts import TO_READ
from logbook.cycles.models.sightings import SignRow, sightings_in
from logbook.cycles.next_round import may_be_built_on
from logbook.cycles.page import CyclePage
from logbook.cycles.stages import ROAD, SparringState
from logbook.cycles.threads import has_company, threads_of
from logbook.cycles.views.blueprint import bp, find_whole
from logbook.db import db
from logbook.gate import me
from logbook.people.models import Person, prepared
from logbook.policy import Action, can
from logbook.releases.models import Release
from logbook.reviews.at_stage import by_stage
from logbook.reviews.models import SparringRequest
from logbook.reviews.queue import kind_words_for
from logbook.reviews.reading import mark_as_read, note_reading
from logbook.uses.boards import whereabouts_of
from logbook.uses.models import of_cycle, used

READINGS_SHOWN = 20


@bp.get("/forloeb/<uuid:cycle_id>")
def show(cycle_id: UUID) -> ResponseReturnValue:
    """One round, with the others of its forløb in the spiral."""
    cycle = find_whole(cycle_id, TO_READ)
    writes = can(me(), Action.WRITE_IN_CYCLE, cycle)
    rounds = list(db.session.scalars(*prepared(rounds_of, me(), first_id=cycle.first_id)))
    readings = around(cycle, latest_readings) if writes else []
    is_in_sparring = cycle.sparring is not SparringState.NONE
    requests = around(cycle, asked_and_given) if is_in_sparring else []
    conversations = around(cycle, conversations_about) if cycle.is_planned else []
    releases = releases_for(cycle, writes)
    out = [release.id for release in releases if release.is_out and release.concerns(me())]
    page = CyclePage(
        cycle=cycle,
        rounds=rounds,
        sparring=by_stage(requests, readings),
        releases=releases,
        uses=used(db.session.execute(*prepared(of_cycle, me(), cycle_id=cycle.id))),
        went=whereabouts_of(out),
        asked=around(cycle, colleagues_asked) if writes else [],
        readings=readings,
        conversations=conversations,
        beside_notes=beside_notes(cycle) if writes and conversations else {},
        writes=writes,
        reader=me(),
        met=met_in(cycle, writes),
        threads=threads_of(cycle, rounds, seen_elsewhere(cycle, rounds)),
    )
    shown = render_template(
        "cycles/show.html",
        page=page,
        cycle=cycle,
        road=ROAD,
        may_administer=can(me(), Action.ADMINISTER_CYCLE, cycle),
        may_build_on=may_be_built_on(cycle) and not page.has_next_round,
        kind_words=[each for each in kind_words_for(me()) if each.cycle_id == cycle.id],
    )
    # After the page is made: a commit would make everything on it be loaded again.
    today = clock.day_of(clock.now())
    note_reading(cycle, me(), today)
    mark_as_read(requests, me(), today, writes=writes)
    return shown


def around(cycle: Cycle, query: Callable[..., Select[Any]]) -> list[Any]:
    """What stands around a cycle, by a query that is built once."""
    return list(db.session.scalars(*prepared(query, me(), cycle_id=cycle.id)).unique())


def rounds_of(person: Person, first_id: UUID) -> Select[Cycle]:
    return Cycle.rounds_from(person, first_id).options(*Cycle.for_lists())


def met_in(cycle: Cycle, writes: bool) -> dict[UUID, UUID]:
    """The second text, the oldest that waits, of each answer that she may rewrite."""
    if not writes and not has_observed(cycle):
        return {}
    found = db.session.execute(*prepared(seconds_in, me(), cycle_id=cycle.id)).all()
    return {each.answer_id: each.id for each in reversed(found)}


def seconds_in(person: Person, cycle_id: UUID) -> Select[*tuple[Any, ...]]:
    waiting = Version.waiting_for(person).where(Answer.cycle_id == cycle_id)
    return waiting.with_only_columns(Version.answer_id, Version.id)


def has_observed(cycle: Cycle) -> bool:
    return any(seen.observer_id == me().id for seen in cycle.observations)


def seen_elsewhere(cycle: Cycle, rounds: list[Cycle]) -> list[SignRow]:
    """How clearly its signs were seen in the other rounds that she may open."""
    if not has_company(cycle, rounds):
        return []
    keys = [each.id for each in rounds if each.id != cycle.id]
    asked = prepared(sightings_in, me(), first_id=cycle.first_id, cycle_ids=keys)
    return [SignRow(*row) for row in db.session.execute(*asked)]


def releases_for(cycle: Cycle, writes: bool) -> list[Release]:
    """What its writers gave to KP; for others what holds words of their own."""
    if not writes and not has_observed(cycle):
        return []
    found = around(cycle, releases_of)
    return found if writes else [release for release in found if release.holds_words_of(me())]


def latest_readings(_person: Person, cycle_id: UUID) -> Select[Reading]:
    return Reading.of(cycle_id).limit(READINGS_SHOWN)


def asked_and_given(_person: Person, cycle_id: UUID) -> Select[SparringRequest]:
    return SparringRequest.threads_in(cycle_id)


def conversations_about(person: Person, cycle_id: UUID) -> Select[Conversation]:
    return Conversation.told_in(person, cycle_id)


def beside_notes(cycle: Cycle) -> dict[UUID, UUID | None]:
    kept = db.session.execute(*prepared(kept_beside_notes, me(), cycle_id=cycle.id))
    return by_conversation(kept)


def kept_beside_notes(_person: Person, cycle_id: UUID) -> Select[UUID, UUID, bool]:
    return kept_beside_notes_in(cycle_id)


def releases_of(_person: Person, cycle_id: UUID) -> Select[Release]:
    return Release.of_cycle(cycle_id)


def colleagues_asked(_person: Person, cycle_id: UUID) -> Select[ObservationRequest]:
    return ObservationRequest.in_cycle(cycle_id)
