"""Choosing a password with the link or the code of an invitation."""

from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.db import db
from logbook.gate import public
from logbook.people import devices, invitations, passwords
from logbook.people.forms import CodeForm, NewPassword, WelcomeForm
from logbook.people.models import Invitation, Person
from logbook.people.proving import try_again
from logbook.people.throttle import TooManyTries, guess
from logbook.people.views.blueprint import bp
from logbook.people.views.coming_in import let_in

TOO_EASY = (
    "Den adgangskode er for let at gætte: Den ligner noget, mange bruger, eller dit navn. "
    "Prøv tre-fire ord, der ikke hører sammen."
)
NO_SUCH_CODE = (
    "Brugernavn og kode passer ikke sammen, eller koden er brugt eller udløbet. "
    "Se på din seddel, eller bed din leder om en ny kode."
)


@bp.route("/velkommen/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> ResponseReturnValue:
    at = clock.now()
    invitation = invitations.with_token(token, at)
    if invitation is None:
        return link_used()
    form = WelcomeForm()
    if form.validate_on_submit() and is_good(form, invitation.person):
        return use(invitation, form, at)
    return render_template("people/welcome.html", form=form, person_invited=invitation.person)


@bp.route("/velkommen", methods=["GET", "POST"])
@public
def welcome_with_code() -> ResponseReturnValue:
    form, at, status = CodeForm(), clock.now(), 200
    if form.validate_on_submit():
        try:
            invitation = invitation_with(form.user_name.data or "", form.code.data or "", at)
        except TooManyTries as refused:
            form.code.errors, status = [try_again(refused)], 429
        else:
            if invitation is None:
                form.code.errors = [NO_SUCH_CODE]
            elif is_good(form, invitation.person):
                return use(invitation, form, at)
    return render_template("people/welcome_with_code.html", form=form), status


def invitation_with(user_name: str, code: str, at: datetime) -> Invitation | None:
    """The open invitation of this user name with this code. Raises TooManyTries."""
    asked_for = Person.with_user_name(user_name)
    address, device = request.remote_addr or "", devices.own_hash()
    person = db.session.scalar(asked_for)
    with guess(user_name, person, address=address, device=device, at=at) as tried:
        invitation = invitations.with_code(db.session.scalar(asked_for), code, at)
        tried.was_right = invitation is not None
    return invitation


def is_good(form: NewPassword, person: Person) -> bool:
    """Whether the password is hard to guess; else the form says so."""
    if passwords.is_easy_to_guess(form.new_password.data or "", person):
        form.new_password.errors = [TOO_EASY]
        return False
    return True


def use(invitation: Invitation, form: WelcomeForm | CodeForm, at: datetime) -> ResponseReturnValue:
    if not invitations.choose_password(invitation, form.new_password.data or "", at=at):
        return link_used()
    return let_in(invitation.person, at=at, is_shared=form.is_shared.data)


def link_used() -> ResponseReturnValue:
    return render_template("people/link_used.html"), 404
