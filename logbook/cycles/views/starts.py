"""A forløb begins with a wondering; a round ends in the next one."""

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from logbook import clock
from logbook.cycles.forms import StartForm, TagsForm, WonderingForm
from logbook.cycles.models import Answer, Cycle
from logbook.cycles.next_round import READ_FIRST, build_on, hidden_in
from logbook.cycles.not_names import with_not_names
from logbook.cycles.questions import Question
from logbook.cycles.views.blueprint import (
    bp,
    find_whole,
    id_in,
    keep_both_if_changed_meanwhile,
    one_of,
    wants_to_close,
)
from logbook.cycles.views.wordings import has_wordings
from logbook.db import db
from logbook.drafts.resuming import resume
from logbook.gate import me, takes
from logbook.policy import Action, authorize
from logbook.programme.models import Module, Programme
from logbook.uses.models import Use
from logbook.uses.sources import released_of, source_for_plan, words_of
from logbook.withheld.leading import led_to_reading, read_through_first


def newest_open(modules: list[Module], today: date) -> str:
    """The module that the last undervisningsgang was about."""
    opened = [module for module in modules if module.opened_by(today)]
    newest = max(opened, key=lambda module: module.sessions[0].starts_on, default=None)
    return str(newest.id) if newest else ""


def modules_of(programme: Programme) -> list[Module]:
    return list(db.session.scalars(Module.of(programme)))


@bp.route("/forloeb/nyt", methods=["GET", "POST"])
@takes("modul", "citat")
def new() -> ResponseReturnValue:
    """Start et forløb: a wondering and a name; to try something from a module, or from others."""
    programme = me().programme
    authorize(Action.START_CYCLE, programme)
    houses, modules = me().houses(), modules_of(programme)
    form = StartForm()
    form.offer_houses(houses)
    form.offer_modules(modules)
    source = source_asked_for()
    if not form.is_submitted():
        asked_for = one_of(modules, str(id_in(request.args, "modul") or ""))
        today = clock.day_of(clock.now())
        form.module.data = str(asked_for.id) if asked_for else newest_open(modules, today)
    resume(form, "Nyt forløb")
    if form.validate_on_submit():
        new_id = form.id_of_new(me().id)
        cycle = db.session.scalar(Cycle.written_by(me()).where(Cycle.id == new_id))
        if cycle is None:
            cycle = Cycle.start(
                id=new_id,
                house=one_of(houses, form.house.data),
                title=form.title.data or "",
                wondering=form.wondering.data or "",
                module=one_of(modules, form.module.data),
                by=me(),
                at=clock.now(),
            )
            db.session.add(cycle)
            if source:
                db.session.add(built_on(source, cycle))
            db.session.commit()
        if wants_to_close():
            flash("Din undring er gemt som kladde.")
            return redirect(url_for(".show", cycle_id=cycle.id), code=303)
        return redirect(url_for(".plan", cycle_id=cycle.id), code=303)
    return render_template(
        "cycles/new.html", form=form, builds_on=words_of(source) if source else ""
    ), (422 if form.errors else 200)


def source_asked_for() -> Answer | None:
    """Whose words it shall build on; a text that was written is saved though they are gone."""
    answer_id = id_in(request.args, "citat")
    source = source_for_plan(answer_id) if answer_id else None
    if answer_id and source is None and request.method == "GET":
        abort(404)
    return source


def built_on(source: Answer, cycle: Cycle) -> Use:
    now = clock.now()
    return Use.in_plan(source, released_of(source), cycle, by=me(), at=now, today=clock.day_of(now))


@bp.route("/forloeb/<uuid:cycle_id>/undring", methods=["GET", "POST"])
def wondering(cycle_id: UUID) -> ResponseReturnValue:
    """The wondering and the name, written again."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    modules, given = modules_of(me().programme), cycle.answer_to(Question.WONDERING)
    read_through_first(given)
    read_through_first(cycle)
    form = WonderingForm(
        wondering=cycle.text_of(Question.WONDERING),
        title=cycle.title,
        module=str(cycle.module_id or ""),
        revision=given.revision if given else 0,
    )
    form.offer_modules(modules)
    resume(with_not_names(form, given, cycle), f"Undring · {cycle.title}")
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        now = clock.now()
        cycle.rename(form.title.data or "", by=me(), at=now)
        cycle.module = one_of(modules, form.module.data)
        keep_both_if_changed_meanwhile(form.wondering, form.revision, given)
        cycle.answer(Question.WONDERING, form.wondering.data or "", by=me(), at=now)
        db.session.commit()
        flash("Tak – gemt.")
        return redirect(url_for(".show", cycle_id=cycle.id), code=303)
    return render_template(
        "cycles/wondering.html", form=form, cycle=cycle, answer=given,
        has_earlier=has_wordings(cycle),
    ), (422 if form.errors else 200)  # fmt: skip


@bp.route("/forloeb/<uuid:cycle_id>/maerker", methods=["GET", "POST"])
def tags(cycle_id: UUID) -> ResponseReturnValue:
    """What the cycle hangs together with: module, track, focus areas, themes, goals."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    read_through_first(cycle)
    modules, offered = modules_of(me().programme), me().programme.tags
    chosen = {kind: [str(t.id) for t in cycle.tags if t.kind.value == kind] for kind in KINDS}
    form = TagsForm(
        title=cycle.title,
        module=str(cycle.module_id or ""),
        track=next(iter(chosen["track"]), ""),
        focus=chosen["focus"],
        theme=chosen["theme"],
        goal=chosen["goal"],
    ).offer(offered, modules)
    with_not_names(form, cycle)
    if form.validate_on_submit() and not form.was_changed_meanwhile():
        now = clock.now()
        cycle.rename(form.title.data or "", by=me(), at=now)
        cycle.module = one_of(modules, form.module.data)
        cycle.tags = [tag for tag in offered if str(tag.id) in form.chosen()]
        cycle.touch(by=me(), at=now)
        db.session.commit()
        flash("Tak – gemt.")
        return redirect(url_for(".show", cycle_id=cycle.id), code=303)
    return render_template(
        "cycles/tags.html", form=form, cycle=cycle, has_earlier=has_wordings(cycle)
    ), (422 if form.errors else 200)


KINDS = ("track", "focus", "theme", "goal")


@bp.post("/forloeb/<uuid:cycle_id>/byg-videre")
def continue_in_next_round(cycle_id: UUID) -> ResponseReturnValue:
    """Byg videre: the next round with what was learned filled in."""
    cycle = find_whole(cycle_id)
    authorize(Action.WRITE_IN_CYCLE, cycle)
    following = db.session.scalar(Cycle.following(cycle))
    if following is None:
        if (hidden := hidden_in(cycle)) is not None:
            flash(READ_FIRST)
            led_to_reading(hidden)
        following = build_on(cycle, by=me(), at=clock.now())
        db.session.add(following)
        db.session.commit()
        flash("Runden er begyndt. Det, I lærte, står allerede i den.")
    return redirect(url_for(".show", cycle_id=following.id), code=303)
