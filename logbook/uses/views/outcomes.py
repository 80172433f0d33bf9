"""After a time of teaching: which passages were used, and what for."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.by_script import as_uuid, tell_of_conflict, tell_of_save
from logbook.cycles.differences import differences
from logbook.cycles.forms import CHANGED, TOO_LONG_TOGETHER, TwoTextsForm
from logbook.cycles.models import VersionKind
from logbook.cycles.not_names import with_not_names
from logbook.cycles.stages import IllegalMove
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.forms import TEXT_LIMIT, choices
from logbook.gate import me, takes
from logbook.policy import Action, authorize
from logbook.programme.models import Session
from logbook.releases.models import Release
from logbook.uses.boards import on_boards_of
from logbook.uses.forms import ChosenForm, OutcomeForm
from logbook.uses.models import Outcome, OutcomeVersion, Use
from logbook.uses.models.outcome import taught_in
from logbook.uses.models.use import offered_to
from logbook.uses.views.blueprint import bp
from logbook.withheld.leading import read_through_first

EARLIER_SHOWN = 20
PER_PAGE = 50
NOT_YET = "Undervisningsgangen har ikke været endnu."


def find_session(session_id: UUID) -> Session:
    """A time of teaching of her own programme that has been. Raises IllegalMove if it has not."""
    authorize(Action.TELL_OUTCOME, me().programme)
    session: Session = db.one_or_404(taught_in(me().programme_id, session_id))
    if not session.is_taught:
        abort(404)
    if session.starts_on > clock.day_of(clock.now()):
        raise IllegalMove(NOT_YET)
    return session


def outcome_of(session: Session) -> Outcome | None:
    return db.session.scalar(Outcome.of(session.id))


@bp.route("/undervisningsgang/<uuid:session_id>/brugt", methods=["GET", "POST"])
def tell(session_id: UUID) -> ResponseReturnValue:
    """”Det brugte vi jeres refleksioner til”, and the way to the passages."""
    session = find_session(session_id)
    outcome = outcome_of(session)
    read_through_first(outcome)
    form = OutcomeForm(
        text=outcome.text if outcome else "", revision=outcome.revision if outcome else 0
    )
    resume(with_not_names(form, outcome), f"Brugt · {session.title}")
    if form.validate_on_submit():
        return save(session, outcome, form)
    earlier: Sequence[OutcomeVersion] = []
    if outcome:
        earlier = db.session.scalars(OutcomeVersion.of(outcome.id).limit(EARLIER_SHOWN)).all()
    return render_template(
        "uses/tell.html",
        form=form,
        session=session,
        outcome=outcome,
        waiting=[each for each in earlier if each.waits],
        earlier=[each for each in earlier if not each.waits],
        used=[use.release for use in used_and_out(session)],
    ), (422 if form.errors else 200)


def save(session: Session, outcome: Outcome | None, form: OutcomeForm) -> ResponseReturnValue:
    """Keep the text; one that met another is kept beside it, and a page shows both."""
    words, now = form.text.data or "", clock.now()
    if outcome is None:
        outcome = Outcome.begin(session, by=me(), at=now)
        db.session.add(outcome)
        db.session.flush()
    second = outcome.write(words, revision=form.revision.data or 0, by=me(), at=now)
    there = url_for(".tell", session_id=session.id)
    if second is not None:
        waits = db.session.scalar(OutcomeVersion.same(outcome.id, words, me())) or second
        db.session.add(waits)
        there = url_for(".two_outcomes", version_id=waits.id)
        tell_of_conflict(to=there, kept=True)
    else:
        tell_of_save(stands={"revision": str(outcome.revision)})
        flash("Tak – gemt. Nu kan husene læse det.")
    db.session.commit()
    return redirect(there, code=303)


@bp.route("/brugt-to-tekster/<uuid:version_id>", methods=["GET", "POST"])
def two_outcomes(version_id: UUID) -> ResponseReturnValue:
    """Two texts that met, side by side; whichever is chosen, both are kept."""
    authorize(Action.TELL_OUTCOME, me().programme)
    version: OutcomeVersion = db.one_or_404(OutcomeVersion.with_id(version_id))
    outcome = version.outcome
    session = find_session(outcome.session_id)
    there = url_for(".tell", session_id=session.id)
    if version.kind is not VersionKind.CAME_SECOND:
        abort(404)
    if not version.waits:
        return redirect(there, code=303)
    read_through_first(outcome)
    form = TwoTextsForm(revision=outcome.revision)
    if form.validate_on_submit() and chosen(form, version, outcome):
        version.settled_at = clock.now()
        db.session.commit()
        flash("Gemt. Den anden tekst ligger i tidligere udgaver.")
        return redirect(there, code=303)
    return render_template(
        "uses/two_outcomes.html",
        form=form,
        outcome=outcome,
        session=session,
        there=there,
        version=version,
        second=differences(version.text, outcome.text),
        first=differences(outcome.text, version.text),
    ), (422 if form.errors else 200)


def chosen(form: TwoTextsForm, second: OutcomeVersion, outcome: Outcome) -> bool:
    """Write what was chosen; False, and an error, if it cannot be."""
    if form.revision.data != outcome.revision:
        form.revision.data, form.revision.raw_data = outcome.revision, None
        form.form_errors.append(CHANGED)
        return False
    words = outcome.text
    if form.keep.data == form.BOTH:
        words = "\n\n".join(text for text in (outcome.text, second.text) if text)
        if len(words) > TEXT_LIMIT:
            form.form_errors.append(TOO_LONG_TOGETHER)
            return False
    elif form.keep.data == form.SECOND:
        words = second.text
    outcome.write(words, revision=outcome.revision, by=me(), at=clock.now())
    return True


# -- which passages -------------------------------------------------------------------------


def passages_of(session: Session) -> list[Release]:
    """What was released to it, hangs on its boards, or was used in it, and is not withdrawn.

    In the order of their random ids, which say nothing of who wrote first.
    """
    found = db.session.scalars(offered_to(me().programme_id, session.id))
    return sorted(found, key=lambda release: release.id)


def used_and_out(session: Session) -> list[Use]:
    """What is marked as used, as far as an instructor may still see it."""
    return list(db.session.scalars(Use.out_in(session.id)))


@bp.route("/undervisningsgang/<uuid:session_id>/brugte-citater", methods=["GET", "POST"])
@takes("side")
def choose(session_id: UUID) -> ResponseReturnValue:
    """Tick the passages that were used; those on a board are ticked until somebody has saved.

    That is asked of each page of them: to save the first says nothing of the second.
    """
    session = find_session(session_id)
    marked, offered = used_and_out(session), passages_of(session)
    if request.method == "POST":
        return mark(session, offered, marked)
    pages, page = max(1, -(-len(offered) // PER_PAGE)), page_asked_for()
    if page > pages:
        abort(404)
    shown = offered[(page - 1) * PER_PAGE : page * PER_PAGE]
    here = {each.id for each in shown}
    used = here & {use.release_id for use in marked}
    ticked = used or here & on_boards_of(session.id)
    form = ChosenForm(formdata=None, used=[str(each.id) for each in shown if each.id in ticked])
    form.used.choices = choices(
        (str(each.id), f"”{each.text}” · {each.question.words.short}") for each in shown
    )
    return render_template(
        "uses/choose.html", form=form, session=session, page=page, pages=pages,
        seen=[str(use.release_id) for use in marked],
        from_boards=bool(ticked) and not used,
    )  # fmt: skip


def page_asked_for() -> int:
    number = request.args.get("side", "1")
    is_number = number.isascii() and number.isdigit() and 0 < len(number) < 6
    return (int(number) if is_number else 0) or abort(404)


def mark(session: Session, offered: list[Release], marked: list[Use]) -> ResponseReturnValue:
    """Mark what she ticked and unmark what she took the tick from; what another did stays."""
    ticked, seen, shown = (ids_in(name) for name in ("brugt", "foer", "vist"))
    there, now = {use.release_id for use in marked}, clock.now()
    for release in offered:
        if release.id in ticked - there:
            db.session.add(Use.in_session(release, session, by=me(), at=now))
    for use in marked:
        if use.release_id in (seen & shown) - ticked:
            db.session.delete(use)
    db.session.commit()
    flash("Tak – gemt. De, der har skrevet, kan se det.")
    if "naeste" in request.form:
        number = page_asked_for() + 1
        return redirect(url_for(".choose", session_id=session.id, side=number), code=303)
    return redirect(url_for(".tell", session_id=session.id), code=303)


def ids_in(name: str) -> set[UUID]:
    """The ids that were sent under a name; what is none is passed over."""
    return {key for key in map(as_uuid, request.form.getlist(name)) if key}
