"""Afprøv: when the action was tried, and what was done."""

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from logbook import clock
from logbook.cycles import turns
from logbook.cycles.forms import DayForm, TextForm, TrialDayForm, TrialForm
from logbook.cycles.models import Cycle, Trial
from logbook.cycles.not_names import with_not_names
from logbook.cycles.questions import STAGE_QUESTIONS
from logbook.cycles.stages import Stage
from logbook.cycles.turns import QuestionPage, place_of
from logbook.cycles.views.blueprint import (
    bp,
    find_whole,
    keep_both_if_changed_meanwhile,
    wants_to_close,
)
from logbook.cycles.whole import load_guests
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.forms import Form
from logbook.gate import me
from logbook.policy import Action, authorize
from logbook.withheld.leading import read_through_first

PAGES = list(turns.TRIAL_PAGES.values())


@bp.route("/forloeb/<uuid:cycle_id>/afproev", methods=["GET", "POST"])
def try_out(cycle_id: UUID) -> ResponseReturnValue:
    """A new trial, begun with its date; without a connection its questions come with it."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    cycle.must_be_planned()
    form = resume(TrialForm(tried_on=clock.day_of(clock.now())), f"Afprøvning · {cycle.title}")
    answered = form.answers()
    if form.validate_on_submit() and (day := past_day(form)):
        new_id = form.id_of_new(me().id, cycle.id)
        trial = next((trial for trial in cycle.trials if trial.id == new_id), None)
        if trial is None:
            several, now = form.several_times.data, clock.now()
            trial = cycle.try_out(day, several_times=several, by=me(), at=now, id=new_id)
            for question, words in answered.items():
                cycle.answer(question, words, by=me(), at=now, about=trial)
            if answered:
                cycle.advance_to(Stage.TRY, by=me(), at=now)
            db.session.commit()
        return go_on(trial, PAGES[len(answered) - 1] if answered else None)
    return ask(form, cycle, None, None)


def find_trial(trial_id: UUID) -> tuple[Trial, Cycle]:
    query = Trial.visible_to(me()).where(Trial.id == trial_id)
    trial: Trial = db.one_or_404(
        query.options(selectinload(Trial.answers), joinedload(Trial.cycle))
    )
    load_guests([trial.cycle], me())
    return trial, trial.cycle


@bp.route("/afproevning/<uuid:trial_id>/dato", methods=["GET", "POST"])
def trial_date(trial_id: UUID) -> ResponseReturnValue:
    """The date of a trial, changed."""
    trial, cycle = find_trial(trial_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    form = TrialDayForm(tried_on=trial.tried_on, several_times=trial.several_times)
    is_right = form.validate_on_submit() and not form.was_changed_meanwhile()
    if is_right and (day := past_day(form)):
        trial.tried_on, trial.several_times = day, form.several_times.data
        cycle.touch(by=me(), at=clock.now())
        db.session.commit()
        return go_on(trial, None)
    return ask(form, cycle, trial, None)


@bp.route("/afproevning/<uuid:trial_id>/<slug>", methods=["GET", "POST"])
def trial(trial_id: UUID, slug: str) -> ResponseReturnValue:
    """One question about a trial."""
    page = turns.TRIAL_PAGES.get(slug) or abort(404)
    tried, cycle = find_trial(trial_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    given = tried.answer_to(page.question) if page.question else None
    assert page.question is not None
    read_through_first(given)
    form = TextForm(text=given.text if given else "", revision=given.revision if given else 0).ask(
        page.question
    )
    resume(with_not_names(form, given), f"{page.question.words.short} · {cycle.title}")
    if form.validate_on_submit():
        keep_both_if_changed_meanwhile(form.text, form.revision, given)
        now = clock.now()
        cycle.answer(page.question, form.text.data or "", by=me(), at=now, about=tried)
        cycle.advance_to(Stage.TRY, by=me(), at=now)
        db.session.commit()
        return go_on(tried, page)
    return ask(form, cycle, tried, page)


def past_day(form: DayForm) -> date | None:
    """The day that was chosen; None, and an error, if it has not been yet."""
    day = form.tried_on.data
    if day is None or day <= clock.day_of(clock.now()):
        return day
    form.tried_on.errors = [
        *form.tried_on.errors,
        "Datoen ligger ude i fremtiden. Vælg den dag, I prøvede det.",
    ]
    return None


def go_on(trial: Trial, page: QuestionPage | None) -> ResponseReturnValue:
    slug = place_of(page, PAGES).next_slug if page else PAGES[0].slug
    if slug and not wants_to_close():
        return redirect(url_for(".trial", trial_id=trial.id, slug=slug), code=303)
    flash("Tak – gemt.")
    return redirect(url_for(".show", cycle_id=trial.cycle_id, _anchor="try"), code=303)


def ask(
    form: Form, cycle: Cycle, trial: Trial | None, page: QuestionPage | None
) -> ResponseReturnValue:
    place = place_of(page, PAGES, before=1) if page else turns.Place(1, len(PAGES) + 1, None)
    return render_template(
        "cycles/try.html",
        form=form,
        field=form.text if isinstance(form, TextForm) else form.tried_on,
        cycle=cycle,
        trial=trial,
        place=place,
        stage_question=STAGE_QUESTIONS[Stage.TRY],
        answer=trial.answer_to(page.question) if trial and page and page.question else None,
    ), (422 if form.errors else 200)
