"""The people whom a coordinator or a leader looks after, and inviting somebody new."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.backup import age
from logbook.backup.models import Backup
from logbook.db import db
from logbook.gate import me, takes
from logbook.people import invitations, roles
from logbook.people.forms import FindForm, InviteForm
from logbook.people.models import Membership, Person, Profession, Role
from logbook.people.views.blueprint import bp
from logbook.policy import Action, authorize, can
from logbook.programme.models import Unit
from logbook.retention import last_run
from logbook.retention.models import RetentionRun

PER_PAGE = 100
TAKEN = "Det brugernavn er optaget. Vælg et andet."


@bp.get("/personer")
@takes("hus", "find", "efter")
def index() -> ResponseReturnValue:
    authorize(Action.SEE_PEOPLE, me().programme)
    units = units_to_choose_from()
    unit = chosen("hus", {unit.id: unit for unit in units})
    form = FindForm(request.args)
    wanted = form.find.data if form.validate() else ""
    people = Person.managed_by(me()).options(
        selectinload(Person.memberships).options(
            joinedload(Membership.unit), joinedload(Membership.district)
        )
    )
    if unit:
        people = people.where(Person.memberships.any(Membership.unit_id == unit.id))
    if wanted:
        people = people.where(Person.is_called(wanted))
    if "efter" in request.args:
        last = db.one_or_404(Person.managed_by(me()).where(Person.id == uuid_in("efter")))
        people = people.where(tuple_(Person.name_key, Person.id) > (last.name_key, last.id))
    found = db.session.scalars(people.limit(PER_PAGE + 1)).all()
    return render_template(
        "people/index.html",
        people=found[:PER_PAGE],
        last=found[PER_PAGE - 1] if len(found) > PER_PAGE else None,
        units=units,
        chosen=unit,
        form=form,
        wanted=wanted or None,
        kept_well=told_to_coordinator(),
    ), (422 if form.errors else 200)


def told_to_coordinator() -> list[age.Age]:
    """Of the backup and of the time limits: she can have them looked after."""
    programme = me().programme
    if not can(me(), Action.INVITE, programme):
        return []
    latest = db.session.scalar(Backup.latest_good())
    runs = db.session.scalars(RetentionRun.lately()).all()
    return [
        age.told(latest.made_at if latest else None, is_example=programme.is_example),
        last_run.told(runs, is_example=programme.is_example),
    ]


def units_to_choose_from() -> list[Unit]:
    units = me().programme.units
    if can(me(), Action.INVITE, me().programme):
        return units
    led = me().unit_ids(Role.LEADER)
    return [unit for unit in units if unit.id in led]


def chosen(name: str, units: dict[UUID, Unit]) -> Unit | None:
    """The unit that the address names, 404 for one that she cannot choose."""
    if not request.args.get(name):
        return None
    return units.get(uuid_in(name)) or abort(404)


def uuid_in(name: str) -> UUID:
    try:
        return UUID(request.args[name])
    except ValueError:
        abort(404)


@bp.route("/personer/ny", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    programme, at = me().programme, clock.now()
    authorize(Action.INVITE, programme)
    form = InviteForm(programme)
    if form.validate_on_submit():
        person = Person(
            programme=programme,
            name=form.name.data,
            user_name=(form.user_name.data or "").lower(),
            profession=Profession(form.profession.data),
            invited_at=at,
        )
        try:
            db.session.add(person)
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            form.user_name.errors = [TAKEN]
        else:
            role, by = Role(form.role.data), me()
            roles.give(person, role, unit=form.unit, district=form.district, by=by, at=at)
            slip = invitations.make(person, by=by, at=at)
            db.session.commit()
            return slip_page(slip)
    return render_template("people/invite.html", form=form)


def slip_page(slip: invitations.Slip) -> ResponseReturnValue:
    """The slip, shown here once: after this answer nobody knows the code but who holds it."""
    return render_template("people/slip.html", made=slip)
