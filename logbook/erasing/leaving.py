"""Leaving the programme, and taking one's name off a text: the words stay, the name goes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.erasing import listed
from logbook.erasing.forgetting import erase, remember
from logbook.erasing.listed import NAME, Entry, State
from logbook.erasing.models import Kind, Text, text_of
from logbook.erasing.models.kinds import found_by_id
from logbook.erasing.models.stand_ins import (
    delete_person,
    forget_private,
    passages_among,
    passages_of,
    put_in_place,
    rounds_of_hers_alone,
    stand_in_for,
    without_names,
)
from logbook.erasing.models.strays import NAME_IN_FILE, ask_no_more, files_with
from logbook.erasing.models.walk import everything_with
from logbook.figures.models import Figures
from logbook.people import roles
from logbook.people.models import Person
from logbook.programme.models import Programme
from logbook.releases.models import Release, hold
from logbook.withheld.models import TextKind, Withheld, place_of, show_again

GONE_TEXT = "Teksten var skjult og er slettet for altid."
GONE = {TextKind.TITLE: "Runde uden navn", TextKind.SIGN: "Et tegn, der er slettet"}


def leave(person: Person, *, at: datetime) -> None:
    """What is hers alone, then her name, then herself. Commits.

    Raises LastCoordinator before anything is changed, and NotListed; what was erased by then is
    gone, and she can press again.
    """
    roles.lock(person.programme)
    if db.session.scalars(Person.coordinators_of(person.programme)).all() == [person]:
        raise roles.LastCoordinator
    for cycle_id in [each.id for each in db.session.scalars(rounds_of_hers_alone(person))]:
        erase(text_of(Kind.ROUND, found_by_id(Kind.ROUND, cycle_id)), by=person, at=at)
    let_go_of_hidden(hers_alone(person), by=person, at=at)
    db.session.commit()
    entry = Entry(person.id, "person", person.programme_id, clock.day_of(at), State.BEGUN)
    listed.append([entry])
    become_a_role(person, at=at)
    remember(entry)
    record(Act.LEFT, by=entry.id, at=at, programme_id=entry.programme_id, person_id=entry.id)
    db.session.commit()
    listed.end([entry])


def hers_alone(person: Person) -> list[Withheld]:
    """What is hidden, and nobody but her can read through."""
    waiting = db.session.scalars(Withheld.waiting_for(person)).all()
    return [hidden for hidden in waiting if is_hers_alone(hidden, person)]


def is_hers_alone(hidden: Withheld, person: Person) -> bool:
    if hidden.owner_id or hidden.cycle is None:
        return hidden.owner_id == person.id
    return {writer.person_id for writer in hidden.cycle.present_writers} == {person.id}


def let_go_of_hidden(some: Collection[Withheld], *, by: Person, at: datetime) -> None:
    """They go: in their place stands that they did.

    With each go its earlier texts, and it is in the list as what was rewritten is.
    """
    if some:
        # As who stores a file does: the programme first, then what stands in it.
        db.session.execute(hold(Programme, by.programme_id))
    for hidden in some:
        held = place_of(hidden)
        first = next(iter(held.words), next(iter(held.kind.words.columns)))
        show_again(hidden, {first: GONE.get(held.kind, GONE_TEXT)}, by=by, at=at)
        record(
            Act.ERASED, by=by, at=at, programme_id=hidden.programme_id, about=held.row,
            cycle_id=hidden.cycle_id,
        )  # fmt: skip


def become_a_role(person: Person, *, at: datetime) -> None:
    """Her private things go, and the role of her profession stands where she stood."""
    person_id = person.id
    let_go_of_names(db.session.scalars(passages_of(person)).all(), at=at)
    stand_in = stand_in_for(person, at=at)
    forget_private(person)
    db.session.flush()
    count_anew(person.programme_id, person.programme.units)
    put_in_place(person_id, stand_in.id, None)
    db.session.expunge(person)
    delete_person(person_id)
    db.session.expire_all()


def let_go_of_names(passages: Collection[Release], *, at: datetime) -> None:
    """What waits for a yes that nobody can give is taken back; the rest stands without names."""
    for release in passages:
        if release.released_at is None and release.was_released_at is None:
            release.withdrawn_at = at
    db.session.flush()
    ids = [release.id for release in passages]
    without_names(ids)
    files_with(ids, NAME_IN_FILE)


def count_anew(programme_id: UUID, units: Collection[object]) -> None:
    """One writer fewer may be one too few for a figure that is shown."""
    for unit in units:
        db.session.execute(Figures.take_back(programme_id, unit.id))  # type: ignore[attr-defined]


def take_name_off(text: Text, person: Person, *, at: datetime) -> None:
    """In this text a role stands where she stood. Commits; raises NotListed."""
    roots = ((name, each) for name, ids in text.roots.items() for each in ids)
    entry = Entry(
        uuid4(), NAME, text.programme_id, clock.day_of(at), State.BEGUN,
        (("person", person.id), *roots),
    )  # fmt: skip
    found = everything_with(text.roots)
    ids = {key for some in found.values() for key in some}
    # What stands in a round that she goes on writing in she can read through without her name.
    closed = [h for h in hers_alone(person) if h.owner_id or text.kind is Kind.ROUND]
    let_go_of_hidden([h for h in closed if h.subject_id in ids], by=person, at=at)
    listed.append([entry])
    let_a_role_stand(text, person, at=at)
    remember(entry)
    record(
        Act.NAME_REMOVED, by=person, at=at, programme_id=text.programme_id, about=text.thing,
        cycle_id=text.cycle.id if text.cycle else None, person_id=person.id,
    )  # fmt: skip
    db.session.commit()
    listed.end([entry])


def let_a_role_stand(text: Text, person: Person, *, at: datetime) -> None:
    # Who stores a file with her name in it at this moment is waited for, or sees that it is gone.
    db.session.execute(hold(Programme, text.programme_id))
    found = everything_with(text.roots)
    let_go_of_names(db.session.scalars(passages_among(person, found)).all(), at=at)
    stand_in = stand_in_for(person, at=at)
    if text.cycle:
        db.session.execute(Figures.take_back(text.programme_id, text.cycle.house_id))
    ask_no_more(person.id, {key for some in found.values() for key in some})
    put_in_place(person.id, stand_in.id, found)
    db.session.expire_all()
