"""What the example's writers gave to KP, and what KP took along."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from logbook.audit.models import Act, record
from logbook.clock import COPENHAGEN, day_of
from logbook.db import db
from logbook.demo.example import Passage
from logbook.demo.moments import shift
from logbook.demo.paper import checked, fields, must_be_allowed
from logbook.demo.writing import Scene, World
from logbook.exports.models import Extract, Format, Selection, extract_release
from logbook.people.models import Person, Role
from logbook.policy import Action
from logbook.programme.models import Module, Session
from logbook.releases.forms import ReleaseForm
from logbook.releases.models import Attribution, Release

MORNING = time(9, 12)


def share(scene: Scene) -> None:
    """Propose each passage of the story; the day after, co-writers say yes, and some withdraw."""
    proposed = [(passage, propose(scene, passage)) for passage in scene.story.releases]
    db.session.add_all(release for _, release in proposed)
    day = shift(scene.days.reflected, 1)
    for passage, release in proposed:
        for user_name in passage.yes:
            must_be_allowed(scene.person(user_name), Action.DECIDE_RELEASE, release)
            release.say_yes(by=scene.person(user_name), at=scene.pen.on(day), today=day)
        if passage.is_withdrawn:
            must_be_allowed(scene.author, Action.DECIDE_RELEASE, release)
            release.withdraw(by=scene.author, at=scene.pen.on(day))


def propose(scene: Scene, passage: Passage) -> Release:
    places: tuple[Any, ...] = (scene.cycle, *scene.cycle.trials, *scene.cycle.observations)
    answer = next(filter(None, (each.answer_to(passage.question) for each in places)), None)
    assert answer is not None
    must_be_allowed(scene.author, Action.PROPOSE_RELEASE, answer)
    at = scene.pen.later()
    form = ReleaseForm(
        formdata=fields(passage=answer.text, attribution=passage.attribution.value, session="")
    )
    form.offer_for(scene.module, scene.world.modules, day_of(at))
    checked(form)
    return Release.propose(
        answer, form.passage.data or "", Attribution(form.attribution.data),
        session=None, by=scene.author, at=at, today=day_of(at),
    )  # fmt: skip


def take_along(world: World, releases: Sequence[Release]) -> None:
    """The morning before each time of teaching that has been, an instructor took its passages."""
    instructor = next(person for person in world.people.values() if person.plays(Role.INSTRUCTOR))
    must_be_allowed(instructor, Action.EXTRACT, world.programme)
    for module in world.modules:
        for session in module.sessions:
            day = shift(session.starts_on, -1)
            at = datetime.combine(day, MORNING, COPENHAGEN)
            taken = [r for r in releases if r.session is session and was_out(r, at)]
            if taken and day < world.today:
                take(world, module, session, taken, by=instructor, at=at)


def was_out(release: Release, at: datetime) -> bool:
    is_withdrawn = release.withdrawn_at is not None and release.withdrawn_at <= at
    return release.released_at is not None and release.released_at <= at and not is_withdrawn


def take(
    world: World, module: Module, session: Session, releases: Sequence[Release], *,
    by: Person, at: datetime,
) -> None:  # fmt: skip
    selection = Selection(world.programme, module=module, session=session)
    extract = Extract.take(world.programme, Format.DOCX, selection.words, by=by, at=at)
    db.session.add(extract)
    db.session.flush()
    rows = extract.rows_of([release.id for release in releases])
    db.session.execute(extract_release.insert(), rows)
    record(
        Act.EXTRACTED, by=by, at=at, programme_id=world.programme.id, about=extract,
        module_id=module.id, detail=extract.format, count=len(rows),
    )  # fmt: skip
