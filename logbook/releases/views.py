"""Giving passages to KP: propose, read through, say yes, withdraw."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import and_, or_
from sqlalchemy.orm import joinedload

from logbook import clock
from logbook.by_script import as_uuid
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.read_through import passage_in, where_to_edit
from logbook.db import db
from logbook.exports.passages import colour_of
from logbook.gate import me, takes
from logbook.policy import Action, authorize, can
from logbook.privacy.cpr import find_cpr
from logbook.programme.models import Module
from logbook.releases import second_readers
from logbook.releases.forms import NOT_THE_PASSAGE, ReleaseForm, SessionForm
from logbook.releases.models import Attribution, Release, corrected_since, hold, releasable_by
from logbook.releases.passage import collapse, is_passage_of
from logbook.releases.sight import sight_of, sight_of_release
from logbook.uses.boards import whereabouts_of
from logbook.uses.models import by_answer, of_answers, used
from logbook.uses.models.seeing import Used

PER_PAGE = 30
HOLDS_NUMBER = (
    "I citatet står noget, der ligner et CPR-nummer. Ret teksten, og del den nye i stedet."
)

bp = Blueprint("releases", __name__)


def find_answer(answer_id: UUID) -> Answer:
    answer: Answer = db.one_or_404(releasable_by(me()).where(Answer.id == answer_id))
    return answer


def may_propose(answer_id: UUID) -> bool:
    """Whether she finds the way to share a passage of it, and may go it."""
    answer = db.session.scalar(releasable_by(me()).where(Answer.id == answer_id))
    return answer is not None and can(me(), Action.PROPOSE_RELEASE, answer)


def find(release_id: UUID) -> Release:
    release: Release = db.one_or_404(Release.concerning(me()).where(Release.id == release_id))
    return release


def find_to_decide(release_id: UUID, action: Action = Action.DECIDE_RELEASE) -> Release:
    """The release, with nobody else deciding in the same moment."""
    db.session.execute(hold(Release, release_id))
    release = find(release_id)
    authorize(action, release)
    return release


def modules() -> Sequence[Module]:
    return db.session.scalars(Module.of(me().programme)).all()


def back_to(release: Release) -> ResponseReturnValue:
    return redirect(url_for(".show", release_id=release.id), code=303)


@bp.route("/svar/<uuid:answer_id>/frigiv", methods=["GET", "POST"])
@takes("gang", "erstatter")
def propose(answer_id: UUID) -> ResponseReturnValue:
    """Choose the words and how they stand; read them through on a card; then share them."""
    answer = find_answer(answer_id)
    authorize(Action.PROPOSE_RELEASE, answer)
    if not all(as_uuid(given) for given in request.args.values()):
        abort(404)
    today, offered = clock.day_of(clock.now()), modules()
    form = ReleaseForm(passage=answer.text, attribution=me().usual_attribution)
    form.offer_for(answer.cycle.module, offered, today)
    form.prefer(request.args.get("gang"))
    old = replaced_by(answer)
    step = request.form.get("trin")
    if step in {"kort", "del", "spoerg"} and form.validate():
        if is_passage_of(answer.text, form.words):
            if step == "spoerg" and (asked := second_readers.ask(answer, form, offered)):
                return asked
            if step in {"kort", "spoerg"}:
                return read_through(answer, form, offered, old)
            return share(answer, form, offered, old)
        form.passage.errors = [NOT_THE_PASSAGE]
    page = render_template(
        "releases/propose.html",
        answer=answer,
        form=form,
        others=others_asked(answer),
        gone=[writer.person.name for writer in answer.writers if not writer.person.is_active],
        writes_here=answer.cycle.is_written_by(me()),
        edit=where_to_edit(answer),
        old=old,
        readings=second_readers.readings_of(answer),
    )
    # After the page is made: a commit would make everything on it be loaded again.
    if request.method == "GET":
        second_readers.hear(answer)
    return page, (422 if form.errors else 200)


def replaced_by(answer: Answer) -> Release | None:
    """The passage of the answer as it was, which she may take back in the same step."""
    named = request.args.get("erstatter")
    if named is None:
        return None
    live = db.session.scalars(Release.live_of(answer))
    old = next((each for each in live if str(each.id) == named), None)
    return old if old and old.may_be_withdrawn_by(me()) else None


def others_asked(answer: Answer) -> list[str]:
    """The names of those besides oneself whose yes is needed."""
    return [writer.person.name for writer in answer.writers if writer.person_id != me().id]


def read_through(
    answer: Answer, form: ReleaseForm, offered: Sequence[Module], old: Release | None
) -> ResponseReturnValue:
    """The card before sharing: the passage just as KP will see it."""
    form.offer_readers(second_readers.those_to_ask(answer))
    session = form.chosen(offered)
    attribution = Attribution(form.attribution.data)
    return render_template(
        "releases/read_through.html",
        answer=answer,
        form=form,
        sight=sight_of(
            answer, form.words, attribution, session.module if session else answer.cycle.module
        ),
        places=passage_in(answer, form.words),
        attribution=attribution,
        session=form.session_label,
        others=others_asked(answer),
        old=old if form.instead.data else None,
        readings=second_readers.readings_of(answer),
    )


def share(
    answer: Answer, form: ReleaseForm, offered: Sequence[Module], old: Release | None
) -> ResponseReturnValue:
    """Propose the passage. The same words sent twice are proposed once."""
    db.session.execute(hold(Answer, answer.id))
    words = collapse(form.words)
    for earlier in db.session.scalars(Release.live_of(answer)):
        if collapse(earlier.text) == words:
            flash("Det citat er allerede på vej til KP.")
            return back_to(earlier)
    now = clock.now()
    if old is not None and form.instead.data:
        find_to_decide(old.id, Action.WITHDRAW_RELEASE).withdraw(by=me(), at=now)
    release = Release.propose(
        answer, form.words, Attribution(form.attribution.data),
        session=form.chosen(offered), by=me(), at=now, today=clock.day_of(now),
    )  # fmt: skip
    db.session.add(release)
    db.session.commit()
    flash("Tak – citatet er delt med KP." if release.is_out else "Tak – nu er de andre spurgt.")
    return back_to(release)


@bp.get("/frigivet")
@takes("efter")
def index() -> ResponseReturnValue:
    """What waits for her yes, then what she has shared or withdrawn, newest first."""
    after = request.args.get("efter", type=UUID)
    if "efter" in request.args and after is None:
        abort(404)
    awaiting = Release.awaiting(me()).options(joinedload(Release.proposed_by))
    waiting = db.session.scalars(awaiting).all()
    query = Release.concerning(me()).where(Release.id.not_in([each.id for each in waiting]))
    if after:
        last = find(after)
        query = query.where(
            or_(
                Release.proposed_at < last.proposed_at,
                and_(Release.proposed_at == last.proposed_at, Release.id > last.id),
            )
        )
    found = list(db.session.scalars(query.limit(PER_PAGE + 1)))
    shown = found[:PER_PAGE]
    return render_template(
        "releases/index.html",
        waiting=[] if after else waiting,
        colour_of=colour_of,
        releases=shown,
        more=shown[-1].id if len(found) > PER_PAGE else None,
        titles=titles_she_may_see(shown),
        corrected=corrected(shown),
        uses=uses_of(shown),
        went=whereabouts_of([each.id for each in shown]),
    )


def corrected(releases: Sequence[Release]) -> set[UUID]:
    """The passages whose answer was written again, so that she may share it anew."""
    return set(db.session.scalars(corrected_since(me(), [each.id for each in releases])))


def uses_of(releases: Sequence[Release]) -> dict[UUID, list[Used]]:
    """Where each passage went."""
    rows = db.session.execute(of_answers(me(), {release.answer_id for release in releases}))
    found = by_answer(used(rows))
    return {
        each.id: [u for u in found.get(each.answer_id, []) if u.release_id in {None, each.id}]
        for each in releases
    }


def titles_she_may_see(releases: Sequence[Release]) -> dict[UUID, str]:
    """One who has left a cycle sees the passage, and nothing of the cycle."""
    query = Cycle.visible_to(me()).where(Cycle.id.in_({release.cycle_id for release in releases}))
    rows = db.session.execute(query.with_only_columns(Cycle.id, Cycle.title))
    return {row.id: row.title for row in rows}


def asks_her(release: Release) -> bool:
    """Whether it waits for her yes."""
    mine = release.consent_of(me())
    return mine is not None and not mine.said_yes_at and not release.withdrawn_at


@bp.get("/frigivet/<uuid:release_id>")
def show(release_id: UUID) -> ResponseReturnValue:
    release = find(release_id)
    form = SessionForm(formdata=None, session=str(release.session_id))
    form.offer(modules(), clock.day_of(clock.now()))
    titles = titles_she_may_see([release])
    return render_template(
        "releases/show.html",
        release=release,
        mine=release.consent_of(me()),
        places=passage_in(release.answer, release.text) if asks_her(release) else [],
        sight=None if release.withdrawn_at else sight_of_release(release),
        colour_of=colour_of,
        may_share_again=release.withdrawn_at is not None and may_propose(release.answer_id),
        title=titles.get(release.cycle_id),
        is_corrected=release.id in corrected([release]),
        uses=uses_of([release])[release.id],
        went=whereabouts_of([release.id]),
        may_decide=can(me(), Action.DECIDE_RELEASE, release) and not release.withdrawn_at,
        may_withdraw=release.may_be_withdrawn_by(me()),
        form=form,
    )


@bp.post("/frigivet/<uuid:release_id>/ja")
def say_yes(release_id: UUID) -> ResponseReturnValue:
    release = find_to_decide(release_id)
    now = clock.now()
    if find_cpr(release.text):
        flash(HOLDS_NUMBER, "error")
        return back_to(release)
    release.say_yes(by=me(), at=now, today=clock.day_of(now))
    db.session.commit()
    flash("Tak – citatet er delt med KP." if release.is_out else "Tak for dit ja.")
    return back_to(release)


@bp.post("/frigivet/<uuid:release_id>/traek-tilbage")
def withdraw(release_id: UUID) -> ResponseReturnValue:
    """Any writer withdraws a passage for all; a no to a proposal is the same."""
    release = find_to_decide(release_id, Action.WITHDRAW_RELEASE)
    was_out = release.is_out
    release.withdraw(by=me(), at=clock.now())
    db.session.commit()
    flash("Citatet er trukket tilbage." if was_out else "Citatet bliver ikke delt.")
    return back_to(release)


@bp.post("/frigivet/<uuid:release_id>/undervisningsgang")
def choose_session(release_id: UUID) -> ResponseReturnValue:
    release = find_to_decide(release_id)
    form, offered = SessionForm(), modules()
    form.offer(offered, clock.day_of(clock.now()))
    session = form.chosen(offered) if form.validate() else None
    if session is None:
        flash("Vælg en undervisningsgang, der ikke har været.", "error")
    else:
        release.belong_to(session)
        db.session.commit()
        flash(f"Citatet er nu til {session.title}.")
    return back_to(release)


def init_app(app: Flask) -> None:
    app.register_blueprint(second_readers.bp)
    app.register_blueprint(bp)
