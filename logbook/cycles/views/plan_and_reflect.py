"""Planlæg and Reflektér: one question a page, everything savable half-done."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles import turns
from logbook.cycles.expected import thought_and_seen
from logbook.cycles.forms import DecisionForm, TextForm
from logbook.cycles.models import Cycle
from logbook.cycles.not_names import with_not_names
from logbook.cycles.questions import STAGE_QUESTIONS, needed_for
from logbook.cycles.sign_forms import SignsForm
from logbook.cycles.stages import Decision, Stage
from logbook.cycles.turns import PLAN_PAGES, REFLECT_PAGES, QuestionPage, place_of
from logbook.cycles.views.blueprint import (
    bp,
    find,
    find_whole,
    keep_both_if_changed_meanwhile,
    wants_to_close,
)
from logbook.cycles.views.wordings import has_wordings
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.forms import Form, SeenForm
from logbook.gate import me
from logbook.policy import Action, authorize
from logbook.withheld.leading import own_words, read_through_first


@bp.get("/forloeb/<uuid:cycle_id>/planlaeg")
def plan(cycle_id: UUID) -> ResponseReturnValue:
    """To the first question of the plan that it still needs an answer to, else the first."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    lacking = (q for q in needed_for(Stage.PLAN) if not cycle.text_of(q))
    question = next(lacking, None)
    slug = question.words.slug if question else PLAN_PAGES[0].slug
    return redirect(url_for(".question", cycle_id=cycle_id, slug=slug))


@bp.get("/forloeb/<uuid:cycle_id>/reflekter")
def reflect(cycle_id: UUID) -> ResponseReturnValue:
    """To the first question of the reflection."""
    authorize(Action.WRITE_IN_CYCLE, find(cycle_id))
    return redirect(url_for(".question", cycle_id=cycle_id, slug=REFLECT_PAGES[0].slug))


@bp.route("/forloeb/<uuid:cycle_id>/svar/<slug>", methods=["GET", "POST"])
def question(cycle_id: UUID, slug: str) -> ResponseReturnValue:
    """One question of the plan or the reflection."""
    page = turns.CYCLE_PAGES.get(slug) or abort(404)
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    if page.stage is Stage.REFLECT:
        cycle.must_be_planned()
    if page.question:
        read_through_first(cycle.answer_to(page.question))
    form = form_for(cycle, page)
    if not isinstance(form, DecisionForm):
        resume(form, f"{page.question.words.short if page.question else 'Tegn'} · {cycle.title}")
    if form.validate_on_submit() and keep(form, cycle, page):
        lacking = None
        if page.stage is Stage.REFLECT and cycle.has_answered(Stage.REFLECT):
            lacking = cycle.advance_to(Stage.REFLECT, by=me(), at=clock.now())
        db.session.commit()
        return go_on(cycle, page, lacking)
    return render_template(
        "cycles/question.html",
        form=form,
        field=form.visible_fields[0],
        cycle=cycle,
        page=page,
        place=place_of(page, pages_of(page)),
        stage_question=STAGE_QUESTIONS[page.stage],
        answer=cycle.answer_to(page.question) if page.question else None,
        has_earlier=page.slug == turns.SIGNS and has_wordings(cycle),
        beside=thought_and_seen(cycle, me()) if page.stage is Stage.REFLECT else None,
    ), (422 if form.errors else 200)


def pages_of(page: QuestionPage) -> list[QuestionPage]:
    return PLAN_PAGES if page.stage is Stage.PLAN else REFLECT_PAGES


def form_for(cycle: Cycle, page: QuestionPage) -> Form:
    if page.question:
        given = cycle.answer_to(page.question)
        form = TextForm(
            text=given.text if given else "", revision=given.revision if given else 0
        ).ask(page.question)
        return with_not_names(form, given)
    if page.slug == turns.DECISION:
        return DecisionForm(decision=cycle.decision.value if cycle.decision else None)
    stands = own_words(cycle.signs)
    form = SignsForm(data={f"sign_{n}": stands[each.id] for n, each in enumerate(cycle.signs, 1)})
    return with_not_names(form, *cycle.signs)


def keep(form: Form, cycle: Cycle, page: QuestionPage) -> bool:
    """Write what was filled in into the cycle; False if the form says why it cannot be."""
    now = clock.now()
    if isinstance(form, SeenForm) and form.was_changed_meanwhile():
        return False
    if isinstance(form, TextForm) and page.question:
        keep_both_if_changed_meanwhile(form.text, form.revision, cycle.answer_to(page.question))
        cycle.answer(page.question, form.text.data or "", by=me(), at=now)
    elif isinstance(form, DecisionForm):
        cycle.decision = Decision(form.decision.data) if form.decision.data else cycle.decision
        cycle.touch(by=me(), at=now)
    elif isinstance(form, SignsForm):
        stands = own_words(cycle.signs)
        if form.takes_away(
            [stands[s.id] if s.id in cycle.scored_signs else "" for s in cycle.signs]
        ):
            return False
        cycle.plan_signs(form.texts(), by=me(), at=now)
    return True


def go_on(cycle: Cycle, page: QuestionPage, lacking: Stage | None) -> ResponseReturnValue:
    """To the next question, to ”Tjek svar” after the last one of the plan, or back."""
    next_slug = place_of(page, pages_of(page)).next_slug
    answer = cycle.answer_to(page.question) if page.question else None
    if "del" in request.form and page.stage is Stage.REFLECT and answer and answer.text:
        return redirect(url_for("releases.propose", answer_id=answer.id), code=303)
    if wants_to_close():
        flash("Tak – gemt.")
        return redirect(url_for(".show", cycle_id=cycle.id), code=303)
    if next_slug:
        return redirect(url_for(".question", cycle_id=cycle.id, slug=next_slug), code=303)
    if page.stage is Stage.PLAN and cycle.stage is Stage.WONDERING:
        return redirect(url_for(".begin", cycle_id=cycle.id), code=303)
    if lacking:
        flash(f"Refleksionen er gemt. Runden mangler kun et par ord under {lacking.label}.")
    elif page.stage is Stage.REFLECT and not cycle.has_answered(Stage.REFLECT):
        flash("Gemt. Skriv, hvad I har lært, hvad I gør nu, og næste skridt, så er runden klar.")
    else:
        flash("Tak – gemt.")
    return redirect(url_for(".show", cycle_id=cycle.id, _anchor=page.stage.value), code=303)
