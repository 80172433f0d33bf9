"""Sparring in the example: asked for by the author, given and read as the file says."""

from logbook.cycles.models import Reading
from logbook.db import db
from logbook.demo.moments import shift
from logbook.demo.paper import checked, fields, must_be_allowed
from logbook.demo.writing import Scene
from logbook.people.models import Person, Role
from logbook.policy import Action
from logbook.reviews.forms import LEADERS, AskForm, GiveForm
from logbook.reviews.models import SparringRequest

DISTRICT_LEADER = "distriktsleder"


def ask(scene: Scene) -> None:
    """Ask the house's leader; who leads it herself asks her district leader by name."""
    must_be_allowed(scene.author, Action.ASK_FOR_SPARRING, scene.cycle)
    eligible = db.session.scalars(Person.leaders_for(scene.author, scene.house)).unique().all()
    leaders = [person for person in eligible if person.leads(scene.house.id)]
    others = [person for person in eligible if person not in leaders]
    of = district_leader(scene, others) if asks_district(scene) else None
    form = AskForm(
        formdata=fields(
            question=scene.told["ask_for_review"] or "", whom=str(of.id) if of else LEADERS
        )
    )
    form.offer(leaders, others)
    checked(form)
    request = SparringRequest.ask(
        scene.cycle, form.question.data or "", of=form.chosen(others), by=scene.author,
        at=scene.pen.on(scene.days.asked),
    )  # fmt: skip
    db.session.add(request)
    scene.request = request


def asks_district(scene: Scene) -> bool:
    return bool(scene.told["leader_comment_by"] == DISTRICT_LEADER)


def district_leader(scene: Scene, people: list[Person]) -> Person:
    return next(
        person
        for person in people
        if scene.house.district_id in person.district_ids(Role.DISTRICT_LEADER)
    )


def give(scene: Scene) -> None:
    """The comment, whole, in the first box, by whoever was asked."""
    request = scene.request
    assert request is not None
    leader = request.asked_of or next(
        person for person in scene.world.people.values() if person.leads(scene.house.id)
    )
    must_be_allowed(leader, Action.GIVE_SPARRING, request)
    form = checked(GiveForm(formdata=fields(noticed=scene.told["leader_comment"])))
    day = scene.days.given
    sparring = request.give(
        noticed=form.noticed.data or "", curious=form.curious.data or "",
        can_help=form.can_help.data or "", bring_up=form.place,
        by=leader, at=scene.pen.on(day),
    )  # fmt: skip
    db.session.add(sparring)
    db.session.add(Reading(cycle_id=scene.cycle.id, reader_id=leader.id, read_on=day))
    read_on = shift(day, 1)
    if not scene.story.is_unread and read_on < scene.world.today:
        sparring.read_on = read_on
