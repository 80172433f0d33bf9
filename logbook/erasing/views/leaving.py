"""The way out of the programme: what stays and what goes, and then the button."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.db import db
from logbook.erasing.leaving import leave
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.erasing.models.stand_ins import passages_of, rounds_kept, rounds_of_hers_alone
from logbook.erasing.sweeping import tidy_a_little
from logbook.erasing.views.blueprint import bp
from logbook.gate import forget, me
from logbook.people.forms import PresentPassword
from logbook.people.proving import is_really, try_again
from logbook.people.roles import LastCoordinator
from logbook.people.throttle import TooManyTries
from logbook.policy import Action, authorize

SHOWN = 20
LAST_ONE = (
    "Du er den eneste koordinator. Giv først rollen til en anden under Personer, så nogen kan "
    "tage sig af adgangene bagefter."
)


@bp.route("/konto/forlad", methods=["GET", "POST"])
def leave_programme() -> ResponseReturnValue:
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    form, at, told, status = PresentPassword(), clock.now(), "", 200
    if form.validate_on_submit():
        try:
            if is_really(me(), form, at):
                leave(me(), at=at)
                tidy_a_little()
                forget()
                flash("Du har forladt Logbogen. Tak for det, du har delt med de andre.")
                return redirect(url_for("people.sign_in"), code=303)
        except TooManyTries as full:
            form.present_password.errors, status = [try_again(full)], 429
        except LastCoordinator:
            db.session.rollback()
            told, status = LAST_ONE, 409
        except NotListed:
            db.session.rollback()
            told, status = NOT_LISTED, 503
    kept = db.session.scalars(rounds_kept(me()).limit(SHOWN + 1)).all()
    alone = db.session.scalars(rounds_of_hers_alone(me()).limit(SHOWN + 1)).all()
    passages = db.session.scalars(passages_of(me()).limit(SHOWN + 1)).all()
    return render_template(
        "erasing/leave.html", form=form, told=told, kept=kept, alone=alone, passages=passages,
        shown=SHOWN,
    ), status  # fmt: skip
