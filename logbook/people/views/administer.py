"""One person, looked after by somebody else: her roles, her code, her access."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock, pages
from logbook.audit.models import Act
from logbook.db import db
from logbook.gate import me
from logbook.people import invitations, roles
from logbook.people.forms import MembershipForm
from logbook.people.models import Invitation, Person, Role
from logbook.people.views.blueprint import bp
from logbook.people.views.roster import slip_page
from logbook.policy import Action, authorize

LAST_COORDINATOR = (
    "Det er projektets sidste koordinator. Gør en anden til koordinator først, ellers kan ingen "
    "invitere eller fjerne nogen."
)
HAS_NO_ACCESS = "Adgangen er fjernet. En koordinator kan give den igen."


def find(person_id: UUID) -> Person:
    """A person whom the signed-in person looks after."""
    found: Person = db.one_or_404(Person.managed_by(me()).where(Person.id == person_id))
    return found


def page(person: Person, form: MembershipForm) -> ResponseReturnValue:
    newest = db.session.scalar(Invitation.for_person(person).limit(1))
    invitation = newest if newest and newest.is_open(clock.now()) else None
    return render_template(
        "people/show.html", person_shown=person, form=form, invitation=invitation
    )


def back_to(person: Person) -> ResponseReturnValue:
    return redirect(url_for(".show", person_id=person.id), code=303)


@bp.get("/personer/<uuid:person_id>")
def show(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    return page(person, MembershipForm(person.programme))


@bp.post("/personer/<uuid:person_id>/roller")
def add_membership(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.ADMINISTER_PERSON, person)
    form = MembershipForm(person.programme)
    if not form.validate_on_submit():
        return page(person, form)
    role, at = Role(form.role.data), clock.now()
    if not roles.give(person, role, unit=form.unit, district=form.district, by=me(), at=at):
        form.role.errors = ["Den rolle har personen allerede."]
        return page(person, form)
    db.session.commit()
    flash(f"{person.name} har fået en rolle mere. Den gælder, næste gang hun eller han logger ind.")
    return back_to(person)


@bp.post("/personer/<uuid:person_id>/roller/<uuid:membership_id>/fjern")
def remove_membership(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.ADMINISTER_PERSON, person)
    membership = next((m for m in person.memberships if m.id == membership_id), None)
    try:
        roles.take(person, membership or abort(404), by=me(), at=clock.now())
    except roles.LastCoordinator:
        db.session.rollback()
        flash(LAST_COORDINATOR, "error")
    else:
        db.session.commit()
        flash(f"{person.name} har ikke længere den rolle.")
    return back_to(person)


@bp.post("/personer/<uuid:person_id>/ny-kode")
def renew(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.RENEW_CODE, person)
    if not person.is_active:
        flash(HAS_NO_ACCESS, "error")
        return back_to(person)
    at = clock.now()
    told = (
        f"Din kode blev fornyet af {me().name} den {pages.day(at)}. "
        "Har du ikke selv bedt om det, så sig det til din leder."
    )
    slip = invitations.renew(person, by=me(), at=at, told=told)
    db.session.commit()
    return slip_page(slip)


@bp.post("/personer/<uuid:person_id>/traek-tilbage")
def withdraw(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.RENEW_CODE, person)
    at = clock.now()
    db.session.execute(Invitation.withdraw_all(person, at))
    roles.record_of(Act.CODE_WITHDRAWN, person, by=me(), at=at)
    db.session.commit()
    flash(f"Koden til {person.name} virker ikke længere.")
    return back_to(person)


@bp.route("/personer/<uuid:person_id>/fjern-adgang", methods=["GET", "POST"])
def remove(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.ADMINISTER_PERSON, person)
    if request.method == "GET":
        return render_template("people/remove.html", person_shown=person)
    try:
        roles.remove(person, by=me(), at=clock.now())
    except roles.LastCoordinator:
        db.session.rollback()
        flash(LAST_COORDINATOR, "error")
    else:
        db.session.commit()
        flash(f"{person.name} har ikke længere adgang.")
    return back_to(person)


@bp.post("/personer/<uuid:person_id>/giv-adgang")
def restore(person_id: UUID) -> ResponseReturnValue:
    person = find(person_id)
    authorize(Action.ADMINISTER_PERSON, person)
    if person.is_active:
        flash(f"{person.name} har allerede adgang.", "error")
        return back_to(person)
    slip = roles.restore(person, by=me(), at=clock.now())
    db.session.commit()
    return slip_page(slip)
