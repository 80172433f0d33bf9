"""One's own account: who I am here, my password, and where I am signed in."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.audit.models import Act, record
from logbook.db import db
from logbook.drafts.models import Draft
from logbook.erasing.forgetting import throw_away
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.gate import forget, is_on_shared_device, me, my_sign_in_id
from logbook.kept import waiting_for
from logbook.people import navigation, passwords
from logbook.people.forms import AttributionForm, ChangePasswordForm
from logbook.people.models import KeptForm, Role, SignIn
from logbook.people.proving import is_really, try_again
from logbook.people.throttle import TooManyTries
from logbook.people.views.blueprint import bp
from logbook.people.views.coming_in import let_in
from logbook.people.views.welcome import is_good
from logbook.policy import Action, authorize
from logbook.releases.models import Attribution, Release


@bp.get("/konto")
def account() -> ResponseReturnValue:
    may_have_shared = navigation.reads(me()) or (
        db.session.scalar(Release.concerning(me()).limit(1)) is not None
    )
    usual = me().usual_attribution
    return render_template(
        "people/account.html",
        may_have_shared=may_have_shared,
        usual=Attribution(usual).label if usual else "",
        own_houses=[u for u in me().units_as(Role.AUTHOR, Role.LEADER) if u.has_children],
    )


@bp.route("/konto/adgangskode", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    person = me()
    authorize(Action.KEEP_OWN_ACCOUNT, person)
    form, at, status = ChangePasswordForm(), clock.now(), 200
    if form.validate_on_submit():
        try:
            is_hers = is_really(person, form, at)
        except TooManyTries as refused:
            form.present_password.errors, status = [try_again(refused)], 429
        else:
            if is_hers and is_good(form, person):
                person.password_hash = passwords.hashed(form.new_password.data or "")
                db.session.flush()
                db.session.execute(SignIn.end_all(person))
                record(
                    Act.PASSWORD_CHOSEN,
                    by=person, at=at, programme_id=person.programme_id, about=person,
                )  # fmt: skip
                answer = let_in(person, at=at, is_shared=is_on_shared_device())
                flash("Din adgangskode er skiftet, og du er logget ud alle andre steder.")
                return answer
    return render_template("people/change_password.html", form=form), status


@bp.route("/konto/citater", methods=["GET", "POST"])
def usual_attribution() -> ResponseReturnValue:
    """How her passages usually stand; it is preselected, and nothing is shared by it."""
    person = me()
    authorize(Action.KEEP_OWN_ACCOUNT, person)
    form = AttributionForm(usual=person.usual_attribution or "")
    if form.validate_on_submit():
        person.usual_attribution = form.usual.data or None
        db.session.commit()
        flash("Tak – gemt.")
        return redirect(url_for(".account"), code=303)
    return render_template("people/usual_attribution.html", form=form), (
        422 if form.errors else 200
    )


@bp.get("/konto/ikke-gemt")
def unsaved() -> ResponseReturnValue:
    """What she wrote when her sign-in had run out, and what she began and never saved."""
    drafts = db.session.scalars(Draft.latest(me())).all()
    return render_template("people/unsaved.html", waiting=waiting_for(me()), drafts=drafts)


@bp.post("/konto/ikke-gemt/<uuid:kept_id>/slet")
def forget_unsaved(kept_id: UUID) -> ResponseReturnValue:
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    kept = db.one_or_404(KeptForm.of(me()).where(KeptForm.id == kept_id))
    try:
        throw_away(kept, by=me(), at=clock.now())
    except NotListed:
        db.session.rollback()
        flash(NOT_LISTED, "error")
    else:
        flash("Teksten er slettet for altid.")
    return redirect(url_for(".unsaved"), code=303)


@bp.get("/konto/logget-ind")
def sign_ins() -> ResponseReturnValue:
    live = SignIn.of(me()).where(SignIn.expires_at > clock.now())
    return render_template(
        "people/sign_ins.html", sign_ins=db.session.scalars(live).all(), here=my_sign_in_id()
    )


@bp.post("/konto/logget-ind/<uuid:sign_in_id>/afslut")
def end_sign_in(sign_in_id: UUID) -> ResponseReturnValue:
    sign_in = db.one_or_404(SignIn.of(me()).where(SignIn.id == sign_in_id))
    authorize(Action.END_SIGN_IN, sign_in)
    is_here = sign_in.id == my_sign_in_id()
    db.session.execute(SignIn.end(sign_in.id))
    db.session.commit()
    if is_here:
        forget()
        return redirect(url_for(".sign_in"), code=303)
    flash("Du er logget ud på den enhed.")
    return redirect(url_for(".sign_ins"), code=303)


@bp.post("/konto/logget-ind/afslut-andre")
def end_other_sign_ins() -> ResponseReturnValue:
    authorize(Action.KEEP_OWN_ACCOUNT, me())
    db.session.execute(SignIn.end_all(me(), but=my_sign_in_id()))
    db.session.commit()
    flash("Du er logget ud alle andre steder.")
    return redirect(url_for(".sign_ins"), code=303)
