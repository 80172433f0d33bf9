"""Signing in and out."""

from datetime import datetime

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from logbook import clock
from logbook.audit.models import Act, record
from logbook.by_script import is_by_script, refused
from logbook.db import db
from logbook.drafts.models import Draft, Receipt
from logbook.gate import (
    begin_sign_in,
    forget,
    is_on_shared_device,
    is_path_here,
    me,
    my_sign_in_id,
    owner_key_of,
    public,
    remember,
    takes,
)
from logbook.kept import waiting_for
from logbook.people import devices
from logbook.people.forms import SignInForm
from logbook.people.models import KeptForm, Person, SignIn
from logbook.people.navigation import home_of
from logbook.people.proving import person_with, try_again
from logbook.people.throttle import TooManyTries
from logbook.people.views.blueprint import bp


@bp.route("/log-ind", methods=["GET", "POST"])
@takes("naeste")
@public
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(after_sign_in(me()), code=302)
    form, at = SignInForm(), clock.now()
    status = 422 if is_by_script() else 200
    if form.validate_on_submit():
        try:
            person = person_with(form.user_name.data or "", form.password.data or "", at)
        except TooManyTries as full:
            form.password.errors, status = [try_again(full)], 429
        else:
            if person:
                return let_in(person, at=at, is_shared=is_shared_from_now(form))
            form.password.errors = ["Brugernavn og adgangskode passer ikke sammen."]
    if is_by_script():
        errors = (each for told in form.errors.values() for each in told)
        return refused(status, next(errors, ""))
    return render_template(
        "people/sign_in.html", form=form, reason="", kept=False, texts=[]
    ), status


def is_shared_from_now(form: SignInForm) -> bool:
    """What was ticked; signing in on the spot, without a tick, changes nothing of it."""
    return form.is_shared.data or (is_by_script() and is_on_shared_device())


def let_in(person: Person, *, at: datetime, is_shared: bool = False) -> ResponseReturnValue:
    """Begin a sign-in with a fresh key, end this browser's earlier one, and show the way."""
    if current_user.is_authenticated:
        db.session.execute(SignIn.end(my_sign_in_id()))
    for forgotten in (SignIn, KeptForm, Receipt, Draft):
        db.session.execute(forgotten.forget_old(at))
    device = devices.in_words(request.user_agent.string) + (" · delt enhed" if is_shared else "")
    key = begin_sign_in(person, device=device, at=at, is_shared=is_shared)
    # A shared device is nobody's own: it is not known again, and keeps no cookie.
    device_key = None if is_shared else devices.know(person, at=at)
    told, person.notice = person.notice, None
    record(Act.SIGNED_IN, by=person, at=at, programme_id=person.programme_id)
    owner, name = owner_key_of(person), person.name
    db.session.commit()
    remember(key, is_shared=is_shared)
    if told:
        flash(told)
    if is_shared:
        flash("Delt enhed: intet gemmes på den, så det kræver net at skrive. Husk at logge ud.")
    if is_by_script():
        response = jsonify(owner=owner, name=name)
    else:
        address = url_for(".unsaved") if waiting_for(person) else after_sign_in(person)
        response = make_response(redirect(address, code=303))
    devices.set_cookie(response, device_key)
    return response


def after_sign_in(person: Person) -> str:
    wanted = request.args.get("naeste", "")
    return wanted if is_path_here(wanted) else home_of(person)


@bp.post("/log-ud")
@public
def sign_out() -> Response:
    if current_user.is_authenticated:
        db.session.execute(SignIn.end(my_sign_in_id()))
        db.session.commit()
    forget()
    flash("Du er logget ud.")
    return redirect(url_for(".sign_in"), code=303)
