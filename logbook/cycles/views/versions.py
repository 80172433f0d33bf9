"""Tidligere udgaver: what stood in an answer before, and two texts that met."""

from datetime import datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles.differences import differences
from logbook.cycles.forms import CHANGED, TOO_LONG_TOGETHER, BringBackForm, TwoTextsForm
from logbook.cycles.models import Answer, Cycle, Version, VersionKind
from logbook.cycles.models.parts import answers_known_to
from logbook.cycles.models.versions import SHOWN
from logbook.cycles.questions import Question
from logbook.cycles.views.blueprint import bp
from logbook.cycles.whole import load_guests
from logbook.db import db
from logbook.forms import TEXT_LIMIT
from logbook.gate import me, takes
from logbook.policy import Action, authorize
from logbook.withheld.leading import led_to_reading, read_through_first


def find_answer(answer_id: UUID) -> Answer:
    """An answer in a cycle that one may see, or in an observation of one's own; else 404."""
    answer: Answer = db.one_or_404(
        answers_known_to(me())
        .where(Answer.id == answer_id)
        .options(
            joinedload(Answer.cycle).selectinload(Cycle.writers),
            joinedload(Answer.observation),
            joinedload(Answer.written_by),
            selectinload(Answer.writers),
        )
    )
    load_guests([answer.cycle], me())
    return answer


def find_version(version_id: UUID) -> tuple[Version, Answer]:
    """A version of an answer that one may rewrite; 404 or 403 otherwise."""
    answer = find_answer(db.one_or_404(Version.with_id(version_id)).answer_id)
    authorize(Action.REWRITE, answer)
    known = Version.known_to(me(), answer, joined(answer))
    return db.one_or_404(known.where(Version.id == version_id)), answer


def joined(answer: Answer) -> datetime | None:
    """Since when she writes there; an observation is its observer's alone from the beginning."""
    return None if answer.observation_id else answer.cycle.joined_at(me())


def place_of(answer: Answer) -> str:
    """Where the answer is written."""
    slug = answer.question.words.slug
    if answer.observation_id:
        return url_for(".observation", observation_id=answer.observation_id, slug=slug)
    if answer.trial_id:
        return url_for(".trial", trial_id=answer.trial_id, slug=slug)
    if answer.question is Question.WONDERING:
        return url_for(".wondering", cycle_id=answer.cycle_id)
    if answer.question is Question.SET_ASIDE:
        return url_for(".show", cycle_id=answer.cycle_id)
    return url_for(".question", cycle_id=answer.cycle_id, slug=slug)


@bp.get("/svar/<uuid:answer_id>/udgaver")
@takes("side")
def versions(answer_id: UUID) -> ResponseReturnValue:
    """What stood there before, the newest first; each with what the next one left out."""
    answer = find_answer(answer_id)
    authorize(Action.REWRITE, answer)
    read_through_first(answer)
    return list_versions(answer)


def page_asked_for() -> int:
    """From 1; 404 for what is no number of a page."""
    number = request.args.get("side", "1")
    if not number.isdecimal() or len(number) > 4 or int(number) == 0:
        abort(404)
    return int(number)


def list_versions(answer: Answer, form: BringBackForm | None = None) -> ResponseReturnValue:
    page = page_asked_for()
    query = (
        Version.known_to(me(), answer, joined(answer)).offset((page - 1) * SHOWN).limit(SHOWN + 1)
    )
    found = list(db.session.scalars(query))
    if not found and page > 1:
        abort(404)
    newer, shown = answer.text, []
    for version in found[:SHOWN]:
        shown.append((version, differences(version.text, newer)))
        newer = version.text if version.kind is VersionKind.REPLACED else newer
    return render_template(
        "cycles/versions.html",
        answer=answer,
        there=place_of(answer),
        shown=shown,
        page=page,
        has_more=len(found) > SHOWN,
        form=form or BringBackForm(revision=answer.revision),
    ), (422 if form else 200)


@bp.post("/udgave/<uuid:version_id>/brug-igen")
def bring_back(version_id: UUID) -> ResponseReturnValue:
    """An earlier text stands in the answer again; the one that stood there becomes a version."""
    version, answer = find_version(version_id)
    led_to_reading(answer)
    form = BringBackForm()
    if not form.validate_on_submit() or form.revision.data != answer.revision:
        form.revision.data, form.revision.raw_data = answer.revision, None
        form.form_errors.append(CHANGED)
        return list_versions(answer, form)
    write(answer, version.text, words_of=version)
    settle(version)
    db.session.commit()
    flash("Den tidligere tekst er tilbage. Den, der stod her, ligger i tidligere udgaver.")
    return redirect(place_of(answer), code=303)


@bp.route("/udgave/<uuid:version_id>", methods=["GET", "POST"])
def two_texts(version_id: UUID) -> ResponseReturnValue:
    """Two texts that met, side by side; whichever is chosen, both are kept."""
    version, answer = find_version(version_id)
    if version.kind is not VersionKind.CAME_SECOND:
        abort(404)
    if not version.waits:
        return redirect(url_for(".versions", answer_id=answer.id), code=303)
    read_through_first(answer)
    form = TwoTextsForm(revision=answer.revision)
    if form.validate_on_submit() and chosen(form, version, answer):
        settle(version)
        db.session.commit()
        flash("Gemt. Den anden tekst ligger i tidligere udgaver.")
        return redirect(place_of(answer), code=303)
    return render_template(
        "cycles/two_texts.html",
        form=form,
        answer=answer,
        there=place_of(answer),
        version=version,
        second=differences(version.text, answer.text),
        first=differences(answer.text, version.text),
    ), (422 if form.errors else 200)


def chosen(form: TwoTextsForm, second: Version, answer: Answer) -> bool:
    """Write what was chosen; False, and an error, if it cannot be."""
    if form.revision.data != answer.revision:
        form.revision.data, form.revision.raw_data = answer.revision, None
        form.form_errors.append(CHANGED)
        return False
    if form.keep.data == form.BOTH:
        together = "\n\n".join(text for text in (answer.text, second.text) if text)
        if len(together) > TEXT_LIMIT:
            form.form_errors.append(TOO_LONG_TOGETHER)
            return False
        write(answer, together, words_of=second)
    elif form.keep.data == form.SECOND:
        write(answer, second.text, words_of=second)
    return True


def write(answer: Answer, words: str, *, words_of: Version) -> None:
    """Save it as hers; whoever wrote the version is asked too before it leaves the house."""
    now = clock.now()
    answer.cycle.answer(
        answer.question, words, by=me(), at=now, about=answer.trial or answer.observation
    )
    if words_of.written_by:
        answer.credit(words_of.written_by, at=now)


def settle(version: Version) -> None:
    if version.waits:
        version.settled_at = clock.now()
