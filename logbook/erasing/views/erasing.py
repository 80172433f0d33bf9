"""Slet for altid: what happens first, then the button; with several writers, everyone's yes."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.audit.models import Act, record
from logbook.cycles.stages import in_a_row
from logbook.db import db
from logbook.erasing.consequences import GOES, Consequences, consequences_of
from logbook.erasing.forgetting import erase
from logbook.erasing.leaving import take_name_off
from logbook.erasing.listed import NOT_LISTED, NotListed
from logbook.erasing.models import ErasureProposal, Kind, Text
from logbook.erasing.models.kinds import names_of
from logbook.erasing.sweeping import tidy_a_little
from logbook.erasing.views.blueprint import bp, find, home_of, is_seen, place_after, words_of
from logbook.forms import Form
from logbook.gate import me
from logbook.policy import Action, authorize, can

# What a name can be taken off: what others wrote in too, or what belongs to a round of others.
OF_A_ROUND = {Kind.ROUND, Kind.TRIAL, Kind.ANSWER, Kind.CONVERSATION}
WITH_NAMES = {Kind.ROUND, Kind.OBSERVATION, Kind.TRIAL, Kind.ANSWER, Kind.CONVERSATION}


@bp.route("/slet/<slug>/<uuid:subject_id>", methods=["GET", "POST"])
def page(slug: str, subject_id: UUID) -> ResponseReturnValue:
    text = find(slug, subject_id)
    authorize(Action.SEE_ERASURE, text)
    form = Form()
    if form.validate_on_submit():
        authorize(Action.ERASE, text)
        return propose(text) if text.writers - {me().id} else done(text)
    return shown(text, form)


@bp.route("/forloeb/<uuid:subject_id>/slet", methods=["GET", "POST"])
def round_page(subject_id: UUID) -> ResponseReturnValue:
    return page(Kind.ROUND, subject_id)


@bp.route("/iagttagelse/<uuid:subject_id>/slet", methods=["GET", "POST"])
def note_page(subject_id: UUID) -> ResponseReturnValue:
    return page(Kind.OBSERVATION, subject_id)


def shown(text: Text, form: Form, *, status: int = 200) -> ResponseReturnValue:
    proposal = proposal_about(text)
    there, called = home_of(text)
    others = text.writers - {me().id}
    is_refused = proposal is not None and proposal.is_refused
    has_changed = proposal is not None and proposal.stands != text.stands and not is_refused
    own = proposal.answer_of(me()) if proposal else None
    waits = (
        text.writers if has_changed else proposal.waits_for & text.writers if proposal else set()
    )
    # Whoever had not answered has taken her name off, or has no access any more.
    is_agreed = proposal is not None and not (is_refused or waits)
    # Who wrote in a round that is closed to her now answers without reading what stands there.
    sees = text.kind not in OF_A_ROUND or is_seen(text)
    return render_template(
        "erasing/page.html",
        form=form,
        text=text,
        words=words_of(text) if sees else "",
        told=consequences_of(text) if sees else Consequences([GOES[text.kind]]),
        proposal=proposal,
        has_changed=has_changed,
        is_refused=is_refused,
        has_said_yes=own is not None and bool(own.is_yes) and not (has_changed or is_refused),
        is_asked=own is not None
        and (has_changed or is_agreed or (own.is_yes is None and not is_refused)),
        is_agreed=is_agreed,
        waits_for_others=in_a_row(names_of(waits - {me().id})) if waits - {me().id} else "",
        others=in_a_row(names_of(others)) if others else "",
        may_erase=can(me(), Action.ERASE, text),
        may_take_name=text.kind in WITH_NAMES and text.is_written_by(me()) and bool(others),
        there=there,
        called=called,
    ), status


def proposal_about(text: Text) -> ErasureProposal | None:
    """Also one about what stood there before: whoever was asked then answers to the new text."""
    found: ErasureProposal | None = db.session.scalar(ErasureProposal.of(text.id))
    return found


def propose(text: Text) -> ResponseReturnValue:
    """Ask the others; whoever proposes has said yes."""
    proposal = db.session.scalar(ErasureProposal.of(text.id))
    at, stands = clock.now(), text.stands
    if proposal is None:
        proposal = ErasureProposal(
            kind=text.kind.value, subject_id=text.id, stands=stands, proposed_by_id=me().id,
            proposed_at=at,
        )  # fmt: skip
        db.session.add(proposal)
    elif proposal.is_refused:
        proposal.begin_afresh(stands)
    db.session.flush()
    proposal.ask(text.writers, by=me(), stands=stands)
    if proposal.has_everyones_yes:
        return done(text)
    record(
        Act.ERASURE_PROPOSED, by=me(), at=at, programme_id=text.programme_id, about=text.thing,
        cycle_id=text.cycle.id if text.cycle else None,
    )  # fmt: skip
    db.session.commit()
    flash("De andre er spurgt. Det slettes, når alle har sagt ja.")
    return redirect(url_for(".page", slug=text.kind.value, subject_id=text.id), code=303)


@bp.post("/slet/<slug>/<uuid:subject_id>/svar")
def answer(slug: str, subject_id: UUID) -> ResponseReturnValue:
    """”Ja, slet det” or ”Nej, behold det”; the last yes erases it."""
    text = find(slug, subject_id)
    authorize(Action.ANSWER_ERASURE, text)
    proposal = db.session.scalar(ErasureProposal.of(text.id))
    answer = request.form.get("svar")
    if proposal is None or answer not in {"ja", "nej"}:
        abort(409)
    here = url_for(".page", slug=text.kind.value, subject_id=text.id)
    if proposal.is_refused and answer == "nej" and proposal.proposed_by_id == me().id:
        db.session.delete(proposal)
        db.session.commit()
        flash("Tak. Den bliver stående.")
        return redirect(home_of(text)[0], code=303)
    if proposal.stands != text.stands and answer == "ja":
        proposal.ask(text.writers, by=None, stands=text.stands)
        db.session.commit()
        flash("Teksten er ændret, siden du blev spurgt. Se den igennem, og svar igen.", "error")
        return redirect(here, code=303)
    proposal.ask(text.writers, by=None, stands=text.stands)
    own = proposal.answer_of(me())
    if own is None:
        abort(409)
    own.is_yes = answer == "ja"
    if proposal.has_everyones_yes:
        return done(text)
    db.session.commit()
    flash("Tak. Den bliver stående." if answer == "nej" else "Tak for dit svar.")
    return redirect(here, code=303)


@bp.post("/slet/<slug>/<uuid:subject_id>/navn")
def take_name(slug: str, subject_id: UUID) -> ResponseReturnValue:
    """The text stays, and a role stands where her name was."""
    text = find(slug, subject_id)
    authorize(Action.ANSWER_ERASURE, text)
    if text.kind not in WITH_NAMES:
        abort(409)
    there = place_after(text)
    try:
        take_name_off(text, me(), at=clock.now())
    except NotListed:
        return not_listed(text)
    flash("Dit navn er fjernet. Din faggruppe står der i stedet.")
    return redirect(url_for("cycles.index") if text.kind is Kind.ROUND else there, code=303)


def done(text: Text) -> ResponseReturnValue:
    there, label = place_after(text), text.kind.label
    try:
        erase(text, by=me(), at=clock.now())
    except NotListed:
        return not_listed(text)
    tidy_a_little()
    flash(f"{label.capitalize()} er slettet for altid.")
    return redirect(there, code=303)


def not_listed(text: Text) -> ResponseReturnValue:
    """Nothing is done that could not be done again after a backup is restored."""
    here = url_for(".page", slug=text.kind.value, subject_id=text.id)
    db.session.rollback()
    flash(NOT_LISTED, "error")
    return redirect(here, code=303)
